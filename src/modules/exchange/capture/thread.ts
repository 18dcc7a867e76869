import { serialize } from 'node:v8'
import { serveDocuments } from '../../../platform/document/thread.ts'
import { type Format, forCrossing, prepare } from './prepare.ts'

export type ReadJob = { prepare: { text: string; format: Format; most: number } }

serveDocuments<ReadJob>({
  // a copy: what is handed over is taken away from here
  prepare: async ({ text, format, most }) => new Uint8Array(serialize(forCrossing(prepare(text, format, most)))),
})
