import type { Trace } from '../../../modules/trace/walk/schema.ts'
import type { Chain } from './chain.ts'
import type { Lit } from './path.ts'
import type { NodeTexts } from './useTexts.ts'
export function MapTab(_: {
  trace: Trace
  chain: Chain
  texts: NodeTexts
  lit: Lit | undefined
  onOpen: (node: number) => void
}) {
  return null
}
