import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { nameBigrams } from '../../../kernel/bigram.ts'
import type { Db, Tx } from '../../../platform/db.ts'

const file = new URL('../../../../data/divisions/divisions.tsv', import.meta.url)
const datasetName = 'divisions'
const chunk = 5000

type Row = {
  id: string
  parent: string | null
  name: string
  level: string
  from: string
  to: string | null
  pinyin: string
  initials: string
}

/**
 * Brings the division tree to what data/divisions says, if its file is not the one that was loaded before, and with
 * it the areas of every party. Two processes that start at once load it once.
 * @returns whether anything was loaded.
 */
export async function loadDivisions(db: Db, now: string, onProgress: (what: string) => void = () => {}) {
  const text = await readFile(file, 'utf8')
  const hash = createHash('sha256').update(text).digest('hex')
  if ((await loadedHash(db)) === hash) return false
  const rows = parse(text)
  onProgress(`loading ${rows.length} divisions`)
  return db.transaction().execute(async (tx) => {
    // the row is locked until we commit: who comes second finds our hash
    await sql`insert into platform.dataset (name, hash, loaded_at) values (${datasetName}, '', ${now})
      on conflict (name) do update set name = excluded.name`.execute(tx)
    if ((await loadedHash(tx)) === hash) return false
    await tx.deleteFrom('identity.division').execute()
    const paths = pathsOf(rows)
    for (let i = 0; i < rows.length; i += chunk) await insert(tx, rows.slice(i, i + chunk), paths)
    await refreshAreas(tx, paths)
    await tx.updateTable('platform.dataset').set({ hash, loadedAt: now }).where('name', '=', datasetName).execute()
    return true
  })
}

async function loadedHash(db: Db | Tx): Promise<string | undefined> {
  const row = await db.selectFrom('platform.dataset').select('hash').where('name', '=', datasetName).executeTakeFirst()
  return row?.hash
}

function parse(text: string): Row[] {
  const [header = '', ...lines] = text.split('\n').filter(Boolean)
  const at = new Map(header.split('\t').map((name, i) => [name, i]))
  return lines.map((line) => {
    const cells = line.split('\t')
    const cell = (name: string) => cells[at.get(name) ?? -1] ?? ''
    const dash = (name: string) => (cell(name) === '-' ? null : cell(name))
    return {
      id: cell('division_id'),
      parent: dash('parent_id'),
      name: cell('name'),
      level: cell('level'),
      from: dash('valid_from') ?? '-infinity',
      to: dash('valid_to'),
      pinyin: cell('pinyin').replaceAll(' ', ''),
      initials: cell('initials'),
    }
  })
}

/** Ancestors by the tree's latest row for each id: an id says nothing about where it hangs (SOURCE.md). */
function pathsOf(rows: readonly Row[]): Map<string, string[]> {
  const latest = new Map(rows.toSorted((a, b) => (a.from < b.from ? -1 : 1)).map((r) => [r.id, r]))
  const paths = new Map<string, string[]>()
  const pathOf = (id: string): string[] => {
    const known = paths.get(id)
    if (known) return known
    const row = latest.get(id)
    if (!row) throw new Error(`data/divisions: ${id} is a parent and has no row`)
    const path = row.parent === null ? [id] : [...pathOf(row.parent), id]
    paths.set(id, path)
    return path
  }
  for (const { id } of rows) pathOf(id)
  return paths
}

/** One statement for many rows; lists travel as joined text because unnest flattens arrays of arrays. */
async function insert(tx: Tx, rows: readonly Row[], paths: Map<string, string[]>): Promise<void> {
  const column = (of: (r: Row) => string | null) => rows.map(of)
  await sql`insert into identity.division
      (division_id, parent_id, name, level, valid_from, valid_to, pinyin, initials, path, grams)
    select id, parent, name, level, valid_from, valid_to, pinyin, initials,
      string_to_array(path, ' '), string_to_array(grams, ' ')
    from unnest(${column((r) => r.id)}::text[], ${column((r) => r.parent)}::text[], ${column((r) => r.name)}::text[],
      ${column((r) => r.level)}::text[], ${column((r) => r.from)}::date[], ${column((r) => r.to)}::date[],
      ${column((r) => r.pinyin)}::text[], ${column((r) => r.initials)}::text[],
      ${column((r) => paths.get(r.id)!.join(' '))}::text[], ${column((r) => nameBigrams(r.name).join(' '))}::text[])
    as d (id, parent, name, level, valid_from, valid_to, pinyin, initials, path, grams)`.execute(tx)
}

/** A division that moved takes its parties along: page by page, for a cluster joins parties with nothing else here. */
async function refreshAreas(tx: Tx, paths: Map<string, string[]>): Promise<void> {
  await tx.deleteFrom('identity.partyArea').execute()
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const parties = await tx
      .selectFrom('identity.party')
      .select(['partyId', 'divisionId', 'sectors'])
      .where('partyId', '>', after)
      .orderBy('partyId')
      .limit(chunk)
      .execute()
    const areas = parties.flatMap((p) =>
      (paths.get(p.divisionId ?? '') ?? []).map((d) => ({ party: p.partyId, division: d, sectors: p.sectors })),
    )
    if (areas.length)
      await sql`insert into identity.party_area (party_id, division_id, sectors)
        select party, division, string_to_array(sectors, ' ')
        from unnest(${areas.map((a) => a.party)}::uuid[], ${areas.map((a) => a.division)}::text[],
          ${areas.map((a) => a.sectors.join(' '))}::text[]) as a (party, division, sectors)`.execute(tx)
    if (parties.length < chunk) return
    after = parties.at(-1)!.partyId
  }
}
