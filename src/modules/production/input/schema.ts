import * as z from 'zod'
import { UNITS, type Unit } from '../../../kernel/unit.ts'
import { command, query } from '../../../platform/endpoint.ts'
import { CivilDate } from '../../identity/schema.ts'
import { Id } from '../record/schema.ts'

const UnitKey = z.enum(Object.keys(UNITS) as [Unit, ...Unit[]])
export const InputKindKey = z.enum([
  'pesticide',
  'fertiliser',
  'veterinary_drug',
  'feed',
  'feed_additive',
  'seed',
  'other',
])
const Words = z.string().trim().min(1).max(200)

const Bought = z.object({
  /** Name on the label. */
  name: Words,
  kind: InputKindKey,
  /** Registration or approval number on the label. */
  registrationNumber: z.string().trim().min(1).max(100).optional(),
  /** Active substances, as the label names them. */
  substances: z.array(Words).max(20).default([]),
  maker: Words.optional(),
  /** 来源: the dealer it was bought from. Asked for by law (农产品质量安全法 art. 27(1)). */
  source: Words,
  batchNo: z.string().trim().min(1).max(100).optional(),
  quantity: z.string(),
  unit: UnitKey,
  boughtOn: CivilDate,
  /** Number of the receipt or invoice. */
  documentNo: z.string().trim().min(1).max(100).optional(),
})

export const InputPurchase = z
  .object({
    partyId: z.uuid(),
    partyName: z.string(),
    purchaseId: z.uuid(),
    name: z.string(),
    kind: InputKindKey,
    registrationNumber: z.string().nullable(),
    substances: z.array(z.string()),
    maker: z.string().nullable(),
    source: z.string(),
    batchNo: z.string().nullable(),
    quantity: z.string(),
    unit: UnitKey,
    boughtOn: z.string(),
    documentNo: z.string().nullable(),
    /** The batch it came in, where it was bought on this platform: uses take from it. */
    holdingId: z.uuid().nullable(),
    /** Bought less used, in `unit`; below zero when more was used than bought. */
    left: z.string(),
    /** Uses in a unit that does not convert, not in `left`. */
    uncountedUses: z.int(),
    accountId: z.uuid(),
    onBehalfOf: z.uuid().nullable(),
    recordedAt: z.string(),
    voidedAt: z.string().nullable(),
  })
  .meta({ id: 'InputPurchase' })
export type InputPurchase = z.infer<typeof InputPurchase>

export const recordInputPurchase = command({
  name: 'recordInputPurchase',
  path: '/api/production/input-purchases',
  permission: 'production:record',
  summary: { zh: '投入品购进', en: 'Record inputs bought' },
  input: Bought,
  output: z.object({ purchaseId: z.uuid() }),
})

export const recordInputBatch = command({
  name: 'recordInputBatch',
  path: '/api/production/input-batches',
  permission: 'production:record',
  summary: { zh: '收到的批次登记为投入品', en: 'Enter a received batch among the inputs' },
  input: z.object({
    /** A batch in stock whose profile is one of farm inputs: name, dealer, batch code, quantity and date are its own. */
    holdingId: Id,
    registrationNumber: z.string().trim().min(1).max(100).optional(),
    substances: z.array(Words).max(20).default([]),
    maker: Words.optional(),
    documentNo: z.string().trim().min(1).max(100).optional(),
  }),
  output: z.object({ purchaseId: z.uuid() }),
})

export const voidInputPurchase = command({
  name: 'voidInputPurchase',
  path: '/api/production/input-purchases/:purchaseId/void',
  permission: 'event:void',
  summary: { zh: '声明投入品购进记录有误', en: 'Declare a purchase of inputs an error' },
  input: z.object({ purchaseId: Id, reason: z.string().trim().min(1).max(500) }),
  output: z.object({ purchaseId: Id, voidedAt: z.string() }),
})

export const listInputPurchases = query({
  name: 'listInputPurchases',
  path: '/api/production/input-purchases',
  permission: 'production:read',
  summary: { zh: '投入品购进与结余', en: 'Inputs bought, and what is left' },
  input: z.object({
    partyId: Id.optional(),
    kind: InputKindKey.optional(),
    /** Part of the name, the number or the source. */
    q: z.string().trim().max(50).optional(),
    cursor: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(InputPurchase), nextCursor: z.string().nullable() }),
})

export const inputEndpoints = [recordInputPurchase, recordInputBatch, voidInputPurchase, listInputPurchases]
