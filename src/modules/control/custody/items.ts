import { sql } from 'kysely'
import type { RuleFact, RuleItem } from '../../../kernel/rule.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Judged } from '../../production/index.ts'
import { codesIn, custodyMoveOf } from '../rules.ts'

type Row = {
  code: string
  event: string
  effect: string
  unit: string
  personKey: string | null
  until: string | null
  happenedOn: string
  happenedAt: string
}

/**
 * Pieces that an event names by their codes, as the acting unit's own book has them: what was done with each, and
 * whether it is in the store. A code that never came on the unit's book is left out, so that a rule can tell. What other
 * units did with a code is known to the module of serial codes.
 */
export async function codeItems(db: Db | Tx, about: Judged): Promise<RuleItem[]> {
  const { partyId, profile, event, values } = about
  const move = custodyMoveOf(profile, event.id)
  const codes = move?.codes === undefined || move.effect === 'in' ? [] : codesIn(values[move.codes])
  if (!move || !codes.length) return []
  const { rows } = await sql<Row>`
    select code, event, effect, unit, person_key, until, happened_on, happened_at from control.custody_move
    where party_id = ${partyId} and code = any(${codes}::text[]) and voided_at is null
      and happened_at <= ${about.happenedAt}::timestamptz
      ${about.recordId === undefined ? sql`` : sql`and record_id <> ${about.recordId}`}
    order by happened_at, recorded_at, record_id, line`.execute(db)
  const until = profile.control?.custody?.moves.find((m) => m.effect === 'out')?.until
  const person = profile.control?.custody?.moves.find((m) => m.effect === 'out')?.person?.key
  const factOf = (r: Row): RuleFact => ({
    profile: profile.id,
    event: r.event,
    happenedOn: r.happenedOn,
    happenedAt: r.happenedAt,
    partyId,
    values: {
      ...(until !== undefined && r.until !== null ? { [until]: r.until } : {}),
      ...(person !== undefined && r.effect === 'out' && r.personKey !== null ? { [person]: r.personKey } : {}),
    },
  })
  return [...Map.groupBy(rows, (r) => r.code)].map(([code, moves]): RuleItem => {
    const last = moves.at(-1)!.effect
    const inStore = last === 'in' || last === 'back'
    return {
      identifier: code,
      kind: 'piece',
      unit: moves[0]!.unit,
      holderId: partyId,
      held: false,
      ...(inStore ? { state: 'in' as const } : last === 'spent' ? { state: 'used' as const } : {}),
      history: moves.map(factOf),
    }
  })
}
