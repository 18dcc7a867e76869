import type { Chain, Way } from './chain.ts'
import { type Drawing, foldNear, neighbour } from './drawing.ts'
import type { Fold } from './fold.ts'

/** What a key asks of the graph. */
export type KeyAction =
  | { does: 'select'; node: number }
  | { does: 'open'; node: number }
  | { does: 'unfold'; fold: Fold }
  | { does: 'fold'; at: number; way: Way }
  | { does: 'fit' }
  | { does: 'leave' }

/** Arrows walk along links, Enter opens what is chosen, + opens the nearest fold, − folds, 0 shows everything. */
export function actionOf(
  key: string,
  chain: Chain,
  drawing: Drawing,
  selected: number | undefined,
): KeyAction | undefined {
  const at = selected ?? chain.starts[0]
  if (at === undefined) return undefined
  if (key.startsWith('Arrow')) {
    const from = drawing.itemOf.has(at) ? at : drawing.nodes[0]!
    const node = selected === undefined ? from : neighbour(chain, drawing, from, key)
    return node === undefined ? undefined : { does: 'select', node }
  }
  switch (key) {
    case '+':
    case '=': {
      const fold = foldNear(chain, drawing, at)
      return fold && { does: 'unfold', fold }
    }
    case '-':
    case '_':
      return { does: 'fold', at, way: drawnForward(chain, drawing, at) ? 'forward' : 'back' }
    case '0':
      return { does: 'fit' }
    case 'Escape':
      return { does: 'leave' }
    case 'Enter':
      return selected === undefined ? undefined : { does: 'open', node: selected }
    default:
      return undefined
  }
}

const drawnForward = (chain: Chain, d: Drawing, node: number): boolean =>
  chain.outs[node]!.some((l) => d.itemOf.has(chain.links[l]!.to))
