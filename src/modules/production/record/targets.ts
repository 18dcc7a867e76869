import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db.ts'

export type Plot = { plotId: string; name: string; classCode: string | null; retired: boolean }

const isUuid = (text: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** A party's plots, ponds and pens by id, named with their site; an id that is none of its own is left out. */
export async function plotsOf(db: Db | Tx, partyId: string, ids: readonly string[]): Promise<Map<string, Plot>> {
  const wanted = [...new Set(ids)].filter(isUuid)
  if (!wanted.length) return new Map()
  const { rows } = await sql<Plot>`
    select p.plot_id, s.name || ' ' || p.name as name, p.class_code, p.retired_at is not null as retired
    from registry.plot p join registry.site s on s.party_id = p.party_id and s.site_id = p.site_id
    where p.party_id = ${partyId} and p.plot_id = any(${wanted}::uuid[])`.execute(db)
  return new Map(rows.map((r) => [r.plotId, r]))
}

/** Class codes last recorded on each plot or group: what grows or lives there. */
export async function lastClasses(
  db: Db | Tx,
  partyId: string,
  targets: readonly string[],
): Promise<Map<string, string>> {
  if (!targets.length) return new Map()
  const { rows } = await sql<{ targets: string[]; classCode: string }>`
    select targets, class_code from production.record
    where party_id = ${partyId} and targets && ${[...targets]}::text[] and class_code is not null and voided_at is null
    order by happened_on desc, record_id desc limit 500`.execute(db)
  const found = new Map<string, string>()
  for (const r of rows) for (const t of r.targets) if (!found.has(t)) found.set(t, r.classCode)
  return found
}

/** Whether anything is on record about one of these plots or groups. */
export async function isKnownTarget(db: Db | Tx, partyId: string, targets: readonly string[]): Promise<boolean> {
  const { rows } = await sql`
    select 1 from production.record
    where party_id = ${partyId} and targets && ${[...targets]}::text[] and voided_at is null limit 1`.execute(db)
  return rows.length > 0
}
