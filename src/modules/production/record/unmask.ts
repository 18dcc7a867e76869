import type { CommandCtx } from '../../../platform/command.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { found } from '../../../platform/errors.ts'
import { record } from '../../../platform/journal.ts'
import type { Sealer } from '../../../platform/seal.ts'
import { rowsInScope } from '../../identity/index.ts'
import { unscopedArchivedRecords } from './archive.ts'
import { openPersonal } from './personal.ts'
import type { unmaskRecord } from './schema.ts'

/**
 * The personal values of a record in full; who looked, and why, stays in the journal. The answer is stored sealed: the
 * route opens it. @throws not_found `record.not_found`, `personal.not_found` where the record has none
 */
export async function unmaskOneRecord(ctx: CommandCtx, { partyId, recordId, reason }: Input<typeof unmaskRecord>) {
  const row = await ctx.db
    .selectFrom('production.record as r')
    .select(['r.recordId', 'r.personalSealed', 'r.archivedAt'])
    .where('r.partyId', '=', partyId)
    .where('r.recordId', '=', recordId)
    .where(rowsInScope(ctx.actor, 'r.partyId', 'r.sector'))
    .executeTakeFirst()
  const { personalSealed, archivedAt } = found(row, 'record', recordId)
  const archived = archivedAt === null ? undefined : await unscopedArchivedRecords(ctx.db, [{ partyId, recordId }])
  const sealed = found(personalSealed ?? archived?.get(recordId)?.kept?.sealed ?? undefined, 'personal', recordId)
  record(ctx, 'person.unmasked', { about: partyId, data: { field: 'record', recordId, reason } })
  return { partyId, recordId, values: { sealed } as Record<string, string> }
}

/** The values that `unmaskOneRecord` answered still sealed. */
export const openUnmaskedRecord = (
  sealer: Sealer,
  { partyId, recordId, values }: { partyId: string; recordId: string; values: Record<string, string> },
) => ({ partyId, recordId, values: openPersonal(sealer, { partyId, recordId }, values['sealed']!) })
