import { type SqlBool, sql } from 'kysely'
import { profiles } from '../../industries/index.ts'
import { profileAt } from '../../kernel/profile.ts'
import type { Actor } from '../../platform/actor.ts'
import { civilDate } from '../../platform/civil.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { stableId } from '../../platform/id.ts'
import { rowsInScope } from '../identity/index.ts'
import { type AssetKey, unscopedAssetRecords } from '../production/index.ts'
import { owedDuties } from './rules.ts'

/** A duty as it is kept: who owes what of which asset by when. */
export type KeptDuty = {
  partyId: string
  dutyId: string
  profile: string
  code: string
  kind: string
  sector: string
  dueOn: string
  remindFrom: string
  blocks: boolean
}

const BATCH = 200

/**
 * Reckons the duties of these assets anew from all that is recorded about them and keeps them. `formerly`: parties whose
 * record is gone. Two records about one asset in the same moment may each miss the other; the night puts it right.
 */
export async function keepDuties(
  tx: Tx,
  keys: readonly AssetKey[],
  now: string,
  formerly: readonly string[] = [],
): Promise<void> {
  const today = civilDate(now)
  const records = Map.groupBy(await unscopedAssetRecords(tx, keys), (r) => `${r.profile} ${r.code}`)
  const kept = keys.flatMap(({ profile: id, code }): KeptDuty[] => {
    const profile = profileAt(profiles, id, today)
    const history = records.get(`${id} ${code}`)
    if (!profile?.asset || !history) return []
    return owedDuties(profile, history, today).map(({ partyId, kind, dueOn, remindFrom, blocks }) => ({
      ...{ partyId, dutyId: stableId(`duty:${partyId}:${id}:${code}:${kind}`), profile: id, code, kind },
      ...{ sector: profile.sector, dueOn, remindFrom, blocks },
    }))
  })
  const parties = [...new Set([...[...records.values()].flat().map((r) => r.partyId), ...formerly])].sort()
  if (!parties.length) return
  const there = kept.map((d) => d.dutyId)
  await sql`delete from asset.duty where party_id = any(${parties}::uuid[])
    and (profile, code) in (select * from unnest(${keys.map((k) => k.profile)}::text[], ${keys.map((k) => k.code)}::text[]))
    and not duty_id = any(${there}::uuid[])`.execute(tx)
  if (!kept.length) return
  await tx
    .insertInto('asset.duty')
    .values(kept.sort((a, b) => (a.dutyId < b.dutyId ? -1 : 1)).map((d) => ({ ...d, notedAt: now })))
    .onConflict((c) =>
      c.columns(['partyId', 'dutyId']).doUpdateSet((eb) => ({
        dueOn: eb.ref('excluded.dueOn'),
        remindFrom: eb.ref('excluded.remindFrom'),
        blocks: eb.ref('excluded.blocks'),
        notedAt: eb.ref('excluded.notedAt'),
      })),
    )
    .execute()
}

/** Each night: the assets a duty of which has come near are reckoned anew, some at a time. */
export async function refreshDuties(db: Db, now: string): Promise<void> {
  const today = civilDate(now)
  let after: AssetKey = { profile: '', code: '' }
  for (;;) {
    const { rows } = await sql<AssetKey>`
      select profile, code from asset.duty
      where remind_from <= ${today} and (profile, code) > (${after.profile}, ${after.code})
      group by profile, code order by profile, code limit ${BATCH}`.execute(db)
    const last = rows.at(-1)
    if (!last) return
    await db.transaction().execute((tx) => keepDuties(tx, rows, now))
    after = last
  }
}

/** Duties of which their parties must be reminded on a day, party by party. For the daily job. */
export async function unscopedDutiesNear(db: Db, today: string): Promise<Map<string, KeptDuty[]>> {
  const rows = await keptDuties(db).where('d.remindFrom', '<=', today).orderBy('d.partyId').orderBy('d.dueOn').execute()
  return Map.groupBy(rows, (r) => r.partyId)
}

const keptDuties = (db: Db | Tx) =>
  db
    .selectFrom('asset.duty as d')
    .select([
      'd.partyId',
      'd.dutyId',
      'd.profile',
      'd.code',
      'd.kind',
      'd.sector',
      'd.dueOn',
      'd.remindFrom',
      'd.blocks',
    ])

/** The moment from which a duty is overdue: the day after its date begins, in China. */
const overdueSince = sql<string>`(d.due_on + 1)::timestamp at time zone 'Asia/Shanghai'`

/** Overdue duties that the person may see, the longest overdue first, after a place. */
export async function overdueDuties(
  db: Db,
  actor: Actor,
  now: string,
  after: readonly [string, string] | undefined,
  limit: number,
): Promise<(KeptDuty & { since: string })[]> {
  return keptDuties(db)
    .select(overdueSince.as('since'))
    .where(rowsInScope(actor, 'd.partyId', 'd.sector'))
    .where('d.dueOn', '<', civilDate(now))
    .$if(after !== undefined, (q) =>
      q.where(sql<SqlBool>`(${overdueSince}, d.duty_id) > (${after![0]}::timestamptz, ${after![1]}::uuid)`),
    )
    .orderBy('d.dueOn')
    .orderBy('d.dutyId')
    .limit(limit)
    .execute()
}

/** How many duties are overdue among those the person may see. */
export async function countOverdueDuties(db: Db, actor: Actor, now: string): Promise<number> {
  const row = await db
    .selectFrom('asset.duty as d')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where(rowsInScope(actor, 'd.partyId', 'd.sector'))
    .where('d.dueOn', '<', civilDate(now))
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}
