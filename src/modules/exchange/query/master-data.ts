import { sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Db } from '../../../platform/db.ts'
import { AppError } from '../../../platform/errors.ts'
import { partiesInScope } from '../../identity/index.ts'
import type { Query } from './filter.ts'
import { type MasterData, noMasterData } from './matches.ts'
import { attributeName } from './names.ts'
import { simpleText } from './terms.ts'

/** Places below those a query asks for, and elements with attributes, that one query may look at. */
const most = 20_000
const deepest = 64

type Element = { id: string; attributes: { id: string; attribute: unknown }[]; children: string[] }

/**
 * The captured master data that a query needs: what lies below the places of WD_ parameters, and what is known of words
 * and places where it asks for attributes. A party's own; an agency's, what the parties of its jurisdiction captured.
 * @throws invalid `epcis_query.too_complex` where that is more than one query may look at
 */
export async function masterDataFor(db: Db, actor: Actor, query: Pick<Query, 'filters'>): Promise<MasterData> {
  const roots = query.filters.flatMap((f) => (f.on === 'place' && f.descendants ? [f.values] : []))
  const asks = query.filters.some((f) => f.on === 'attribute')
  if (!roots.length && !asks) return noMasterData
  const below = new Map<string, readonly string[]>()
  const seen = new Set(roots.flat())
  for (let level = [...seen], depth = 0; level.length && depth < deepest; depth++) {
    const { rows } = await sql<Element>`
      select v.id, v.children from exchange.vocabulary v
      where ${partiesInScope(actor, 'v.partyId')} and v.id = any(${level}::text[])
      limit ${most + 1}`.execute(db)
    for (const r of rows) below.set(r.id, [...(below.get(r.id) ?? []), ...r.children])
    level = [...new Set(rows.flatMap((r) => r.children))].filter((id) => !seen.has(id))
    for (const id of level) seen.add(id)
    if (seen.size > most || rows.length > most) throw new AppError('too_large', 'epcis_query.too_complex', { most })
  }
  const known = asks ? await attributesIn(db, actor) : new Map<string, Map<string, string[]>>()
  const memory = new Map<readonly string[], ReadonlySet<string>>()
  return {
    withDescendants(ids) {
      let found = memory.get(ids)
      if (!found) memory.set(ids, (found = reach(ids, below)))
      return found
    },
    attributes: (id) => known.get(id),
  }
}

function reach(ids: readonly string[], below: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set(ids)
  for (const id of found) for (const child of below.get(id) ?? []) found.add(child)
  return found
}

async function attributesIn(db: Db, actor: Actor): Promise<Map<string, Map<string, string[]>>> {
  const { rows } = await sql<Element>`
    select v.id, v.attributes from exchange.vocabulary v
    where ${partiesInScope(actor, 'v.partyId')} and v.attributes <> '[]'::jsonb
    limit ${most + 1}`.execute(db)
  if (rows.length > most) throw new AppError('too_large', 'epcis_query.too_complex', { most })
  const known = new Map<string, Map<string, string[]>>()
  for (const { id, attributes } of rows) {
    const of = known.get(id) ?? new Map<string, string[]>()
    known.set(id, of)
    for (const { id: name, attribute } of attributes) {
      const key = attributeName(name, {})
      of.set(key, [...(of.get(key) ?? []), simpleText(attribute) ?? JSON.stringify(attribute)])
    }
  }
  return known
}
