import { findEvent, profiles } from '../../industries/index.ts'
import type { AssetState } from '../../kernel/duty.ts'
import type { Names } from '../../kernel/names.ts'
import { type Profile, type ProfileEvent, profileAt } from '../../kernel/profile.ts'
import { civilDate } from '../../platform/civil.ts'
import type { Db } from '../../platform/db.ts'
import { type AssetRecord, unscopedAssetRecords } from '../production/index.ts'
import { saysNumber, unscopedAssetsByNumber } from './number.ts'
import { dutiesOn, factsOf } from './rules.ts'
import type { AssetDuty } from './schema.ts'

/** An asset as anybody may see it who scans it: what its profile makes public, never a person. */
export type PublicAsset = {
  profile: Profile
  code: string
  state: AssetState
  /** A duty that blocks use is overdue: it must not be used. */
  blocked: boolean
  facts: { event: string; key: string; names: Names; value: unknown }[]
  duties: AssetDuty[]
  /** Parties in charge, by what they last recorded. */
  inCharge: { names: Names; partyId: string }[]
  /** The last record of each public event, newest first, with its public fields. */
  last: { event: ProfileEvent; on: string; partyId: string; values: Record<string, unknown> }[]
}

/**
 * The assets that a code or number names, as the public sees them; none where nobody recorded anything under it, where
 * all of it was declared an error, or where nothing of the chain is public.
 */
export async function unscopedPublicAssets(db: Db, text: string, now: string): Promise<PublicAsset[]> {
  const today = civilDate(now)
  const found = await unscopedAssetsByNumber(db, text)
  if (!found.length) return []
  const histories = Map.groupBy(await unscopedAssetRecords(db, found), (r) => `${r.profile} ${r.code}`)
  const named = new Map(
    found.flatMap((f) => {
      const profile = profileAt(profiles, f.profile, today)
      const history = histories.get(`${f.profile} ${f.code}`) ?? []
      if (!profile?.asset || profile.publicView.none || !saysNumber(profile, f, text, history)) return []
      return [[`${f.profile} ${f.code}`, publicAsset(profile, f.code, history, today)] as const]
    }),
  )
  return [...named.values()]
}

function publicAsset(profile: Profile, code: string, history: readonly AssetRecord[], today: string): PublicAsset {
  const events = new Set(profile.publicView.events)
  const isPublic = (event: string, key: string) =>
    events.has(event) && (findEvent(profile, event)?.publicFields.includes(key) ?? false)
  const duties = dutiesOn(profile, history, today)
  const lastOf = (event: string) => history.filter((r) => r.event === event).at(-1)
  return {
    profile,
    code,
    state: profile.asset!.state(history),
    blocked: duties.some((d) => d.blocks && d.standing === 'overdue'),
    facts: factsOf(profile, history).filter((f) => isPublic(f.event, f.key)),
    duties,
    inCharge: (profile.asset!.inCharge ?? []).flatMap(({ event, names }) => {
      const last = lastOf(event)
      return last ? [{ names, partyId: last.partyId }] : []
    }),
    last: profile.publicView.events
      .flatMap((id) => {
        const [event, record] = [findEvent(profile, id), lastOf(id)]
        if (!event || !record) return []
        const values = Object.entries(record.shown).filter(([key]) => event.publicFields.includes(key))
        return [{ event, on: record.happenedOn, partyId: record.partyId, values: Object.fromEntries(values) }]
      })
      .sort((a, b) => (a.on < b.on ? 1 : -1)),
  }
}
