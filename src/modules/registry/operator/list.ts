import { type RawBuilder, sql } from 'kysely'
import { normaliseName, queryBigrams } from '../../../kernel/bigram.ts'
import { bareCode } from '../../../kernel/code.ts'
import { parseCreditCode } from '../../../kernel/credit-code.ts'
import type { Actor } from '../../../platform/actor.ts'
import { decodeCursor, encodeCursor } from '../../../platform/cursor.ts'
import type { Db } from '../../../platform/db.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { typedReading } from '../../../platform/pinyin.ts'
import { divisionsOf } from '../../identity/index.ts'
import { SectorId } from '../facts/schema.ts'
import { divisionNames } from './queries.ts'
import type { listOperators, OperatorRow } from './schema.ts'

const allSectors = SectorId.options
type Filter = Input<typeof listOperators>
/** Where a list reads: subtree roots × sectors, each pair one range of an index. */
type Scope = { areas: string[]; sectors: string[] }
/** A row found, with the value it is sorted by. */
type Hit = { partyId: string; key: string }
/** One way of finding, in its own order; a list goes through its ways one after the other. */
type Way = (after: Hit | undefined, limit: number) => Promise<Hit[]>

/**
 * Operators of the jurisdiction, a page at a time. As fast in a country of 300,000 as in a county: every order is
 * read from an index that begins with the area; a name search is read from the bigram index, or, where the name is
 * common, from the newest on.
 * @throws invalid `operator.search_too_short` for a single Chinese character.
 */
export async function listOperatorsOf(db: Db, actor: Actor, f: Filter) {
  const scope = await scopeOf(db, actor, f)
  const given = decodeCursor(f.cursor, ['count', isByReading(f) ? 'text' : 'time', 'id'])
  if (!scope.areas.length || !scope.sectors.length) return { items: [], nextCursor: null }
  const ways = waysOf(db, f, scope)
  const hits: (Hit & { way: number })[] = []
  let after = given && { key: given[1]!, partyId: given[2]! }
  for (let way = Number(given?.[0] ?? 0); way < ways.length && hits.length <= f.limit; way++) {
    const more = await ways[way]!(after, f.limit + 1 - hits.length)
    hits.push(...more.map((h) => ({ ...h, way })))
    after = undefined
  }
  const shown = hits.slice(0, f.limit)
  const last = shown.at(-1)
  return {
    items: await rowsOf(db, shown),
    nextCursor: hits.length > f.limit && last ? encodeCursor([String(last.way), last.key, last.partyId]) : null,
  }
}

/** The part of the jurisdiction that the filter leaves: nothing outside of it is ever read. */
async function scopeOf(db: Db, actor: Actor, f: Filter): Promise<Scope> {
  if (actor.kind !== 'agency') return { areas: [], sectors: [] }
  const sectors = actor.sectors.filter((s) => f.sector === undefined || s === f.sector)
  if (f.divisionId === undefined) return { areas: [...new Set(actor.divisions)], sectors }
  const divisions = await divisionsOf(db, [f.divisionId, ...actor.divisions])
  const wanted = divisions.get(f.divisionId)?.path ?? []
  if (wanted.some((d) => actor.divisions.includes(d))) return { areas: [f.divisionId], sectors }
  const below = actor.divisions.filter((d) => divisions.get(d)?.path.includes(f.divisionId!))
  return { areas: [...new Set(below)], sectors }
}

/** Is the list in reading order? Every other order is by time. */
const isByReading = (f: Filter): boolean => (f.q ? Boolean(typedReading(f.q)) : f.sort === 'name')

function waysOf(db: Db, f: Filter, scope: Scope): Way[] {
  if (!f.q) return f.sort === 'name' ? [byReading(db, f, scope, 'pinyin')] : [newest(db, f, scope)]
  const creditCode = parseCreditCode(f.q)
  if (creditCode.ok) return [byColumn(db, f, scope, 'credit_code', creditCode.code)]
  const code = bareCode(f.q)
  if (code && /^\d{20}$/.test(code)) return [bySubjectCode(db, f, scope, code)]
  const typed = typedReading(f.q)
  // `qhmg` and `qiong`: who types letters means initials or pinyin; initials come first
  if (typed) return [byReading(db, f, scope, 'initials', typed), byReading(db, f, scope, 'pinyin', typed)]
  return [byName(db, f, scope, f.q)]
}

const filters = (f: Filter, alias: string): RawBuilder<unknown> =>
  sql.join(
    [
      sql`true`,
      ...(f.state ? [sql`${sql.ref(`${alias}.state`)} = ${f.state}`] : []),
      ...(f.form ? [sql`${sql.ref(`${alias}.form`)} = ${f.form}`] : []),
    ],
    sql` and `,
  )

/** The first `limit` of several ordered ranges together: an operator with two sectors is in two of them. */
async function firstOf(
  db: Db,
  scope: Scope,
  range: (area: string, sector: string) => RawBuilder<unknown>,
  end: RawBuilder<unknown>,
) {
  const ranges = scope.areas.flatMap((area) => scope.sectors.map((sector) => range(area, sector)))
  const from =
    ranges.length === 1
      ? sql`${ranges[0]} r`
      : sql`(select distinct * from (${sql.join(ranges, sql` union all `)}) u) r`
  const { rows } = await sql<Hit>`select key, party_id from ${from} ${end}`.execute(db)
  return rows
}

const newest =
  (db: Db, f: Filter, scope: Scope): Way =>
  (after, limit) => {
    const order = sql`order by key desc, party_id desc limit ${limit}`
    return firstOf(
      db,
      scope,
      (area, sector) => sql`(select a.registered_at as key, a.party_id from registry.operator_area a
        where a.area_id = ${area} and a.sector = ${sector} and ${filters(f, 'a')}
          ${after ? sql`and (a.registered_at, a.party_id) < (${after.key}::timestamptz, ${after.partyId}::uuid)` : sql``}
        order by a.registered_at desc, a.party_id desc limit ${limit})`,
      order,
    )
  }

/** In reading order, all of them or those whose reading begins so. */
function byReading(db: Db, f: Filter, scope: Scope, column: 'pinyin' | 'initials', begin?: string): Way {
  const key = sql.ref(`a.${column}`)
  // everything after `qh` and before `qh{`: `{` follows z, and readings are a–z and 0–9 in byte order
  const range = begin === undefined ? sql`` : sql`and ${key} >= ${begin} and ${key} < ${`${begin}{`}`
  // what the initials have found already is not found again by its pinyin
  const other = begin !== undefined && column === 'pinyin' ? sql`and not starts_with(a.initials, ${begin})` : sql``
  return (after, limit) =>
    firstOf(
      db,
      scope,
      (area, sector) => sql`(select ${key} as key, a.party_id from registry.operator_area a
        where a.area_id = ${area} and a.sector = ${sector} and ${filters(f, 'a')} ${range} ${other}
          ${after ? sql`and (${key}, a.party_id) > (${after.key} collate "C", ${after.partyId}::uuid)` : sql``}
        order by ${key}, a.party_id limit ${limit})`,
      sql`order by key, party_id limit ${limit}`,
    )
}

/** What of the scope a row of registry.operator must meet; the country is no condition. */
const inScope = (scope: Scope): RawBuilder<unknown> =>
  scope.areas.includes('0')
    ? sql`o.sectors && ${scope.sectors}::text[]`
    : sql`o.areas && ${scope.areas}::text[] and o.sectors && ${scope.sectors}::text[]`

/** Newest first, those whose name holds every word: by the bigram index, exact runs of three or more compared again. */
function byName(db: Db, f: Filter, scope: Scope, q: string): Way {
  const grams = queryBigrams(q)
  if (grams.length === 0 || grams.every((g) => [...g].length < 2))
    throw new AppError('invalid', 'operator.search_too_short')
  const longer = q
    .split(/\s+/)
    .map(normaliseName)
    .filter((w) => [...w].length > 2)
  const runs = longer.map((w) => sql`and position(${w} in o.normal_name) > 0`)
  return async (after, limit) => {
    const { rows } = await sql<Hit>`select o.registered_at as key, o.party_id from registry.operator o
      where o.grams @> ${grams}::text[] and ${inScope(scope)} and ${filters(f, 'o')} ${sql.join(runs, sql` `)}
        ${after ? sql`and (o.registered_at, o.party_id) < (${after.key}::timestamptz, ${after.partyId}::uuid)` : sql``}
      order by o.registered_at desc, o.party_id desc limit ${limit}`.execute(db)
    return rows
  }
}

const byColumn =
  (db: Db, f: Filter, scope: Scope, column: 'credit_code' | 'party_id', value: string): Way =>
  async (after, limit) => {
    if (after) return []
    const { rows } = await sql<Hit>`select o.registered_at as key, o.party_id from registry.operator o
      where ${sql.ref(`o.${column}`)} = ${value} and ${inScope(scope)} and ${filters(f, 'o')}
      order by o.registered_at desc limit ${limit}`.execute(db)
    return rows
  }

const bySubjectCode =
  (db: Db, f: Filter, scope: Scope, code: string): Way =>
  async (after, limit) => {
    const partyId = await partyOfSubjectCode(db, code)
    return partyId ? byColumn(db, f, scope, 'party_id', partyId)(after, limit) : []
  }

/** Whose subject code this is; undefined when we issued none such. */
export async function partyOfSubjectCode(db: Db, code: string): Promise<string | undefined> {
  const row = await db.selectFrom('registry.subjectCode').select('partyId').where('code', '=', code).executeTakeFirst()
  return row?.partyId
}

/** The rows of a page in the order found; a second read by id, because a name search and an area list meet only there. */
async function rowsOf(db: Db, hits: readonly Hit[]): Promise<OperatorRow[]> {
  if (!hits.length) return []
  const rows = await db
    .selectFrom('registry.operator')
    .select(['partyId', 'name', 'form', 'role', 'sectors', 'divisionId', 'areas', 'state', 'subjectCode'])
    .select('registeredAt')
    .where('partyId', '=', sql<string>`any(${hits.map((h) => h.partyId)}::uuid[])`)
    .execute()
  const names = await divisionNames(
    db,
    rows.map((r) => r.areas),
  )
  const byId = new Map(rows.map(({ areas: _, ...r }, i) => [r.partyId, { ...r, divisionNames: names[i]! }]))
  return hits.map((h) => byId.get(h.partyId)!) as OperatorRow[]
}

/**
 * Operators in force that one may sell to, wherever they are, at most 20: by subject code, credit code, or two or more
 * characters of the name. Only what stands on a label anyway.
 */
export async function unscopedBuyers(db: Db, q: string) {
  const everywhere: Scope = { areas: ['0'], sectors: allSectors }
  const hits: Hit[] = []
  const f: Filter = { q, state: 'approved', sort: 'newest', limit: 20 }
  for (const way of waysOf(db, f, everywhere)) hits.push(...(await way(undefined, f.limit - hits.length)))
  const rows = await rowsOf(db, hits)
  return rows.map(({ partyId, name, form, divisionNames, subjectCode }) => ({
    partyId,
    name,
    form,
    divisionNames,
    subjectCode,
  }))
}
