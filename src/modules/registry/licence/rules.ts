import { addDays, profiles } from '../../../industries/index.ts'
import type { Names } from '../../../kernel/names.ts'
import type { ProfileRole } from '../../../kernel/profile.ts'

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

/** Days before its last day that a licence is said to end, and its operator is reminded. Ours: no source gives one. */
export const endingDays = 30

/** `none`: nothing filed · `filed`: waits · `good` · `ending` within 30 days · `ended`: its last day has passed. */
export type NeedStanding = 'none' | 'filed' | 'good' | 'ending' | 'ended'

type KnownLicence = {
  kind: string
  number: string
  state: LicenceState
  validFrom: string | null
  validTo: string | null
}

/** A licence that a role needs, and how it stands. */
export type LicenceNeed = {
  kind: string
  names: Names
  required: boolean
  source: string
  standing: NeedStanding
  /** That by which it stands so. */
  licence: { number: string; validTo: string | null } | undefined
}

/** The licences a role needs, each by the best that the operator has: one that is good longest, else one that waits. */
export function licenceNeeds(
  role: Pick<ProfileRole, 'licences'>,
  licences: readonly KnownLicence[],
  today: string,
): LicenceNeed[] {
  return (role.licences ?? []).map(({ kind, names, required, source }) => {
    const own = licences.filter((l) => l.kind === kind)
    const longest = (of: readonly KnownLicence[]) =>
      of.toSorted((a, b) => ((a.validTo ?? '9999') < (b.validTo ?? '9999') ? 1 : -1))[0]
    const good = longest(own.filter((l) => isGoodOn(l, today)))
    const filed = own.find((l) => l.state === 'filed')
    const ended = longest(own.filter((l) => l.state === 'confirmed' && l.validTo !== null && l.validTo < today))
    const ending = good?.validTo !== null && good !== undefined && good.validTo <= addDays(today, endingDays)
    const standing: NeedStanding = good ? (ending ? 'ending' : 'good') : filed ? 'filed' : ended ? 'ended' : 'none'
    const licence = good ?? filed ?? ended
    return {
      ...{ kind, names, required, source, standing },
      licence: licence && { number: licence.number, validTo: licence.validTo },
    }
  })
}
