import { createHash } from 'node:crypto'
import type { Touch } from './fold.ts'
import type { Rows } from './rows.ts'

/**
 * What an event did to the rows derived from it, as it stands in the event's text under `effects`. The text is sealed in
 * the log, so that a delta, a link or a containment fact that is changed in the database later can be told from what was
 * recorded (`npm run audit`). Lists, in the order of their rows' keys, for the text is kept for ever.
 */
export type Effects = {
  sector: string | null
  basis: string
  counterpartId: string | null
  transferParty: string | null
  transferId: string | null
  voids: string | null
  /** Holder, holding, delta, place, disposition. */
  deltas: (string | null)[][]
  /** Input holder and holding, output holder and holding, quantity, whether both are of one item. */
  links: (string | boolean | null)[][]
  /** Home and id of the child, home and id of the pack, `in` or `out`. */
  packed: string[][]
  /** SHA-256 of the list of identifiers, chunk after chunk; null without one. */
  list: string | null
  /** In place of `packed` where an event puts very many things into packs or takes them out. */
  packedAll?: PackedAll
}

/** What an event put where, as a whole: homes of the children, how many, and the hash of their rows (`packedHash`). */
export type PackedAll = { homes: string[]; rows: number; hash: string }

/** SHA-256 of containment rows: home and id of the child, home and id of the pack, `in` or `out`, in the order of the children. */
export const packedHash = (rows: readonly (readonly string[])[]): string => {
  const hash = createHash('sha256')
  for (const row of rows) hash.update(`${row.join(' ')}\n`)
  return hash.digest('hex')
}

const text = (v: unknown): string => String(v)
const orNull = (v: unknown): string | null => (v === null || v === undefined ? null : String(v))
export const inOrder = <T extends readonly unknown[]>(rows: readonly T[]): T[] =>
  rows.toSorted((a, b) => {
    const [x, y] = [a.join(' '), b.join(' ')]
    return x < y ? -1 : x > y ? 1 : 0
  })

type EventRow = Readonly<Record<string, unknown>>
const factsOf = (
  e: EventRow,
): Pick<Effects, 'sector' | 'basis' | 'counterpartId' | 'transferParty' | 'transferId' | 'voids'> => ({
  sector: orNull(e['sector']),
  basis: text(e['basis']),
  counterpartId: orNull(e['counterpartId']),
  transferParty: orNull(e['transferParty']),
  transferId: orNull(e['transferId']),
  voids: orNull(e['voids']),
})

/** The effects of each event of a command, by event id. `events`: their rows, whose columns the text has not said yet. */
export function effectsOf(
  events: ReadonlyMap<string, EventRow>,
  touches: Iterable<Touch>,
  rows: Rows,
  packedAll: ReadonlyMap<string, PackedAll> = new Map(),
): Map<string, Effects> {
  const found = new Map<string, Effects>(
    [...events].map(([id, f]) => [id, { ...factsOf(f), deltas: [], links: [], packed: [], list: null }]),
  )
  const of = (id: unknown): Effects | undefined => found.get(String(id))
  for (const t of touches) of(t.event.eventId)?.deltas.push([t.partyId, t.holdingId, t.delta, t.place, t.disposition])
  for (const l of rows.linkF ?? [])
    of(l.eventId)?.links.push([
      ...[text(l.inParty), text(l.inHolding), text(l.outParty), text(l.outHolding)],
      ...[orNull(l.quantity), l.sameItem === true],
    ])
  for (const c of rows.containmentEvent ?? [])
    of(c.eventId)?.packed.push([c.homeId, c.childId, c.parentHome, c.parentId, c.what].map(text))
  const lists = Map.groupBy(rows.eventList ?? [], (l) => String(l.eventId))
  for (const [id, chunks] of lists) {
    const effects = of(id)
    if (effects) effects.list = listHash(chunks.map((c) => String(c.ids)))
  }
  for (const [id, all] of packedAll) {
    const effects = of(id)
    if (effects) effects.packedAll = all
  }
  for (const e of found.values()) {
    e.deltas = inOrder(e.deltas)
    e.links = inOrder(e.links)
    e.packed = inOrder(e.packed)
  }
  return found
}

/** SHA-256 of an event's list of identifiers, chunk after chunk. */
export const listHash = (chunks: readonly string[]): string =>
  createHash('sha256').update(chunks.join('\n')).digest('hex')
