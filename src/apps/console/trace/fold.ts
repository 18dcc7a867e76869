import { type Chain, next, type Way } from './chain.ts'

/** What is left out at one side of a node: it opens when somebody wants it. */
export type Fold = { id: string; at: number; way: Way; hidden: readonly number[]; problems: number }

/** A node with more neighbours than this at one side is a hub: the first are drawn, the others folded. */
const hub = { most: 10, shown: 8 }
/** How many are drawn before somebody asks for more; and how many come with one touch. */
export const firstNodes = 150
export const atOnce = 25

const ways = ['back', 'forward'] as const

/** Suspicious goods first, then in the order of time. */
function byUrgency(chain: Chain, nodes: readonly number[]): number[] {
  const rank = (n: number) => (chain.nodes[n]!.problems?.length ? 0 : chain.nodes[n]!.held ? 1 : 2)
  return [...nodes].sort((a, b) => rank(a) - rank(b) || a - b)
}

/** Goods that only pass on (sent and received, say) are shown to where they branch: a link alone tells nothing. */
function follow(chain: Chain, shown: Set<number>, from: number, way: Way): void {
  let node = from
  for (let steps = 0; steps < 12; steps++) {
    const [only, ...others] = next(chain, node, way)
    if (only === undefined || others.length || shown.has(only)) return
    shown.add(only)
    node = only
  }
}

/**
 * What is drawn at first: outwards from the traced goods, level by level, hubs folded, until there are `most`.
 * Small chains are drawn whole but for their hubs.
 */
export function firstShown(chain: Chain, most = firstNodes): ReadonlySet<number> {
  const shown = new Set(chain.starts)
  let level = chain.starts.flatMap((n) => ways.map((way) => [n, way] as const))
  while (level.length) {
    const onward: (readonly [number, Way])[] = []
    for (const [node, way] of level) {
      const far = next(chain, node, way).filter((n) => !shown.has(n))
      const drawn = far.length > hub.most ? byUrgency(chain, far).slice(0, hub.shown) : far
      if (shown.size + drawn.length > most) continue
      for (const n of drawn) {
        shown.add(n)
        onward.push([n, way])
      }
    }
    level = onward
  }
  return shown
}

/** The folds of what is drawn. */
export function foldsOf(chain: Chain, shown: ReadonlySet<number>): Fold[] {
  return [...shown].flatMap((at) =>
    ways.flatMap((way) => {
      const hidden = next(chain, at, way).filter((n) => !shown.has(n))
      if (!hidden.length) return []
      const problems = hidden.filter((n) => chain.nodes[n]!.problems?.length || chain.nodes[n]!.held).length
      return [{ id: `${way} ${chain.nodes[at]!.holdingId}`, at, way, hidden, problems }]
    }),
  )
}

/** Opens a fold: the next 25, each to where it branches. */
export function open(chain: Chain, shown: ReadonlySet<number>, at: number, way: Way): ReadonlySet<number> {
  const more = new Set(shown)
  const hidden = next(chain, at, way).filter((n) => !more.has(n))
  for (const n of byUrgency(chain, hidden).slice(0, atOnce)) {
    more.add(n)
    follow(chain, more, n, way)
  }
  return more
}

/** Folds one side of a node: what is drawn only by way of it goes. */
export function close(chain: Chain, shown: ReadonlySet<number>, at: number, way: Way): ReadonlySet<number> {
  const left = new Set(chain.starts)
  const queue = chain.starts.flatMap((n) => ways.map((w) => [n, w] as const))
  for (const [node, w] of queue) {
    if (node === at && w === way) continue
    for (const n of next(chain, node, w))
      if (shown.has(n) && !left.has(n)) {
        left.add(n)
        queue.push([n, w])
      }
  }
  left.add(at)
  return left
}

/** Draws a node that was folded away, with the shortest way from the traced goods to it. */
export function reveal(chain: Chain, shown: ReadonlySet<number>, node: number): ReadonlySet<number> {
  if (shown.has(node)) return shown
  const cameFrom = new Map<number, number | undefined>(chain.starts.map((n) => [n, undefined]))
  const queue = chain.starts.flatMap((n) => ways.map((w) => [n, w] as const))
  for (const [at, way] of queue)
    for (const n of next(chain, at, way))
      if (!cameFrom.has(n)) {
        cameFrom.set(n, at)
        queue.push([n, way])
      }
  const more = new Set(shown)
  for (let n: number | undefined = node; n !== undefined; n = cameFrom.get(n)) more.add(n)
  return more
}
