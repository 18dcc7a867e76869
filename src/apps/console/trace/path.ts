import type { Chain } from './chain.ts'

/** `…:00Z` before `…:00.5Z`: an instant as the server gives it, so that it sorts as text. */
const sortable = (iso: string) => iso.slice(0, -1)

export type Lit = { nodes: ReadonlySet<number>; links: ReadonlySet<number> }

/**
 * The path of a node: everything it was made of, and everything that was made of it. It respects time as the server's
 * walk does: what left a holding before these goods came in is not made of them, what came in after they left is not in
 * them. Links at the same instant belong together.
 */
export function pathOf(chain: Chain, node: number): Lit {
  const nodes = new Set([node])
  const links = new Set<number>()
  for (const way of ['forward', 'back'] as const) {
    const forward = way === 'forward'
    /** The earliest way in (forward), or the latest way out (back), of what was reached. */
    const at = new Map<number, string | undefined>([[node, undefined]])
    const queue = [node]
    for (const here of queue) {
      const since = at.get(here)
      for (const i of (forward ? chain.outs : chain.ins)[here]!) {
        const link = chain.links[i]!
        const time = sortable(link.eventTime)
        if (since !== undefined && (forward ? time < since : time > since)) continue
        links.add(i)
        const far = forward ? link.to : link.from
        const before = at.get(far)
        if (at.has(far) && (before === undefined || (forward ? before <= time : before >= time))) continue
        at.set(far, time)
        nodes.add(far)
        queue.push(far)
      }
    }
  }
  return { nodes, links }
}
