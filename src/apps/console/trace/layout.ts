/** Sizes are fixed, so that nothing is ever measured. In px at scale 1. */
export const card = { width: 232, height: 136 }
export const fold = { width: 176, height: 48 }
const gap = { column: 112, row: 20 }

/** A thing to place; `time` sorts as text. */
export type Item = { id: string; time: string; height: number; width: number }
export type Arrow = { from: number; to: number }
export type Placed = {
  /** By item: left edge and middle. */
  x: Float64Array
  y: Float64Array
  columns: readonly { x: number; width: number; items: readonly number[] }[]
  width: number
  /** The topmost edge is at 0. */
  height: number
}

/**
 * Columns from left to right: each item one right of the last it comes from. What comes from nowhere, with all that
 * leads only to one place, stands right before that place, so that time runs with it. A circle (goods sent back and sent
 * again) is broken at its earliest item.
 */
function ranksOf(items: readonly Item[], ins: number[][], outs: number[][]): Int32Array {
  const rank = new Int32Array(items.length)
  const open = Int32Array.from(ins, (list) => list.length)
  const done = new Uint8Array(items.length)
  const byTime = items.map((_, i) => i).sort((a, b) => (items[a]!.time < items[b]!.time ? -1 : 1))
  const order = byTime.filter((i) => open[i] === 0)
  let oldest = 0
  for (let at = 0; at < items.length; at++) {
    // nothing without an open way in is left: a circle
    while (order[at] === undefined) {
      const i = byTime[oldest++]!
      if (!done[i] && open[i]! > 0) {
        open[i] = 0
        order.push(i)
      }
    }
    const i = order[at]!
    done[i] = 1
    for (const to of outs[i]!) {
      if (done[to] || open[to] === 0) continue
      rank[to] = Math.max(rank[to]!, rank[i]! + 1)
      open[to]!--
      if (open[to] === 0) order.push(to)
    }
  }
  const free = new Uint8Array(items.length)
  for (const i of order) free[i] = ins[i]!.every((from) => free[from] && outs[from]!.length === 1) ? 1 : 0
  for (const i of order.toReversed())
    if (free[i] && outs[i]!.length)
      rank[i] = Math.max(rank[i]!, outs[i]!.reduce((least, to) => Math.min(least, rank[to]!), items.length) - 1)
  return rank
}

/**
 * Places a column as near as possible to where each item wants to be, in the order given and without overlaps
 * (isotonic regression by pooling neighbours, least squares). `weight`: how much an item insists.
 */
function settle(
  column: readonly number[],
  items: readonly Item[],
  wish: Float64Array,
  weight: Float64Array,
  y: Float64Array,
) {
  const pools: { sum: number; weight: number; count: number }[] = []
  const offsets: number[] = []
  let offset = 0
  for (const [k, i] of column.entries()) {
    if (k > 0) offset += (items[column[k - 1]!]!.height + items[i]!.height) / 2 + gap.row
    offsets.push(offset)
    pools.push({ sum: (wish[i]! - offset) * weight[i]!, weight: weight[i]!, count: 1 })
    while (pools.length > 1) {
      const last = pools.at(-1)!
      const before = pools.at(-2)!
      if (before.sum / before.weight <= last.sum / last.weight) break
      pools.pop()
      before.sum += last.sum
      before.weight += last.weight
      before.count += last.count
    }
  }
  let k = 0
  for (const pool of pools)
    for (let n = 0; n < pool.count; n++, k++) y[column[k]!] = pool.sum / pool.weight + offsets[k]!
}

/** The mean height of what an item is linked with; its own where there is nothing. */
function mean(i: number, near: readonly number[], y: Float64Array): number {
  if (!near.length) return y[i]!
  let sum = 0
  for (const n of near) sum += y[n]!
  return sum / near.length
}

/**
 * Left to right by time. Within a column, an item stands at the mean height of its neighbours (barycentre), swept to and
 * fro a fixed number of times: O(n log n). `before`: heights by id of an earlier drawing; what stood there keeps its
 * order and hardly moves, so that opening a fold does not shuffle what one was looking at.
 */
export function layout(
  items: readonly Item[],
  arrows: readonly Arrow[],
  before: ReadonlyMap<string, number> = new Map(),
): Placed {
  const ins: number[][] = items.map(() => [])
  const outs: number[][] = items.map(() => [])
  for (const { from, to } of arrows) {
    if (from === to) continue
    outs[from]!.push(to)
    ins[to]!.push(from)
  }
  const rank = ranksOf(items, ins, outs)
  const columns: number[][] = []
  for (const i of items.keys()) (columns[rank[i]!] ??= []).push(i)
  for (let c = 0; c < columns.length; c++) columns[c] ??= []

  const y = new Float64Array(items.length)
  const wish = new Float64Array(items.length)
  const weight = new Float64Array(items.length).fill(1)
  const isKnown = (i: number) => before.has(items[i]!.id)
  const stable = items.some((_, i) => isKnown(i))
  for (const i of items.keys())
    if (isKnown(i)) {
      y[i] = before.get(items[i]!.id)!
      weight[i] = 20
    }
  if (!stable)
    for (const column of columns) {
      column.sort((a, b) => (items[a]!.time < items[b]!.time ? -1 : items[a]!.time > items[b]!.time ? 1 : a - b))
      settle(column, items, wish, weight, y)
    }

  const sweep = (column: number[], near: (i: number) => readonly number[]) => {
    for (const i of column) wish[i] = stable && isKnown(i) ? before.get(items[i]!.id)! : mean(i, near(i), y)
    column.sort((a, b) => wish[a]! - wish[b]!)
    settle(column, items, wish, weight, y)
  }
  const both = (i: number) => [...ins[i]!, ...outs[i]!]
  if (stable) {
    for (const column of columns) sweep(column, (i) => (ins[i]!.length ? ins[i]! : outs[i]!))
    for (const column of columns.toReversed()) sweep(column, (i) => (outs[i]!.length ? outs[i]! : ins[i]!))
  } else {
    for (let round = 0; round < 3; round++) {
      for (const column of columns) sweep(column, (i) => ins[i]!)
      for (const column of columns.toReversed()) sweep(column, (i) => outs[i]!)
    }
    for (const column of columns) sweep(column, both)
  }
  return finish(items, columns, y)
}

/** Left edges by column; everything moved so that the topmost edge is at 0. */
function finish(items: readonly Item[], columns: number[][], y: Float64Array): Placed {
  const x = new Float64Array(items.length)
  let left = 0
  const placed = columns.map((column) => {
    const width = column.reduce((most, i) => Math.max(most, items[i]!.width), 0)
    for (const i of column) x[i] = left
    const at = left
    left += width + gap.column
    return { x: at, width, items: column }
  })
  let top = Number.POSITIVE_INFINITY
  let bottom = Number.NEGATIVE_INFINITY
  for (const [i, item] of items.entries()) {
    top = Math.min(top, y[i]! - item.height / 2)
    bottom = Math.max(bottom, y[i]! + item.height / 2)
  }
  if (items.length) for (const i of items.keys()) y[i]! -= top
  return {
    x,
    y,
    columns: placed,
    width: Math.max(0, left - gap.column),
    height: items.length ? bottom - top : 0,
  }
}
