import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { diskBlobs } from '../../../platform/blob.ts'
import { AppError } from '../../../platform/errors.ts'
import { type Deps, mount, mountRaw } from '../../../platform/http.ts'
import { type DocumentRecord, listDocumentsOf } from './queries.ts'
import { documentLimits } from './rules.ts'
import * as api from './schema.ts'
import { addDocument, documentBytes, removeDocument } from './service.ts'

export function documentRoutes(app: FastifyInstance, deps: Deps): void {
  const blobs = diskBlobs(`${deps.config.dataDir}/blobs`, deps.sealer)
  app.register(async (uploads) => {
    // whatever the type says it is, nothing is read before it is known who sends it
    uploads.removeAllContentTypeParsers()
    uploads.addContentTypeParser('*', (_req, payload, done) => done(null, payload))
    mountRaw(uploads, deps, api.addDocument, async (ctx, input, _reply, req) =>
      addDocument(deps, blobs, ctx, input, await bytesOf(req.body)),
    )
  })
  mount(app, deps, api.removeDocument, removeDocument)
  mount(app, deps, api.listOwnDocuments, ({ db, actor }, f) =>
    listDocumentsOf(db, actor, { ...f, partyId: actor.partyId }),
  )
  mount(app, deps, api.listDocuments, ({ db, actor }, f) => listDocumentsOf(db, actor, f))
  mountRaw(app, deps, api.ownDocumentFile, async (ctx, { documentId }, reply) =>
    sendFile(reply, await documentBytes(deps, blobs, ctx, { documentId, partyId: ctx.actor.partyId })),
  )
  mountRaw(app, deps, api.documentFile, async (ctx, ref, reply) =>
    sendFile(reply, await documentBytes(deps, blobs, ctx, ref)),
  )
}

/** The body of an upload. @throws too_large `document.too_large` as soon as there is too much of it. */
async function bytesOf(body: unknown): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  if (!(body instanceof Readable)) return Buffer.alloc(0)
  // a stream that is destroyed takes the connection along, and with it the refusal
  for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > documentLimits.bytes)
      throw new AppError('too_large', 'document.too_large', { megabytes: documentLimits.bytes / 1024 / 1024 })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** A stranger's file: never another type than the one that was checked, and nothing in it may run. */
function sendFile(reply: FastifyReply, { document, bytes }: { document: DocumentRecord; bytes: Buffer }): FastifyReply {
  const { contentType, name } = document
  const disposition = contentType === 'application/pdf' ? 'attachment' : 'inline'
  return reply
    .type(contentType)
    .header('content-disposition', `${disposition}; filename*=UTF-8''${encodedName(name)}`)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('cache-control', 'private, no-store')
    .send(bytes)
}

/** RFC 8187: what a header may hold of a name. */
const encodedName = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
