import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db.ts'

const datasetName = 'operator-areas'
const chunk = 1000

/**
 * When the division tree was loaded anew, operators and waiting filings move with the divisions they lie in. Safe to
 * repeat and to run twice at once: each chunk is found by what still differs.
 * @returns how many operators moved.
 */
export async function refreshOperatorAreas(db: Db, now: string, onProgress: (what: string) => void = () => {}) {
  const tree = await hashOf(db, 'divisions')
  if (tree === undefined || (await hashOf(db, datasetName)) === tree) return 0
  let moved = 0
  for (;;) {
    const some = await db.transaction().execute((tx) => moveSome(tx))
    if (!some) break
    moved += some
    onProgress(`${moved} operators follow their divisions`)
  }
  await sql`update registry.filing f set areas = d.path from (${latestPaths}) d
    where d.division_id = f.division_id and f.state = 'submitted' and f.areas <> d.path`.execute(db)
  await sql`insert into platform.dataset (name, hash, loaded_at) values (${datasetName}, ${tree}, ${now})
    on conflict (name) do update set hash = excluded.hash, loaded_at = excluded.loaded_at`.execute(db)
  return moved
}

async function hashOf(db: Db, name: string): Promise<string | undefined> {
  return (await db.selectFrom('platform.dataset').select('hash').where('name', '=', name).executeTakeFirst())?.hash
}

const latestPaths = sql`select distinct on (division_id) division_id, path from identity.division
  order by division_id, valid_from desc`

async function moveSome(tx: Tx): Promise<number> {
  const { rows } = await sql<{ partyId: string; path: string }>`
    select o.party_id, array_to_string(d.path, ' ') as path from registry.operator o
    join (${latestPaths}) d on d.division_id = o.division_id where o.areas <> d.path limit ${chunk}`.execute(tx)
  if (!rows.length) return 0
  const ids = rows.map((r) => r.partyId)
  await sql`update registry.operator o set areas = string_to_array(n.path, ' ')
    from unnest(${ids}::uuid[], ${rows.map((r) => r.path)}::text[]) n (party_id, path)
    where o.party_id = n.party_id`.execute(tx)
  await sql`delete from registry.operator_area where party_id = any(${ids}::uuid[])`.execute(tx)
  await sql`insert into registry.operator_area (party_id, area_id, sector, state, form, pinyin, initials, registered_at)
    select o.party_id, a, s, o.state, o.form, o.pinyin, o.initials, o.registered_at
    from registry.operator o, unnest(o.areas) a, unnest(o.sectors) s
    where o.party_id = any(${ids}::uuid[])`.execute(tx)
  return rows.length
}
