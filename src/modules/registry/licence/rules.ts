import { profiles } from '../../../industries/index.ts'
import type { Names } from '../../../kernel/names.ts'

/**
 * `filed`: waits for the agency · `confirmed`: counts on its days · `refused` · `withdrawn` by the operator · `revoked`:
 * taken back by the agency that confirmed it.
 */
export const licenceStates = ['filed', 'confirmed', 'refused', 'withdrawn', 'revoked'] as const
export type LicenceState = (typeof licenceStates)[number]

/** A kind of licence that a role of some profile needs. */
export type LicenceKind = { kind: string; names: Names; sectors: string[]; required: boolean }

/** The kinds of licences that the profiles' roles name, each once. */
export function licenceKinds(): LicenceKind[] {
  const kinds = new Map<string, LicenceKind>()
  for (const profile of profiles)
    for (const { kind, names, required } of profile.roles.flatMap((r) => r.licences ?? [])) {
      const known = kinds.get(kind)
      const sectors = [...new Set([...(known?.sectors ?? []), profile.sector])]
      kinds.set(kind, { kind, names: known?.names ?? names, sectors, required: required || (known?.required ?? false) })
    }
  return [...kinds.values()]
}

/** Whether the days of a licence are in order; it is good from the first to the last, both included. */
export const daysInOrder = (from: string | undefined, to: string | undefined): boolean =>
  from === undefined || to === undefined || from <= to

/** Whether a confirmed licence is good on a civil date. */
export const isGoodOn = (
  { state, validFrom, validTo }: { state: LicenceState; validFrom: string | null; validTo: string | null },
  date: string,
): boolean =>
  state === 'confirmed' && (validFrom === null || validFrom <= date) && (validTo === null || date <= validTo)
