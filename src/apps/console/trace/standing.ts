import type { Trace } from '../../../modules/trace/walk/schema.ts'
import type { StateKind } from '../../../ui/State.tsx'
import type { Chain } from './chain.ts'

/** Where goods stand, as `trace_node.<standing>`. */
export type Standing =
  | 'in_stock'
  | 'on_the_way'
  | 'handed_over'
  | 'used_up'
  | 'returned'
  | 'outside'
  | 'voided'
  | 'not_recorded'
  | 'state_hidden'

export const standingKind: Readonly<Record<Standing, StateKind>> = {
  in_stock: 'good',
  on_the_way: 'info',
  handed_over: 'plain',
  used_up: 'plain',
  returned: 'wait',
  outside: 'plain',
  voided: 'stop',
  not_recorded: 'wait',
  state_hidden: 'plain',
}

/** Nodes all of whose events were declared errors; and nodes that no event had touched by then. */
export function touchedOf({ events, nodes }: Pick<Trace, 'events' | 'nodes'>) {
  const touched = new Set<number>()
  const standing = new Set<number>()
  for (const e of events)
    for (const { node } of e.touched) {
      touched.add(node)
      if (!e.voided && e.kind !== 'error') standing.add(node)
    }
  return {
    voided: new Set([...touched].filter((n) => !standing.has(n))),
    untouched: new Set([...nodes.keys()].filter((n) => !touched.has(n))),
  }
}
export type Touched = ReturnType<typeof touchedOf>

/**
 * Where the goods of a node stand. Goods that were sent keep a holding of their own at the seller until they are
 * received: with nothing left in it, they were handed over.
 */
export function standingOf(chain: Chain, node: number, touched: Touched | undefined, past: boolean): Standing {
  const { quantity, disposition, sight, partyId, problems } = chain.nodes[node]!
  if (touched?.voided.has(node)) return 'voided'
  if (past && touched?.untouched.has(node)) return 'not_recorded'
  if (partyId === undefined && (problems?.includes('holder_unknown') ?? false)) return 'outside'
  const wentOn = chain.outs[node]!.some((l) => chain.links[l]!.sameItem)
  const sent = disposition === 'in_transit'
  if (quantity === undefined) {
    if (sent) return wentOn ? 'handed_over' : 'on_the_way'
    return sight === 'named' && disposition === 'returned' ? 'returned' : 'state_hidden'
  }
  if (Number(quantity) === 0) return sent ? 'handed_over' : 'used_up'
  if (sent) return 'on_the_way'
  return disposition === 'returned' ? 'returned' : 'in_stock'
}
