import type { Trace, TraceLink, TraceNode } from '../../../modules/trace/walk/schema.ts'

/** Towards origins, or towards holders. */
export type Way = 'back' | 'forward'

/** A trace with its links by node. A node is named by its place in the answer. */
export type Chain = {
  nodes: readonly TraceNode[]
  links: readonly TraceLink[]
  /** By node: the numbers of its links in and out. */
  ins: readonly (readonly number[])[]
  outs: readonly (readonly number[])[]
  starts: readonly number[]
}

export function chainOf({ nodes, links }: Pick<Trace, 'nodes' | 'links'>): Chain {
  const ins: number[][] = nodes.map(() => [])
  const outs: number[][] = nodes.map(() => [])
  for (const [i, l] of links.entries()) {
    outs[l.from]!.push(i)
    ins[l.to]!.push(i)
  }
  const starts = nodes.flatMap((n, i) => (n.start ? [i] : []))
  return { nodes, links, ins, outs, starts: starts.length || !nodes.length ? starts : [0] }
}

/** The nodes one link away, each once, in the order of their links: that of time. */
export function next(chain: Chain, node: number, way: Way): number[] {
  const [links, end] = way === 'forward' ? [chain.outs, 'to' as const] : [chain.ins, 'from' as const]
  return [...new Set(links[node]!.map((l) => chain.links[l]![end]))]
}
