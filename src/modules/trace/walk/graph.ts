import type { HoldingKey } from '../work/holding.ts'
import { sortable } from './rows.ts'

/** A link as it is stored: goods went from the input holding to the output holding in one event. */
export type Link = {
  inParty: string
  inHolding: string
  outParty: string
  outHolding: string
  eventId: string
  step: string
  sameItem: boolean
  quantity: string | null
  basis: string
  eventTime: string
  /** No link of goods: the input was used on what the output was harvested from (applied.ts). */
  applied?: true
}

/** One link among all: an event links the same two holdings once. */
export const linkKey = (l: Link): string => l.inHolding + l.outHolding + l.eventId

/**
 * Where a walk begins. With `from` and `until` only what happened in that interval counts, on this holding and on every
 * holding the same item went on to: the goods were in it (a piece in a sealed pack) only then. Both ends belong to it.
 */
export type Start = HoldingKey & { from?: string | undefined; until?: string | undefined }

/** `back`: towards origins, `forward`: towards holders. */
export type Way = 'back' | 'forward'

/** What one walk in one direction found. */
export type Walk = {
  /** Every holding reached, the starts included, by holding id. */
  holdings: Map<string, HoldingKey>
  links: Link[]
  /** Holdings from which there was more, left out because the walk had enough. Empty: the walk is complete. */
  stoppedAt: Set<string>
  /** How many times links were asked for, one statement each; 1 for a recursive statement. */
  levels: number
}

/** a is before b; both as PostgreSQL gives them, or undefined for "always": before everything. */
const earlier = (a: string | undefined, b: string | undefined): boolean =>
  b !== undefined && (a === undefined || sortable(a) < sortable(b))

type Reached = HoldingKey & {
  /** Forward: the earliest way in. Back: the latest way out. Undefined at a start: any time. */
  at: string | undefined
  /** The other end of the interval, while it is still the item of the start. */
  bound: string | undefined
}

/** The end of a link that a walk comes from, and the one it goes to. */
const near = (way: Way, l: Link): HoldingKey =>
  way === 'forward' ? { partyId: l.inParty, holdingId: l.inHolding } : { partyId: l.outParty, holdingId: l.outHolding }
const far = (way: Way, l: Link): HoldingKey =>
  way === 'forward' ? { partyId: l.outParty, holdingId: l.outHolding } : { partyId: l.inParty, holdingId: l.inHolding }

/** Which end of the interval a walk starts at, and which it must stay on this side of. */
export const boundsOf = (way: Way, s: Start): { at: string | undefined; bound: string | undefined } =>
  way === 'forward' ? { at: s.from, bound: s.until } : { at: s.until, bound: s.from }

/** A way on counts only from the way in on: goods that left before others came are not made of them (core.md §3). */
function counts(way: Way, r: Reached, time: string): boolean {
  return way === 'forward'
    ? !earlier(time, r.at) && !(r.bound !== undefined && earlier(r.bound, time))
    : !(r.at !== undefined && earlier(r.at, time)) && !(r.bound !== undefined && earlier(time, r.bound))
}

/** `a` lets through more than `b`: an earlier way in going forward, a later way out going back. */
const opens = (way: Way, a: string | undefined, b: string | undefined): boolean =>
  way === 'forward' ? earlier(a, b) : b !== undefined && (a === undefined || earlier(b, a))

/**
 * Walks level by level: `linksOf` is asked once a level for all links on from the holdings reached for the first time.
 * A holding reached again by a way that lets more through is looked at again, from what was already read. So circles
 * end, and no holding is asked for twice. `most` holdings at most, `linksAtOnce` links of a level; `depth` 1: only the starts' own links.
 */
export async function walkLevels(
  way: Way,
  starts: readonly Start[],
  linksOf: (holdings: readonly HoldingKey[]) => Promise<Link[]>,
  { depth, most, linksAtOnce = Infinity }: { depth: 1 | 'all'; most: number; linksAtOnce?: number },
): Promise<Walk> {
  const holdings = new Map<string, HoldingKey>()
  const links = new Map<string, Link>()
  const stoppedAt = new Set<string>()
  const reached = new Map<string, Reached>()
  const known = new Map<string, Link[]>()
  const queue: Reached[] = []

  const reach = (r: Reached): boolean => {
    if (!holdings.has(r.holdingId)) {
      if (holdings.size >= most) return false
      holdings.set(r.holdingId, { partyId: r.partyId, holdingId: r.holdingId })
    }
    const key = `${r.holdingId} ${r.bound ?? ''}`
    const before = reached.get(key)
    if (before && !opens(way, r.at, before.at)) return true
    reached.set(key, r)
    queue.push(r)
    return true
  }
  for (const s of starts) reach({ partyId: s.partyId, holdingId: s.holdingId, ...boundsOf(way, s) })

  let levels = 0
  while (queue.length) {
    const level = queue.splice(0)
    const unknown = new Map(level.filter((r) => !known.has(r.holdingId)).map((r) => [r.holdingId, r]))
    if (unknown.size) {
      for (const id of unknown.keys()) known.set(id, [])
      const onward = await linksOf([...unknown.values()])
      for (const l of onward) known.get(near(way, l).holdingId)?.push(l)
      // there may be more from any of them
      if (onward.length >= linksAtOnce) for (const id of unknown.keys()) stoppedAt.add(id)
      levels++
    }
    for (const r of level)
      for (const l of known.get(r.holdingId)!) {
        if (!counts(way, r, l.eventTime)) continue
        const to = { ...far(way, l), at: l.eventTime, bound: l.sameItem ? r.bound : undefined }
        if (reach(to)) links.set(linkKey(l), l)
        else stoppedAt.add(r.holdingId)
      }
    if (depth === 1) break
  }
  return { holdings, links: [...links.values()], stoppedAt, levels }
}
