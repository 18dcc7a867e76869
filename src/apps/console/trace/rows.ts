import { type Chain, next, type Way } from './chain.ts'
import type { NodeTexts } from './useTexts.ts'

export const orders = ['time', 'holder', 'product', 'quantity', 'problems'] as const
export type Order = (typeof orders)[number]

/** The nodes of a chain as rows: in the order of time, which is their own, or by another. Equal ones keep that of time. */
export function sortedNodes(chain: Chain, texts: NodeTexts, order: Order): number[] {
  const all = [...chain.nodes.keys()]
  if (order === 'time') return all
  const trouble = (n: number) => (chain.nodes[n]!.problems?.length ?? 0) + (chain.nodes[n]!.held ? 1 : 0)
  const amount = (n: number) => Number(chain.nodes[n]!.quantity ?? -1)
  if (order === 'quantity') return all.sort((a, b) => amount(b) - amount(a) || a - b)
  if (order === 'problems') return all.sort((a, b) => trouble(b) - trouble(a) || a - b)
  const collator = new Intl.Collator('zh')
  const word = (n: number) => texts(n)[order]
  return all.sort((a, b) => collator.compare(word(a), word(b)) || a - b)
}

const few = 6
/** The numbers of the rows one link away. */
export function linkNumbers(chain: Chain, node: number, way: Way): string {
  const far = next(chain, node, way).map((n) => n + 1)
  return far.length > few ? `${far.slice(0, few).join(', ')} … (${far.length})` : far.join(', ')
}
