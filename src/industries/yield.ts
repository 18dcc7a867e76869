import type { ProfileYield } from '../kernel/profile.ts'
import { add, compare, convert, isConvertible, multiply } from '../kernel/quantity.ts'
import type { Unit } from '../kernel/unit.ts'

/** Goods that go into or come out of a step. */
export interface Goods {
  /** Classification code. */
  readonly productClass: string
  /** Decimal string. */
  readonly quantity: string
  readonly unit: Unit
}

/**
 * `not_from_these` no yield of the profile leads from any of the inputs to this output · `too_much` more comes out
 * than the inputs can give: `at_most` in `unit`.
 */
export type YieldProblem =
  | { readonly reason: 'yield.not_from_these'; readonly productClass: string; readonly unit: Unit }
  | {
      readonly reason: 'yield.too_much'
      /** The output that is too much; absent: all outputs of the unit's dimension together. */
      readonly productClass?: string
      readonly atMost: string
      readonly unit: Unit
    }

/**
 * May these outputs come out of these inputs at this step? Undefined: yes. Two bounds, both exact:
 * 1. each product class: Σ output ≤ Σ over the inputs of `maxRatio` × input;
 * 2. all outputs counted alike together: ≤ Σ over the inputs of the largest `maxRatio` among these outputs × input,
 *    so that dried mango and pulp out of one batch share its weight.
 * An input without a yield to an output (salt, a second kind of fish) adds nothing to that output's bound. A yield
 * from a class to itself (`0103` → `0103`) means the same goods: the output's class is the input's or below it.
 * Merging and splitting are no such step: there the core keeps Σ out = Σ in of one product.
 */
export function yieldProblem(
  yields: readonly ProfileYield[],
  event: string,
  inputs: readonly Goods[],
  outputs: readonly Goods[],
): YieldProblem | undefined {
  const ofEvent = yields.filter((y) => y.event === event)
  for (const output of outputs) {
    const bounds = inputs.map((input) => bound(ofEvent, input, output))
    if (bounds.every((b) => b === undefined)) {
      return { reason: 'yield.not_from_these', productClass: output.productClass, unit: output.unit }
    }
    const same = outputs.filter((o) => o.productClass === output.productClass && isConvertible(o.unit, output.unit))
    const atMost = total(bounds.map((b) => b ?? '0'))
    if (compare(total(same.map((o) => inUnit(o, output.unit))), atMost) > 0) {
      return { reason: 'yield.too_much', productClass: output.productClass, atMost, unit: output.unit }
    }
  }
  for (const { unit } of outputs) {
    const alike = outputs.filter((o) => isConvertible(o.unit, unit))
    const atMost = total(inputs.map((input) => largest(alike.map((o) => bound(ofEvent, input, { ...o, unit }) ?? '0'))))
    if (compare(total(alike.map((o) => inUnit(o, unit))), atMost) > 0) {
      return { reason: 'yield.too_much', atMost, unit }
    }
  }
  return undefined
}

/** True when `yieldProblem` finds none. */
export function yieldAllowed(
  yields: readonly ProfileYield[],
  event: string,
  inputs: readonly Goods[],
  outputs: readonly Goods[],
): boolean {
  return yieldProblem(yields, event, inputs, outputs) === undefined
}

/** The most one input can give of one output, in the output's unit; undefined where no yield leads there. */
function bound(yields: readonly ProfileYield[], input: Goods, output: Goods): string | undefined {
  const fitting = yields.filter(
    (y) =>
      input.productClass.startsWith(y.inputClass) &&
      output.productClass.startsWith(y.outputClass) &&
      (y.inputClass !== y.outputClass || output.productClass.startsWith(input.productClass)) &&
      isConvertible(input.unit, y.inputUnit) &&
      isConvertible(y.outputUnit, output.unit),
  )
  // the narrowest statement wins: mango → dried mango before fruit → processed fruit
  const [best] = fitting.sort((a, b) => width(b) - width(a))
  if (!best) return undefined
  const given = multiply(inUnit(input, best.inputUnit), best.maxRatio)
  return convert(given, best.outputUnit, output.unit)
}

const width = (y: ProfileYield) => y.inputClass.length + y.outputClass.length

/** Only called where the units convert. */
const inUnit = (goods: Goods, unit: Unit) => convert(goods.quantity, goods.unit, unit) ?? '0'

const total = (quantities: readonly string[]) => quantities.reduce(add, '0')

const largest = (quantities: readonly string[]) => quantities.reduce((a, b) => (compare(a, b) >= 0 ? a : b), '0')
