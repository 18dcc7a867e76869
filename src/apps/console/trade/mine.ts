import { compare } from '../../../kernel/quantity.ts'
import type { Holding } from '../../../modules/trace/schema.ts'

/** What there is to sell, as the screens of a sale ask for it: asked once, used by each. */
export const myStock = { inStock: 'yes', limit: 100 } as const
/** Whom I sold to lately. */
export const mySales = { direction: 'out', limit: 100 } as const

type Stock = Pick<Holding, 'holdingId' | 'available' | 'regime'>

/** Recorded here. What another system only told of has no balance of ours: its sale is told by that system too. */
export const isOurs = (h: Pick<Stock, 'regime'>): boolean => h.regime === 'governed'

/** What has something left and is not chosen yet; what cannot be sold here comes last, to be shown with the reason. */
export function onOffer<H extends Stock>(items: readonly H[], without: readonly string[]): H[] {
  const left = items.filter((h) => compare(h.available, '0') > 0 && !without.includes(h.holdingId))
  return [...left.filter(isOurs), ...left.filter((h) => !isOurs(h))]
}
