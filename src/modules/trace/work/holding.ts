import { stableId } from '../../../platform/id.ts'

/** A node of the graph: what one party has of one item. */
export type HoldingKey = { partyId: string; holdingId: string }

export const itemKinds = ['batch', 'piece', 'pack', 'asset', 'mix'] as const
export type ItemKind = (typeof itemKinds)[number]

/** What a code names: facts that never change. `madeOn` is a civil date, `unit` a key of the kernel's UNITS. */
export type ItemFacts = {
  homeId: string
  itemId: string
  kind: ItemKind
  code: string | null
  productId: string | null
  productName: string | null
  classCode: string | null
  sector: string | null
  profile: string | null
  unit: string
  madeOn: string | null
}
/**
 * An item with its canonical identifier. For our own codes that is the path `/s/<code>`, as a GS1 key is a key string
 * without a domain: the platform's origin is added when it is shown, so moving to another address re-keys nothing.
 */
export type Item = ItemFacts & { identifier: string }

/** The id of a party's holding of an item: the counterpart's is known without a read (core.md §2). */
export const holdingIdOf = (partyId: string, item: Pick<ItemFacts, 'homeId' | 'itemId'>): string =>
  stableId(`${partyId}/${item.homeId}/${item.itemId}`)

export const keyOf = (partyId: string, item: Pick<ItemFacts, 'homeId' | 'itemId'>): HoldingKey => ({
  partyId,
  holdingId: holdingIdOf(partyId, item),
})

/** Sorts and compares as the database does: lower-case uuids of one length. */
export const textOf = (k: HoldingKey): string => `${k.partyId} ${k.holdingId}`

/** The keys, each once, in the order in which everybody locks: by party, then holding. */
export function inLockOrder(keys: readonly HoldingKey[]): HoldingKey[] {
  const unique = new Map(keys.map((k) => [textOf(k), k]))
  return [...unique.keys()].sort().map((t) => unique.get(t)!)
}

/** The holding ids of each party, both in lock order: one statement a party. */
export function byParty(keys: readonly HoldingKey[]): [partyId: string, holdingIds: string[]][] {
  const parties = new Map<string, string[]>()
  for (const k of inLockOrder(keys)) parties.set(k.partyId, [...(parties.get(k.partyId) ?? []), k.holdingId])
  return [...parties]
}

/** An open hold on a holding; with `pieceId` it is on that piece of a pack only. */
export type Mark = { holdId: string; holdParty: string; pieceId: string | null }

/** A holding whose row this command has locked, as it was then. `fresh`: this command made it. */
export type Locked = HoldingKey &
  ItemFacts & {
    regime: 'governed' | 'declared'
    quantity: string
    reserved: string
    beganAt: string
    changedAt: string
    fresh: boolean
    marks: Mark[]
  }

/** One of the 256 fixed parties that hold what nobody known claims (core.md §1). */
export const foreignParty = (itemId: string): string => stableId(`foreign/${itemId.slice(0, 2)}`)
const foreignParties = new Set(Array.from({ length: 256 }, (_, i) => foreignParty(i.toString(16).padStart(2, '0'))))
export const isForeign = (partyId: string): boolean => foreignParties.has(partyId)
