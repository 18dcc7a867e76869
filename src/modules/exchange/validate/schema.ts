import * as z from 'zod'
import { raw } from '../../../platform/endpoint.ts'

/** The largest document that is validated, in bytes. */
export const validateMost = 2 * 1024 * 1024
/** All pre-hash strings of an answer together, in characters. */
export const preHashMost = 16 * 1024 * 1024
/** Of each event and of the document no more problems than this are told; the first are the ones to mend. */
export const problemsMost = 100

const Problem = z
  .object({
    /** JSON pointer into the document, the same for XML. */
    path: z.string(),
    /** Stable; in words under `epcis.problem.<reason>`. */
    reason: z.string(),
    message: z.string(),
  })
  .meta({ id: 'EpcisProblem' })

export const Validated = z
  .object({
    events: z.array(
      z.object({
        index: z.int(),
        eventID: z.string().nullable(),
        /** Event hash by CBV 2.0; null for an event with problems. */
        hash: z.string().nullable(),
        preHash: z.string().nullable(),
        problems: z.array(Problem),
      }),
    ),
    /** Problems of the document itself. */
    problems: z.array(Problem),
  })
  .meta({ id: 'EpcisValidated' })
export type Validated = z.output<typeof Validated>

export const validateEpcis = raw({
  name: 'validateEpcis',
  method: 'POST',
  path: '/epcis/validate',
  permission: 'epcis:capture',
  summary: {
    zh: '校验 EPCIS 文件(JSON 或 XML,请求体即文件),给出每个事件的问题与哈希;不保存任何内容',
    en: 'Check an EPCIS document, JSON or XML, which is the body: problems and hash of every event. Stores nothing',
  },
  input: z.object({}),
  output: Validated,
  takes: ['application/json', 'application/ld+json', 'application/xml', 'text/xml'],
  answers: ['application/json'],
})

export const validateEndpoints = [validateEpcis]
