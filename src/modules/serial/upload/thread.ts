import { serialize } from 'node:v8'
import { serveDocuments } from '../../../platform/document/thread.ts'
import { type Asked, prepare } from './prepare.ts'

export type ReadJob = { prepare: Asked }

serveDocuments<ReadJob>({
  // a copy: what is handed over is taken away from here
  prepare: async (asked) => new Uint8Array(serialize(prepare(asked))),
})
