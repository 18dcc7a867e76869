import type { Names } from '../../kernel/names.ts'
import { add, compare, convert, isQuantity } from '../../kernel/quantity.ts'
import type { Judgement, RuleFact, RuleFacts, RuleItem, RulePermit } from '../../kernel/rule.ts'
import { isUnit } from '../../kernel/unit.ts'
import { addDays } from '../safety-interval.ts'
import { both } from '../sources.ts'

/** Kinds of permits that the rules of this family ask for. */
export type PermitKind = 'purchase' | 'transport'

const KINDS: Readonly<Record<PermitKind, Names>> = {
  purchase: both('购买许可证', 'purchase permit'),
  transport: both('运输许可证', 'transport permit'),
}

/** A value as text, undefined where it is empty or no text. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined

/** A number as `number` fields carry it, undefined where it is none. */
export const numberOf = (value: unknown): string | undefined => (isQuantity(value) ? value : undefined)

export const lastOf = (history: readonly RuleFact[], ...events: readonly string[]): RuleFact | undefined =>
  history.filter((f) => events.includes(f.event)).at(-1)

/** How much of an item the event moves; a piece is one. */
function movedOf({ kind, moved, unit }: RuleItem): { readonly quantity: string; readonly unit: string } | undefined {
  if (kind === 'piece') return { quantity: '1', unit: unit ?? 'round' }
  return moved === undefined || unit === undefined ? undefined : { quantity: moved, unit }
}

/** Sum of what the event moves in that unit; undefined where it cannot be told. */
export function movedIn(items: readonly RuleItem[], unit: string): string | undefined {
  let total = '0'
  for (const item of items) {
    const moved = movedOf(item)
    if (!moved || !isUnit(moved.unit) || !isUnit(unit)) return undefined
    const converted = convert(moved.quantity, moved.unit, unit)
    if (converted === undefined) return undefined
    total = add(total, converted)
  }
  return total
}

/** A permit names its variety by a class of goods (`S60101`) or in words. */
function coversVariety({ variety }: RulePermit, { items, values }: RuleFacts): boolean {
  if (/^S\d+$/.test(variety)) return items.every((i) => i.classCode?.startsWith(variety) ?? false)
  return textOf(values['variety']) === variety
}

/** Places of the journey stand on the permit's route, in its order. */
function offRoute(route: readonly string[], places: readonly string[]): string | undefined {
  let from = 0
  for (const place of places) {
    const found = route.indexOf(place, from)
    if (found < 0) return place
    from = found
  }
  return undefined
}

/** Origin, stops and destination as the event tells them. */
function placesOf({ values }: RuleFacts): string[] {
  const rows: readonly unknown[] = Array.isArray(values['stops']) ? values['stops'] : []
  const stops = rows.map((row) => (typeof row === 'object' && row !== null && 'stop' in row ? row.stop : undefined))
  return [values['origin'], ...stops, values['destination']].map(textOf).filter((p) => p !== undefined)
}

/**
 * What is wrong with the permit an event rests on: there is none, it is of another kind, closed, not (or no longer)
 * good, somebody else's, of another variety, for less, or for another route.
 * @param names whether the permit names those whose event it is
 */
export function permitProblem(
  f: RuleFacts,
  kind: PermitKind,
  names: (permit: RulePermit) => boolean,
): Judgement | undefined {
  const { permit, happenedOn } = f
  const say = (zh: string, en: string): Judgement => ({ text: both(zh, en) })
  if (!permit || permit.kind !== kind) return say(`没有${KINDS[kind].zh}`, `No ${KINDS[kind].en} is on file`)
  if (permit.closedOn !== undefined && permit.closedOn <= happenedOn)
    return say(`许可证已于 ${permit.closedOn} 核销`, `The permit was closed on ${permit.closedOn}`)
  if (happenedOn < permit.validFrom)
    return {
      ...say(`许可证自 ${permit.validFrom} 起有效`, `Not good before ${permit.validFrom}`),
      from: permit.validFrom,
    }
  if (permit.validTo < happenedOn)
    return say(`许可证有效期至 ${permit.validTo}`, `The permit ended on ${permit.validTo}`)
  if (!names(permit)) return say('许可证载明的单位不符', 'The permit names another party')
  if (!coversVariety(permit, f)) return say(`许可品种为 ${permit.variety}`, 'The permit is for another variety')
  const moved = movedIn(f.items, permit.unit)
  if (moved === undefined) return say('数量无法与许可证核对', 'The quantity cannot be held against the permit')
  if (compare(moved, permit.left) > 0)
    return say(
      `数量 ${moved} 超过许可余量 ${permit.left}`,
      `${moved} is more than the ${permit.left} left on the permit`,
    )
  const off = permit.route ? offRoute(permit.route, placesOf(f)) : undefined
  return off === undefined ? undefined : say(`${off} 不在许可路线上`, 'A place is not on the permitted route')
}

/** A transport permit names who receives or sends, and who carries: the one who moves the goods is among them. */
export const namesMover =
  ({ actor }: RuleFacts) =>
  ({ holderId, counterpartId }: RulePermit): boolean =>
    holderId === actor.partyId || counterpartId === actor.partyId

/** A filing or a permit that came back too late: after the third day. */
export function lateBy3Days(values: RuleFacts['values'], since: string, done: string): Judgement | undefined {
  const from = textOf(values[since])
  const on = textOf(values[done])
  return from && on && addDays(from, 3) < on
    ? { text: both(`应于 ${addDays(from, 3)} 前办理`, `Was due by ${addDays(from, 3)}`) }
    : undefined
}

/** A fact of the goods after which the party owed a record of its own within three days, and has none. */
export function owedIn3Days(
  { items, ledger, happenedOn, actor }: RuleFacts,
  of: {
    readonly event: string
    readonly key: string
    readonly by: string
    readonly byKey: string
    /** Whose act it was: the seller's own filing is not the buyer's. */
    readonly own: boolean
  },
): Judgement | undefined {
  for (const { history } of items) {
    const own = history.filter((h) => (h.partyId === actor.partyId) === of.own)
    const since = textOf(lastOf(own, of.event)?.values[of.key])
    if (!since || addDays(since, 3) >= happenedOn) continue
    if (ledger.some((l) => l.event === of.by && l.values[of.byKey] === since)) continue
    return { text: both(`应于 ${addDays(since, 3)} 前办理，至今未办`, `Was due by ${addDays(since, 3)}, not done yet`) }
  }
  return undefined
}

/** What the rules of the road ask of a transport and the event denies. */
export function roadProblem({ values }: RuleFacts): Judgement | undefined {
  const rows: readonly unknown[] = Array.isArray(values['stops']) ? values['stops'] : []
  const unguarded = rows.some((r) => typeof r === 'object' && r !== null && 'guarded' in r && r.guarded === false)
  const wrong = [
    ...(values['permit_carried'] === false ? [both('未随车携带许可证', 'permit not carried')] : []),
    ...(values['nobody_in_hold'] === false ? [both('车厢载人', 'persons in the hold')] : []),
    ...(values['signs_shown'] === false ? [both('未悬挂警示标志', 'no warning signs')] : []),
    ...(unguarded ? [both('途中经停无人看守', 'a stop without guard')] : []),
  ]
  return wrong.length ? { text: both(wrong.map((w) => w.zh).join('、'), wrong.map((w) => w.en).join(', ')) } : undefined
}

/** What was counted against the platform's book, or against the unit's own where the platform cannot tell. */
export function countDiffers({ values, stock }: Pick<RuleFacts, 'values' | 'stock'>): Names | undefined {
  const counted = numberOf(values['counted'])
  const book = stock?.book ?? numberOf(values['book'])
  if (counted === undefined || book === undefined || compare(book, counted) === 0) return undefined
  return stock
    ? both(`平台账面 ${book}，实物 ${counted}`, `Book of the platform ${book}, counted ${counted}`)
    : both(`账面 ${book}，实物 ${counted}`, `Book ${book}, counted ${counted}`)
}

/** The book that a unit writes into its count is another than ours. */
export function bookProblem({ values, stock }: RuleFacts): Judgement | undefined {
  const typed = numberOf(values['book'])
  return stock && typed !== undefined && compare(typed, stock.book) !== 0
    ? { text: both(`填报账面 ${typed}，平台账面 ${stock.book}`, `Book typed ${typed}, of the platform ${stock.book}`) }
    : undefined
}
