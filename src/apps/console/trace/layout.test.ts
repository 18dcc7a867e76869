import { describe, expect, it } from 'vitest'
import { type Arrow, card, type Item, layout, type Placed } from './layout.ts'

const item = (id: string, day = 1): Item => ({ id, time: `2026-01-${String(day).padStart(2, '0')}`, ...card })

function overlaps(items: readonly Item[], p: Placed): boolean {
  return p.columns.some(({ items: column }) => {
    const sorted = column.toSorted((a, b) => p.y[a]! - p.y[b]!)
    return sorted.some(
      (i, k) => k > 0 && p.y[i]! - p.y[sorted[k - 1]!]! < (items[i]!.height + items[sorted[k - 1]!]!.height) / 2,
    )
  })
}

function crossings(arrows: readonly Arrow[], p: Placed): number {
  let n = 0
  for (const [k, a] of arrows.entries())
    for (const b of arrows.slice(k + 1))
      if (p.x[a.from] === p.x[b.from] && p.x[a.to] === p.x[b.to])
        if ((p.y[a.from]! - p.y[b.from]!) * (p.y[a.to]! - p.y[b.to]!) < 0) n++
  return n
}

/** Repeatable numbers below 1. */
function numbers(seed: number) {
  let a = seed
  return () => {
    a = (a * 1664525 + 1013904223) % 4294967296
    return a / 4294967296
  }
}

/** `count` items, each from one or two of those shortly before it. */
function grown(count: number, seed: number): { items: Item[]; arrows: Arrow[] } {
  const random = numbers(seed)
  const items = Array.from({ length: count }, (_, i) => item(`n${i}`, 1 + Math.floor((i / count) * 27)))
  const arrows = items.flatMap((_, i) => {
    if (i === 0) return []
    const from = () => Math.max(0, i - 1 - Math.floor(random() * Math.min(i, 40)))
    return random() < 0.2
      ? [
          { from: from(), to: i },
          { from: from(), to: i },
        ]
      : [{ from: from(), to: i }]
  })
  return { items, arrows }
}

describe('layout', () => {
  it('runs left to right: every link leads to a column further right', () => {
    const { items, arrows } = grown(300, 7)
    const p = layout(items, arrows)
    expect(arrows.filter((a) => p.x[a.from]! >= p.x[a.to]!)).toEqual([])
  })

  it('puts what is only an ingredient right before what it goes into, with all that led to it', () => {
    // a → b → c → d; late harvest e → f → d
    const items = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, i) => item(id, i + 1))
    const links = [
      [0, 1],
      [1, 2],
      [2, 3],
      [4, 5],
      [5, 3],
    ].map(([from, to]) => ({ from: from!, to: to! }))
    const p = layout(items, links)
    expect([p.x[4], p.x[5]]).toEqual([p.x[1], p.x[2]])
  })

  it('ends on a circle, broken at its earliest item', () => {
    const items = [item('a', 1), item('b', 2), item('c', 3)]
    const p = layout(items, [
      { from: 0, to: 1 },
      { from: 1, to: 2 },
      { from: 2, to: 0 },
    ])
    expect(p.x[0]).toBeLessThan(p.x[1]!)
    expect(p.x[1]).toBeLessThan(p.x[2]!)
    expect(layout([item('a')], [{ from: 0, to: 0 }]).width).toBe(card.width)
  })

  it('overlaps nothing and begins at the top', () => {
    for (const seed of [1, 2, 3]) {
      const { items, arrows } = grown(400, seed)
      const p = layout(items, arrows)
      expect(overlaps(items, p)).toBe(false)
      expect(Math.min(...items.map((n, i) => p.y[i]! - n.height / 2))).toBeCloseTo(0)
      expect(Math.max(...items.map((n, i) => p.y[i]! + n.height / 2))).toBeCloseTo(p.height)
    }
  })

  it('takes crossings out by barycentre', () => {
    // two ladders whose ends arrive in the opposite order
    const items = Array.from({ length: 12 }, (_, i) => item(`n${i}`, i < 6 ? 1 : 2))
    const arrows = Array.from({ length: 6 }, (_, i) => ({ from: i, to: 11 - i }))
    expect(crossings(arrows, layout(items, arrows))).toBe(0)
  })

  it('one parent stands in the middle of its children', () => {
    const items = ['p', 'a', 'b', 'c'].map((id) => item(id))
    const p = layout(
      items,
      [1, 2, 3].map((to) => ({ from: 0, to })),
    )
    expect(p.y[0]).toBeCloseTo(p.y[2]!)
  })

  it('keeps the order of what was drawn when more comes in, and hardly moves it', () => {
    const { items, arrows } = grown(120, 5)
    const first = items.slice(0, 100)
    const p = layout(
      first,
      arrows.filter((a) => a.to < 100),
    )
    const before = new Map(first.map((n, i) => [n.id, p.y[i]!]))
    const q = layout(items, arrows, before)
    expect(overlaps(items, q)).toBe(false)
    for (const { items: column } of q.columns) {
      const known = column.filter((i) => i < 100)
      const wasIn = known.toSorted((a, b) => p.y[a]! - p.y[b]!)
      expect(known.toSorted((a, b) => q.y[a]! - q.y[b]!)).toEqual(wasIn)
    }
    // the same again changes nothing
    const again = layout(
      first,
      arrows.filter((a) => a.to < 100),
      before,
    )
    for (const i of first.keys()) expect(again.y[i]).toBeCloseTo(p.y[i]!)
  })

  it('gives the same drawing for the same answer', () => {
    const { items, arrows } = grown(200, 11)
    expect([...layout(items, arrows).y]).toEqual([...layout(items, arrows).y])
  })

  it('draws nothing of nothing', () => {
    expect(layout([], [])).toMatchObject({ width: 0, height: 0, columns: [] })
  })
})
