import { listHoldings } from '../../../../modules/trace/schema.ts'
import { useAll } from '../../production/profile-form/index.ts'
import type { StepShape } from './shape.ts'

/**
 * One's own batches a step may be about: with goods left, and not on hold, except where nothing is taken or the goods
 * are destroyed.
 */
export function useStock(shape: StepShape, held: boolean) {
  const looks = (shape.quantities === 'none' || shape.quantities === 'part') && shape.outputs === 'none'
  return useAll(listHoldings, {
    ...(looks ? {} : { inStock: 'yes' as const }),
    ...(held ? {} : { held: 'no' as const }),
  })
}
