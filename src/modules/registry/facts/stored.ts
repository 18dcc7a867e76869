import type { Sealer } from '../../../platform/seal.ts'
import { identifiedBy, maskOf } from './rules.ts'
import type { Facts, ShownFacts, StoredFacts } from './schema.ts'

/** The sealed number is bound to its party: it cannot be moved to another one's row, only from filing to operator. */
const context = (partyId: string) => `registry.identity_number ${partyId}`

/** The keyed hash by which an identity number is found without being kept. */
export const identityHash = (sealer: Sealer, identityNumber: string): string =>
  sealer.hash(identityNumber, 'registry.identity_number')

/** Seals the identity number of checked facts; one that was left out is taken over from `kept`. */
export function storedFacts(sealer: Sealer, partyId: string, facts: Facts, kept?: StoredFacts): StoredFacts {
  const { identityNumber, ...rest } = facts
  if (identifiedBy[facts.form] === 'credit_code') return rest
  if (identityNumber)
    return {
      ...rest,
      identityMasked: maskOf(identityNumber),
      identitySealed: sealer.seal(identityNumber, context(partyId)),
      identityHash: identityHash(sealer, identityNumber),
    }
  if (!kept?.identityHash || !kept.identitySealed || !kept.identityMasked) return rest
  const { identityMasked, identitySealed } = kept
  return { ...rest, identityMasked, identitySealed, identityHash: kept.identityHash }
}

/** Facts as they may leave the server. */
export function shownFacts({ identitySealed: _, identityHash: _hash, ...shown }: StoredFacts): ShownFacts {
  return shown
}

/** The identity number itself: only for a command that says why and is journalled. */
export const openIdentityNumber = (sealer: Sealer, partyId: string, sealed: string): string =>
  sealer.open(sealed, context(partyId))

/** The keys that must be unique among live operators (`registry.operator_key`). */
export function keysOf(facts: Pick<StoredFacts, 'creditCode' | 'identityHash'>): string[] {
  return [
    ...(facts.creditCode ? [`credit_code:${facts.creditCode}`] : []),
    ...(facts.identityHash ? [`identity_number:${facts.identityHash}`] : []),
  ]
}
