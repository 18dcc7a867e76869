import { deserialize } from 'node:v8'
import { type DocumentPool, openDocumentPool } from '../../../platform/document/pool.ts'
import { type Asked, type Prepared, prepare } from './prepare.ts'
import type { ReadJob } from './thread.ts'

/** A file up to this many bytes is read at once: a few milliseconds. A larger one in a thread. */
const AT_ONCE = 16 * 1024

let pool: DocumentPool<ReadJob> | undefined

/**
 * Reads a file without holding up requests. The thread starts with the first large file, keeps nothing alive, and ends
 * when it is idle. @throws AppError too_large `document.took_too_long` · internal `document.failed`
 */
export async function readUpload(asked: Asked): Promise<Prepared> {
  if (asked.bytes.length <= AT_ONCE) return prepare(asked)
  pool ??= openDocumentPool<ReadJob>(new URL('./thread.ts', import.meta.url), { threads: 1, queue: 256, seconds: 120 })
  return deserialize(await pool.renderDocument('prepare', asked)) as Prepared
}
