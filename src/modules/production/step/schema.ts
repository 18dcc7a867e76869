import * as z from 'zod'
import { UNITS, type Unit } from '../../../kernel/unit.ts'
import { command } from '../../../platform/endpoint.ts'
import { Batch } from '../harvest/schema.ts'
import { EventKey, Fields, HappenedAt, Id } from '../record/schema.ts'

const UnitKey = z.enum(Object.keys(UNITS) as [Unit, ...Unit[]])

export const recordStep = command({
  name: 'recordStep',
  path: '/api/production/steps',
  permission: 'batch:make',
  summary: {
    zh: '批次环节:收购、加工、屠宰、包装、储存、运输、进场、检测、零售、销毁等',
    en: 'A step on batches: purchase, process, slaughter, pack, store, transport, test, retail, destroy …',
  },
  input: z.object({
    recordId: Id.optional(),
    profile: z.string().min(1).max(60),
    /** An event of the profile that is about batches; its `move` says what happens to the goods. */
    event: EventKey,
    /** What it takes, or is about; without a quantity all that is available. */
    inputs: z
      .array(z.object({ holdingId: Id, quantity: z.string().optional() }))
      .max(200)
      .default([]),
    /** What it makes. A split names quantities only; a merge, a test, a transport makes nothing. */
    outputs: z
      .array(z.object({ productId: Id.optional(), quantity: z.string(), unit: UnitKey.optional() }))
      .max(200)
      .default([]),
    /** The receipt of goods on their way, for a step by which they are received. */
    transfer: z.object({ sellerId: Id, transferId: Id, quantity: z.string().optional() }).optional(),
    /** Document under which goods on hold are destroyed. */
    decisionNo: z.string().trim().min(1).max(100).optional(),
    happenedAt: HappenedAt.optional(),
    fields: Fields,
  }),
  output: z.object({
    /** One for each event; several when the step is about several batches. */
    records: z.array(z.object({ recordId: z.uuid(), eventId: z.uuid() })),
    happenedOn: z.string(),
    /** Batches made or received. */
    batches: z.array(Batch),
    missing: z.array(z.string()),
    warnings: z.array(z.string()),
  }),
})
