import type { FastifyInstance } from 'fastify'
import { diskBlobs } from '../../../platform/blob.ts'
import { type Deps, mountRaw } from '../../../platform/http.ts'
import { sendFile, takeUploads, uploaded } from '../../../platform/upload.ts'
import { fileLimits } from './rules.ts'
import * as api from './schema.ts'
import { addFile, ownFileBytes, recordFileBytes } from './service.ts'

export function fileRoutes(app: FastifyInstance, deps: Deps): void {
  const blobs = diskBlobs(`${deps.config.dataDir}/blobs`, deps.sealer)
  app.register(async (uploads) => {
    takeUploads(uploads)
    mountRaw(uploads, deps, api.addRecordFile, async (ctx, input, _reply, req) =>
      addFile(deps, blobs, ctx, input, await uploaded(req.body, fileLimits.bytes)),
    )
  })
  mountRaw(app, deps, api.ownRecordFile, async (ctx, { fileId }, reply) => {
    const { file, bytes } = await ownFileBytes(deps.db, blobs, ctx, fileId)
    return sendFile(reply, file, bytes)
  })
  mountRaw(app, deps, api.recordFile, async (ctx, ref, reply) => {
    const { file, bytes } = await recordFileBytes(deps, { blobs, sealer: deps.sealer }, ctx, ref)
    return sendFile(reply, file, bytes)
  })
}
