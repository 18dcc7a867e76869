import { sql } from 'kysely'
import { findEvent } from '../../industries/index.ts'
import type { Profile } from '../../kernel/profile.ts'
import type { RuleFact, RuleItem } from '../../kernel/rule.ts'
import { arrayText } from '../../platform/array.ts'
import { civilDate } from '../../platform/civil.ts'
import type { Db, Tx } from '../../platform/db.ts'
import type { Judged, RuleSource } from '../production/index.ts'
import { type ItemHistory, isForeignParty, openMarks, unscopedHistories } from '../trace/index.ts'
import { type Found, holderOf, standingOf, unscopedCodes } from './code/lookup.ts'
import { codesNamed } from './rules.ts'

/**
 * What rules know of the codes an event names: state, holder, and a history of the goods a code is counted in and of what
 * was recorded about the code itself. A code that is not on record is told as such: its state is unknown.
 */
export const serialRuleSource: RuleSource = { name: 'serial', items: itemsOf }

async function itemsOf(db: Db | Tx, about: Judged): Promise<RuleItem[]> {
  const { profile, event, values, targets, partyId } = about
  // codes that an event brings on record are judged when they are written
  if (!profile.codeSchemes?.length || event.move === 'produce') return []
  const typed = codesNamed(event, values, targets)
  if (!typed.length) return []
  const until = new Date(about.happenedAt).toISOString()
  const found = await standingOf(db, await unscopedCodes(db, typed, profile.codeSchemes), until)
  const byTyped = new Map(found.map((f) => [f.typed, f]))
  const keys = new Map(
    found.flatMap((f) => {
      const holder = holderOf(f.holders, partyId) ?? f.holders[0]
      return holder ? [[holder.holdingId, { partyId: holder.partyId, holdingId: holder.holdingId }] as const] : []
    }),
  )
  const histories = new Map((await unscopedHistories(db, [...keys.values()], until)).map((h) => [h.holdingId, h]))
  const marks = Map.groupBy(await openMarks(db, [...keys.values()]), (m) => m.holdingId)
  const facts = await factsOf(db, found, until)
  return typed.map((code): RuleItem => {
    const f = byTyped.get(code)
    if (!f) return { identifier: code, kind: 'piece', held: false, history: [] }
    const holder = holderOf(f.holders, partyId)
    const goods = histories.get((holder ?? f.holders[0])?.holdingId ?? '')
    const around = new Set([f.itemId, ...f.parents.map((p) => p.itemId)])
    const stopped = marks.get(holder?.holdingId ?? '')?.some((m) => m.pieceId === null || around.has(m.pieceId))
    const own = facts.get(`${f.homeId} ${f.code}`) ?? []
    return {
      ...ofGoods(goods),
      identifier: code,
      kind: f.level > 1 ? 'pack' : 'piece',
      ...(holder && !isForeignParty(holder.partyId) ? { holderId: holder.partyId } : {}),
      held: stopped ?? false,
      state: f.state,
      history: merged(aboutIt(goods, f, profile), own),
    }
  })
}

/** Class, day of making and last day of the goods. */
function ofGoods(goods: ItemHistory | undefined): Partial<RuleItem> {
  const expiry = goods?.facts.flatMap((f) => {
    const value = f.values['expires_on']
    return typeof value === 'string' ? [value] : []
  })
  const expiresOn = expiry?.at(-1)
  return {
    ...(goods?.classCode ? { classCode: goods.classCode } : {}),
    ...(goods?.madeOn ? { madeOn: goods.madeOn } : {}),
    ...(expiresOn === undefined ? {} : { expiresOn }),
  }
}

/** Events of the goods, but for those that name other codes than this one and the packs around it: its neighbours. */
function aboutIt(goods: ItemHistory | undefined, f: Found, profile: Profile): RuleFact[] {
  const names = new Set([f.typed, f.code, ...f.parentCodes.map((p) => p.code)])
  return (goods?.facts ?? []).flatMap(({ eventId: _, ...fact }) => {
    const event = fact.profile === profile.id ? findEvent(profile, fact.event) : undefined
    // what brought the goods into being is true of all of them
    const named = event && event.move !== 'produce' ? codesNamed(event, fact.values) : []
    const others = named.length > 0 && !named.some((n) => names.has(n))
    return others ? [] : [{ ...fact, happenedOn: civilDate(fact.happenedAt) }]
  })
}

/** Both, oldest first; an event that moved the goods and named the code is one. */
function merged(goods: readonly RuleFact[], own: readonly RuleFact[]): RuleFact[] {
  const same = (f: RuleFact) => `${f.partyId} ${f.event} ${Date.parse(f.happenedAt)}`
  const known = new Set(goods.map(same))
  return [...goods, ...own.filter((f) => !known.has(same(f)))].sort(
    (a, b) => Date.parse(a.happenedAt) - Date.parse(b.happenedAt),
  )
}

/** What was recorded about codes themselves, by whom it may be, oldest first. */
async function factsOf(db: Db | Tx, codes: readonly Found[], until: string): Promise<Map<string, RuleFact[]>> {
  type Row = { homeId: string; code: string; partyId: string; recordId: string }
  const found = new Map<string, RuleFact[]>()
  if (!codes.length) return found
  const { rows } = await sql<Row>`
    select f.home_id, f.code, f.party_id, f.record_id
    from unnest(${arrayText(
      codes.map((c) => c.homeId),
      true,
    )}::uuid[], ${arrayText(
      codes.map((c) => c.code),
      false,
    )}::text[]) as k (home_id, code)
    join serial.code_fact f on f.home_id = k.home_id and f.code = k.code
    where f.happened_at <= ${until}::timestamptz
    order by f.happened_at, f.record_id`.execute(db)
  if (!rows.length) return found
  const unique = [...new Map(rows.map((r) => [r.recordId, r])).values()]
  type Record = Omit<RuleFact, 'values'> & { recordId: string; values: { [key: string]: unknown } }
  const records = await sql<Record>`
    select r.record_id, r.profile, r.event, r.happened_on, r.happened_at, r.party_id, r.fields as values
    from unnest(${arrayText(
      unique.map((u) => u.partyId),
      true,
    )}::uuid[], ${arrayText(
      unique.map((u) => u.recordId),
      true,
    )}::uuid[]) as k (party_id, record_id)
    join production.record r on r.party_id = k.party_id and r.record_id = k.record_id
    where r.voided_at is null`.execute(db)
  const byId = new Map(records.rows.map(({ recordId, ...fact }) => [recordId, fact]))
  for (const r of rows) {
    const fact = byId.get(r.recordId)
    const key = `${r.homeId} ${r.code}`
    if (fact) found.set(key, [...(found.get(key) ?? []), fact])
  }
  return found
}
