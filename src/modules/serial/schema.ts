import * as z from 'zod'
import { codeStates } from '../../kernel/rule.ts'
import { query, raw } from '../../platform/endpoint.ts'
import { Instant } from '../identity/schema.ts'

const Id = z.uuid().toLowerCase()
const Names = z.object({ zh: z.string(), en: z.string() })
const Cursor = z.string().max(300).optional()
const Limit = z.coerce.number().int().min(1).max(200).default(50)
/** As it is printed, in any form that names it. */
const Code = z.string().trim().min(1).max(300)

export const uploadStates = ['waiting', 'reading', 'writing', 'done', 'refused'] as const

export const RowProblem = z
  .object({
    /** Line of the file; 0: the file as such. */
    line: z.int(),
    code: z.string(),
    /** Stable; in words under the same key. */
    reason: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  })
  .meta({ id: 'SerialRowProblem' })

export const Upload = z
  .object({
    partyId: z.uuid(),
    partyName: z.string(),
    uploadId: z.uuid(),
    /** The batch they are coded for; null: the codes are only issued. */
    holdingId: z.uuid().nullable(),
    batchCode: z.string().nullable(),
    productName: z.string().nullable(),
    profile: z.string(),
    fileName: z.string(),
    format: z.enum(['csv', 'xml']),
    bytes: z.int(),
    state: z.enum(uploadStates),
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
    /** Lines in the file once it is read, and how many of its codes are written so far. */
    rowsTotal: z.int().nullable(),
    rowsWritten: z.int(),
    pieces: z.int().nullable(),
    packs: z.int().nullable(),
    /** Packs that are in no other: each moves as one. */
    sealed: z.int().nullable(),
    /** How many lines are wrong. */
    problems: z.int(),
  })
  .meta({ id: 'SerialUpload' })
export type Upload = z.infer<typeof Upload>

export const startUpload = raw({
  name: 'startCodeUpload',
  method: 'POST',
  path: '/api/serial/uploads',
  permission: 'batch:make',
  summary: {
    zh: '上传追溯码及其包装关系(CSV 或 XML，请求体即文件)，全部写入或全部不写入',
    en: 'Upload codes with what is in what, CSV or XML, which is the body; all of it is written or nothing',
  },
  input: z.object({
    /** The batch they are coded for; without it they are only issued, under this profile. */
    holdingId: Id.optional(),
    profile: z.string().min(1).max(60).optional(),
    fileName: z.string().trim().max(200).default(''),
    happenedAt: Instant.optional(),
  }),
  output: Upload,
  takes: ['text/csv', 'application/xml', 'text/xml'],
  answers: ['application/json'],
})

export const listUploads = query({
  name: 'listCodeUploads',
  path: '/api/serial/uploads',
  permission: 'batch:read',
  summary: { zh: '追溯码上传记录', en: 'Uploads of codes' },
  input: z.object({ partyId: Id.optional(), holdingId: Id.optional(), cursor: Cursor, limit: Limit }),
  output: z.object({ items: z.array(Upload), nextCursor: z.string().nullable() }),
})

export const getUpload = query({
  name: 'getCodeUpload',
  path: '/api/serial/uploads/:uploadId',
  permission: 'batch:read',
  summary: { zh: '一次上传的进度和错误', en: 'An upload, how far it has come and what is wrong' },
  input: z.object({ uploadId: Id, partyId: Id.optional() }),
  output: Upload.extend({ problemList: z.array(RowProblem) }),
})

export const uploadProblems = raw({
  name: 'codeUploadProblems',
  path: '/api/serial/uploads/:uploadId/problems',
  permission: 'batch:read',
  summary: { zh: '下载一次上传的错误行(CSV)', en: 'The wrong lines of an upload, as CSV' },
  input: z.object({ uploadId: Id, partyId: Id.optional() }),
  output: z.unknown(),
  answers: ['text/csv'],
})

export const CodeLine = z
  .object({
    code: z.string(),
    scheme: z.string(),
    /** 1: a piece; above: a pack of what is one lower. */
    level: z.int(),
    state: z.enum(codeStates),
  })
  .meta({ id: 'SerialCodeLine' })
export type CodeLine = z.infer<typeof CodeLine>

export const listCodes = query({
  name: 'listSerialCodes',
  path: '/api/serial/uploads/:uploadId/codes',
  permission: 'batch:read',
  summary: { zh: '一次上传的追溯码', en: 'The codes of an upload' },
  input: z.object({ uploadId: Id, partyId: Id.optional(), cursor: Cursor, limit: Limit }),
  output: z.object({ items: z.array(CodeLine), nextCursor: z.string().nullable() }),
})

export const SerialCode = CodeLine.extend({
  identifier: z.string(),
  schemeNames: Names,
  profile: z.string().nullable(),
  productName: z.string().nullable(),
  madeOn: z.string().nullable(),
  makerId: z.uuid(),
  makerName: z.string(),
  /** The batch it was coded for. */
  batch: z.object({ code: z.string().nullable(), homeId: z.uuid(), itemId: z.uuid() }).nullable(),
  uploadId: z.uuid().nullable(),
  /** The packs around it now, the nearest first. */
  parents: z.array(CodeLine),
  /** How many things are right in it. */
  children: z.int(),
  /** Where it is, as far as this person may see: null: not shown, or nobody known. */
  holder: z.object({ partyId: z.uuid(), name: z.string(), holdingId: z.uuid().nullable() }).nullable(),
  held: z.boolean(),
  /** What happened, oldest first; who is named as far as this person may see. */
  flow: z.array(
    z.object({
      at: z.string(),
      /** The profile's word for it, else the step of the trace. */
      names: Names.nullable(),
      step: z.string(),
      partyName: z.string().nullable(),
      counterpartName: z.string().nullable(),
      state: z.enum(codeStates).nullable(),
      recordId: z.uuid().nullable(),
    }),
  ),
}).meta({ id: 'SerialCode' })
export type SerialCode = z.infer<typeof SerialCode>

export const getCode = query({
  name: 'getSerialCode',
  path: '/api/serial/code',
  permission: 'batch:read',
  summary: {
    zh: '一个追溯码：状态、包装关系、批次、流向',
    en: 'A code: its state, what it is in, its batch and its way',
  },
  input: z.object({ code: Code }),
  output: SerialCode,
})

export const listChildren = query({
  name: 'listSerialChildren',
  path: '/api/serial/code/children',
  permission: 'batch:read',
  summary: { zh: '包装内的追溯码', en: 'What is right in a pack' },
  input: z.object({ code: Code, cursor: Cursor, limit: Limit }),
  output: z.object({ items: z.array(CodeLine), nextCursor: z.string().nullable() }),
})

export const serialEndpoints = [
  startUpload,
  listUploads,
  getUpload,
  uploadProblems,
  listCodes,
  getCode,
  listChildren,
] as const
