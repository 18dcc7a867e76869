import { cbvWord } from '../../../kernel/epcis/cbv.ts'
import type { EpcisEvent } from '../../../kernel/epcis/model.ts'
import { ownKey, ownNamespace } from '../../../kernel/epcis/own.ts'
import { toRec20 } from '../../../kernel/gs1/rec20.ts'
import { isUnit } from '../../../kernel/unit.ts'
import { isForeign } from '../work/holding.ts'
import { type Sensed, sensorElements } from './sensed.ts'

/** An event of ours as its row and body say it. `of`: the event that an error declaration takes back. */
export type GovernedEvent = {
  partyId: string
  eventId: string
  kind: string
  step: string
  eventTime: string
  recordedAt: string
  basis: string
  place: string | null
  disposition: string | null
  counterpartId: string | null
  transferId: string | null
  body: GovernedBody
}

export type Goods = { homeId: string; itemId: string; code: string | null; quantity: string; unit: string }
export type GovernedBody = {
  fields?: Record<string, unknown>
  /** Its text is in the archive since this day: what it was filled in with is not shown. */
  archived?: string
  inputs?: Goods[]
  outputs?: Goods[]
  goods?: Goods[]
  contents?: Goods[]
  pieces?: string[]
  pack?: { homeId: string; itemId: string; code: string | null }
  sensed?: Sensed[]
  reason?: string
  of?: string
}

/** What an item is and is called; facts that never change. */
export type ItemFact = {
  kind: string
  identifier: string
  productName: string | null
  classCode: string | null
  sector: string | null
  profile: string | null
  madeOn: string | null
}

export type Naming = {
  /** Stands before our own identifiers; empty for the canonical form. */
  origin: string
  item: (homeId: string, itemId: string) => ItemFact | undefined
}

/** A quantity in the code of UN/CEFACT Rec 20; in the number alone where the unit has no code there. */
function epcisQuantity(quantity: string, unit: string): { quantity: number; uom?: string } {
  const coded = isUnit(unit) ? toRec20(quantity, unit) : undefined
  // quantities have at most 15 and 3 digits, of which a double keeps the first 15: what is traded fits
  return coded ? { quantity: Number(coded.quantity), uom: coded.code } : { quantity: Number(quantity) }
}

const uuid = (id: string) => `urn:uuid:${id}`
const isUri = (text: string) => /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(text)

/** The identifier of an item as a URI. What is only a number of the party's own is named by the item's id. */
export function identifierOf(n: Naming, g: { homeId: string; itemId: string; code: string | null }): string {
  // what is printed on a case of a maker's own coding is a code, but not one of ours
  const identifier = n.item(g.homeId, g.itemId)?.identifier ?? (g.code === null ? '' : `/s/${g.code}`)
  if (identifier.startsWith('/s/')) return n.origin + identifier
  return isUri(identifier) ? identifier : uuid(g.itemId)
}

/** Pieces in a pack go by what they were called when they went in; a bare number gets the party in front. */
const pieceId = (n: Naming, partyId: string, piece: string): string => {
  if (piece.startsWith('/s/')) return n.origin + piece
  return isUri(piece) ? piece : `${ownNamespace}piece/${partyId}/${encodeURIComponent(piece)}`
}

type Lists = { epcs: string[]; quantities: { epcClass: string; quantity: number; uom?: string }[] }

/**
 * Packs and pieces that act as a whole are instances (EPCs); a batch is a class with a quantity, as an LGTIN is. Of a
 * pack that only a part is taken from, the part is a quantity of what the pack's code names.
 */
function listsOf(n: Naming, goods: readonly Goods[] = [], whole: boolean): Lists {
  const lists: Lists = { epcs: [], quantities: [] }
  for (const g of goods) {
    const kind = n.item(g.homeId, g.itemId)?.kind
    const id = identifierOf(n, g)
    if (kind === 'piece' || kind === 'asset' || (kind === 'pack' && whole)) lists.epcs.push(id)
    else lists.quantities.push({ epcClass: id, ...epcisQuantity(g.quantity, g.unit) })
  }
  return lists
}

const put = (event: Record<string, unknown>, epcs: string, quantities: string, l: Lists) => {
  if (l.epcs.length) event[epcs] = l.epcs
  if (l.quantities.length) event[quantities] = l.quantities
}

/** The business step: the step's own word where CBV has it, else what the kind of event is in CBV. */
const steps: Readonly<Record<string, string>> = {
  produce: 'commissioning',
  purchase_in: 'receiving',
  process: 'creating_class_instance',
  merge: 'creating_class_instance',
  split: 'creating_class_instance',
  pack: 'packing',
  unpack: 'unpacking',
  dispatch: 'shipping',
  receive: 'receiving',
  return: 'shipping',
  withdraw: 'void_shipping',
  consume: 'decommissioning',
  destroy: 'destroying',
}
/** What a kind of event always says, whatever word a profile has for it. */
const fixedSteps = new Set(['dispatch', 'receive', 'return', 'withdraw', 'destroy'])

function stepOf(kind: string, step: string): string {
  const word = cbvWord('bizStep', step)
  if (word !== undefined && !fixedSteps.has(kind)) return word
  return steps[kind] ?? `${ownNamespace}step/${encodeURIComponent(step)}`
}

/**
 * An event of ours as an EPCIS event. Which event type, and why (docs/domain/epcis.md): goods that come into being are
 * commissioned (ObjectEvent ADD), also those bought from outside, because our number for them begins there; process,
 * merge and split make batches of batches (TransformationEvent); packs are aggregations; the halves of a transfer, and
 * what is seen or done without changing goods, are observations; what is used up or destroyed is deleted.
 * `declared`: the error declaration that takes it back; the event is then told again, with the same eventID.
 */
export function governedEvent(
  e: GovernedEvent,
  n: Naming,
  declared?: { declarationTime: string; reason?: string | undefined },
): EpcisEvent {
  const { kind } = e
  const event: EpcisEvent = {
    type: 'ObjectEvent',
    eventID: uuid(e.eventId),
    eventTime: e.eventTime,
    // civil time here is that of China, all of it one zone
    eventTimeZoneOffset: '+08:00',
    ...whatOf(e, n),
    bizStep: stepOf(kind, e.step),
  }
  const disposition = kind === 'destroy' ? 'destroyed' : cbvWord('disposition', e.disposition ?? '')
  if (disposition !== undefined) event['disposition'] = disposition
  if (e.place !== null && (isUri(e.place) || isUuid(e.place)))
    event['readPoint'] = { id: isUuid(e.place) ? uuid(e.place) : e.place }
  Object.assign(event, partiesOf(e))
  if (e.body.sensed?.length) event['sensorElementList'] = sensorElements(e.body.sensed)
  if (declared)
    event['errorDeclaration'] = {
      declarationTime: declared.declarationTime,
      ...(declared.reason === undefined ? {} : { [ownKey('reason')]: declared.reason }),
    }
  return Object.assign(event, extensionsOf(e, n))
}

const isUuid = (text: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** Type, action and the goods. */
function whatOf(e: GovernedEvent, n: Naming): Record<string, unknown> {
  const { kind, body } = e
  const what: Record<string, unknown> = {}
  switch (kind) {
    case 'process':
    case 'merge':
    case 'split':
      what['type'] = 'TransformationEvent'
      put(what, 'inputEPCList', 'inputQuantityList', listsOf(n, body.inputs, false))
      put(what, 'outputEPCList', 'outputQuantityList', listsOf(n, body.outputs, false))
      return what
    case 'pack':
    case 'unpack':
      return packing(e, n)
    case 'produce':
    case 'purchase_in':
      what['action'] = 'ADD'
      put(what, 'epcList', 'quantityList', listsOf(n, body.outputs, true))
      return { ...what, ...ilmdOf(n, body.outputs?.[0]) }
    case 'consume':
    case 'destroy':
      what['action'] = 'DELETE'
      put(what, 'epcList', 'quantityList', listsOf(n, body.inputs, false))
      return what
    default:
      what['action'] = 'OBSERVE'
      put(what, 'epcList', 'quantityList', listsOf(n, body.outputs ?? body.inputs ?? body.goods, true))
      return what
  }
}

/** The parent is the pack; its children are the pieces where they were listed, else the goods that went in or came out. */
function packing(e: GovernedEvent, n: Naming): Record<string, unknown> {
  const { kind, body, partyId } = e
  const into = kind === 'pack'
  const what: Record<string, unknown> = { type: 'AggregationEvent', action: into ? 'ADD' : 'DELETE' }
  const parent = body.pack ?? (into ? body.outputs?.[0] : body.inputs?.[0])
  if (parent) what['parentID'] = identifierOf(n, parent)
  if (body.pieces?.length) what['childEPCs'] = body.pieces.map((p) => pieceId(n, partyId, p))
  else
    put(what, 'childEPCs', 'childQuantityList', listsOf(n, body.contents ?? (into ? body.inputs : body.outputs), true))
  return what
}

/** Master data of a lot that begins here. */
function ilmdOf(n: Naming, g: Goods | undefined): Record<string, unknown> {
  const item = g && n.item(g.homeId, g.itemId)
  if (!item) return {}
  const facts = {
    productName: item.productName,
    productClass: item.classCode,
    sector: item.sector,
    madeOn: item.madeOn,
  }
  const ilmd = Object.entries(facts).flatMap(([k, v]) => (v === null ? [] : [[ownKey(k), v]]))
  return ilmd.length ? { ilmd: Object.fromEntries(ilmd) } : {}
}

/** Who had the goods and who is to have them. A buyer that is not registered has no identifier to be named by. */
function partiesOf({ kind, partyId, counterpartId, transferId }: GovernedEvent): Record<string, unknown> {
  if (counterpartId === null) return {}
  const other = isForeign(counterpartId) ? undefined : counterpartId
  const [from, to] = kind === 'receive' ? [other, partyId] : [partyId, other]
  return {
    ...(transferId === null ? {} : { bizTransactionList: [{ type: ownTransfer, bizTransaction: uuid(transferId) }] }),
    ...(from === undefined ? {} : { sourceList: [{ type: 'possessing_party', source: uuid(from) }] }),
    ...(to === undefined ? {} : { destinationList: [{ type: 'possessing_party', destination: uuid(to) }] }),
  }
}

/** Both halves of a transfer name it: CBV has no type for what is no document. */
const ownTransfer = `${ownNamespace}transfer`

/** What the standard has no place for. Fields of profiles stand together, under the names that the profile gives them. */
function extensionsOf(e: GovernedEvent, n: Naming): Record<string, unknown> {
  const { profile, event: profileEvent, ...fields } = e.body.fields ?? {}
  const source = e.kind === 'dispatch' || (e.kind === 'pack' && e.body.pieces) ? e.body.inputs?.[0] : undefined
  const moved = e.body.outputs?.[0]
  const own: Record<string, unknown> = {
    kind: e.kind,
    step: e.step,
    basis: e.basis,
    profile,
    profileEvent,
    place: e.place !== null && !isUri(e.place) && !isUuid(e.place) ? e.place : undefined,
    disposition:
      e.disposition !== null && cbvWord('disposition', e.disposition) === undefined ? e.disposition : undefined,
    // the lot that a delivery or a pack was taken from
    takenFrom: source && source.itemId !== moved?.itemId ? identifierOf(n, source) : undefined,
    reason: e.body.reason,
    archived: e.body.archived,
    fields: Object.keys(fields).length ? prefixed(fields) : undefined,
  }
  return Object.fromEntries(
    Object.entries(own).flatMap(([k, v]) => (v === undefined || v === null ? [] : [[ownKey(k), v]])),
  )
}

/** Keys of nested values as names of ours; the values as they were recorded. */
function prefixed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(prefixed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [ownKey(k), prefixed(v)]))
}
