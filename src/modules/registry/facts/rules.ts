import { type CreditCodeReason, parseCreditCode } from '../../../kernel/credit-code.ts'
import { type IdentityNumberReason, maskIdentityNumber, parseIdentityNumber } from '../../../kernel/identity-number.ts'
import { parseMobileNumber } from '../../../kernel/mobile-number.ts'
import type { Facts, Form, StoredFacts } from './schema.ts'

/** What identifies an operator of a form: `either` takes a credit code or an identity number (agriculture.md §1.2). */
export const identifiedBy: Record<Form, 'credit_code' | 'identity_number' | 'either'> = {
  enterprise: 'credit_code',
  cooperative: 'credit_code',
  slaughterhouse: 'credit_code',
  family_farm: 'either',
  purchaser: 'either',
  individual: 'identity_number',
}

export type FactsReason =
  | CreditCodeReason
  | IdentityNumberReason
  | 'facts.credit_code_missing'
  | 'facts.identity_number_missing'
  | 'facts.either_number_missing'
  | 'facts.credit_code_not_asked'
  | 'facts.identity_number_not_asked'
  | 'facts.legal_representative_missing'
  | 'facts.mobile_wrong'
  | 'facts.licence_term_reversed'
export type FactsIssue = { path: string; reason: FactsReason }

/**
 * Checks and normalises what was handed in: numbers without spaces, in upper case. `kept` are the facts it replaces: an
 * identity number that is left out stays. A credit code whose check character fails is no issue here but a flag for
 * the reviewer: early legal codes fail it.
 * @param today civil date in Asia/Shanghai
 */
export function checkFacts(
  given: Facts,
  today: string,
  kept?: Pick<StoredFacts, 'identityHash'>,
): { facts: Facts } | { issues: FactsIssue[] } {
  const issues: FactsIssue[] = []
  const wrong = (path: string, reason: FactsReason) => issues.push({ path, reason })
  const facts = { ...given, sectors: [...new Set(given.sectors)].sort() }
  const by = identifiedBy[given.form]

  if (given.creditCode) {
    const parsed = parseCreditCode(given.creditCode)
    if (by === 'identity_number') wrong('creditCode', 'facts.credit_code_not_asked')
    else if (parsed.ok) facts.creditCode = parsed.code
    else wrong('creditCode', parsed.reason)
  } else delete facts.creditCode
  if (given.identityNumber) {
    const parsed = parseIdentityNumber(given.identityNumber, today)
    // nobody's number is kept that is not needed
    if (by === 'credit_code') wrong('identityNumber', 'facts.identity_number_not_asked')
    else if (parsed.ok) facts.identityNumber = parsed.identityNumber
    else wrong('identityNumber', parsed.reason)
  } else delete facts.identityNumber

  const hasIdentity = Boolean(given.identityNumber || kept?.identityHash)
  if (by === 'credit_code' && !given.creditCode) wrong('creditCode', 'facts.credit_code_missing')
  if (by === 'identity_number' && !hasIdentity) wrong('identityNumber', 'facts.identity_number_missing')
  if (by === 'either' && !given.creditCode && !hasIdentity) wrong('creditCode', 'facts.either_number_missing')
  if (given.creditCode && by !== 'identity_number' && !given.legalRepresentative)
    wrong('legalRepresentative', 'facts.legal_representative_missing')

  const mobile = parseMobileNumber(given.mobile)
  if (mobile) facts.mobile = mobile
  else wrong('mobile', 'facts.mobile_wrong')
  if (given.licenceFrom && given.licenceUntil && given.licenceUntil < given.licenceFrom)
    wrong('licenceUntil', 'facts.licence_term_reversed')
  return issues.length ? { issues } : { facts }
}

/** The masked number that goes with a sealed one. */
export const maskOf = maskIdentityNumber

/** Facts of a change that a reviewer must decide; the rest takes effect at once. */
export const coreKeys = [
  'name',
  'form',
  'role',
  'sectors',
  'divisionId',
  'creditCode',
  'legalRepresentative',
  'licenceFrom',
  'licenceUntil',
] as const

/** Which facts differ, for the reviewer and the journal; `identityNumber` when the number behind the mask differs. */
export function changedFacts(before: StoredFacts, after: StoredFacts): string[] {
  const skip = new Set(['identitySealed', 'identityMasked', 'identityHash'])
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((k) => !skip.has(k))
  const text = (f: StoredFacts, k: string) => JSON.stringify(Reflect.get(f, k) ?? null)
  const changed = keys.filter((k) => text(before, k) !== text(after, k))
  return before.identityHash === after.identityHash ? changed : [...changed, 'identityNumber']
}
