import * as z from 'zod'
import { sectors } from '../../../industries/sectors.ts'
import { CivilDate } from '../../identity/schema.ts'

const named: readonly [string, ...string[]] = sectors
export const SectorId = z.enum(named).meta({ id: 'SectorId' })

/** Organisation form 组织形式. */
export const Form = z
  .enum(['enterprise', 'cooperative', 'family_farm', 'individual', 'slaughterhouse', 'purchaser'])
  .meta({ id: 'OrganisationForm' })
export type Form = z.infer<typeof Form>

export const OperatorRole = z.enum(['producer', 'trader', 'both', 'input_dealer']).meta({ id: 'OperatorRole' })

export const Attribute = z
  .enum([
    'national_leading_enterprise',
    'provincial_leading_enterprise',
    'vegetable_basket_base',
    'demonstration_point',
    'green_holder',
    'organic_holder',
    'gi_holder',
  ])
  .meta({ id: 'OperatorAttribute' })

const Line = (max: number) => z.string().trim().min(1).max(max)
const Amount = z.string().regex(/^(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,3})?$/)

/** Facts that an operator changes by itself, at once. */
export const FreeFacts = z
  .object({
    address: Line(200),
    /** WGS 84, degrees. */
    location: z.object({ longitude: z.number().min(-180).max(180), latitude: z.number().min(-90).max(90) }).optional(),
    contactName: Line(50),
    mobile: Line(20),
    email: z.email().max(100).optional(),
    mainProducts: z.string().trim().max(200).optional(),
    /** What it works in a year: area in mu, animals, tonnes. Decimal strings. */
    scale: z
      .object({ areaMu: Amount.optional(), head: Amount.optional(), tonnesPerYear: Amount.optional() })
      .optional(),
    attributes: z.array(Attribute).max(10).default([]),
  })
  .meta({ id: 'OperatorFreeFacts' })
export type FreeFacts = z.output<typeof FreeFacts>

/** Facts whose change a reviewer decides (agriculture.md §1.2): the old value stays in force until then. */
export const CoreFacts = z.object({
  name: z.string().trim().min(2).max(100),
  form: Form,
  role: OperatorRole,
  sectors: z.array(SectorId).min(1),
  /** County or below; to the village where it is known. */
  divisionId: z.string().min(1).max(12),
  /** Unified social credit code, GB 32100. */
  creditCode: z.string().trim().max(30).optional(),
  legalRepresentative: z.string().trim().max(50).optional(),
  licenceFrom: CivilDate.optional(),
  /** Absent: without a term. */
  licenceUntil: CivilDate.optional(),
})
export type CoreFacts = z.output<typeof CoreFacts>

/** What is handed in. An identity number (GB 11643) is never answered again; left out later, it stays what it was. */
export const Facts = FreeFacts.extend(CoreFacts.shape)
  .extend({ identityNumber: z.string().trim().max(30).optional() })
  .meta({ id: 'OperatorFacts' })
export type Facts = z.output<typeof Facts>

/** What is shown: the identity number masked. */
export const ShownFacts = FreeFacts.extend(CoreFacts.shape)
  .extend({ identityMasked: z.string().optional() })
  .meta({ id: 'ShownOperatorFacts' })
export type ShownFacts = z.output<typeof ShownFacts>

/** What is kept. */
export type StoredFacts = Omit<Facts, 'identityNumber'> & {
  identityMasked?: string
  identitySealed?: string
  identityHash?: string
}
