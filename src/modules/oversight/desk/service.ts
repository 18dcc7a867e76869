import type { CommandCtx } from '../../../platform/command.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import { AppError, found } from '../../../platform/errors.ts'
import { record } from '../../../platform/journal.ts'
import { setSettled, visibleFinding } from './queries.ts'
import type { settleFinding as settleFindingEndpoint } from './schema.ts'

/**
 * An officer has looked into a finding and says what came of it: it leaves the desk of every agency above, and the note
 * stays in the journal of who settled it. @throws not_found `finding.not_found`; conflict `finding.settled_already`.
 */
export async function settleFinding(
  ctx: CommandCtx,
  { partyId, findingId, note }: Input<typeof settleFindingEndpoint>,
): Promise<Output<typeof settleFindingEndpoint>> {
  const finding = found(await visibleFinding(ctx.db, ctx.actor, partyId, findingId), 'finding', findingId)
  if (!(await setSettled(ctx.db, finding, ctx.actor.partyId, ctx.now)))
    throw new AppError('conflict', 'finding.settled_already')
  const { kind, facts } = finding
  record(ctx, 'finding.settled', { about: findingId, data: { partyId, kind, ...facts, note } })
  return { partyId, findingId }
}
