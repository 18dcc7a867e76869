import { sql } from 'kysely'
import { profiles } from '../../../industries/index.ts'
import { normalise, sum } from '../../../kernel/quantity.ts'
import { isUnit, UNITS } from '../../../kernel/unit.ts'
import { systemActor } from '../../../platform/actor.ts'
import { civilDate } from '../../../platform/civil.ts'
import { type CommandCtx, type CommandDeps, runCommand } from '../../../platform/command.ts'
import type { Db } from '../../../platform/db.ts'
import { record } from '../../../platform/journal.ts'
import { raise } from '../../production/index.ts'

type Due = {
  recordId: string
  line: number
  profile: string
  sector: string
  holdingId: string | null
  productName: string | null
  code: string | null
  left: string
  unit: string
  until: string
}

/** Units of whom something is out after its shift and nobody was told. */
async function unscopedUnitsDue(db: Db, now: string): Promise<string[]> {
  const { rows } = await sql<{ partyId: string }>`
    select distinct party_id from control.custody
    where left_out > 0 and voided_at is null and alarmed_at is null and until < ${now}::timestamptz limit 1000`.execute(
    db,
  )
  return rows.map((r) => r.partyId)
}

/**
 * Raises what is still out after the shift for which it was issued: once an issue, as a signal on the authority's desk
 * and to the unit itself. @returns how many issues were told of
 */
export async function raiseOverdue(deps: CommandDeps & { clock: () => string }): Promise<number> {
  let told = 0
  for (const partyId of await unscopedUnitsDue(deps.db, deps.clock()))
    told += await runCommand(deps, { name: 'custody.overdue', actor: systemActor(partyId), now: deps.clock() }, (ctx) =>
      raiseOfUnit(ctx, partyId),
    )
  return told
}

async function raiseOfUnit(ctx: CommandCtx, partyId: string): Promise<number> {
  const { rows } = await sql<Due>`update control.custody set alarmed_at = ${ctx.now}
    where party_id = ${partyId} and left_out > 0 and voided_at is null and alarmed_at is null
      and until < ${ctx.now}::timestamptz
    returning record_id, line, profile, sector, holding_id, product_name, code, left_out as "left", unit, until`.execute(
    ctx.db,
  )
  const issues = Map.groupBy(rows, (r) => r.recordId)
  for (const [recordId, lines] of issues) {
    const [first] = lines
    const overdue = profiles.find((p) => p.id === first!.profile)?.control?.custody?.overdue
    if (!overdue) continue
    const { holdingId, productName, sector, profile, unit, until } = first!
    const quantity = normalise(sum(lines.filter((l) => l.unit === unit).map((l) => l.left)))
    const names = isUnit(unit) ? UNITS[unit].names : { zh: unit, en: unit }
    const text = {
      zh: `当班结束后仍有 ${quantity} ${names.zh}未清退回库`,
      en: `${quantity} ${names.en} still out after the shift`,
    }
    const finding = { rule: overdue.id, text, source: overdue.source }
    const holdingIds = holdingId === null ? [] : [holdingId]
    const product = productName === null ? undefined : { name: productName }
    await raise(ctx, 'rule', finding, {
      recordId,
      profile: { id: profile, sector },
      happenedOn: civilDate(until),
      holdingIds,
      product,
    })
    record(ctx, 'custody.overdue', { about: recordId, data: { product: productName ?? '', quantity, unit, until } })
  }
  return issues.size
}
