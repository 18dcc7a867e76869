import { sql } from 'kysely'
import type { CommandCtx } from '../../platform/command.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { stableId } from '../../platform/id.ts'
import { foreignParty } from './work/holding.ts'

/** Where the codes of a range are at home, and who has claimed it. */
export type Range = { key: string; homeId: string; ownerId: string | null }

/** Ranges that are known, by key. */
export async function unscopedRanges(db: Db | Tx, keys: readonly string[]): Promise<Map<string, Range>> {
  if (!keys.length) return new Map()
  const { rows } = await sql<Range>`
    select key, home_id, owner_id from trace.namespace where key = any(${[...new Set(keys)]}::text[])`.execute(db)
  return new Map(rows.map((r) => [r.key, r]))
}

/**
 * Ranges that the acting party codes in: new ones are at home with it, and those whose codes say whom they were given to
 * (`claim`) are its own from now on, unless somebody has claimed them before. With `foreign` nothing is claimed: codes of
 * somebody else, met here first. The home of a range never changes (core.md §1).
 */
export async function openRanges(
  ctx: CommandCtx,
  wanted: readonly { key: string; claim: boolean }[],
  { foreign = false } = {},
): Promise<Map<string, Range>> {
  const { partyId } = ctx.actor
  const unique = [...new Map(wanted.map((w) => [w.key, w])).values()].sort((a, b) => (a.key < b.key ? -1 : 1))
  if (!unique.length) return new Map()
  const keys = unique.map((u) => u.key)
  const homes = unique.map((u) => (foreign ? foreignParty(stableId(u.key)) : partyId))
  const owners = unique.map((u) => (!foreign && u.claim ? partyId : null))
  await sql`
    insert into trace.namespace (key, home_id, owner_id)
    select * from unnest(${keys}::text[], ${homes}::uuid[], ${owners}::uuid[])
    on conflict do nothing`.execute(ctx.db)
  const claimed = unique.filter((u) => !foreign && u.claim).map((u) => u.key)
  if (claimed.length)
    await sql`update trace.namespace set owner_id = ${partyId}
      where key = any(${claimed}::text[]) and owner_id is null`.execute(ctx.db)
  return unscopedRanges(ctx.db, keys)
}
