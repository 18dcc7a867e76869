import * as z from 'zod'
import { UNITS, type Unit } from '../../../kernel/unit.ts'
import { command, query } from '../../../platform/endpoint.ts'
import { CivilDate } from '../../identity/schema.ts'
import { Quantity } from '../../trace/schema.ts'
import { permitStates } from '../rules.ts'

const Id = z.uuid().toLowerCase()
const Line = (max: number) => z.string().trim().min(1).max(max)
const UnitKey = z.enum(Object.keys(UNITS) as [Unit, ...Unit[]])
const Reason = z.string().trim().min(2).max(500)

export const PermitLine = z
  .object({
    line: z.int(),
    /** In words, or a class of goods (`S60101`). */
    variety: z.string(),
    granted: z.string(),
    used: z.string(),
    left: z.string(),
    unit: z.string(),
  })
  .meta({ id: 'PermitLine' })

export const Permit = z
  .object({
    /** The holder. */
    partyId: z.uuid(),
    partyName: z.string(),
    permitId: z.uuid(),
    profile: z.string(),
    sector: z.string(),
    kind: z.string(),
    number: z.string(),
    issuerId: z.uuid(),
    issuerName: z.string(),
    /** Seller or carrier; null: the permit names none. */
    counterpartId: z.uuid().nullable(),
    counterpartName: z.string().nullable(),
    lines: z.array(PermitLine),
    /** Places in the order of the route. */
    route: z.array(z.string()).nullable(),
    validFrom: z.string(),
    /** The last day on which it is good. */
    validTo: z.string(),
    remark: z.string().nullable(),
    state: z.enum(permitStates),
    /** Why it was closed or revoked. */
    reason: z.string().nullable(),
    handedInOn: z.string().nullable(),
    endedOn: z.string().nullable(),
    issuedAt: z.string(),
    /** What the reader may do with it. */
    actions: z.array(z.enum(['close', 'revoke'])),
  })
  .meta({ id: 'Permit' })
export type Permit = z.infer<typeof Permit>

export const PermitUse = z
  .object({
    recordParty: z.uuid(),
    recordPartyName: z.string(),
    recordId: z.uuid(),
    event: z.string(),
    line: z.int(),
    quantity: z.string(),
    /** Of it: goods that came back to the seller. */
    givenBack: z.string(),
    happenedOn: z.string(),
    voided: z.boolean(),
  })
  .meta({ id: 'PermitUse' })

export const listPermits = query({
  name: 'listPermits',
  path: '/api/permits',
  permission: 'production:read',
  summary: { zh: '受控物品许可证', en: 'Permits for controlled goods' },
  input: z.object({
    /** Of this holder. */
    partyId: Id.optional(),
    /** Of an operator: those it holds, or those in which it is named as seller or carrier. */
    as: z.enum(['holder', 'counterpart']).default('holder'),
    kind: Line(60).optional(),
    state: z.enum(permitStates).optional(),
    number: Line(100).optional(),
    cursor: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(Permit), nextCursor: z.string().nullable() }),
})

const Key = { partyId: Id, permitId: Id }

export const getPermit = query({
  name: 'getPermit',
  path: '/api/permits/:partyId/:permitId',
  permission: 'production:read',
  summary: { zh: '一张许可证及其使用记录', en: 'A permit with what was used of it' },
  input: z.object(Key),
  /** The newest 200 uses. */
  output: Permit.extend({ uses: z.array(PermitUse) }),
})

export const issuePermit = command({
  name: 'issuePermit',
  path: '/api/permits',
  permission: 'permit:issue',
  summary: { zh: '核发(登记)许可证', en: 'Issue or enter a permit for an operator' },
  input: z.object({
    partyId: Id,
    profile: Line(60),
    /** A permit of the profile: `purchase`, `transport`. */
    kind: Line(60),
    number: Line(100),
    /** Seller or carrier: a registered operator, or by name. */
    counterpartId: Id.optional(),
    counterpartName: Line(100).optional(),
    lines: z
      .array(z.object({ variety: Line(100), quantity: Quantity, unit: UnitKey }))
      .min(1)
      .max(20),
    route: z.array(Line(100)).min(2).max(50).optional(),
    validFrom: CivilDate,
    validTo: CivilDate,
    remark: Line(500).optional(),
  }),
  output: Permit,
})

export const closePermit = command({
  name: 'closePermit',
  path: '/api/permits/:partyId/:permitId/close',
  permission: 'permit:issue',
  summary: { zh: '缴销许可证', en: 'Close a permit that was used and given back' },
  input: z.object({ ...Key, reason: Reason }),
  output: Permit,
})

export const revokePermit = command({
  name: 'revokePermit',
  path: '/api/permits/:partyId/:permitId/revoke',
  permission: 'permit:issue',
  summary: { zh: '撤销许可证', en: 'Take a permit back' },
  input: z.object({ ...Key, reason: Reason }),
  output: Permit,
})

export const permitEndpoints = [listPermits, getPermit, issuePermit, closePermit, revokePermit] as const
