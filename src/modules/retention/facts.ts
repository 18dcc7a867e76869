import { sql } from 'kysely'
import { findEvent } from '../../industries/index.ts'
import type { Profile } from '../../kernel/profile.ts'
import { civilDate } from '../../platform/civil.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { unscopedArchivedRecords, unscopedAssetRecords } from '../production/index.ts'
import type { GoodsState, RecordGoods } from './goods.ts'
import type { Candidate } from './page.ts'
import { expiryIn, isSale, latest, type RetentionFacts, shelfLifeEnd } from './rules.ts'

type Known = {
  profiles: ReadonlyMap<string, Profile>
  goods: ReadonlyMap<string, RecordGoods>
  states: ReadonlyMap<string, GoodsState>
}

/**
 * From when the times of a page of one party's records run. Only what their profiles ask for is looked up: at most
 * three statements.
 */
export async function factsOf(
  db: Db | Tx,
  partyId: string,
  records: readonly Candidate[],
  known: Known,
): Promise<Map<string, RetentionFacts>> {
  const asks = (r: Candidate, ...bases: string[]) =>
    known.profiles.get(r.profile)?.retention.some((x) => bases.includes(x.from)) ?? false
  const withExpiry = records.filter((r) => asks(r, 'expiry', 'shelf_life_end'))
  const ids = [...new Set(withExpiry.flatMap((r) => known.goods.get(r.recordId)?.own.map((k) => k.holdingId) ?? []))]
  const said = await expiriesOf(db, partyId, ids)
  const ends = await lifeEnds(
    db,
    records.filter((r) => asks(r, 'life_end') && r.object === 'asset'),
    known.profiles,
  )
  return new Map(
    records.map((r) => {
      const own = known.goods.get(r.recordId)?.own ?? []
      const states = own.flatMap((k) => known.states.get(k.holdingId) ?? [])
      const madeOn = latest(states.flatMap((s) => s.madeOn ?? []))
      const expiries = own.flatMap((k) => said.get(k.holdingId) ?? [])
      const expiry = latest([expiryIn(r.values) ?? [], ...expiries.map((e) => e.expiry ?? [])].flat())
      const shelf = latest(
        [expiry ?? [], shelfLifeEnd(r.values, madeOn) ?? [], ...expiries.map((e) => e.shelf(madeOn) ?? [])].flat(),
      )
      const facts: RetentionFacts = {
        // on the safe side: the day of happening or of writing it down, whichever is later
        record: latest([r.happenedOn, civilDate(r.recordedAt)]),
        sale: soldOn(r, states, own.length, known.profiles.get(r.profile)),
        shelf_life_end: shelf,
        expiry,
        life_end: r.targets.length ? lastOf(r.targets.map((code) => ends.get(`${r.profile} ${code}`) ?? null)) : null,
      }
      return [r.recordId, facts]
    }),
  )
}

const lastOf = (days: readonly (string | null)[]): string | null =>
  days.includes(null) ? null : latest(days as string[])

/** The day on which the last of its goods was sold; of a sale itself without goods on record its own day. */
function soldOn(r: Candidate, states: readonly GoodsState[], goods: number, profile: Profile | undefined) {
  const event = profile && findEvent(profile, r.event)
  if (!goods) return event && isSale(event) ? r.happenedOn : null
  if (states.length < goods) return null
  return lastOf(states.map((s) => s.soldOn))
}

type Said = { expiry: string | null; shelf: (madeOn: string | null) => string | null }

/** What a party's records said of when goods expire, by holding id; also what is in the archive. */
async function expiriesOf(db: Db | Tx, partyId: string, ids: readonly string[]): Promise<Map<string, Said[]>> {
  const found = new Map<string, Said[]>()
  if (!ids.length) return found
  type Row = {
    partyId: string
    recordId: string
    holdingIds: string[]
    values: Record<string, unknown>
    archived: boolean
  }
  const { rows } = await sql<Row>`
    select party_id, record_id, holding_ids, fields as values, archived_at is not null as archived
    from production.record
    where party_id = ${partyId} and holding_ids && ${[...ids]}::uuid[] and voided_at is null
    order by happened_on desc, record_id desc limit 2000`.execute(db)
  const archived = await unscopedArchivedRecords(
    db,
    rows.filter((r) => r.archived),
  )
  for (const r of rows) {
    const values = archived.get(r.recordId)?.kept?.fields ?? r.values
    const said: Said = { expiry: expiryIn(values), shelf: (madeOn) => shelfLifeEnd(values, madeOn) }
    for (const id of r.holdingIds) found.set(id, [...(found.get(id) ?? []), said])
  }
  return found
}

/** The day on which assets ended, by `profile code`: of those that are scrapped the day of the last record of them. */
async function lifeEnds(
  db: Db | Tx,
  records: readonly Candidate[],
  profiles: ReadonlyMap<string, Profile>,
): Promise<Map<string, string>> {
  const keys = new Map(
    records.flatMap((r) => r.targets.map((code) => [`${r.profile} ${code}`, { profile: r.profile, code }] as const)),
  )
  const histories = Map.groupBy(await unscopedAssetRecords(db, [...keys.values()]), (h) => `${h.profile} ${h.code}`)
  const ended = new Map<string, string>()
  for (const [key, { profile }] of keys) {
    const history = histories.get(key) ?? []
    const last = history.at(-1)
    if (last && profiles.get(profile)?.asset?.state(history) === 'scrapped') ended.set(key, last.happenedOn)
  }
  return ended
}
