import * as z from 'zod'
import { command, query } from '../../../platform/endpoint.ts'
import { holdScopes, holdSources, holdStates } from './rules.ts'

export const HoldSource = z.enum(holdSources).meta({ id: 'HoldSource' })
export const HoldState = z.enum(holdStates).meta({ id: 'HoldState' })
export const HoldScope = z.enum(holdScopes).meta({ id: 'HoldScope' })

/** Names a holding: whose it is, and which. */
export const HoldingRef = z.object({ partyId: z.uuid(), holdingId: z.uuid() }).meta({ id: 'HoldingRef' })
/** A sum in one unit, as a decimal string. */
export const UnitTotal = z.object({ unit: z.string(), quantity: z.string() }).meta({ id: 'UnitTotal' })
export type UnitTotal = z.infer<typeof UnitTotal>

export const Hold = z
  .object({
    issuerId: z.uuid(),
    holdId: z.uuid(),
    issuerName: z.string().nullable(),
    source: HoldSource,
    state: HoldState,
    scope: HoldScope,
    reason: z.string(),
    documentNo: z.string().nullable(),
    /** Whom a holder may call about it. */
    contact: z.string().nullable(),
    /** How many holdings the decision named; the fields below are of the first. */
    roots: z.int(),
    rootParty: z.string().nullable(),
    rootHolding: z.string().nullable(),
    rootCode: z.string().nullable(),
    productName: z.string().nullable(),
    sector: z.string().nullable(),
    /** Set when only one piece of a pack is meant. */
    pieceId: z.string().nullable(),
    placedAt: z.string(),
    liftReason: z.string().nullable(),
    liftedAt: z.string().nullable(),
    /** Marked when the job last came to an end. */
    markedHoldings: z.int(),
    markedParties: z.int(),
    actions: z.array(z.enum(['lift', 'release'])),
  })
  .meta({ id: 'Hold' })
export type Hold = z.infer<typeof Hold>

/** How far a hold has come, counted now. */
export const HoldProgress = z
  .object({
    marked: z.int(),
    /** Marks still in force. */
    open: z.int(),
    /** Marks from which the job has yet to walk on. */
    toDo: z.int(),
    /** Holdings that the supervisor released, each with a reason. */
    released: z.int(),
    holders: z.int(),
    /** Holders a notice was made for. Unregistered ones cannot be told. */
    told: z.int(),
  })
  .meta({ id: 'HoldProgress' })
export type HoldProgress = z.infer<typeof HoldProgress>
export const HoldDetail = Hold.extend({ progress: HoldProgress }).meta({ id: 'HoldDetail' })
export type HoldDetail = z.infer<typeof HoldDetail>

const roots = z.array(HoldingRef).min(1).max(100)
const reason = z.string().trim().min(1).max(500)
const cursor = z.string().max(300).optional()
const ById = z.object({ issuerId: z.uuid(), holdId: z.uuid() })

export const HoldOrder = z.object({
  roots,
  source: HoldSource,
  scope: HoldScope.default('forward'),
  reason,
  documentNo: z.string().trim().max(100).optional(),
  contact: z.string().trim().max(100).optional(),
  /** Only this piece (item id) of the packs in `roots`. */
  pieceId: z.uuid().optional(),
})
export type HoldOrder = z.output<typeof HoldOrder>

/** What a hold would stop, in numbers, before it is placed. */
export const HoldImpact = z
  .object({
    holdings: z.int(),
    /** Holdings with something in them. */
    inStock: z.int(),
    quantities: z.array(UnitTotal),
    /** Registered holders the goods went through; and those that have something of it now. */
    operators: z.int(),
    operatorsInStock: z.int(),
    /** Holders that are not registered: known only by the seller's word. */
    unregistered: z.int(),
    /** Counties (or divisions above) with operators that hold some, most first. */
    divisions: z.array(z.object({ divisionId: z.string(), name: z.string(), operators: z.int() })),
    /** Transfers on the way. */
    transfers: z.int(),
    onTheWay: z.array(UnitTotal),
    /** Codes whose public page would say so. */
    codes: z.int(),
    /** False when counting stopped at the limit: everything here is then "at least". */
    complete: z.boolean(),
    holders: z.array(
      z.object({
        partyId: z.uuid(),
        name: z.string().nullable(),
        holdings: z.int(),
        quantities: z.array(UnitTotal),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'HoldImpact' })
export type HoldImpact = z.infer<typeof HoldImpact>

/** A holding that a hold has reached. */
export const HeldHolding = z
  .object({
    partyId: z.uuid(),
    partyName: z.string().nullable(),
    holdingId: z.uuid(),
    code: z.string().nullable(),
    productName: z.string().nullable(),
    quantity: z.string(),
    reserved: z.string(),
    unit: z.string(),
    pieceId: z.string().nullable(),
    /** False: the job has yet to walk on from here. */
    expanded: z.boolean(),
    placedAt: z.string(),
    liftedAt: z.string().nullable(),
    releaseReason: z.string().nullable(),
  })
  .meta({ id: 'HeldHolding' })
export type HeldHolding = z.infer<typeof HeldHolding>

/** Something of one's own that may not move, why, and whom to call. */
export const OwnHeld = z
  .object({
    holdingId: z.uuid(),
    code: z.string().nullable(),
    productName: z.string().nullable(),
    quantity: z.string(),
    unit: z.string(),
    pieceId: z.string().nullable(),
    since: z.string(),
    issuerId: z.uuid(),
    issuerName: z.string().nullable(),
    holdId: z.uuid(),
    source: HoldSource,
    reason: z.string(),
    documentNo: z.string().nullable(),
    contact: z.string().nullable(),
  })
  .meta({ id: 'OwnHeld' })
export type OwnHeld = z.infer<typeof OwnHeld>

export const impactOfHold = query({
  name: 'impactOfHold',
  method: 'POST',
  path: '/api/holds/impact',
  permission: 'hold:place',
  summary: { zh: '停售影响范围(下达之前)', en: 'What a hold would stop, before placing it' },
  input: HoldOrder.pick({ roots: true, scope: true, pieceId: true }).extend({
    /** Of the list of holders. */
    cursor,
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  output: HoldImpact,
})

export const placeHold = command({
  name: 'placeHold',
  path: '/api/holds',
  permission: 'hold:place',
  summary: { zh: '下达停售', en: 'Place a hold on goods and what was made from them' },
  input: HoldOrder,
  output: HoldDetail,
})

export const listHolds = query({
  name: 'listHolds',
  path: '/api/holds',
  permission: 'hold:read',
  summary: { zh: '停售列表', en: 'Holds of this agency and those below it' },
  input: z.object({
    state: z.array(HoldState).max(4).optional(),
    cursor,
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(Hold), nextCursor: z.string().nullable() }),
})

export const getHold = query({
  name: 'getHold',
  path: '/api/holds/:issuerId/:holdId',
  permission: 'hold:read',
  summary: { zh: '停售及其进度', en: 'A hold and how far it has come' },
  input: ById,
  output: HoldDetail,
})

export const holdHoldings = query({
  name: 'holdHoldings',
  path: '/api/holds/:issuerId/:holdId/holdings',
  permission: 'hold:read',
  summary: { zh: '停售涉及的库存', en: 'The holdings a hold has reached, by holder' },
  input: ById.extend({ cursor, limit: z.coerce.number().int().min(1).max(1000).default(100) }),
  output: z.object({ items: z.array(HeldHolding), nextCursor: z.string().nullable() }),
})

export const liftHold = command({
  name: 'liftHold',
  path: '/api/holds/:issuerId/:holdId/lift',
  permission: 'hold:lift',
  summary: { zh: '解除停售', en: 'Lift a hold everywhere' },
  input: ById.extend({ reason }),
  output: HoldDetail,
})

export const releaseHolding = command({
  name: 'releaseHolding',
  path: '/api/holds/:issuerId/:holdId/holdings/:partyId/:holdingId/release',
  permission: 'hold:lift',
  summary: { zh: '单独放行一份库存', en: 'Release one holding from a hold that stays' },
  input: ById.extend({ partyId: z.uuid(), holdingId: z.uuid(), reason }),
  output: HoldDetail,
})

export const listHeldOfMine = query({
  name: 'listHeldOfMine',
  path: '/api/held',
  permission: 'batch:read',
  summary: { zh: '本主体被停售的库存', en: 'What of mine is on hold, why, and whom to call' },
  input: z.object({ cursor, limit: z.coerce.number().int().min(1).max(200).default(50) }),
  output: z.object({ items: z.array(OwnHeld), nextCursor: z.string().nullable() }),
})

export const holdEndpoints = [
  impactOfHold,
  placeHold,
  listHolds,
  getHold,
  holdHoldings,
  liftHold,
  releaseHolding,
  listHeldOfMine,
] as const
