import * as z from 'zod'
import { command, query } from '../../../platform/endpoint.ts'
import { CivilDate } from '../../identity/schema.ts'

const Id = z.uuid().toLowerCase()
const Line = (max: number) => z.string().trim().min(1).max(max)

export const ControlPerson = z
  .object({
    partyId: z.uuid(),
    partyName: z.string(),
    personId: z.uuid(),
    profile: z.string(),
    sector: z.string(),
    /** A person role of the profile: `blaster`. */
    role: z.string(),
    /** Shown masked; in full by a command that says why. */
    name: z.string(),
    identityNumber: z.string().nullable(),
    licenceNo: z.string().nullable(),
    validFrom: z.string(),
    validTo: z.string().nullable(),
    /** From this day on the person counts no more. */
    revokedOn: z.string().nullable(),
    reason: z.string().nullable(),
    addedAt: z.string(),
    /** May have goods in hand today. */
    inForce: z.boolean(),
  })
  .meta({ id: 'ControlPerson' })
export type ControlPerson = z.infer<typeof ControlPerson>

export const listControlPersons = query({
  name: 'listControlPersons',
  path: '/api/control-persons',
  permission: 'production:read',
  summary: { zh: '受控物品人员名册', en: 'Persons who may have controlled goods in hand' },
  input: z.object({
    partyId: Id.optional(),
    profile: Line(60).optional(),
    role: Line(60).optional(),
    /** Only those in force today. */
    inForce: z.enum(['yes']).optional(),
    cursor: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(ControlPerson), nextCursor: z.string().nullable() }),
})

export const addControlPerson = command({
  name: 'addControlPerson',
  path: '/api/control-persons',
  permission: 'production:record',
  summary: { zh: '登记保管员、爆破员等人员', en: 'Enter a keeper, a blaster …' },
  input: z.object({
    profile: Line(60),
    role: Line(60),
    name: Line(50),
    identityNumber: Line(40).optional(),
    licenceNo: Line(60).optional(),
    validFrom: CivilDate,
    /** The last day. */
    validTo: CivilDate.optional(),
  }),
  output: ControlPerson,
})

export const revokeControlPerson = command({
  name: 'revokeControlPerson',
  path: '/api/control-persons/:personId/revoke',
  permission: 'production:record',
  summary: { zh: '人员停止领用(离岗、吊证等)', en: 'A person may have nothing in hand any more' },
  input: z.object({ personId: Id, reason: z.string().trim().min(2).max(500) }),
  output: ControlPerson,
})

export const unmaskControlPerson = command({
  name: 'unmaskControlPerson',
  path: '/api/control-persons/:personId/unmask',
  permission: 'person:unmask',
  summary: { zh: '查看人员姓名、身份证号、许可证号原文', en: 'See name and numbers of a person in full' },
  input: z.object({ partyId: Id, personId: Id, reason: z.string().trim().min(2).max(500) }),
  output: z.object({
    partyId: Id,
    personId: Id,
    name: z.string(),
    identityNumber: z.string().nullable(),
    licenceNo: z.string().nullable(),
  }),
})

export const personEndpoints = [listControlPersons, addControlPerson, revokeControlPerson, unmaskControlPerson] as const
