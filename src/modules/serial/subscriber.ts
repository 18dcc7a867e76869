import { sql } from 'kysely'
import { findEvent, profiles } from '../../industries/index.ts'
import { profileAt } from '../../kernel/profile.ts'
import { arrayText } from '../../platform/array.ts'
import { civilDate } from '../../platform/civil.ts'
import type { CommandCtx, JournalRow } from '../../platform/ctx.ts'
import { AppError } from '../../platform/errors.ts'
import type { Subscriber } from '../../platform/journal.ts'
import { voidEvent } from '../trace/index.ts'
import { countIn } from './acting.ts'
import { unscopedCodes } from './code/lookup.ts'
import { codesNamed } from './rules.ts'

/**
 * A record was declared an error: what it did to goods because of the codes it named is taken back, as far as nothing was
 * done with them since. The state of the codes needs no hand: facts of such a record count no more.
 */
export const serialSubscriber: Subscriber = {
  name: 'serial.void',
  kinds: ['production.recordVoided'],
  handle: takeBack,
}

type Fact = {
  homeId: string
  code: string
  traceEvent: string | null
  wasHome: string | null
  wasId: string | null
}

async function takeBack(ctx: CommandCtx, { partyId, about: recordId, data }: JournalRow): Promise<void> {
  const record = await ctx.db
    .selectFrom('production.record')
    .select(['profile', 'event', 'happenedOn', 'fields', 'targets'])
    .where('partyId', '=', partyId)
    .where('recordId', '=', recordId!)
    .executeTakeFirst()
  const profile = record && profileAt(profiles, record.profile, civilDate(ctx.now))
  const event = profile && findEvent(profile, record.event)
  if (!record || !event || !profile.codeSchemes?.length) return
  const typed = codesNamed(event, record.fields as Record<string, unknown>, record.targets)
  const codes = await unscopedCodes(ctx.db, typed, profile.codeSchemes)
  if (!codes.length) return
  const { rows } = await sql<Fact>`
    select f.home_id, f.code, f.trace_event, f.was_home, f.was_id
    from unnest(${arrayText(
      codes.map((c) => c.homeId),
      true,
    )}::uuid[], ${arrayText(
      codes.map((c) => c.code),
      false,
    )}::text[]) as k (home_id, code)
    join serial.code_fact f on f.home_id = k.home_id and f.code = k.code
    where f.record_id = ${recordId!}`.execute(ctx.db)
  const moved = rows.filter((r) => r.wasHome && r.wasId)
  for (const [key, some] of Map.groupBy(moved, (r) => `${r.wasHome} ${r.wasId}`))
    await countIn(ctx, some, { homeId: key.split(' ')[0]!, itemId: key.split(' ')[1]! })
  const reason = typeof data['reason'] === 'string' && data['reason'] ? data['reason'] : record.event
  const as = { ...ctx, actor: { ...ctx.actor, partyId } }
  for (const eventId of new Set(rows.flatMap((r) => r.traceEvent ?? []))) {
    const { length } = ctx.journal
    await sql`savepoint take_back`.execute(ctx.db)
    try {
      await voidEvent(as, { eventId, reason })
    } catch (err) {
      // goods that were used since stay where they are: who corrects that corrects this too
      if (!(err instanceof AppError)) throw err
      await sql`rollback to savepoint take_back`.execute(ctx.db)
      ctx.journal.length = length
    }
    await sql`release savepoint take_back`.execute(ctx.db)
  }
}
