import * as z from 'zod'
import { isDateTime } from '../../kernel/civil-date.ts'
import { isQuantity } from '../../kernel/quantity.ts'
import { command, query } from '../../platform/endpoint.ts'
import { CivilDate } from '../identity/schema.ts'

/** A decimal string of at most three decimals. */
export const Quantity = z.string().refine(isQuantity, 'quantity').meta({ id: 'Quantity' })
/** When it happened, as an ISO instant; the record time is the server's. */
export const EventTime = z.string().refine(isDateTime, 'instant').meta({ id: 'EventTime' })
const Code = z.string().trim().min(1).max(200)
const Reason = z.string().trim().min(1).max(500)

const WhenWhere = z.object({ eventTime: EventTime, place: z.string().trim().min(1).max(200).optional() })

/** A batch that was made, with the code to print. */
export const Batch = z
  .object({
    partyId: z.uuid(),
    holdingId: z.uuid(),
    homeId: z.uuid(),
    itemId: z.uuid(),
    code: z.string().nullable(),
    productId: z.uuid().nullable(),
    productName: z.string().nullable(),
    quantity: z.string(),
    unit: z.string(),
  })
  .meta({ id: 'Batch' })

const PackRef = z.union([z.object({ holdingId: z.uuid() }), z.object({ assetNo: z.string().trim().min(1).max(60) })])
const OpenPacked = z.object({
  eventId: z.uuid(),
  pack: z.object({ partyId: z.uuid(), holdingId: z.uuid(), code: z.string().nullable() }),
})

export const fillOpenPack = command({
  name: 'fillOpenPack',
  path: '/api/open-packs/fill',
  permission: 'batch:make',
  summary: { zh: '装入周转箱', en: 'Put batches into an open pack or crate' },
  input: WhenWhere.extend({
    pack: z.union([z.literal('new'), PackRef]),
    contents: z.array(z.uuid()).min(1).max(500),
  }),
  output: OpenPacked,
})

export const emptyOpenPack = command({
  name: 'emptyOpenPack',
  path: '/api/open-packs/empty',
  permission: 'batch:make',
  summary: { zh: '从周转箱取出', en: 'Take batches out of an open pack or crate' },
  input: WhenWhere.extend({ pack: PackRef, contents: z.array(z.uuid()).min(1).max(500) }),
  output: OpenPacked,
})

export const voidEvent = command({
  name: 'voidEvent',
  path: '/api/events/:eventId/void',
  permission: 'event:void',
  summary: { zh: '更正(声明记录有误)', en: 'Declare an own event an error' },
  input: z.object({ eventId: z.uuid(), reason: Reason }),
  output: z.object({ eventId: z.uuid(), voids: z.uuid() }),
})

const flag = z.enum(['yes', 'no'])
const Page = { cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }

export const Holding = z
  .object({
    partyId: z.uuid(),
    partyName: z.string().nullable(),
    holdingId: z.uuid(),
    homeId: z.uuid(),
    itemId: z.uuid(),
    kind: z.string(),
    code: z.string().nullable(),
    productId: z.uuid().nullable(),
    productName: z.string().nullable(),
    classCode: z.string().nullable(),
    sector: z.string().nullable(),
    profile: z.string().nullable(),
    /** Civil date. */
    madeOn: z.string().nullable(),
    unit: z.string(),
    regime: z.string(),
    quantity: z.string(),
    reserved: z.string(),
    /** quantity − reserved: what can still be taken. */
    available: z.string(),
    basis: z.string(),
    place: z.string().nullable(),
    disposition: z.string().nullable(),
    beganAt: z.string(),
    createdAt: z.string(),
    /** An open hold stops it. */
    held: z.boolean(),
  })
  .meta({ id: 'Holding' })
export type Holding = z.infer<typeof Holding>

export const HoldingFilter = z.object({
  /** Part of the product's name, or a code. */
  q: z.string().trim().max(100).optional(),
  partyId: z.uuid().optional(),
  productId: z.uuid().optional(),
  /** Beginning of the product class code. */
  classCode: z.string().max(20).optional(),
  sector: z.string().max(40).optional(),
  kind: z.enum(['batch', 'pack', 'piece']).optional(),
  madeFrom: CivilDate.optional(),
  madeTo: CivilDate.optional(),
  /** Only with goods left, or only empty ones. */
  inStock: flag.optional(),
  held: flag.optional(),
  ...Page,
})
export type HoldingFilter = z.infer<typeof HoldingFilter>

export const listHoldings = query({
  name: 'listHoldings',
  path: '/api/holdings',
  permission: 'batch:read',
  summary: { zh: '批次与库存', en: 'Batches with their balance' },
  input: HoldingFilter,
  output: z.object({ items: z.array(Holding), nextCursor: z.string().nullable() }),
})

export const BatchFound = z
  .object({
    code: z.string().nullable(),
    /** issued or voided; null for what has no code of ours. */
    codeState: z.string().nullable(),
    holdings: z.array(Holding),
    /** The open pack each holding is in now, and what is in an open pack. */
    inside: z.array(z.object({ holdingId: z.uuid(), packHoldingId: z.uuid() })),
    contents: z.array(Holding),
  })
  .meta({ id: 'BatchFound' })
export type BatchFound = z.infer<typeof BatchFound>

export const getBatch = query({
  name: 'getBatch',
  path: '/api/batches/by-code/:code',
  permission: 'batch:read',
  summary: { zh: '按追溯码查批次', en: 'A batch by its code' },
  input: z.object({ code: Code }),
  output: BatchFound,
})

export const getHolding = query({
  name: 'getHolding',
  path: '/api/holdings/:holdingId',
  permission: 'batch:read',
  summary: { zh: '批次详情', en: 'A batch at one holder' },
  input: z.object({ holdingId: z.uuid(), partyId: z.uuid().optional() }),
  output: BatchFound,
})

export const TraceEvent = z
  .object({
    partyId: z.uuid(),
    partyName: z.string().nullable(),
    eventId: z.uuid(),
    kind: z.string(),
    step: z.string(),
    sector: z.string().nullable(),
    eventTime: z.string(),
    recordedAt: z.string(),
    basis: z.string(),
    place: z.string().nullable(),
    disposition: z.string().nullable(),
    counterpartId: z.uuid().nullable(),
    counterpartName: z.string().nullable(),
    transferId: z.uuid().nullable(),
    /** The event this one declares an error. */
    voids: z.uuid().nullable(),
    /** The error declaration that took this one back. */
    voidedBy: z.uuid().nullable(),
    /** Change of the holding asked for. */
    delta: z.string().nullable(),
    /** Fields, inputs and outputs as recorded; null for another party's event, when archived and when erased by decision. */
    body: z.record(z.string(), z.json()).nullable(),
    /** Since when its text is in the archive. */
    archivedAt: z.string().nullable(),
  })
  .meta({ id: 'TraceEvent' })
export type TraceEvent = z.infer<typeof TraceEvent>

export const EventFilter = z.object({
  /** History of this holding; its party is the reader unless given. */
  holdingId: z.uuid().optional(),
  partyId: z.uuid().optional(),
  kind: z.string().max(40).optional(),
  sector: z.string().max(40).optional(),
  from: EventTime.optional(),
  to: EventTime.optional(),
  ...Page,
})
export type EventFilter = z.infer<typeof EventFilter>

export const listEvents = query({
  name: 'listEvents',
  path: '/api/events',
  permission: 'event:read',
  summary: { zh: '追溯事件', en: 'Traceability events' },
  input: EventFilter,
  output: z.object({ items: z.array(TraceEvent), nextCursor: z.string().nullable() }),
})

export const batchEndpoints = [fillOpenPack, emptyOpenPack, voidEvent, listHoldings, getBatch, getHolding, listEvents]
