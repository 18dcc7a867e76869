import { describe, expect, it } from 'vitest'
import type { TraceLink, TraceNode } from '../../../modules/trace/walk/schema.ts'
import { type Chain, chainOf } from './chain.ts'
import { close, firstShown, foldsOf, open, reveal } from './fold.ts'
import { pathOf } from './path.ts'

const day = (n: number) => `2026-01-${String(n).padStart(2, '0')}T00:00:00Z`
const node = (i: number, more: Partial<TraceNode> = {}): TraceNode => ({
  holdingId: `h${i}`,
  sight: 'full',
  kind: 'batch',
  unit: 'kg',
  basis: 'own',
  regime: 'governed',
  beganAt: day(1),
  ...more,
})
const link = (from: number, to: number, at = 1): TraceLink => ({
  from,
  to,
  eventId: `e${from}-${to}-${at}`,
  step: 'shipping',
  unit: 'kg',
  eventTime: day(at),
  basis: 'own',
})
/** A chain of `count` nodes that begins at node `start`. */
const chain = (count: number, links: TraceLink[], start = 0, more: Record<number, Partial<TraceNode>> = {}): Chain =>
  chainOf({
    nodes: Array.from({ length: count }, (_, i) => node(i, { ...more[i], ...(i === start ? { start: true } : {}) })),
    links,
  })
/** One batch sold to `buyers`, each of which passes it on once. */
const hub = (buyers: number, more: Record<number, Partial<TraceNode>> = {}) =>
  chain(
    1 + 2 * buyers,
    Array.from({ length: buyers }, (_, i) => [link(0, 1 + 2 * i, 1), link(1 + 2 * i, 2 + 2 * i, 2)]).flat(),
    0,
    more,
  )
const sorted = (set: ReadonlySet<number>) => [...set].sort((a, b) => a - b)

describe('folding', () => {
  it('draws a small chain whole', () => {
    const c = chain(4, [link(0, 1), link(1, 2), link(3, 0)])
    expect(sorted(firstShown(c))).toEqual([0, 1, 2, 3])
    expect(foldsOf(c, firstShown(c))).toEqual([])
  })

  it('folds a hub into “23 more”, what is suspicious first', () => {
    const c = hub(31, { 61: { problems: ['negative'] }, 59: { held: true } })
    const shown = firstShown(c)
    const [fold, ...others] = foldsOf(c, shown)
    expect(others).toEqual([])
    expect(fold).toMatchObject({ at: 0, way: 'forward', problems: 0 })
    expect(fold!.hidden).toHaveLength(23)
    expect(shown.has(61) && shown.has(59)).toBe(true)
  })

  it('opens 25 at a time, each to where it branches', () => {
    const c = hub(60)
    const once = open(c, firstShown(c), 0, 'forward')
    expect(foldsOf(c, once)[0]!.hidden).toHaveLength(60 - 8 - 25)
    expect(once.size).toBe(1 + 2 * 33)
    const twice = open(c, once, 0, 'forward')
    expect(open(c, twice, 0, 'forward').size).toBe(c.nodes.length)
  })

  it('a fold that is closed takes away only what is drawn by way of it', () => {
    // 0 → 1 → 3, 0 → 2 → 3 → 4
    const c = chain(5, [link(0, 1), link(0, 2), link(1, 3), link(2, 3), link(3, 4)])
    const all = firstShown(c)
    expect(sorted(close(c, all, 1, 'forward'))).toEqual([0, 1, 2, 3, 4])
    expect(sorted(close(c, all, 3, 'forward'))).toEqual([0, 1, 2, 3])
    expect(sorted(close(c, all, 0, 'forward'))).toEqual([0])
    expect(foldsOf(c, close(c, all, 0, 'forward'))).toMatchObject([{ at: 0, way: 'forward', hidden: [1, 2] }])
  })

  it('draws a chain of 10,000 in parts, quickly', () => {
    const links = Array.from({ length: 9_999 }, (_, i) => link(Math.floor(i / 12), i + 1))
    const c = chain(10_000, links)
    const shown = firstShown(c)
    expect(shown.size).toBeLessThanOrEqual(150)
    const hidden = new Set(foldsOf(c, shown).flatMap((f) => f.hidden))
    expect([...hidden].some((n) => shown.has(n))).toBe(false)
  })

  it('reveals a folded node with the way to it', () => {
    const c = hub(31)
    const folded = [...Array(63).keys()].filter((n) => n % 2 === 0 && !firstShown(c).has(n)).at(-1)!
    const shown = reveal(c, firstShown(c), folded)
    expect(shown.has(folded) && shown.has(folded - 1)).toBe(true)
    expect(shown.size).toBe(firstShown(c).size + 2)
  })
})

describe('the path of a node', () => {
  it('goes to the origins and forward, not to siblings', () => {
    // two farms 0, 1 → merged 2 → shops 3, 4
    const c = chain(5, [link(0, 2, 1), link(1, 2, 1), link(2, 3, 2), link(2, 4, 2)], 2)
    const lit = pathOf(c, 3)
    expect(sorted(lit.nodes)).toEqual([0, 1, 2, 3])
    expect(sorted(lit.links)).toEqual([0, 1, 2])
  })

  it('respects time: what left before is not made of it, what came later is not in it', () => {
    // farm 0 → tank 2 (day 5); tank → buyer 1 (day 1), buyer 3 (day 6)
    const c = chain(4, [link(2, 1, 1), link(0, 2, 5), link(2, 3, 6)])
    expect(sorted(pathOf(c, 0).nodes)).toEqual([0, 2, 3])
    expect(sorted(pathOf(c, 1).nodes)).toEqual([1, 2])
  })

  it('takes the way that lets most through: a second, earlier way in counts', () => {
    // 0 → 1 late (day 9) and 0 → 2 → 1 early; 1 → 3 on day 5
    const c = chain(4, [link(0, 1, 9), link(0, 2, 1), link(2, 1, 2), link(1, 3, 5)])
    expect(sorted(pathOf(c, 0).nodes)).toEqual([0, 1, 2, 3])
  })

  it('ends on a circle', () => {
    const c = chain(2, [link(0, 1, 1), link(1, 0, 2)])
    expect(sorted(pathOf(c, 0).nodes)).toEqual([0, 1])
  })
})
