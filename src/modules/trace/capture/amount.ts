import { convert, normalise, sum } from '../../../kernel/quantity.ts'
import { type Dimension, UNITS, type Unit } from '../../../kernel/unit.ts'

/** UN/CEFACT Recommendation 20 codes of the units the platform keeps goods in. */
const codes: Readonly<Record<string, Unit>> = {
  KGM: 'kg',
  TNE: 't',
  GRM: 'g',
  MGM: 'mg',
  LTR: 'l',
  MLT: 'ml',
  MTQ: 'm3',
  MTK: 'm2',
  HAR: 'ha',
  MTR: 'm',
  CMT: 'cm',
  DAY: 'day',
  H87: 'piece',
  C62: 'piece',
  EA: 'piece',
}
const kept: Partial<Record<Dimension, Unit>> = { mass: 'kg', volume: 'l', area: 'm2', length: 'm', time: 'day' }

/** How much of an item an event speaks of. `quantity` null: all of it, nobody said how much that is. */
export type Amount = { quantity: string | null; unit: string }

/**
 * The amount in the one unit in which goods of its dimension are kept, so that what a lot is counted in does not
 * depend on who wrote of it first. Without a unit of measure a quantity counts pieces (EPCIS §7.3.3.3); a unit that is
 * not ours keeps its code.
 */
export function amountOf(quantity: string | undefined, uom: string | undefined): Amount {
  const unit = uom === undefined ? 'piece' : codes[uom.toUpperCase()]
  if (unit === undefined) return { quantity: quantity === undefined ? null : normalise(quantity), unit: uom! }
  const base = kept[UNITS[unit].dimension] ?? unit
  if (quantity === undefined) return { quantity: null, unit: base }
  return { quantity: convert(quantity, unit, base)!, unit: base }
}

/** Both together; null as soon as one is not known, or they are not of one kind. */
export function plus(a: Amount | undefined, b: Amount): Amount {
  if (!a) return b
  if (a.quantity === null || b.quantity === null || a.unit !== b.unit) return { quantity: null, unit: a.unit }
  return { quantity: sum([a.quantity, b.quantity]), unit: a.unit }
}
