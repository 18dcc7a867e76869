import { isCivilDate } from './civil-date.ts'
import { maskMiddle } from './mask.ts'

/**
 * Citizen identity number 公民身份号码, GB 11643-1999: 6 division of first registration, 8 birth date, 3 sequence,
 * 1 check character by ISO 7064 mod 11-2. Personal data: encrypted at rest, masked in every answer, never part of a
 * code or an address.
 */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_CHARACTERS = '10X98765432'

export type IdentityNumberReason =
  | 'identity_number.wrong_length'
  | 'identity_number.wrong_character'
  | 'identity_number.wrong_birth_date'
  | 'identity_number.wrong_check_character'

export type ParsedIdentityNumber =
  | { readonly ok: true; readonly identityNumber: string; readonly birthDate: string }
  | { readonly ok: false; readonly reason: IdentityNumberReason }

/** The 18th character for the first 17. */
export function identityCheckCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(first17[i]), 0)
  return CHECK_CHARACTERS[sum % 11]!
}

/**
 * Reads an identity number as typed: NFKC, upper case, spaces removed. Everything is hard: a wrong character is a
 * typing error or an invention. Numbers of 15 digits belong to cards that stopped being valid on 2013-01-01
 * (居民身份证法, decision of 2011). The division is not looked up: many no longer exist.
 * @param today civil date in Asia/Shanghai; a birth date after it, or more than 130 years before it, is refused
 */
export function parseIdentityNumber(text: string, today: string): ParsedIdentityNumber {
  const identityNumber = text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  if (identityNumber.length !== 18) return { ok: false, reason: 'identity_number.wrong_length' }
  if (!/^[1-9][0-9]{16}[0-9X]$/.test(identityNumber)) return { ok: false, reason: 'identity_number.wrong_character' }
  const [, year, month, day] = /^.{6}(.{4})(.{2})(.{2})/.exec(identityNumber)!
  const birthDate = `${year}-${month}-${day}`
  const tooLongAgo = Number(year) < Number(today.slice(0, 4)) - 130
  if (!isCivilDate(birthDate) || birthDate > today || tooLongAgo)
    return { ok: false, reason: 'identity_number.wrong_birth_date' }
  if (identityCheckCharacter(identityNumber.slice(0, 17)) !== identityNumber[17])
    return { ok: false, reason: 'identity_number.wrong_check_character' }
  return { ok: true, identityNumber, birthDate }
}

/**
 * `46***************X`: province and check character. The person recognises it; nobody else can tell county, birth
 * date or sex (the parity of the 17th digit).
 */
export function maskIdentityNumber(identityNumber: string): string {
  return maskMiddle(identityNumber, 2, 1)
}
