import { sql } from 'kysely'
import type { Element } from '../../../kernel/gs1/elements.ts'
import { identifyElements } from '../../../kernel/gs1/identify.ts'
import type { Db } from '../../../platform/db.ts'
import { stableId } from '../../../platform/id.ts'
import { partiesByIdentifier } from '../../registry/index.ts'
import { openMarks } from '../../trace/index.ts'
import { holdingsOfItem } from '../facts/chain.ts'
import { isClosed } from '../facts/closed.ts'
import { publicParties } from '../facts/parties.ts'

type ItemKey = { homeId: string; itemId: string }

/** What we know of a GS1 identifier: an operator's card, or goods, assets and packs of which events were captured. */
export type Known =
  | { kind: 'operator'; subjectCode: string }
  | { kind: 'class' }
  | { kind: 'item'; items: readonly ItemKey[] }

/** Packs inside packs that are looked up at most. */
const DEEPEST = 5

/**
 * What is known of the key and qualifiers of a link. With lot and serial both are looked for: a serial alone names the
 * piece, and a hold on its lot must not go unseen.
 */
export async function knownOf(db: Db, elements: readonly Element[]): Promise<Known | undefined> {
  const named = identifyElements(elements)
  if (!named) return undefined
  if (named.kind === 'party' || named.kind === 'location') {
    const partyId = (await partiesByIdentifier(db, [named.canonical])).get(named.canonical)
    const party = partyId === undefined ? undefined : (await publicParties(db, [partyId])).get(partyId)
    return party?.subjectCode ? { kind: 'operator', subjectCode: party.subjectCode } : undefined
  }
  const namespace = await db
    .selectFrom('trace.namespace')
    .select('homeId')
    .where('key', '=', named.namespace)
    .executeTakeFirst()
  if (!namespace) return undefined
  // of other classes the namespace says only that the company is known
  if (named.kind === 'class') return ['01', '8003'].includes(elements[0]!.ai) ? { kind: 'class' } : undefined
  const lot = identifyElements(elements.filter((e) => e.ai !== '21' && e.ai !== '235'))
  const names = new Set([named.canonical, ...(lot && lot.kind !== 'class' ? [lot.canonical] : [])])
  const ids = [...names].map(stableId)
  const found = await db
    .selectFrom('trace.item')
    .select(['homeId', 'itemId', 'profile', 'classCode'])
    .where('homeId', '=', namespace.homeId)
    .where(sql<boolean>`item_id = any(${ids}::uuid[])`)
    .execute()
  const items = found.filter((i) => !isClosed(i))
  return items.length ? { kind: 'item', items } : undefined
}

/** The first open hold on the goods, whoever has them, or on a pack they are in now. */
export async function holdOn(
  db: Db,
  items: readonly ItemKey[],
): Promise<{ placedAt: string; issuerId: string } | undefined> {
  const seen = new Set(items.map((i) => i.itemId))
  const marks: { placedAt: string; issuerId: string }[] = []
  let level = items
  for (let depth = 0; level.length > 0; depth++) {
    for (const { homeId, itemId } of level) {
      const found = await openMarks(db, await holdingsOfItem(db, homeId, itemId))
      // a mark for one piece of a pack is about the others no more than about what is in another pack
      marks.push(...found.filter((m) => depth === 0 || m.pieceId === null || seen.has(m.pieceId)))
    }
    if (marks.length || depth === DEEPEST) break
    level = await packsOf(db, level, seen)
    for (const i of level) seen.add(i.itemId)
  }
  return marks.toSorted((a, b) => (a.placedAt < b.placedAt ? -1 : 1))[0]
}

async function packsOf(db: Db, items: readonly ItemKey[], seen: ReadonlySet<string>): Promise<ItemKey[]> {
  const { rows } = await sql<ItemKey>`
    select distinct c.parent_home as home_id, c.parent_id as item_id
    from unnest(${items.map((i) => i.homeId)}::uuid[], ${items.map((i) => i.itemId)}::uuid[]) as k (home_id, child_id)
      join trace.contained c on c.home_id = k.home_id and c.child_id = k.child_id
    where c.to_time is null`.execute(db)
  return rows.filter((r) => !seen.has(r.itemId))
}
