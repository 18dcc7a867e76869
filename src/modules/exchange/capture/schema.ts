import * as z from 'zod'
import { raw } from '../../../platform/endpoint.ts'

/** What one document may have: announced by OPTIONS and kept exactly. Events, and bytes of the body. */
export const captureMost = { events: 5000, bytes: 16 * 1024 * 1024 } as const
/** One event by itself, in bytes: read and written within the request. */
export const eventMost = 1024 * 1024

const documents = ['application/json', 'application/ld+json', 'application/xml', 'text/xml'] as const

const Problem = z
  .object({
    /** `epcisException:…` */
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    /** JSON pointer into the document, the same for XML. */
    instance: z.string().optional(),
    /** Stable; in words under `epcis.problem.<reason>` or as any refusal. */
    reason: z.string(),
    /** Which event of the document, from 0; absent for the document itself. */
    event: z.int().optional(),
    eventID: z.string().optional(),
  })
  .meta({ id: 'EpcisCaptureProblem' })
export type CaptureProblem = z.infer<typeof Problem>

/** A capture job as openapi.yaml has it. */
export const CaptureJob = z
  .object({
    captureID: z.string(),
    createdAt: z.string(),
    finishedAt: z.string().optional(),
    running: z.boolean(),
    success: z.boolean(),
    captureErrorBehaviour: z.enum(['rollback', 'proceed']),
    errors: z.array(Problem),
  })
  .meta({ id: 'EpcisCaptureJob' })
export type CaptureJob = z.infer<typeof CaptureJob>

export const captureDocument = raw({
  name: 'captureDocument',
  method: 'POST',
  path: '/epcis/capture',
  permission: 'epcis:capture',
  summary: {
    zh: '采集 EPCIS 文件(JSON 或 XML,请求体即文件),返回采集任务的地址',
    en: 'Capture an EPCIS document, JSON or XML, which is the body; answers with the address of the job',
  },
  input: z.object({}),
  output: z.unknown(),
  takes: documents,
  answers: ['application/json'],
})

export const listCaptureJobs = raw({
  name: 'listCaptureJobs',
  path: '/epcis/capture',
  permission: 'epcis:capture',
  summary: { zh: '采集任务列表', en: 'Capture jobs' },
  input: z.object({ perPage: z.string().max(10).optional(), nextPageToken: z.string().max(1000).optional() }),
  output: z.array(CaptureJob),
  answers: ['application/json'],
})

export const getCaptureJob = raw({
  name: 'getCaptureJob',
  path: '/epcis/capture/:captureID',
  permission: 'epcis:capture',
  summary: { zh: '采集任务的状态', en: 'State of a capture job' },
  input: z.object({ captureID: z.string().max(200) }),
  output: CaptureJob,
  answers: ['application/json', 'application/xml'],
})

export const captureEvent = raw({
  name: 'captureEvent',
  method: 'POST',
  path: '/epcis/events',
  permission: 'epcis:capture',
  summary: { zh: '采集一个 EPCIS 事件,立即生效', en: 'Capture one EPCIS event at once' },
  input: z.object({}),
  output: z.unknown(),
  takes: documents,
  answers: ['application/json'],
})

export const captureEndpoints = [captureDocument, listCaptureJobs, getCaptureJob, captureEvent]
