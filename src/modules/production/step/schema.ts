import * as z from 'zod'
import { UNITS, type Unit } from '../../../kernel/unit.ts'
import { command } from '../../../platform/endpoint.ts'
import { CivilDate } from '../../identity/schema.ts'
import { Batch, Quantity } from '../../trace/schema.ts'
import { EventKey, Fields, HappenedAt, Id } from '../record/schema.ts'
import { Finding } from '../rule/schema.ts'

/** Identifier of a piece that is counted one by one: a serial number, an ear tag. */
const Piece = z.string().trim().min(1).max(200)
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
      .array(
        z.object({
          holdingId: Id,
          quantity: Quantity.optional(),
          /** Pieces to take out of a pack whose pieces are listed, by their identifiers. */
          pieces: z.array(Piece).min(1).max(1000).optional(),
        }),
      )
      .max(500)
      .default([]),
    /** What it makes. A split and a pack name quantities only; a test, a transport makes nothing. */
    outputs: z
      .array(
        z.object({
          productId: Id.optional(),
          quantity: Quantity,
          unit: UnitKey.optional(),
          /** Day of harvest, slaughter or making where it is not that of the step: goods bought in. */
          madeOn: CivilDate.optional(),
          /** Identifiers of the pieces sealed into a pack, as many as the quantity. */
          pieces: z.array(Piece).min(1).max(100_000).optional(),
          /** What is printed on the pack, where it has a code of the maker's own; else it gets one of ours. */
          code: Piece.optional(),
        }),
      )
      .max(500)
      .default([]),
    /** Where it happened: a warehouse, a market. */
    place: z.string().trim().min(1).max(200).optional(),
    /** The receipt of goods on their way, for a step by which they are received. */
    transfer: z.object({ sellerId: Id, transferId: Id, quantity: Quantity.optional() }).optional(),
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
    findings: z.array(Finding),
  }),
})
