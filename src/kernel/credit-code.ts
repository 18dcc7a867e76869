/**
 * Unified social credit code 统一社会信用代码, GB 32100-2015: 18 characters; 1 department, 1 kind of body, 6 division of
 * registration (digits), 9 body code, 1 check character. The alphabet leaves out I, O, S, V, Z.
 */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

export type CreditCodeReason = 'credit_code.wrong_length' | 'credit_code.wrong_character' | 'credit_code.no_division'

export type ParsedCreditCode =
  | {
      readonly ok: true
      readonly code: string
      /** For the reviewer, not a refusal: codes given out in the first years and still in force fail the check. */
      readonly warnings: readonly 'credit_code.wrong_check_character'[]
    }
  | { readonly ok: false; readonly reason: CreditCodeReason }

/** The 18th character for the first 17: (31 − Σ value × weight mod 31) mod 31 in the alphabet. */
export function creditCodeCheckCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * ALPHABET.indexOf(first17[i]!), 0)
  return ALPHABET[(31 - (sum % 31)) % 31]!
}

/** Reads a credit code as typed: NFKC, upper case, spaces removed. Structure is hard; the check character is a warning. */
export function parseCreditCode(text: string): ParsedCreditCode {
  const code = text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  if (code.length !== 18) return { ok: false, reason: 'credit_code.wrong_length' }
  if ([...code].some((c) => !ALPHABET.includes(c))) return { ok: false, reason: 'credit_code.wrong_character' }
  if (!/^..[0-9]{6}/.test(code)) return { ok: false, reason: 'credit_code.no_division' }
  const right = creditCodeCheckCharacter(code.slice(0, 17)) === code[17]
  return { ok: true, code, warnings: right ? [] : ['credit_code.wrong_check_character'] }
}
