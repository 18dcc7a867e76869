/** Check digits and check characters of GS1 keys (GS1 General Specifications §7.9). */

/** GS1 mod-10 over the digits before the last: from the right, weights 3, 1, 3, 1 … */
export function gs1CheckDigit(digits: string): number {
  let sum = 0
  for (let i = 0; i < digits.length; i++) sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 3 : 1)
  return (10 - (sum % 10)) % 10
}

/** True for digits whose last is the check digit of those before it. */
export function hasCheckDigit(digits: string): boolean {
  return /^[0-9]{2,}$/.test(digits) && gs1CheckDigit(digits.slice(0, -1)) === Number(digits.at(-1))
}

/** True for a GTIN-8, -12, -13 or -14 with the right check digit. All zeros passes the arithmetic and is no GTIN. */
export function isGtin(text: string): boolean {
  return /^(?:[0-9]{8}|[0-9]{12,14})$/.test(text) && !/^0+$/.test(text) && hasCheckDigit(text)
}

/** The GTIN filled with zeros to 14 digits, the form in which two GTINs are compared; undefined when it is none. */
export function gtin14(text: string): string | undefined {
  return isGtin(text) ? text.padStart(14, '0') : undefined
}

/** GS1 AI encodable character set 82 in the order of its values in the check pair. */
export const SET_82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
const SET_32 = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

function firstPrimes(count: number): number[] {
  const primes: number[] = []
  for (let n = 2; primes.length < count; n++) if (primes.every((p) => n % p !== 0)) primes.push(n)
  return primes
}
const PRIMES = firstPrimes(97)

/**
 * The two check characters of an alphanumeric key (GMN): values in set 82, weighted from the right with the primes
 * 2, 3, 5 …, modulo 1021, written as two characters of set 32. Undefined for a character outside set 82.
 */
export function gs1CheckPair(text: string): string | undefined {
  if (text.length > PRIMES.length) return undefined
  let sum = 0
  for (let i = 0; i < text.length; i++) {
    const value = SET_82.indexOf(text[text.length - 1 - i]!)
    if (value < 0) return undefined
    sum += value * PRIMES[i]!
  }
  sum %= 1021
  return SET_32[sum >> 5]! + SET_32[sum & 31]!
}
