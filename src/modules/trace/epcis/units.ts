import { multiply, normalise } from '../../../kernel/quantity.ts'
import type { Unit } from '../../../kernel/unit.ts'

/**
 * UN/CEFACT Recommendation 20 codes of our units, packages by Recommendation 21 (prefix X). The jin has none and is given
 * in kilograms, the mu in square metres. Animals, eggs, plants and halves are pieces: what they are pieces of is
 * the product.
 */
const codes: Partial<Record<Unit, string>> = {
  kg: 'KGM',
  t: 'TNE',
  g: 'GRM',
  mg: 'MGM',
  l: 'LTR',
  ml: 'MLT',
  m3: 'MTQ',
  ha: 'HAR',
  m2: 'MTK',
  m: 'MTR',
  cm: 'CMT',
  day: 'DAY',
  piece: 'H87',
  head: 'H87',
  bird: 'H87',
  fish: 'H87',
  plant: 'H87',
  egg: 'H87',
  half_carcass: 'H87',
  box: 'XBX',
  bag: 'XBG',
  bottle: 'XBO',
  basket: 'XBK',
}

/** A quantity of ours as EPCIS has it; without `uom` where the unit has no code. */
export function epcisQuantity(quantity: string, unit: string): { quantity: number; uom?: string } {
  if (unit === 'jin') return { quantity: Number(multiply(quantity, '0.5')), uom: 'KGM' }
  const uom = codes[unit as Unit]
  // quantities have at most 15 and 3 digits, of which a double keeps the first 15: what is traded fits
  return { quantity: Number(normalise(quantity)), ...(uom === undefined ? {} : { uom }) }
}
