import * as z from 'zod'
import { UNITS, type Unit } from '../../../kernel/unit.ts'
import { command, query } from '../../../platform/endpoint.ts'
import { CivilDate } from '../../identity/schema.ts'
import { Batch } from '../../trace/schema.ts'
import { EventKey, Fields, HappenedAt, Id, Target } from '../record/schema.ts'
import { Finding } from '../rule/schema.ts'

const UnitKey = z.enum(Object.keys(UNITS) as [Unit, ...Unit[]])
const TargetId = z.string().trim().min(1).max(100)

export const harvest = command({
  name: 'harvest',
  path: '/api/production/harvests',
  permission: 'batch:make',
  summary: { zh: '采收、捕捞、出栏:建立批次', en: 'Harvest, catch, animals leaving: makes a batch' },
  input: z.object({
    recordId: Id.optional(),
    productId: Id,
    /** Event of the product's profile that brings goods into being from a plot or a group. */
    event: EventKey,
    quantity: z.string(),
    /** The product's when absent. */
    unit: UnitKey.optional(),
    /** Further plots (or groups) the same goods were taken from, beside the one among the fields. */
    alsoFrom: z.array(TargetId).max(50).default([]),
    happenedAt: HappenedAt.optional(),
    fields: Fields,
  }),
  output: z.object({
    recordId: z.uuid(),
    eventId: z.uuid(),
    happenedOn: z.string(),
    batch: Batch,
    missing: z.array(z.string()),
    warnings: z.array(z.string()),
    findings: z.array(Finding),
  }),
})

export const harvestPreview = query({
  name: 'harvestPreview',
  path: '/api/production/harvest-preview',
  permission: 'production:read',
  summary: { zh: '何时可以采收', en: 'From when a harvest is allowed' },
  input: z.object({
    partyId: Id.optional(),
    /** Plots, or numbers of groups. */
    targets: z.array(TargetId).min(1).max(50),
    /** Day of the harvest; today when absent. */
    date: CivilDate.optional(),
  }),
  output: z.object({
    date: z.string(),
    allowed: z.boolean(),
    /** First day on which none of the targets forbids it; the day asked about when it is allowed. */
    allowedFrom: z.string(),
    /** The uses that forbid it, the longest first. */
    uses: z.array(
      z.object({
        recordId: z.uuid(),
        target: Target,
        input: z.string(),
        usedOn: z.string(),
        lastUsedOn: z.string(),
        intervalDays: z.int(),
        allowedFrom: z.string(),
      }),
    ),
  }),
})

export const harvestEndpoints = [harvest, harvestPreview]
