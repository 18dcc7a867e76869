import * as z from 'zod'
import { UNITS, type Unit } from '../../../kernel/unit.ts'
import { query } from '../../../platform/endpoint.ts'

const Names = z.object({ zh: z.string(), en: z.string() }).meta({ id: 'Names' })
const UnitKey = z.enum(Object.keys(UNITS) as [Unit, ...Unit[]])
const Confidence = z.enum(['law', 'standard', 'document', 'practice', 'design'])
const Requirement = z.union([z.boolean(), z.literal('law'), z.literal('warn')])

const fieldTypes = [
  'text',
  'code',
  'quantity',
  'date',
  'datetime',
  'choice',
  'number',
  'input',
  'plot',
  'person',
  'file',
  'place',
  'yes_no',
] as const

const FieldBase = z.object({
  key: z.string(),
  names: Names,
  help: Names.optional(),
  required: Requirement,
  source: z.string(),
  confidence: Confidence.optional(),
  /** Heading under which the form shows it. */
  section: Names.optional(),
  /** Asked for only while the field `key` has one of these values. */
  when: z.object({ key: z.string(), in: z.array(z.string()) }).optional(),
  /** Of a date: the day the event happened. */
  day: z.literal(true).optional(),
  /** Encrypted where it is stored, masked where it is shown. */
  personal: z.literal(true).optional(),
  maxLength: z.int().optional(),
  pattern: z.string().optional(),
  /** Id in the registry of code schemes. */
  scheme: z.string().optional(),
  most: z.int().optional(),
  units: z.array(UnitKey).optional(),
  unit: UnitKey.optional(),
  choices: z.array(z.object({ id: z.string(), names: Names })).optional(),
  multiple: z.boolean().optional(),
  whole: z.boolean().optional(),
  min: z.string().optional(),
  max: z.string().optional(),
  inputKinds: z.array(z.string()).optional(),
  /** Who asks for it where it is not the profile itself: the province whose overlay added or tightened it. */
  overlay: z.string().optional(),
})

/** A field of a repeated row: rows do not nest. */
const ProfileRowFieldShape = FieldBase.extend({ type: z.enum(fieldTypes) }).meta({ id: 'ProfileRowField' })

/** One field of a form; which of the optional keys it has depends on its type (kernel/profile.ts). */
export const ProfileFieldShape = FieldBase.extend({
  type: z.enum([...fieldTypes, 'codes', 'rows']),
  fields: z.array(ProfileRowFieldShape).optional(),
}).meta({ id: 'ProfileField' })

export const ProfileEventShape = z
  .object({
    id: z.string(),
    names: Names,
    object: z.enum(['plot', 'group', 'batch', 'piece', 'asset', 'party']),
    move: z.enum([
      'record',
      'produce',
      'transform',
      'aggregate',
      'observe',
      'consume',
      'destroy',
      'receive',
      'dispatch',
    ]),
    step: z.string(),
    fields: z.array(ProfileFieldShape),
    publicFields: z.array(z.string()),
    needsCounterparty: z.boolean().optional(),
    formRequired: z.literal(true).optional(),
    partial: z.literal(true).optional(),
    roles: z.array(z.string()).optional(),
  })
  .meta({ id: 'ProfileEvent' })

const Sourced = z.object({ source: z.string(), confidence: Confidence.optional() })

export const ProfileShape = z
  .object({
    id: z.string(),
    industry: z.string(),
    sector: z.string(),
    version: z.string(),
    effective: z.object({ from: z.string(), to: z.string().optional() }),
    names: Names,
    roles: z.array(
      z.object({
        id: z.string(),
        names: Names,
        licences: z.array(Sourced.extend({ kind: z.string(), names: Names, required: z.boolean() })).optional(),
      }),
    ),
    productClasses: z.array(z.string()),
    /** Classes of other profiles whose goods events of this one may be about. */
    alsoClasses: z.array(z.string()).optional(),
    units: z.array(UnitKey),
    events: z.array(ProfileEventShape),
    rules: z.array(
      Sourced.extend({
        id: z.string(),
        on: z.array(z.string()),
        when: z.string(),
        action: z.enum(['block', 'warn', 'alarm', 'task']),
        names: Names,
      }),
    ),
    /** Rules as functions: what they say, not how they judge. */
    judged: z
      .array(
        Sourced.extend({
          id: z.string(),
          on: z.array(z.string()),
          action: z.enum(['block', 'warn', 'alarm', 'task']),
          names: Names,
        }),
      )
      .optional(),
    authorities: z
      .array(
        Sourced.extend({
          role: z.enum(['lead', 'cooperating', 'platform']),
          names: Names,
          divisionId: z.string().optional(),
          from: z.string().optional(),
          to: z.string().optional(),
        }),
      )
      .optional(),
    codeSchemes: z.array(z.string()).optional(),
    statistics: z
      .array(
        Sourced.extend({
          id: z.string(),
          names: Names,
          of: z.enum(['events', 'quantity', 'parties']),
          events: z.array(z.string()),
        }),
      )
      .optional(),
    yields: z.array(
      Sourced.extend({
        event: z.string(),
        inputClass: z.string(),
        outputClass: z.string(),
        maxRatio: z.string(),
        inputUnit: UnitKey,
        outputUnit: UnitKey,
      }),
    ),
    retention: z.array(
      Sourced.extend({
        events: z.array(z.string()),
        months: z.int(),
        from: z.enum(['record', 'sale', 'shelf_life_end', 'expiry', 'life_end']),
      }),
    ),
    publicView: z.object({ events: z.array(z.string()), firstScan: z.boolean(), none: z.literal(true).optional() }),
  })
  .meta({ id: 'Profile' })
export type ProfileShape = z.infer<typeof ProfileShape>

const ProfileSummary = z
  .object({
    id: z.string(),
    industry: z.string(),
    sector: z.string(),
    version: z.string(),
    names: Names,
    units: z.array(UnitKey),
    alsoClasses: z.array(z.string()).optional(),
    events: z.array(ProfileEventShape.pick({ id: true, names: true, object: true, move: true, step: true })),
  })
  .meta({ id: 'ProfileSummary' })

export const listProfiles = query({
  name: 'listProfiles',
  path: '/api/profiles',
  permission: 'signed-in',
  summary: { zh: '本人产业的行业规范', en: 'Profiles of one’s sectors' },
  input: z.object({}),
  output: z.object({ items: z.array(ProfileSummary) }),
})

export const getProfile = query({
  name: 'getProfile',
  path: '/api/profiles/:id',
  permission: 'signed-in',
  summary: { zh: '行业规范:事件、字段、规则', en: 'A profile: its events, fields and rules' },
  input: z.object({ id: z.string().min(1).max(60) }),
  output: ProfileShape,
})
