import * as z from 'zod'
import { raw } from '../../../platform/endpoint.ts'
import { documentTypes } from '../../registry/document/rules.ts'
import { Id } from '../record/schema.ts'

/** A photo or paper that the file field of a record names by its id. */
export const RecordFile = z
  .object({
    fileId: Id,
    name: z.string(),
    contentType: z.enum(documentTypes),
    /** Bytes. */
    size: z.int(),
    addedAt: z.string(),
  })
  .meta({ id: 'RecordFile' })
export type RecordFile = z.infer<typeof RecordFile>

export const addRecordFile = raw({
  name: 'addRecordFile',
  method: 'POST',
  path: '/api/production/files',
  permission: 'production:record',
  summary: {
    zh: '上传记录的照片或凭证(请求体即文件内容)',
    en: 'Add a photo or paper for a record; the body is the file',
  },
  input: z.object({
    /** Chosen by the sender: sent again with the same bytes it is the same file. */
    fileId: Id,
    /** The file's name, to recognise it by. */
    name: z.string().trim().min(1).max(200),
  }),
  output: RecordFile,
  takes: documentTypes,
  answers: ['application/json'],
})

export const ownRecordFile = raw({
  name: 'ownRecordFile',
  path: '/api/production/files/:fileId',
  permission: 'production:record',
  summary: { zh: '本主体上传的照片或凭证', en: 'A photo or paper of one’s own' },
  input: z.object({ fileId: Id }),
  output: z.any(),
  answers: documentTypes,
})

export const recordFile = raw({
  name: 'recordFile',
  path: '/api/production/records/:recordId/files/:fileId',
  permission: 'production:read',
  summary: { zh: '记录中的照片或凭证(个人信息留痕)', en: 'A photo or paper of a record; personal ones are journalled' },
  input: z.object({
    recordId: Id,
    fileId: Id,
    /** Whose record; one's own when absent. */
    partyId: Id.optional(),
  }),
  output: z.any(),
  answers: documentTypes,
})

export const fileEndpoints = [addRecordFile, ownRecordFile, recordFile]
