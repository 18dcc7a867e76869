import { findEvent, profiles } from '../../industries/index.ts'
import { type Profile, profileAt } from '../../kernel/profile.ts'
import type { Actor } from '../../platform/actor.ts'
import { civilDate } from '../../platform/civil.ts'
import { decodeCursor, page } from '../../platform/cursor.ts'
import type { Db } from '../../platform/db.ts'
import type { Input, Output } from '../../platform/endpoint.ts'
import { found } from '../../platform/errors.ts'
import { partyNames } from '../identity/index.ts'
import { assetsInScope, isAssetInScope, unscopedAssetRecords } from '../production/index.ts'
import { dutiesOn, factsOf } from './rules.ts'
import type { AssetLine, getAsset, listAssets } from './schema.ts'

/** Assets a list looks at, at most: their duties are reckoned from their histories when it is read. */
const MOST = 500
const SHOWN = 200
/** Sorts after every date. */
const NEVER = '9999-12-31'

/** Profiles in force that know assets; `id`: that one. */
const assetProfiles = (today: string, id?: string): Profile[] =>
  [...new Set(profiles.map((p) => p.id))]
    .filter((own) => id === undefined || own === id)
    .flatMap((own) => profileAt(profiles, own, today) ?? [])
    .filter((p) => p.asset !== undefined)

const eventNames = (profile: Profile, event: string) => findEvent(profile, event)?.names ?? { zh: event, en: event }

/** Assets the person may see with the soonest duty first, in two statements. */
export async function findAssets(
  db: Db,
  actor: Actor,
  f: Input<typeof listAssets>,
  now: string,
): Promise<Output<typeof listAssets>> {
  const today = civilDate(now)
  const after = decodeCursor(f.cursor, ['date', 'text'])
  const known = assetProfiles(today, f.profile)
  const narrowed = { profiles: known.map((p) => p.id), partyId: f.partyId, q: f.q, limit: MOST + 1 }
  const keys = await assetsInScope(db, actor, narrowed)
  const looked = keys.slice(0, MOST)
  const histories = Map.groupBy(await unscopedAssetRecords(db, looked), (r) => `${r.profile} ${r.code}`)
  const lines = looked.flatMap(({ profile: id, code }): AssetLine[] => {
    const profile = known.find((p) => p.id === id)!
    const history = histories.get(`${id} ${code}`)
    const last = history?.at(-1)
    if (!history || !last) return []
    const duties = dutiesOn(profile, history, today)
    const overdue = duties.filter((d) => d.standing === 'overdue')
    return [
      {
        profile: id,
        profileNames: profile.names,
        code,
        state: profile.asset!.state(history),
        blocked: overdue.some((d) => d.blocks),
        next: duties[0] ?? null,
        overdue: overdue.length,
        lastEvent: { names: eventNames(profile, last.event), on: last.happenedOn },
      },
    ]
  })
  const place = (l: AssetLine): [string, string] => [l.next?.dueOn ?? NEVER, `${l.profile} ${l.code}`]
  const compare = (a: readonly [string, string], b: readonly [string, string]) =>
    a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0
  const sorted = lines
    .filter((l) => !f.due || l.next?.standing === f.due || (f.due === 'overdue' && l.overdue > 0))
    .filter((l) => !after || compare(place(l), after) > 0)
    .sort((a, b) => compare(place(a), place(b)))
  return { ...page(sorted.slice(0, f.limit + 1), f.limit, place), truncated: keys.length > MOST }
}

/** One asset with what all parties recorded about it. @throws not_found `asset.not_found` */
export async function requireAsset(
  db: Db,
  actor: Actor,
  { profile: id, code: typed }: Input<typeof getAsset>,
  now: string,
): Promise<Output<typeof getAsset>> {
  const today = civilDate(now)
  const code = typed.toUpperCase()
  const [known] = assetProfiles(today, id)
  const profile = found(known, 'asset', code)
  const mayBeSeen = await isAssetInScope(db, actor, { profile: id, code })
  found(mayBeSeen || undefined, 'asset', code)
  const history = await unscopedAssetRecords(db, [{ profile: id, code }])
  const shown = history.slice(-SHOWN).reverse()
  const names = await partyNames(db, [...new Set(shown.map((r) => r.partyId))])
  const duties = dutiesOn(profile, history, today)
  return {
    profile: id,
    profileNames: profile.names,
    code,
    state: profile.asset!.state(history),
    blocked: duties.some((d) => d.blocks && d.standing === 'overdue'),
    facts: factsOf(profile, history),
    duties,
    history: shown.map((r) => ({
      recordId: r.recordId,
      partyId: r.partyId,
      partyName: names.get(r.partyId)?.name ?? '',
      event: r.event,
      names: eventNames(profile, r.event),
      happenedOn: r.happenedOn,
      recordedAt: r.recordedAt,
      fields: r.shown,
      personal: r.personal,
    })),
    records: history.length,
  }
}
