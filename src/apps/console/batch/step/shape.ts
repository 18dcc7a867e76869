import { yieldProblem } from '../../../../industries/yield.ts'
import type { ProfileEvent, ProfileYield } from '../../../../kernel/profile.ts'
import { add, compare, quantityProblem, subtract, sum } from '../../../../kernel/quantity.ts'
import { isUnit, type Unit } from '../../../../kernel/unit.ts'

/** What a step takes and what it makes, by its `move`: the same for every profile. */
export type StepShape = {
  /** Batches that go in or that it is about. */
  inputs: 'none' | 'one' | 'several'
  fewest: number
  /** Of each batch: all that is available when left empty, must be said, how much it looks at, not asked. */
  quantities: 'none' | 'asked' | 'needed' | 'part'
  /** New products, the parts of one batch, packs of one batch, goods bought, the product that merged goods become. */
  outputs: 'none' | 'products' | 'parts' | 'packs' | 'bought' | 'merged'
}

const about = { inputs: 'several', fewest: 1, quantities: 'none', outputs: 'none' } as const

/** Assembling and disassembling are CBV's words for merging and splitting; all other transformations make other goods. */
export function shapeOf({
  move,
  step,
  partial,
}: Pick<ProfileEvent, 'move' | 'step' | 'partial'>): StepShape | undefined {
  switch (move) {
    case 'produce':
      return { inputs: 'none', fewest: 0, quantities: 'none', outputs: 'bought' }
    case 'transform':
      if (step === 'assembling') return { inputs: 'several', fewest: 2, quantities: 'asked', outputs: 'merged' }
      if (step === 'disassembling') return { inputs: 'one', fewest: 1, quantities: 'none', outputs: 'parts' }
      return { inputs: 'several', fewest: 1, quantities: 'asked', outputs: 'products' }
    case 'aggregate':
      if (step === 'unpacking') return { inputs: 'one', fewest: 1, quantities: 'asked', outputs: 'none' }
      return { inputs: 'one', fewest: 1, quantities: 'none', outputs: 'packs' }
    case 'observe':
    case 'record':
      return partial ? { ...about, quantities: 'part' } : about
    case 'consume':
    case 'destroy':
      return { ...about, quantities: 'needed' }
    default:
      return undefined
  }
}

/** A batch that goes in, as the form holds it. */
export type Input = { holdingId: string; quantity?: string }
/** What comes out; `count`: so many packs of the quantity. */
export type Output = { productId?: string; quantity?: string; unit?: string; count?: number; madeOn?: string }
export type Stock = { available: string; unit: string; classCode: string | null; productId: string | null }
export type Fault = { reason: string; details?: Record<string, string> }

/** How much of a batch goes in. */
export const takenOf = (input: Input, stock: Stock | undefined): string => input.quantity || stock?.available || '0'

const amountFault = (quantity: string | undefined, unit: string): Fault | undefined => {
  const problem = isUnit(unit) ? quantityProblem(quantity ?? '', unit) : undefined
  return problem && { reason: problem }
}

/** What is wrong with what goes in, before it is sent; the server asks the same. */
export function inputsFault(
  shape: StepShape,
  inputs: readonly Input[],
  stock: ReadonlyMap<string, Stock>,
): Fault | undefined {
  if (inputs.length < shape.fewest) return { reason: shape.fewest > 1 ? 'merge.needs_two' : 'step.choose_batch' }
  for (const i of inputs) {
    const batch = stock.get(i.holdingId)
    if (shape.quantities === 'none' || !batch) continue
    const needed = shape.quantities === 'needed' || shape.quantities === 'part'
    if (needed && !i.quantity) return { reason: 'step.needs_quantity' }
    if (!i.quantity) continue
    const fault = amountFault(i.quantity, batch.unit)
    if (fault) return fault
    // what is looked at may be promised already: goods on their way to a buyer
    if (shape.quantities !== 'part' && compare(i.quantity, batch.available) > 0) {
      const { available, unit } = batch
      return { reason: 'batch.not_enough', details: { available, unit, wanted: i.quantity } }
    }
  }
  if (shape.outputs !== 'merged') return undefined
  const units = new Set(inputs.flatMap((i) => stock.get(i.holdingId)?.unit ?? []))
  if (units.size > 1) return { reason: 'merge.other_unit' }
  const classes = new Set(inputs.map((i) => stock.get(i.holdingId)?.classCode))
  return classes.size > 1 ? { reason: 'merge.other_product' } : undefined
}

/** Does merging need a name for what comes of it: the goods are products of several makers. */
export const needsProduct = (inputs: readonly Input[], stock: ReadonlyMap<string, Stock>): boolean =>
  new Set(inputs.map((i) => stock.get(i.holdingId)?.productId)).size > 1

/** All that goes in, where it is of one unit. */
export const totalOf = (inputs: readonly Input[], stock: ReadonlyMap<string, Stock>): string =>
  sum(inputs.map((i) => takenOf(i, stock.get(i.holdingId))))

/** All that parts or packs take. */
export const partsOf = (outputs: readonly Output[]): string =>
  outputs.reduce((total, o) => {
    const one = /^\d+(\.\d+)?$/.test(o.quantity ?? '') ? o.quantity! : '0'
    return add(total, sum(Array.from({ length: Math.min(o.count ?? 1, 500) }, () => one)))
  }, '0')

type Made = { classCode: string; unit: string }

/** What is wrong with what comes out: amounts, the balance of the batch, the yields of the profile. */
export function outputsFault(p: {
  shape: StepShape
  event: Pick<ProfileEvent, 'id'>
  inputs: readonly Input[]
  outputs: readonly Output[]
  stock: ReadonlyMap<string, Stock>
  products: ReadonlyMap<string, Made>
  yields: readonly ProfileYield[]
}): Fault | undefined {
  const { shape, inputs, outputs, stock, products } = p
  const first = stock.get(inputs[0]?.holdingId ?? '')
  if (shape.outputs === 'none') return undefined
  if (shape.outputs === 'merged')
    return needsProduct(inputs, stock) && !outputs[0]?.productId ? { reason: 'step.needs_product' } : undefined
  if (!outputs.length) return { reason: 'step.needs_output' }
  for (const o of outputs) {
    const made = products.get(o.productId ?? '')
    if ((shape.outputs === 'products' || shape.outputs === 'bought') && !made) return { reason: 'step.needs_product' }
    const fault = amountFault(o.quantity, o.unit ?? made?.unit ?? first?.unit ?? '')
    if (fault) return fault
  }
  if (shape.outputs === 'parts' || shape.outputs === 'packs') {
    const wanted = partsOf(outputs)
    if (first && compare(wanted, first.available) > 0)
      return { reason: 'batch.not_enough', details: { available: first.available, wanted, unit: first.unit } }
    return packCount(outputs) > 500 ? { reason: 'step.too_many', details: { most: '500' } } : undefined
  }
  return shape.outputs === 'products' ? yieldFault(p) : undefined
}

export const packCount = (outputs: readonly Output[]): number => outputs.reduce((n, o) => n + (o.count ?? 1), 0)

function yieldFault(p: Parameters<typeof outputsFault>[0]): Fault | undefined {
  const goods = p.inputs.flatMap((i) => {
    const s = p.stock.get(i.holdingId)
    return s?.classCode ? [{ productClass: s.classCode, quantity: takenOf(i, s), unit: s.unit as Unit }] : []
  })
  const made = p.outputs.flatMap((o) => {
    const product = p.products.get(o.productId ?? '')
    return product
      ? [{ productClass: product.classCode, quantity: o.quantity!, unit: (o.unit ?? product.unit) as Unit }]
      : []
  })
  const problem = yieldProblem(p.yields, p.event.id, goods, made)
  if (!problem) return undefined
  const atMost = problem.reason === 'yield.too_much' ? { atMost: problem.atMost } : {}
  return { reason: problem.reason, details: { ...atMost, unit: problem.unit } }
}

/** What is left of the batch after its parts were taken. */
export const leftOf = (available: string, outputs: readonly Output[]): string => subtract(available, partsOf(outputs))
