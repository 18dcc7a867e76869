import { sql } from 'kysely'
import type { Names } from '../../../kernel/names.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import { stableId } from '../../../platform/id.ts'

/** An attempt that supervision must see, whatever becomes of the command. */
export type Attempt = {
  /** Name of the command, as its endpoint. */
  command: string
  reason: string
  details: Record<string, unknown>
  rule?: string | undefined
  /** Law or notice the refusal rests on. */
  source?: string | undefined
  profile?: string | undefined
  sector?: string | undefined
  event?: string | undefined
  /** Plot id or group number. */
  target?: string | undefined
  productName?: string | undefined
  inputName?: string | undefined
  substance?: string | undefined
  /** What the rule said, in both languages. */
  text?: Names | undefined
  happenedOn?: string | undefined
  /** Place in a command of several, to tell its refusals apart. */
  line?: number | undefined
}

/**
 * Keeps an attempt when the command is refused: a row for the lists of supervision and a journal entry for whoever
 * tells them. The same command sent again is the same refusal.
 */
export function keepAttempt(ctx: CommandCtx, a: Attempt): void {
  const { actor, commandId, now } = ctx
  const refusalId = stableId(`refusal/${commandId}/${a.line ?? 0}/${a.reason}`)
  ctx.onRefusal(async (tx, journal) => {
    const { rows } = await sql<{ refusalId: string }>`
      insert into production.refusal (party_id, refusal_id, command, reason, rule, source, profile, sector, event,
        target, product_name, input_name, substance, happened_on, details, account_id, on_behalf_of, refused_at)
      values (${actor.partyId}, ${refusalId}, ${a.command}, ${a.reason}, ${a.rule ?? null}, ${a.source ?? null},
        ${a.profile ?? null}, ${a.sector ?? null}, ${a.event ?? null}, ${a.target ?? null}, ${a.productName ?? null},
        ${a.inputName ?? null}, ${a.substance ?? null}, ${a.happenedOn ?? null}, ${JSON.stringify(a.details)}::jsonb,
        ${actor.accountId}, ${actor.onBehalfOf ?? null}, ${now})
      on conflict do nothing
      returning refusal_id`.execute(tx)
    if (!rows.length) return
    const { reason, rule, sector, event, target, inputName, substance, text, source } = a
    const data = { reason, rule, sector, event, target, inputName, substance, ...(text ? { text, source } : {}) }
    journal.push({ kind: 'production.refused', about: refusalId, data })
  })
}
