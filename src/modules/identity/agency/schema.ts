import * as z from 'zod'
import { command, query } from '../../../platform/endpoint.ts'
import { DivisionId, DivisionRef } from '../division/schema.ts'
import { Name, Page, Sector, Sectors } from '../party/schema.ts'
import { agencyKinds, agencyLevels } from '../rules.ts'

export const AgencyKind = z.enum(agencyKinds).meta({ id: 'AgencyKind' })
export const AgencyLevel = z.enum(agencyLevels).meta({ id: 'AgencyLevel' })
/** Where departments are separate, each is an agency of its own; agriculture leads. */
export const Department = z
  .enum([
    'agriculture',
    'livestock',
    'fishery',
    'state_farms',
    'market_supervision',
    'drug_administration',
    'commerce',
    'health',
    'industry',
    'public_security',
    'emergency_management',
    'natural_resources',
  ])
  .meta({ id: 'Department' })
export const Agency = z
  .object({
    partyId: z.uuid(),
    kind: AgencyKind,
    level: AgencyLevel,
    name: Name,
    nameEn: Name.nullable(),
    department: Department,
    divisions: z.array(DivisionRef),
    sectors: z.array(Sector),
  })
  .meta({ id: 'Agency' })
export type Agency = z.infer<typeof Agency>
/** What the reader's own agency gives out there: accounts of every fitting role, administrators only, or none. */
export const ShownAgency = Agency.extend({ allocation: z.enum(['any', 'administrator']).nullable() }).meta({
  id: 'ShownAgency',
})
export const NewAgency = z
  .object({
    kind: AgencyKind,
    level: AgencyLevel,
    name: Name,
    nameEn: Name.optional(),
    department: Department.default('agriculture'),
    divisions: z.array(DivisionId).min(1).max(50),
    sectors: Sectors,
  })
  .meta({ id: 'NewAgency' })
export type NewAgency = z.infer<typeof NewAgency>
export const createAgency = command({
  name: 'createAgency',
  path: '/api/agencies',
  permission: 'agency:manage',
  input: NewAgency,
  output: Agency,
  summary: {
    zh: '建立下一级或本级检测、执法机构',
    en: 'Set up an agency one level below, or a testing or enforcement agency',
  },
})
export const changeAgency = command({
  name: 'changeAgency',
  path: '/api/agencies/:partyId/change',
  permission: 'agency:manage',
  input: z.object({ partyId: z.uuid(), name: Name.optional(), nameEn: Name.optional(), sectors: Sectors.optional() }),
  output: Agency,
  summary: { zh: '修改机构名称或授权产业', en: 'Change the name or the sectors of an agency' },
})
export const AgencyFilter = z.object({
  q: z.string().trim().max(50).optional(),
  kind: AgencyKind.optional(),
  level: AgencyLevel.optional(),
  /** Only agencies whose divisions lie in this one. */
  within: DivisionId.optional(),
  ...Page,
})
export type AgencyFilter = z.infer<typeof AgencyFilter>
export const listAgencies = query({
  name: 'listAgencies',
  path: '/api/agencies',
  permission: 'agency:read',
  input: AgencyFilter,
  output: z.object({ items: z.array(Agency), nextCursor: z.string().nullable() }),
  summary: { zh: '管辖范围内的机构', en: 'Agencies in the jurisdiction' },
})
export const showAgency = query({
  name: 'showAgency',
  path: '/api/agencies/:partyId',
  permission: 'agency:read',
  input: z.object({ partyId: z.uuid() }),
  output: ShownAgency,
  summary: { zh: '一个机构', en: 'One agency' },
})
