import type { FastifyInstance, FastifyReply } from 'fastify'
import { diskBlobs } from '../../../platform/blob.ts'
import { type Deps, mount, mountRaw } from '../../../platform/http.ts'
import { sendFile, takeUploads, uploaded } from '../../../platform/upload.ts'
import { type DocumentRecord, listDocumentsOf } from './queries.ts'
import { documentLimits } from './rules.ts'
import * as api from './schema.ts'
import { addDocument, documentBytes, removeDocument } from './service.ts'

export function documentRoutes(app: FastifyInstance, deps: Deps): void {
  const blobs = diskBlobs(`${deps.config.dataDir}/blobs`, deps.sealer)
  app.register(async (uploads) => {
    takeUploads(uploads)
    mountRaw(uploads, deps, api.addDocument, async (ctx, input, _reply, req) =>
      addDocument(deps, blobs, ctx, input, await uploaded(req.body, documentLimits.bytes)),
    )
  })
  mount(app, deps, api.removeDocument, removeDocument)
  mount(app, deps, api.listOwnDocuments, ({ db, actor }, f) =>
    listDocumentsOf(db, actor, { ...f, partyId: actor.partyId }),
  )
  mount(app, deps, api.listDocuments, ({ db, actor }, f) => listDocumentsOf(db, actor, f))
  mountRaw(app, deps, api.ownDocumentFile, async (ctx, { documentId }, reply) =>
    sendOpened(reply, await documentBytes(deps, blobs, ctx, { documentId, partyId: ctx.actor.partyId })),
  )
  mountRaw(app, deps, api.documentFile, async (ctx, ref, reply) =>
    sendOpened(reply, await documentBytes(deps, blobs, ctx, ref)),
  )
}

const sendOpened = (reply: FastifyReply, { document, bytes }: { document: DocumentRecord; bytes: Buffer }) =>
  sendFile(reply, document, bytes)
