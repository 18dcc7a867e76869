import type { NormalEvent, NormalQuantity, TypedId } from '../../../kernel/epcis/model.ts'
import { type Identified, identify } from '../../../kernel/gs1/identify.ts'
import type { ItemKind } from '../work/holding.ts'
import { type Amount, amountOf, plus } from './amount.ts'

/** Who is meant: a party's id, or `unknown`, the fixed foreign party of the item ("holder unknown"). */
export type Holder = string
export const unknown = 'unknown'

/** An item an event speaks of, by its canonical identifier. `asset`: never a node (core.md §2). */
export type Thing = Amount & { identifier: string; namespace: string; kind: ItemKind }

export type FactTouch = { item: string; holder: Holder; delta: string | null; says: boolean }
export type FactLink = { from: FactEnd; to: FactEnd; quantity: string | null }
type FactEnd = { item: string; holder: Holder }
export type FactPacked = { child: string; parent: string; what: 'in' | 'out'; quantity: string | null }
/** A thing went from one holder to another, and what is in it goes along; deltas are −1, 0 or 1 times the amount. */
export type FactMove = { item: string; in: Holder; out: Holder; inDelta: -1 | 0 | 1; outDelta: 0 | 1; link: boolean }

/** What a captured event says of holdings, links and packs: worked out from the event and who captured it, nothing else. */
export type EventFacts = {
  things: Map<string, Thing>
  touches: FactTouch[]
  links: FactLink[]
  packed: FactPacked[]
  /** A pack of which everything then inside was taken out. */
  emptied: string | undefined
  moves: FactMove[]
  /** The process that joins several events, or has too many links for n × m: inputs and outputs meet in a mix. */
  mix: { inputs: string[]; outputs: string[]; id: string | undefined } | undefined
  /** Parties named as source, destination or holder. */
  parties: string[]
  place: string | undefined
  /** Class-level quantities without a lot: kept in the event, no node (core.md §1). */
  untraceable: boolean
}

/** Finds the party of an identifier: registered, or made for it; of a location only where it is known. */
export type Parties = {
  capturing: string
  party: (identifier: string) => string
  place: (location: string) => string | undefined
}

/** Everything an event names that has to be looked up before its facts can be worked out. */
export function namesIn(n: NormalEvent): { parties: string[]; places: string[] } {
  const ends = [...n.sources, ...n.destinations]
  return {
    parties: ends.filter((e) => e.type === 'possessing_party' || e.type === 'owning_party').map((e) => e.id),
    places: [...ends.filter((e) => e.type === 'location').map((e) => e.id), ...(n.bizLocation ? [n.bizLocation] : [])],
  }
}

const ships = new Set(['shipping', 'consigning'])
const receives = new Set(['receiving'])
/** Steps at the far end of a transfer: what an event of theirs touches is with the destination. */
const arriving = new Set(['receiving', 'accepting', 'arriving', 'unloading', 'storing', 'stocking', 'inspecting'])
/** Steps that only whoever has the goods can do: the capturing party, where the event names nobody (core.md §2). */
const handsOn = new Set([
  'commissioning',
  'creating_class_instance',
  'receiving',
  'accepting',
  'storing',
  'stocking',
  'packing',
  'unpacking',
  'repackaging',
  'shipping',
  'consigning',
  'void_shipping',
])

/** The item an identifier is a node as, or undefined for what is none: classes, parties, places. */
function kindOf(id: Identified, classLevel: boolean): ItemKind | undefined {
  switch (id.kind) {
    case 'piece':
    case 'batch':
    case 'pack':
    case 'asset':
      return id.kind
    case 'document':
      return 'piece'
    case 'other':
      return classLevel ? 'batch' : 'piece'
    default:
      return undefined
  }
}

class Reading {
  readonly things = new Map<string, Thing>()
  untraceable = false

  /** The EPCs, each once, and the lots of a quantity list, each with all its amounts; what is no node is left out. */
  list(epcs: readonly string[], quantities: readonly NormalQuantity[]): Map<string, Amount> {
    const found = new Map<string, Amount>()
    for (const epc of epcs) {
      const thing = this.thing(epc, { quantity: '1', unit: 'piece' }, false)
      if (thing) found.set(thing.identifier, { quantity: thing.kind === 'batch' ? null : '1', unit: thing.unit })
    }
    for (const { epcClass, quantity, uom } of quantities) {
      const amount = amountOf(quantity, uom)
      const thing = this.thing(epcClass, amount, true)
      if (thing) found.set(thing.identifier, plus(found.get(thing.identifier), amount))
    }
    return found
  }

  thing(text: string, amount: Amount, classLevel: boolean): Thing | undefined {
    const id = identify(text)
    const kind = kindOf(id, classLevel)
    if (!kind) {
      this.untraceable ||= id.kind === 'class'
      return undefined
    }
    const known = this.things.get(id.canonical)
    if (known) return known
    const thing: Thing = { identifier: id.canonical, namespace: id.namespace, kind, ...amount }
    this.things.set(id.canonical, thing)
    return thing
  }
}

/** The party of one end of a transfer: possessing, then owning, then that of the location. */
function endOf(list: readonly TypedId[], parties: Parties): string | undefined {
  for (const type of ['possessing_party', 'owning_party']) {
    const found = list.find((e) => e.type === type)
    if (found) return parties.party(found.id)
  }
  const location = list.find((e) => e.type === 'location')
  return location && parties.place(location.id)
}

/** Who has what the event touches where it does not move (core.md §2 "Who holds, in a captured event"). */
function holderOf(n: NormalEvent, parties: Parties, source: string | undefined, destination: string | undefined) {
  const { capturing } = parties
  if (source !== undefined && destination !== undefined) {
    if (capturing === source || capturing === destination) return capturing
    return n.bizStep !== undefined && arriving.has(n.bizStep) ? destination : source
  }
  const named = source ?? destination ?? (n.bizLocation && parties.place(n.bizLocation))
  if (named !== undefined && named !== '') return named
  const own =
    n.type === 'TransformationEvent' ||
    n.type === 'AggregationEvent' ||
    n.type === 'AssociationEvent' ||
    (n.type === 'ObjectEvent' && n.action !== 'OBSERVE') ||
    (n.bizStep !== undefined && handsOn.has(n.bizStep))
  return own ? capturing : unknown
}

/** A transfer that an event is part of: who gave, who got, and whose balance this event changes. */
type Transfer = Omit<FactMove, 'item'>

function transferOf(
  n: NormalEvent,
  parties: Parties,
  source: string | undefined,
  destination: string | undefined,
): Transfer | undefined {
  const { capturing } = parties
  const step = n.bizStep ?? ''
  const shipped = ships.has(step) && n.action !== 'ADD'
  const received = receives.has(step) && n.action !== 'DELETE'
  // buying and selling are told of by the goods' own events: a transaction only says to whom they belong
  const counts = n.type !== 'TransactionEvent'
  if (shipped) {
    const from = source ?? capturing
    const to = destination ?? unknown
    // what the other side says of a shipment makes the link, never the balance
    const inDelta = counts && !(capturing === to && capturing !== from) ? -1 : 0
    return from === to ? undefined : { in: from, out: to, inDelta, outDelta: 0, link: true }
  }
  if (received) {
    const to = destination ?? (n.bizLocation && parties.place(n.bizLocation)) ?? capturing
    const from = source ?? unknown
    const outDelta = counts && capturing !== from ? 1 : 0
    return from === to ? undefined : { in: from, out: to, inDelta: 0, outDelta, link: true }
  }
  if (n.type === 'ObjectEvent' && n.action !== 'OBSERVE') return undefined
  if (step === 'void_shipping' || source === undefined || destination === undefined || source === destination)
    return undefined
  return { in: source, out: destination, inDelta: 0, outDelta: 0, link: true }
}

const signed = (sign: -1 | 0 | 1, { quantity }: Amount): string | null =>
  sign === 0 ? '0' : quantity === null ? null : sign < 0 ? `-${quantity}` : quantity

/** What an event in normal form says, for whoever captured it. */
export function factsOf(n: NormalEvent, parties: Parties): EventFacts {
  const reading = new Reading()
  const facts: EventFacts = {
    things: reading.things,
    touches: [],
    links: [],
    packed: [],
    emptied: undefined,
    moves: [],
    mix: undefined,
    parties: [],
    place: n.bizLocation ?? n.readPoint,
    untraceable: false,
  }
  if (n.type === 'TransformationEvent') transform(n, parties, reading, facts)
  else happen(n, parties, reading, facts)
  facts.untraceable = reading.untraceable
  return facts
}

function happen(n: NormalEvent, parties: Parties, reading: Reading, facts: EventFacts): void {
  const source = endOf(n.sources, parties)
  const destination = endOf(n.destinations, parties)
  const listed = reading.list(n.epcs, n.quantities)
  const parent =
    n.parentID === undefined ? undefined : reading.thing(n.parentID, { quantity: '1', unit: 'piece' }, false)
  const touched = new Map(listed)
  if (parent && !touched.has(parent.identifier)) touched.set(parent.identifier, { quantity: '1', unit: 'piece' })

  const transfer = transferOf(n, parties, source, destination)
  if (transfer)
    for (const [item, amount] of touched) {
      const { in: from, out: to, inDelta, outDelta, link } = transfer
      facts.touches.push({ item, holder: from, delta: signed(inDelta, amount), says: false })
      facts.touches.push({ item, holder: to, delta: signed(outDelta, amount), says: true })
      if (link) facts.links.push({ from: { item, holder: from }, to: { item, holder: to }, quantity: amount.quantity })
      facts.moves.push({ item, ...transfer })
    }
  else {
    const holder = holderOf(n, parties, source, destination)
    const sign = n.type !== 'ObjectEvent' ? 0 : n.action === 'ADD' ? 1 : n.action === 'DELETE' ? -1 : voidShipping(n)
    for (const [item, amount] of touched) facts.touches.push({ item, holder, delta: signed(sign, amount), says: true })
    facts.parties.push(holder)
  }
  facts.parties.push(...[source, destination, transfer?.in, transfer?.out].filter((p) => p !== undefined))

  const packs = n.type === 'AggregationEvent' || n.type === 'AssociationEvent'
  if (!packs || !parent || n.action === undefined || n.action === 'OBSERVE') return
  const what = n.action === 'ADD' ? 'in' : 'out'
  for (const [child, { quantity }] of listed)
    if (child !== parent.identifier)
      facts.packed.push({ child, parent: parent.identifier, what, quantity: lotQuantity(reading, child, quantity) })
  // "if no children are listed, all are meant" (EPCIS §7.4.3.1): class-level children without a lot are some, not all
  if (what === 'out' && !n.epcs.length && !n.quantities.length) facts.emptied = parent.identifier
}

const voidShipping = (n: NormalEvent): 0 | 1 => (n.bizStep === 'void_shipping' ? 1 : 0)
/** What goes in whole has no quantity of its own: a piece is one. */
const lotQuantity = (reading: Reading, item: string, quantity: string | null) =>
  reading.things.get(item)!.kind === 'batch' ? quantity : null

function transform(n: NormalEvent, parties: Parties, reading: Reading, facts: EventFacts): void {
  const holder = holderOf(n, parties, undefined, undefined)
  const inputs = reading.list(n.inputs, n.inputQuantities)
  const outputs = reading.list(n.outputs, n.outputQuantities)
  for (const [item, amount] of inputs) facts.touches.push({ item, holder, delta: signed(-1, amount), says: false })
  for (const [item, amount] of outputs) facts.touches.push({ item, holder, delta: signed(1, amount), says: true })
  facts.parties.push(holder)
  facts.mix = { inputs: [...inputs.keys()], outputs: [...outputs.keys()], id: n.transformationID }
}
