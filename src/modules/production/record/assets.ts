import { sql } from 'kysely'
import type { RuleFact } from '../../../kernel/rule.ts'
import type { Actor } from '../../../platform/actor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { rowsInScope } from '../../identity/index.ts'
import { withArchivedValues } from './archive.ts'
import { shownFields } from './personal.ts'
import type { Values } from './rules.ts'

export type AssetKey = { profile: string; code: string }
/** A record about an asset: the fact that rules read, and what a reader may see of it (`personal`: paths of masks). */
export type AssetRecord = RuleFact & {
  code: string
  recordId: string
  recordedAt: string
  shown: Values
  personal: string[]
}

/**
 * Assets about which the person may see a record: an operator those about which it recorded something itself, an agency
 * those about which an operator of its divisions did, in a sector of its own. The most recently recorded first.
 */
export async function assetsInScope(
  db: Db,
  actor: Actor,
  f: { profiles: readonly string[]; partyId?: string | undefined; q?: string | undefined; limit: number },
): Promise<AssetKey[]> {
  const like = f.q && `%${f.q.toUpperCase().replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<AssetKey>`
    select t.profile, t.code from (
      select r.profile, r.happened_at, unnest(r.targets) as code from production.record r
      where r.object = 'asset' and r.voided_at is null and r.profile = any(${[...f.profiles]}::text[])
        and ${rowsInScope(actor, 'r.partyId', 'r.sector')}
        ${f.partyId ? sql`and r.party_id = ${f.partyId}::uuid` : sql``}
    ) t
    ${like ? sql`where t.code like ${like}` : sql``}
    group by t.profile, t.code
    order by max(t.happened_at) desc, t.profile, t.code limit ${f.limit}`.execute(db)
  return rows
}

/** Whether the person may see the asset at all. */
export async function isAssetInScope(db: Db, actor: Actor, { profile, code }: AssetKey): Promise<boolean> {
  const { rows } = await sql`
    select 1 from production.record r
    where r.object = 'asset' and r.voided_at is null and r.profile = ${profile} and r.targets && ${[code]}::text[]
      and ${rowsInScope(actor, 'r.partyId', 'r.sector')} limit 1`.execute(db)
  return rows.length > 0
}

/**
 * What every party recorded about these assets, oldest first, without what was declared an error. The caller has made
 * sure that the reader may see the assets.
 */
export async function unscopedAssetRecords(
  db: Db | Tx,
  keys: readonly AssetKey[],
  until?: string,
): Promise<AssetRecord[]> {
  if (!keys.length) return []
  const wanted = new Set(keys.map((k) => `${k.profile} ${k.code}`))
  type Row = Omit<AssetRecord, 'code' | 'shown' | 'personal'> & {
    targets: string[]
    values: Values
    masked: Record<string, string> | null
    archivedAt: string | null
  }
  const { rows } = await sql<Row>`
    select party_id, record_id, profile, event, targets, happened_on, happened_at, recorded_at, archived_at,
      fields as values, personal_masked as masked
    from production.record
    where object = 'asset' and voided_at is null and targets && ${keys.map((k) => k.code)}::text[]
      and profile = any(${[...new Set(keys.map((k) => k.profile))]}::text[])
      ${until ? sql`and happened_at <= ${until}::timestamptz` : sql``}
    order by happened_at, recorded_at, record_id`.execute(db)
  return (await withArchivedValues(db, rows, 'values')).flatMap(({ targets, masked, archivedAt: _, ...r }) =>
    targets
      .filter((code) => wanted.has(`${r.profile} ${code}`))
      .map((code) => ({ ...r, code, shown: shownFields(r.values, masked), personal: Object.keys(masked ?? {}) })),
  )
}

/** The assets a record is about, also one that was declared an error; none where it is about something else. */
export async function unscopedAssetsOfRecord(tx: Tx, partyId: string, recordId: string): Promise<AssetKey[]> {
  const row = await tx
    .selectFrom('production.record')
    .select(['profile', 'object', 'targets'])
    .where('partyId', '=', partyId)
    .where('recordId', '=', recordId)
    .executeTakeFirst()
  if (row?.object !== 'asset') return []
  return [...new Set(row.targets)].sort().map((code) => ({ profile: row.profile, code }))
}
