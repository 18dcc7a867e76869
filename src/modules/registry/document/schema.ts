import * as z from 'zod'
import { command, query, raw } from '../../../platform/endpoint.ts'
import { documentKinds, documentTypes } from './rules.ts'

const Kind = z.enum(documentKinds).meta({ id: 'DocumentKind' })
const DocumentRef = z.object({ documentId: z.uuid() })

export const Document = DocumentRef.extend({
  partyId: z.uuid(),
  filingId: z.uuid(),
  kind: Kind,
  name: z.string(),
  contentType: z.enum(documentTypes),
  /** Bytes. */
  size: z.int(),
  addedAt: z.string(),
}).meta({ id: 'RegistryDocument' })
export type Document = z.infer<typeof Document>

const Page = z.object({
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
const Documents = z.object({ items: z.array(Document), nextCursor: z.string().nullable() })

export const addDocument = raw({
  name: 'addDocument',
  method: 'POST',
  path: '/api/own/documents',
  permission: 'own:manage',
  summary: { zh: '上传材料(请求体即文件内容)', en: 'Add a document to the open filing; the body is the file' },
  input: z.object({
    /** Chosen by the sender: sent again with the same file it is the same document. */
    documentId: z.uuid(),
    kind: Kind,
    /** The file's name, to recognise it by. */
    name: z.string().trim().min(1).max(200),
  }),
  output: Document,
  takes: documentTypes,
  answers: ['application/json'],
})

export const removeDocument = command({
  name: 'removeDocument',
  path: '/api/own/documents/:documentId/remove',
  permission: 'own:manage',
  summary: { zh: '移除材料', en: 'Take a document off a filing that is not handed in' },
  input: DocumentRef,
  output: DocumentRef,
})

export const listOwnDocuments = query({
  name: 'listOwnDocuments',
  path: '/api/own/documents',
  permission: 'own:read',
  summary: { zh: '本主体的材料', en: "One's own documents, newest first" },
  input: Page,
  output: Documents,
})

export const listDocuments = query({
  name: 'listDocuments',
  path: '/api/operators/:partyId/documents',
  permission: 'operator:read',
  summary: { zh: '主体材料', en: 'Documents of an operator’s filings, newest first' },
  input: Page.extend({ partyId: z.uuid() }),
  output: Documents,
})

export const ownDocumentFile = raw({
  name: 'ownDocumentFile',
  path: '/api/own/documents/:documentId/file',
  permission: 'own:read',
  summary: { zh: '下载本主体的材料', en: 'The file of an own document' },
  input: DocumentRef,
  output: z.any(),
  answers: documentTypes,
})

export const documentFile = raw({
  name: 'documentFile',
  path: '/api/operators/:partyId/documents/:documentId/file',
  permission: 'operator:read',
  summary: { zh: '下载主体材料(身份证件留痕)', en: 'The file of a document; identity cards are journalled' },
  input: DocumentRef.extend({ partyId: z.uuid() }),
  output: z.any(),
  answers: documentTypes,
})

export const documentEndpoints = [
  addDocument,
  removeDocument,
  listOwnDocuments,
  listDocuments,
  ownDocumentFile,
  documentFile,
]
