import * as z from 'zod'
import { query } from '../../../platform/endpoint.ts'
import { Id } from '../record/schema.ts'

export const Refusal = z
  .object({
    partyId: z.uuid(),
    partyName: z.string(),
    refusalId: z.uuid(),
    reason: z.string(),
    /** Id of the profile's rule, and the law or notice behind it. */
    rule: z.string().nullable(),
    source: z.string().nullable(),
    profile: z.string().nullable(),
    sector: z.string().nullable(),
    event: z.string().nullable(),
    target: z.string().nullable(),
    productName: z.string().nullable(),
    inputName: z.string().nullable(),
    substance: z.string().nullable(),
    happenedOn: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
    accountId: z.uuid(),
    onBehalfOf: z.uuid().nullable(),
    refusedAt: z.string(),
  })
  .meta({ id: 'ProductionRefusal' })
export type Refusal = z.infer<typeof Refusal>

export const listRefusals = query({
  name: 'listRefusals',
  path: '/api/production/refusals',
  permission: 'production:read',
  summary: { zh: '被拒绝并上报的操作', en: 'Attempts that were refused and reported' },
  input: z.object({
    partyId: Id.optional(),
    reason: z.string().max(60).optional(),
    cursor: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(Refusal), nextCursor: z.string().nullable() }),
})
