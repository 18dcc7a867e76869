import { type Chain, next } from './chain.ts'
import { type Fold, foldsOf } from './fold.ts'
import { type Arrow, card, fold as foldSize, type Item, layout, type Placed } from './layout.ts'
import type { Lit } from './path.ts'
import type { Rect } from './viewport.ts'

/** What is drawn, placed: nodes first, then folds. */
export type Drawing = {
  nodes: readonly number[]
  folds: readonly Fold[]
  /** By node: its place among the items. */
  itemOf: ReadonlyMap<number, number>
  items: readonly Item[]
  /** `link`: its number in the chain; -1 leads to a fold. */
  arrows: readonly (Arrow & { link: number })[]
  placed: Placed
  /** The span of time of each column: `beganAt` of the first and the last. */
  spans: readonly { from: string; to: string }[]
  heights: ReadonlyMap<string, number>
}

/** Lays out the shown part of a chain; `before`: the drawing it grew from. */
export function draw(chain: Chain, shown: ReadonlySet<number>, before?: Drawing): Drawing {
  const nodes = [...shown].sort((a, b) => a - b)
  const folds = foldsOf(chain, shown)
  const itemOf = new Map(nodes.map((n, i) => [n, i]))
  const items: Item[] = [
    ...nodes.map((n) => ({ id: chain.nodes[n]!.holdingId, time: chain.nodes[n]!.beganAt, ...card })),
    ...folds.map((f) => ({ id: f.id, time: chain.nodes[f.at]!.beganAt, ...foldSize })),
  ]
  const arrows: (Arrow & { link: number })[] = []
  for (const n of nodes)
    for (const l of chain.outs[n]!) {
      const to = itemOf.get(chain.links[l]!.to)
      if (to !== undefined) arrows.push({ from: itemOf.get(n)!, to, link: l })
    }
  for (const [i, f] of folds.entries()) {
    const [at, end] = [itemOf.get(f.at)!, nodes.length + i]
    arrows.push(f.way === 'forward' ? { from: at, to: end, link: -1 } : { from: end, to: at, link: -1 })
  }
  const placed = layout(items, arrows, before?.heights)
  const spans = placed.columns.map(({ items: column }) => {
    const times = column.filter((i) => i < nodes.length).map((i) => items[i]!.time)
    return {
      from: times.reduce((a, b) => (a < b ? a : b), times[0] ?? ''),
      to: times.reduce((a, b) => (a > b ? a : b), ''),
    }
  })
  const heights = new Map(items.map((item, i) => [item.id, placed.y[i]!]))
  return { nodes, folds, itemOf, items, arrows, placed, spans, heights }
}

/** The edges of an item. */
export function rectOf({ items, placed }: Drawing, i: number): Rect {
  const { width, height } = items[i]!
  const [x, y] = [placed.x[i]!, placed.y[i]!]
  return { left: x, right: x + width, top: y - height / 2, bottom: y + height / 2 }
}

/** The items whose edges reach into the window. Columns stand in order and each is sorted by height: two searches. */
export function within(d: Drawing, window: Rect): number[] {
  const found: number[] = []
  for (const column of d.placed.columns) {
    if (column.x > window.right || column.x + column.width < window.left) continue
    let [low, high] = [0, column.items.length]
    while (low < high) {
      const mid = (low + high) >> 1
      if (rectOf(d, column.items[mid]!).bottom < window.top) low = mid + 1
      else high = mid
    }
    for (let k = low; k < column.items.length; k++) {
      const i = column.items[k]!
      if (d.placed.y[i]! - d.items[i]!.height / 2 > window.bottom) break
      found.push(i)
    }
  }
  return found
}

const curve = (d: Drawing, a: Arrow): string => {
  const x1 = d.placed.x[a.from]! + d.items[a.from]!.width
  const x2 = d.placed.x[a.to]!
  const [y1, y2] = [d.placed.y[a.from]!, d.placed.y[a.to]!]
  const bend = Math.max(40, Math.min(160, Math.abs(x2 - x1) / 2))
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`
}

export type Lines = { plain: string; lit: string; folded: string }

/** The links that cross the window, as one path a kind: a thousand elements would be slower than a thousand curves. */
export function linesOf(d: Drawing, window: Rect, lit: Lit | undefined): Lines {
  const lines: Record<keyof Lines, string[]> = { plain: [], lit: [], folded: [] }
  for (const a of d.arrows) {
    const [x1, x2] = [d.placed.x[a.from]!, d.placed.x[a.to]! + d.items[a.to]!.width]
    if (Math.min(x1, x2) > window.right || Math.max(x1, x2) < window.left) continue
    const [y1, y2] = [d.placed.y[a.from]!, d.placed.y[a.to]!]
    if (Math.min(y1, y2) > window.bottom || Math.max(y1, y2) < window.top) continue
    lines[a.link < 0 ? 'folded' : lit?.links.has(a.link) ? 'lit' : 'plain'].push(curve(d, a))
  }
  return { plain: lines.plain.join(''), lit: lines.lit.join(''), folded: lines.folded.join('') }
}

/** Where an arrow key leads from a node: along links left and right (the nearest in height), in the column up and down. */
export function neighbour(chain: Chain, d: Drawing, node: number, key: string): number | undefined {
  const here = d.itemOf.get(node)
  if (here === undefined) return undefined
  const height = (n: number) => d.placed.y[d.itemOf.get(n)!]!
  const nearest = (among: readonly number[]) =>
    among
      .filter((n) => d.itemOf.has(n))
      .sort((a, b) => Math.abs(height(a) - height(node)) - Math.abs(height(b) - height(node)))[0]
  if (key === 'ArrowRight') return nearest(chain.outs[node]!.map((l) => chain.links[l]!.to))
  if (key === 'ArrowLeft') return nearest(chain.ins[node]!.map((l) => chain.links[l]!.from))
  const column = d.placed.columns.find((c) => c.items.includes(here))!.items.filter((i) => i < d.nodes.length)
  const to = column[column.indexOf(here) + (key === 'ArrowDown' ? 1 : -1)]
  return to === undefined ? undefined : d.nodes[to]
}

/** The fold nearest to a node: its own (forward before back), else the first met going forward from it, else going back. */
export function foldNear(chain: Chain, d: Drawing, node: number): Fold | undefined {
  const ways = ['forward', 'back'] as const
  for (const way of ways) {
    const own = d.folds.find((f) => f.at === node && f.way === way)
    if (own) return own
  }
  for (const way of ways) {
    const met = new Set([node])
    for (const at of met) {
      const found = d.folds.find((f) => f.at === at && f.way === way)
      if (found) return found
      for (const n of next(chain, at, way)) if (d.itemOf.has(n)) met.add(n)
    }
  }
  return undefined
}
