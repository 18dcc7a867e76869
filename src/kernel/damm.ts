/**
 * Damm's check digit (H. M. Damm, Total anti-symmetrische Quasigruppen, Marburg 2004): catches every wrong digit and
 * every swap of two neighbours, the check digit itself included. Each row is one row of his quasigroup of order 10.
 */
const TABLE = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
]

/** The check digit of a string of ASCII digits: `dammDigit('572')` is `4`. */
export function dammDigit(digits: string): number {
  let interim = 0
  for (const digit of digits) interim = Number(TABLE[interim]![Number(digit)])
  return interim
}

/** True when the last digit is the check digit of those before it: the table has zeros on its diagonal. */
export function dammHolds(digits: string): boolean {
  return dammDigit(digits) === 0
}
