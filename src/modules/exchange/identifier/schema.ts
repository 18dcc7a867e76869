import * as z from 'zod'
import { query } from '../../../platform/endpoint.ts'

/** Values in one request at most. */
export const identifiersMost = 1000
/** Nobody signs in here, so an address may only ask so often. */
export const identifierLimit = { attempts: 1200, seconds: 60 }

export const ParsedIdentifier = z
  .object({
    value: z.string(),
    valid: z.boolean(),
    /** Stable; in words under the same name. Null for a valid value. */
    problem: z.string().nullable(),
    /** Data elements in the order in which they stood; of a wrong value those that were read. */
    elements: z.array(z.object({ ai: z.string(), value: z.string() })),
    /** `https://id.gs1.org/…`; null where a link cannot say it. */
    digitalLink: z.string().nullable(),
    /** Null where the length of the company prefix is not known. */
    urn: z.string().nullable(),
    /** In brackets: `(01)…(10)…`. */
    elementString: z.string().nullable(),
  })
  .meta({ id: 'ParsedIdentifier' })

export const parseIdentifiers = query({
  name: 'parseIdentifiers',
  method: 'POST',
  path: '/api/identifiers/parse',
  permission: 'public',
  summary: {
    zh: '解析 GS1 标识(EPC URN、数字链接、元素串、单独的编码),给出其余写法和问题',
    en: 'Read GS1 identifiers (EPC URN, Digital Link, element string, key): their other forms, and what is wrong',
  },
  input: z.object({ values: z.array(z.string()).max(identifiersMost) }),
  output: z.array(ParsedIdentifier),
})

export const identifierEndpoints = [parseIdentifiers] as const
