import * as z from 'zod'
import { query } from '../../../platform/endpoint.ts'

export const DivisionId = z.string().regex(/^(0|\d{6}|\d{9}|\d{12})$/)
export const DivisionRef = z.object({ divisionId: DivisionId, name: z.string() })
export const DivisionLevel = z.enum(['country', 'province', 'city', 'county', 'township', 'village'])
export const Division = z
  .object({
    divisionId: DivisionId,
    parentId: DivisionId.nullable(),
    name: z.string(),
    level: DivisionLevel,
    /** From the province down to its parent; the country is left out. */
    above: z.array(z.object({ divisionId: DivisionId, name: z.string() })),
  })
  .meta({ id: 'Division' })
export type Division = z.infer<typeof Division>
export const DivisionFilter = z.object({
  /** Characters of the name, pinyin, initials or the beginning of the code. */
  q: z.string().trim().min(1).max(50),
  /** Only in this division's subtree. */
  within: DivisionId.optional(),
  level: DivisionLevel.optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
})
export const findDivisions = query({
  name: 'findDivisions',
  path: '/api/divisions',
  permission: 'public',
  input: DivisionFilter,
  output: z.object({ items: z.array(Division) }),
  summary: { zh: '按名称、拼音、首字母或代码查行政区划', en: 'Find divisions by name, pinyin, initials or code' },
})
export const showDivision = query({
  name: 'showDivision',
  path: '/api/divisions/:divisionId',
  permission: 'public',
  input: z.object({ divisionId: DivisionId }),
  output: z.object({ division: Division, children: z.array(Division) }),
  summary: { zh: '一个行政区划和它的下级', en: 'A division and what lies directly below it' },
})
