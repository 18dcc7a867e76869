import * as z from 'zod'
import { query } from '../../../platform/endpoint.ts'
import { custodyEffects } from '../rules.ts'

const Id = z.uuid().toLowerCase()

const CustodyMove = z
  .object({
    recordId: z.uuid(),
    event: z.string(),
    effect: z.enum(custodyEffects),
    quantity: z.string(),
    unit: z.string(),
    happenedAt: z.string(),
    /** Masked; null: the event names nobody. */
    person: z.string().nullable(),
    /** It was another person than who had it in hand. */
    otherPerson: z.boolean(),
  })
  .meta({ id: 'CustodyMove' })

export const CustodyLine = z
  .object({
    partyId: z.uuid(),
    partyName: z.string(),
    /** The record of the issue. */
    recordId: z.uuid(),
    line: z.int(),
    profile: z.string(),
    sector: z.string(),
    holdingId: z.uuid().nullable(),
    productName: z.string().nullable(),
    /** Of a piece; null: an amount. */
    code: z.string().nullable(),
    quantity: z.string(),
    /** What is neither back nor used. */
    left: z.string(),
    unit: z.string(),
    /** Masked name of who has it; null: the event named nobody. */
    person: z.string().nullable(),
    /** On the unit's list of persons. */
    personId: z.uuid().nullable(),
    since: z.string(),
    until: z.string().nullable(),
    overdue: z.boolean(),
    moves: z.array(CustodyMove),
  })
  .meta({ id: 'CustodyLine' })
export type CustodyLine = z.infer<typeof CustodyLine>

export const listCustody = query({
  name: 'listCustody',
  path: '/api/custody',
  permission: 'production:read',
  summary: { zh: '受控物品在谁手中', en: 'In whose hands controlled goods are' },
  input: z.object({
    partyId: Id.optional(),
    /** `out` now · `overdue` still out after the shift · `all` also what is settled. */
    which: z.enum(['out', 'overdue', 'all']).default('out'),
    /** One code. */
    code: z.string().trim().min(1).max(200).optional(),
    cursor: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(CustodyLine), nextCursor: z.string().nullable() }),
})

export const custodyEndpoints = [listCustody] as const
