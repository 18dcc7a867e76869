import * as z from 'zod'
import { command, query } from '../../../platform/endpoint.ts'
import { CivilDate } from '../../identity/schema.ts'

const Line = (max: number) => z.string().trim().min(1).max(max)
const Names = z.object({ zh: z.string(), en: z.string() })
export const DivisionId = z.string().min(1).max(12)

export const TracedClass = z
  .object({
    entryId: z.uuid(),
    classCode: z.string(),
    className: z.string(),
    classNameEn: z.string(),
    profile: z.string(),
    profileNames: Names,
    /** `0`: the whole country. */
    divisionId: z.string(),
    divisionName: z.string(),
    validFrom: z.string(),
    /** First day it no longer holds. */
    validTo: z.string().nullable(),
    decisionNo: z.string(),
    reason: z.string(),
    setAt: z.string(),
    endedDecision: z.string().nullable(),
    endedAt: z.string().nullable(),
    /** What the reader may do with it. */
    actions: z.array(z.enum(['change', 'end'])),
  })
  .meta({ id: 'TracedClass' })
export type TracedClass = z.infer<typeof TracedClass>

export const listTracedClasses = query({
  name: 'listTracedClasses',
  path: '/api/traced-classes',
  permission: 'signed-in',
  summary: { zh: '重要产品追溯目录', en: 'The dynamic catalogue of important products' },
  input: z.object({
    /** Only what holds on this day. */
    date: CivilDate.optional(),
    profile: Line(60).optional(),
    /** What concerns goods of this division: entries of it, of what it lies in and of what lies in it. */
    divisionId: DivisionId.optional(),
    /** Part of the class's name or of the decision's number, or the beginning of the class's code. */
    q: z.string().trim().max(50).optional(),
    /** Only what concerns the reader: its places and its sectors. */
    mine: z.literal('yes').optional(),
  }),
  output: z.object({ items: z.array(TracedClass) }),
})

export const getTracedClass = query({
  name: 'getTracedClass',
  path: '/api/traced-classes/:entryId',
  permission: 'signed-in',
  summary: { zh: '目录中的一条', en: 'One entry of the catalogue' },
  input: z.object({ entryId: z.uuid() }),
  output: TracedClass,
})

export const addTracedClass = command({
  name: 'addTracedClass',
  path: '/api/traced-classes',
  permission: 'profile:manage',
  summary: { zh: '列入重要产品追溯目录', en: 'Put a class of products under a profile, by a decision' },
  input: z.object({
    classCode: Line(20),
    profile: Line(60),
    divisionId: DivisionId,
    validFrom: CivilDate,
    validTo: CivilDate.optional(),
    decisionNo: Line(100),
    reason: Line(500),
    /** An entry of the same class in the same division that ends on `validFrom`, by the same decision. */
    replaces: z.uuid().optional(),
  }),
  output: TracedClass,
})

export const endTracedClass = command({
  name: 'endTracedClass',
  path: '/api/traced-classes/:entryId/end',
  permission: 'profile:manage',
  summary: { zh: '移出重要产品追溯目录', en: 'End an entry of the catalogue from a day on, by a decision' },
  input: z.object({ entryId: z.uuid(), validTo: CivilDate, decisionNo: Line(100) }),
  output: TracedClass,
})

export const tracedEndpoints = [listTracedClasses, getTracedClass, addTracedClass, endTracedClass]
