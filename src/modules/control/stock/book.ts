import { sql } from 'kysely'
import { add, subtract } from '../../../kernel/quantity.ts'
import type { RuleStock } from '../../../kernel/rule.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { productClassNames } from '../../catalogue/index.ts'
import type { Judged } from '../../production/index.ts'
import { countOf, inUnit, isOfVariety, textOf } from '../rules.ts'
import type { BookLine } from './schema.ts'

type Held = { holdingId: string; productName: string | null; classCode: string | null; unit: string; there: string }
type Out = { holdingId: string | null; productName: string | null; unit: string; out: string }

/**
 * What a unit has of goods of a profile at an instant: its holdings, less what had been sent away by then. What
 * happened later is undone; what a buyer answered later of a dispatch from before was away already, a dispatch that a
 * buyer refused or the unit took back after that instant counts as not made.
 */
async function heldAt(db: Db | Tx, partyId: string, profile: string, at: string): Promise<Held[]> {
  const { rows } = await sql<Held>`
    select h.holding_id, h.product_name, h.class_code, h.unit,
      h.quantity
      - coalesce((select sum(e.delta) from trace.holding_event e
          where e.party_id = h.party_id and e.holding_id = h.holding_id and e.voided_at is null
            and e.event_time > ${at}::timestamptz
            and not (e.delta < 0 and e.event_party <> e.party_id and exists (select 1 from trace.transfer t
              where t.party_id = h.party_id and t.holding_id = h.holding_id and t.dispatched_at <= ${at}::timestamptz))), 0)
      - coalesce((select sum(t.quantity - t.received - t.returned - t.withdrawn) from trace.transfer t
          where t.party_id = h.party_id and t.holding_id = h.holding_id and t.state <> 'voided'
            and t.dispatched_at <= ${at}::timestamptz), 0) as there
    from trace.holding h
    where h.party_id = ${partyId} and h.profile = ${profile} and h.regime = 'governed'`.execute(db)
  return rows
}

/** What persons of the unit had in hand at an instant, by holding. */
async function outAt(db: Db | Tx, partyId: string, profile: string, at: string): Promise<Out[]> {
  const { rows } = await sql<Out>`
    select c.holding_id, c.product_name, c.unit, sum(c.quantity - coalesce(m.settled, 0)) as out
    from control.custody c
      left join (select x.party_id, x.out_record, x.out_line, sum(x.quantity) as settled from control.custody_move x
        where x.party_id = ${partyId} and x.out_record is not null and x.voided_at is null
          and x.happened_at <= ${at}::timestamptz
        group by x.party_id, x.out_record, x.out_line) m
      on m.party_id = c.party_id and m.out_record = c.record_id and m.out_line = c.line
    where c.party_id = ${partyId} and c.profile = ${profile} and c.voided_at is null and c.since <= ${at}::timestamptz
    group by c.holding_id, c.product_name, c.unit`.execute(db)
  return rows
}

/** The book of a unit at an instant, one line a product: what it has, what of it is in somebody's hands, what is to be in the store. */
export async function unscopedBook(db: Db | Tx, partyId: string, profile: string, at: string): Promise<BookLine[]> {
  const held = await heldAt(db, partyId, profile, at)
  const out = await outAt(db, partyId, profile, at)
  const lines = new Map<string, BookLine>()
  for (const h of held) {
    const own = out.filter((o) => o.holdingId === h.holdingId).flatMap((o) => inUnit(o.out, o.unit, h.unit) ?? [])
    const away = own.reduce(add, '0')
    const key = JSON.stringify([h.productName, h.classCode, h.unit])
    const line = lines.get(key) ?? { ...h, held: '0', out: '0', book: '0' }
    lines.set(key, {
      ...{ productName: h.productName, classCode: h.classCode, unit: h.unit },
      held: add(line.held, h.there),
      out: add(line.out, away),
      book: add(line.book, subtract(h.there, away)),
    })
  }
  return [...lines.values()].sort((a, b) => ((a.productName ?? '') < (b.productName ?? '') ? -1 : 1))
}

/** The book of the variety that a count names, at its time; undefined where the unit has had nothing that is called so, or counts it in several units. */
export async function stockFact(db: Db | Tx, about: Judged): Promise<RuleStock | undefined> {
  const count = countOf(about.profile, about.event.id)
  const variety = count && textOf(about.values[count.variety])
  if (!count || variety === undefined) return undefined
  const lines = await unscopedBook(db, about.partyId, about.profile.id, about.happenedAt)
  const classes = await productClassNames(db, [...new Set(lines.flatMap((l) => l.classCode ?? []))])
  const namesOf = (code: string | null) => {
    const known = code === null ? undefined : classes.get(code)
    return known ? [known.name, known.nameEn] : []
  }
  const named = lines.filter((l) => isOfVariety(variety, { ...l, classNames: namesOf(l.classCode) }))
  const [first] = named
  if (!first) return undefined
  const inOne = named.map((l) => inUnit(l.book, l.unit, first.unit))
  if (inOne.some((b) => b === undefined)) return undefined
  return { book: inOne.reduce<string>((a, b) => add(a, b!), '0'), unit: first.unit }
}
