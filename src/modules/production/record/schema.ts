import * as z from 'zod'
import { command, query } from '../../../platform/endpoint.ts'
import { CivilDate, Instant } from '../../identity/schema.ts'
import { Quantity } from '../../trace/schema.ts'
import { Finding } from '../rule/schema.ts'

/** An id in the spelling of the database. */
export const Id = z.uuid().toLowerCase()
export const EventKey = z.string().min(1).max(60)
export const Fields = z.record(z.string().min(1).max(60), z.unknown())
export const HappenedAt = Instant
const Cursor = z.string().max(300).optional()
const Limit = z.coerce.number().int().min(1).max(200).default(50)

/** Something that happened on a plot or to a group: an event of a profile with its fields. */
export const NewRecord = z
  .object({
    /** Chosen by the client: sent twice under one id, it is one record. */
    recordId: Id.optional(),
    profile: z.string().min(1).max(60),
    /** Event of the profile. */
    event: EventKey,
    /** What grows or lives there; without it what was last recorded there is taken. */
    productId: Id.optional(),
    /** The input as it was bought: fills name, source, number and substances of the input field. */
    purchaseId: Id.optional(),
    /** How much of the input's batch it takes, in the batch's unit; else the amount among the fields, where it converts. */
    taken: Quantity.optional(),
    /** When exactly; otherwise the date among the fields. */
    happenedAt: HappenedAt.optional(),
    fields: Fields,
  })
  .meta({ id: 'NewProductionRecord' })
export type NewRecord = z.output<typeof NewRecord>

export const RecordMade = z
  .object({
    recordId: z.uuid(),
    happenedOn: z.string(),
    /** Keys of fields the law asks for that are empty; `input.source`: an input without source. */
    missing: z.array(z.string()),
    /** Reasons of what was accepted with a warning. */
    warnings: z.array(z.string()),
    /** What the rules of the profile said that did not stop it. */
    findings: z.array(Finding),
    /** Of an input with an interval: first day of harvest by this use alone. */
    allowedFrom: z.string().nullable(),
  })
  .meta({ id: 'ProductionRecordMade' })
export type RecordMade = z.infer<typeof RecordMade>

export const Target = z.object({ id: z.string(), name: z.string() }).meta({ id: 'ProductionTarget' })

export const ProductionRecord = z
  .object({
    partyId: z.uuid(),
    partyName: z.string(),
    recordId: z.uuid(),
    profile: z.string(),
    profileVersion: z.string(),
    sector: z.string(),
    event: z.string(),
    eventName: z.object({ zh: z.string(), en: z.string() }),
    object: z.enum(['plot', 'group', 'batch', 'piece', 'asset', 'party']),
    targets: z.array(Target),
    productId: z.uuid().nullable(),
    productName: z.string().nullable(),
    happenedOn: z.string(),
    happenedAt: z.string(),
    fields: Fields,
    missing: z.array(z.string()),
    warnings: z.array(z.string()),
    findings: z.array(Finding),
    /** Paths of the fields that hold personal values, shown masked (`blaster`, `rows.0.name`). */
    personal: z.array(z.string()),
    holdingIds: z.array(z.uuid()),
    traceEvent: z.uuid().nullable(),
    accountId: z.uuid(),
    /** Set when an entry helper 代录员 recorded it for the operator. */
    onBehalfOf: z.uuid().nullable(),
    recordedAt: z.string(),
    /** Since when its fields and findings are in the archive, and empty here. */
    archivedAt: z.string().nullable(),
    voided: z
      .object({ reason: z.string(), accountId: z.uuid(), onBehalfOf: z.uuid().nullable(), at: z.string() })
      .nullable(),
  })
  .meta({ id: 'ProductionRecord' })
export type ProductionRecord = z.infer<typeof ProductionRecord>

export const recordProduction = command({
  name: 'recordProduction',
  path: '/api/production/records',
  permission: 'production:record',
  summary: { zh: '生产记录:投入品使用、农事、病虫害等', en: 'Record production: input use, field work, pests …' },
  input: NewRecord,
  output: RecordMade,
})

export const recordProductionMany = command({
  name: 'recordProductionMany',
  path: '/api/production/records/many',
  permission: 'production:record',
  summary: { zh: '一次提交多条生产记录(离线补传)', en: 'Record several at once, as a phone that was offline' },
  input: z.object({
    records: z
      .array(NewRecord.required({ recordId: true }))
      .min(1)
      .max(200),
  }),
  output: z.object({ records: z.array(RecordMade) }),
})

export const voidRecord = command({
  name: 'voidRecord',
  path: '/api/production/records/:recordId/void',
  permission: 'event:void',
  summary: { zh: '声明生产记录有误', en: 'Declare a production record an error' },
  input: z.object({ recordId: Id, reason: z.string().trim().min(1).max(500) }),
  output: z.object({ recordId: Id, voidedAt: z.string() }),
})

export const listRecords = query({
  name: 'listRecords',
  path: '/api/production/records',
  permission: 'production:read',
  summary: { zh: '生产记录', en: 'Production records' },
  input: z.object({
    /** Whose; all one may see when absent. */
    partyId: Id.optional(),
    /** Id of a plot, or number of a group. */
    target: z.string().max(100).optional(),
    productId: Id.optional(),
    profile: z.string().max(60).optional(),
    event: EventKey.optional(),
    holdingId: Id.optional(),
    from: CivilDate.optional(),
    to: CivilDate.optional(),
    /** Whether those declared an error are shown too. */
    voided: z.enum(['with', 'without']).default('with'),
    cursor: Cursor,
    limit: Limit,
  }),
  output: z.object({ items: z.array(ProductionRecord), nextCursor: z.string().nullable() }),
})

export const getRecord = query({
  name: 'getRecord',
  path: '/api/production/records/:recordId',
  permission: 'production:read',
  summary: { zh: '一条生产记录', en: 'A production record' },
  input: z.object({ recordId: Id, partyId: Id.optional() }),
  output: ProductionRecord,
})

export const unmaskRecord = command({
  name: 'unmaskRecord',
  path: '/api/production/records/:recordId/unmask',
  permission: 'person:unmask',
  summary: { zh: '查看生产记录中的个人信息', en: 'See the persons of a production record in full' },
  input: z.object({ partyId: Id, recordId: Id, reason: z.string().trim().min(2).max(500) }),
  output: z.object({
    partyId: Id,
    recordId: Id,
    /** By the path of the field. */
    values: z.record(z.string(), z.string()),
  }),
})

export const getCompleteness = query({
  name: 'getCompleteness',
  path: '/api/production/completeness',
  permission: 'production:read',
  summary: { zh: '生产记录是否齐全(农产品质量安全法第27条)', en: 'Are the production records complete (art. 27)' },
  input: z.object({
    partyId: Id.optional(),
    from: CivilDate,
    to: CivilDate,
  }),
  output: z.object({
    records: z.int(),
    complete: z.int(),
    /** How often each field is missing. */
    missing: z.array(z.object({ event: z.string(), key: z.string(), count: z.int() })),
    /** Records with something missing, newest first, at most 200. */
    incomplete: z.array(
      z.object({ recordId: Id, event: z.string(), happenedOn: z.string(), missing: z.array(z.string()) }),
    ),
    /** Harvests of a plot or group on which nothing else is on record in the year before. */
    bare: z.array(z.object({ recordId: Id, event: z.string(), happenedOn: z.string(), target: Target })),
  }),
})

export const recordEndpoints = [
  recordProduction,
  recordProductionMany,
  voidRecord,
  listRecords,
  getRecord,
  unmaskRecord,
  getCompleteness,
]
