import * as z from 'zod'
import { query, raw } from '../../../platform/endpoint.ts'
import { CivilDate, Instant } from '../../identity/schema.ts'
import { problems, sights } from './rules.ts'

/** A trace with more holdings than this says where it stopped. */
export const MOST_HOLDINGS = 20_000

const Time = z.string()
const Sight = z.enum(sights).meta({ id: 'Sight' })

export const TraceHold = z
  .object({ holdId: z.uuid(), reason: z.string().optional(), placedAt: Time })
  .meta({ id: 'TraceHold' })

/** A party named in the trace, and the county (or division above) where it is registered. */
export const TraceParty = z
  .object({ partyId: z.uuid(), name: z.string(), nameEn: z.string().optional(), countyId: z.string().optional() })
  .meta({ id: 'TraceParty' })

/**
 * One holding of the chain: who has, or had, how much of what. What is not known, or not shown in this sight, is left
 * out. Nodes are named by their position in the answer, from 0.
 */
export const TraceNode = z
  .object({
    holdingId: z.uuid(),
    sight: Sight,
    partyId: z.uuid().optional(),
    /** The name the seller gave to a buyer that is not registered. */
    buyerName: z.string().optional(),
    kind: z.string(),
    code: z.string().optional(),
    /** Of an item that has no code of ours: its canonical identifier. */
    identifier: z.string().optional(),
    productName: z.string().optional(),
    sector: z.string().optional(),
    madeOn: z.string().optional(),
    unit: z.string(),
    quantity: z.string().optional(),
    place: z.string().optional(),
    disposition: z.string().optional(),
    basis: z.string(),
    regime: z.string(),
    beganAt: Time,
    /** The trace began here. */
    start: z.literal(true).optional(),
    held: z.literal(true).optional(),
    holds: z.array(TraceHold).optional(),
    /** Words under `trace.problem.`. */
    problems: z.array(z.enum(problems)).optional(),
    /** The chain goes on from here, but the trace had enough. */
    more: z.literal(true).optional(),
  })
  .meta({ id: 'TraceNode' })
export type TraceNode = z.infer<typeof TraceNode>

/** Goods went from one node to another in one event. */
export const TraceLink = z
  .object({
    from: z.int(),
    to: z.int(),
    eventId: z.uuid(),
    step: z.string(),
    quantity: z.string().optional(),
    /** Of the quantity: that of the input. */
    unit: z.string(),
    eventTime: Time,
    basis: z.string(),
    sameItem: z.literal(true).optional(),
    /** An input that was used on what the goods were harvested from: none of it is counted in them. */
    applied: z.literal(true).optional(),
  })
  .meta({ id: 'TraceLink' })
export type TraceLink = z.infer<typeof TraceLink>

/** An event on holdings or containers of the chain. */
export const TraceEvent = z
  .object({
    eventId: z.uuid(),
    kind: z.string(),
    step: z.string(),
    /** The profile it was recorded by, and the event of that profile. */
    profile: z.string().optional(),
    profileEvent: z.string().optional(),
    eventTime: Time,
    recordedAt: Time,
    /** Who recorded it. */
    partyId: z.uuid().optional(),
    place: z.string().optional(),
    disposition: z.string().optional(),
    basis: z.string(),
    /** An error declaration took it back. */
    voided: z.literal(true).optional(),
    /** What looked wrong with a captured event when it came: words under `event.signal.`. */
    signals: z.array(z.string()).optional(),
    /** The nodes it touched, and by how much where quantities are shown. */
    touched: z.array(z.object({ node: z.int(), delta: z.string().optional() })),
    /** The profile's fields: all of them in full sight, elsewhere the public ones. */
    fields: z.record(z.string(), z.unknown()).optional(),
    /** Its text is past its time and in the archive since `at`; purged by the decision, if it says one. */
    archived: z.object({ at: Time, purgedAt: Time.optional(), decision: z.string().optional() }).optional(),
  })
  .meta({ id: 'TraceEvent' })
export type TraceEvent = z.infer<typeof TraceEvent>

/** A pack or crate that an item of the chain was in, and what happened to it meanwhile. Never what else was in it. */
export const TraceContainer = z
  .object({
    /** Nodes of the item that was inside; none for a piece without a holding. */
    nodes: z.array(z.int()),
    kind: z.string(),
    code: z.string().optional(),
    identifier: z.string().optional(),
    from: Time,
    /** Absent while it is still inside. */
    to: Time.optional(),
    eventIds: z.array(z.uuid()),
  })
  .meta({ id: 'TraceContainer' })
export type TraceContainer = z.infer<typeof TraceContainer>

export const TracePlace = z
  .object({ place: z.string(), from: Time, to: Time, nodes: z.array(z.int()) })
  .meta({ id: 'TracePlace' })

/** Who has how much of the traced goods and of what was made from them. */
export const TraceHolder = z
  .object({
    partyId: z.uuid().optional(),
    buyerName: z.string().optional(),
    productName: z.string().optional(),
    unit: z.string(),
    quantity: z.string(),
    holdings: z.int(),
  })
  .meta({ id: 'TraceHolder' })

export const Trace = z
  .object({
    at: Time,
    asOf: Time.optional(),
    direction: z.enum(['back', 'forward', 'both']),
    depth: z.enum(['one', 'all']),
    subject: z.object({ code: z.string().optional(), productName: z.string().optional() }),
    /** True where the chain was too large: the nodes with `more` say where. */
    truncated: z.boolean(),
    parties: z.array(TraceParty),
    nodes: z.array(TraceNode),
    links: z.array(TraceLink),
    events: z.array(TraceEvent),
    containers: z.array(TraceContainer),
    places: z.array(TracePlace),
    holders: z.array(TraceHolder),
    /** Holdings of the traced goods whose quantity this person is not shown. */
    holdersNotShown: z.int(),
  })
  .meta({ id: 'Trace' })
export type Trace = z.infer<typeof Trace>

const Asked = z.object({
  /** One of our codes as typed or scanned. */
  code: z.string().trim().max(200).optional(),
  /** One holding, with its holder; the holder is oneself when absent. */
  holdingId: z.uuid().optional(),
  partyId: z.uuid().optional(),
  /** An item by its home, for what has no code of ours. */
  homeId: z.uuid().optional(),
  itemId: z.uuid().optional(),
  direction: z.enum(['back', 'forward', 'both']).default('both'),
  depth: z.enum(['one', 'all']).default('all'),
  /** Record time: what was known then. */
  asOf: Instant.optional(),
  /** `graph`: nodes, links and holders only, for a first look at a large chain; `late` is then not looked for. */
  detail: z.enum(['all', 'graph']).default('all'),
  most: z.coerce.number().int().min(1).max(MOST_HOLDINGS).default(5_000),
})

/** What is told of one holding of the chain to integrators: who has, or had, an item. */
const TracedItem = z
  .object({
    /** A URI; of what this person may not be told by name: one that stands for it in this answer alone. */
    identifier: z.string(),
    holdingId: z.uuid(),
    kind: z.string(),
    product: z.string().optional(),
    madeOn: z.string().optional(),
    /** Party that has or had it, where it may be told. */
    holder: z.object({ partyId: z.uuid().optional(), identifier: z.string().optional(), name: z.string() }).optional(),
    quantity: z.string().optional(),
    unit: z.string().optional(),
    basis: z.string(),
    start: z.literal(true).optional(),
    held: z.literal(true).optional(),
  })
  .meta({ id: 'TracedItem' })

/** The answer to a trace by `id`: EPCIS events, the items they moved and how these hang together. */
export const EpcisTrace = z
  .object({
    events: z.array(z.record(z.string(), z.unknown())),
    items: z.array(TracedItem),
    links: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        fromHolding: z.uuid(),
        toHolding: z.uuid(),
        quantity: z.string().optional(),
        unit: z.string().optional(),
        eventID: z.string().optional(),
        eventTime: Time,
        basis: z.string(),
        /** Worked out from what a pack did, not recorded of the item itself. */
        inferred: z.literal(true).optional(),
        /** An input that was used on what the goods were harvested from. */
        applied: z.literal(true).optional(),
      }),
    ),
    truncated: z.boolean(),
  })
  .meta({ id: 'EpcisTrace' })
export type EpcisTrace = z.infer<typeof EpcisTrace>

export const traceItem = query({
  name: 'traceItem',
  path: '/api/trace',
  permission: 'trace:read',
  summary: { zh: '溯源与追踪', en: 'Trace an item back and forward' },
  input: Asked.extend({
    /** Instead of `code`, for integrators: EPC URN, Digital Link, element string, our code. The answer is EpcisTrace. */
    id: z.string().trim().min(1).max(2000).optional(),
    /** With `id`: only what happened in this time, the end not included. */
    from: Instant.optional(),
    to: Instant.optional(),
  }),
  // screens never send `id`, and so always get the first
  output: z.union([Trace, EpcisTrace]) as unknown as typeof Trace,
  builtToShape: true,
})

export const exportTrace = raw({
  name: 'exportTrace',
  path: '/api/trace/report.xlsx',
  permission: 'trace:read',
  summary: { zh: '导出追溯报告', en: 'Trace report as a spreadsheet' },
  input: Asked.extend({ language: z.enum(['zh', 'en']).optional() }),
  output: z.unknown(),
  answers: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
})

export const FoundItem = z
  .object({
    partyId: z.uuid(),
    partyName: z.string().nullable(),
    holdingId: z.uuid(),
    kind: z.string(),
    code: z.string().nullable(),
    productName: z.string().nullable(),
    sector: z.string().nullable(),
    quantity: z.string(),
    unit: z.string(),
    madeOn: z.string().nullable(),
    place: z.string().nullable(),
    disposition: z.string().nullable(),
    held: z.boolean(),
    createdAt: Time,
  })
  .meta({ id: 'FoundItem' })
export type FoundItem = z.infer<typeof FoundItem>

export const findItems = query({
  name: 'findItems',
  path: '/api/trace/items',
  permission: 'trace:read',
  summary: { zh: '查找批次', en: 'Find batches' },
  input: z.object({
    code: z.string().trim().max(200).optional(),
    /** Part of the product's name. */
    product: z.string().trim().max(50).optional(),
    /** Beginning of its classification code. */
    classCode: z.string().max(20).optional(),
    /** Whose holdings. */
    partyId: z.uuid().optional(),
    /** Civil dates of making, both included. */
    madeFrom: CivilDate.optional(),
    madeTo: CivilDate.optional(),
    cursor: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(FoundItem), nextCursor: z.string().nullable() }),
})

export const walkEndpoints = [traceItem, exportTrace, findItems]
