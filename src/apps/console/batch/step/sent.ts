import { plainNumber } from '../../production/profile-form/index.ts'
import type { Input, Output, StepShape } from './shape.ts'

/** Digits as the API has them, however they were typed. */
export const plainInputs = (inputs: readonly Input[] = []): Input[] =>
  inputs.map((i) => (i.quantity ? { ...i, quantity: plainNumber(i.quantity) } : i))
export const plainOutputs = (outputs: readonly Output[] = []): Output[] =>
  outputs.map((o) => (o.quantity ? { ...o, quantity: plainNumber(o.quantity) } : o))

/** The outputs as the API takes them: a row of packs is as many packs, what merges is all that goes in. */
export function sentOutputs(shape: StepShape, outputs: readonly Output[], total: string) {
  if (shape.outputs === 'none') return []
  if (shape.outputs === 'merged') {
    const productId = outputs[0]?.productId
    return productId ? [{ productId, quantity: total }] : []
  }
  const named = shape.outputs === 'products' || shape.outputs === 'bought'
  return outputs.flatMap((o) =>
    Array.from({ length: shape.outputs === 'packs' ? (o.count ?? 1) : 1 }, () => ({
      quantity: o.quantity ?? '',
      ...(named && o.productId ? { productId: o.productId } : {}),
      ...(named && o.unit ? { unit: o.unit as 'kg' } : {}),
      ...(o.madeOn ? { madeOn: o.madeOn } : {}),
    })),
  )
}
