import * as z from 'zod'
import { command, query } from '../../../platform/endpoint.ts'
import { CivilDate } from '../../identity/schema.ts'
import { licenceStates } from './rules.ts'

const State = z.enum(licenceStates).meta({ id: 'LicenceState' })
const Own = z.object({ licenceId: z.uuid() })
const Licence = Own.extend({ partyId: z.uuid() })
const Line = (max: number) => z.string().trim().min(1).max(max)

export const PartyLicence = Licence.extend({
  /** As the roles of profiles name it: `drug_wholesale`. */
  kind: z.string(),
  number: z.string(),
  issuer: z.string(),
  validFrom: z.string().nullable(),
  /** Last day it is good. */
  validTo: z.string().nullable(),
  /** What it is limited to, such as a stock limit. */
  limits: z.record(z.string(), z.string()),
  documentId: z.uuid().nullable(),
  state: State,
  reviewerId: z.uuid(),
  reviewerName: z.string().nullable(),
  /** Of a refusal or revocation. */
  reason: z.string().nullable(),
  filedAt: z.string(),
  decidedAt: z.string().nullable(),
  /** What the reader may do with it. */
  actions: z.array(z.enum(['withdraw', 'confirm', 'refuse', 'revoke'])),
}).meta({ id: 'PartyLicence' })
export type PartyLicence = z.infer<typeof PartyLicence>

export const PartyRole = z
  .object({
    partyId: z.uuid(),
    profile: z.string(),
    role: z.string(),
    from: z.string(),
    /** First day it no longer holds. */
    to: z.string().nullable(),
    setAt: z.string(),
  })
  .meta({ id: 'PartyRole' })
export type PartyRole = z.infer<typeof PartyRole>

export const listLicences = query({
  name: 'listLicences',
  path: '/api/licences',
  // whoever sees an operator's places sees what it may do there
  permission: 'site:read',
  summary: { zh: '主体的许可与角色', en: 'Licences and roles of an operator' },
  input: z.object({
    /** Whose; one's own when absent. */
    partyId: z.uuid().optional(),
  }),
  output: z.object({ licences: z.array(PartyLicence), roles: z.array(PartyRole) }),
})

export const getLicence = query({
  name: 'getLicence',
  path: '/api/operators/:partyId/licences/:licenceId',
  permission: 'site:read',
  summary: { zh: '一张许可证', en: 'One licence of an operator' },
  input: Licence,
  output: PartyLicence,
})

export const fileLicence = command({
  name: 'fileLicence',
  path: '/api/licences',
  permission: 'own:manage',
  summary: { zh: '申报许可证', en: 'File a licence of one’s own' },
  input: z.object({
    kind: Line(60),
    number: Line(100),
    issuer: Line(100),
    validFrom: CivilDate.optional(),
    validTo: CivilDate.optional(),
    limits: z.record(Line(60), Line(100)).default({}),
    /** A document handed in with one's filing. */
    documentId: z.uuid().optional(),
  }),
  output: PartyLicence,
})

export const withdrawLicence = command({
  name: 'withdrawLicence',
  path: '/api/licences/:licenceId/withdraw',
  permission: 'own:manage',
  summary: { zh: '撤回许可证', en: 'Withdraw a licence of one’s own' },
  input: Own,
  output: PartyLicence,
})

export const confirmLicence = command({
  name: 'confirmLicence',
  path: '/api/operators/:partyId/licences/:licenceId/confirm',
  permission: 'operator:review',
  summary: { zh: '确认许可证', en: 'Confirm a licence: from now on rules count it' },
  input: Licence,
  output: PartyLicence,
})

const reason = z.string().trim().min(2).max(500)

export const refuseLicence = command({
  name: 'refuseLicence',
  path: '/api/operators/:partyId/licences/:licenceId/refuse',
  permission: 'operator:review',
  summary: { zh: '不予确认许可证', en: 'Refuse a licence, with the reason' },
  input: Licence.extend({ reason }),
  output: PartyLicence,
})

export const revokeLicence = command({
  name: 'revokeLicence',
  path: '/api/operators/:partyId/licences/:licenceId/revoke',
  permission: 'operator:review',
  summary: { zh: '吊销后停止认可许可证', en: 'A confirmed licence counts no more, with the reason' },
  input: Licence.extend({ reason }),
  output: PartyLicence,
})

export const setPartyRole = command({
  name: 'setPartyRole',
  path: '/api/party-roles',
  permission: 'own:manage',
  summary: { zh: '设定本单位在行业链中的角色', en: 'Say what one is in a chain, from when to when' },
  input: z.object({
    profile: Line(60),
    role: Line(60),
    from: CivilDate,
    /** First day it no longer holds. */
    to: CivilDate.optional(),
  }),
  output: PartyRole,
})

export const licenceEndpoints = [
  listLicences,
  getLicence,
  fileLicence,
  withdrawLicence,
  confirmLicence,
  refuseLicence,
  revokeLicence,
  setPartyRole,
]
