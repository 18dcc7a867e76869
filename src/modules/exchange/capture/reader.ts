import { deserialize } from 'node:v8'
import { type DocumentPool, openDocumentPool } from '../../../platform/document/pool.ts'
import { type Format, type Prepared, prepare } from './prepare.ts'
import { captureMost } from './schema.ts'
import type { ReadJob } from './thread.ts'

/** A document up to this many characters is read at once: about a millisecond. A larger one in a thread. */
const AT_ONCE = 16 * 1024

let pool: DocumentPool<ReadJob> | undefined

/**
 * Reads a document without holding up other requests. The threads start with the first large document, keep nothing
 * alive, and end when they are idle.
 * @throws AppError too_many `document.busy` · too_large `document.took_too_long` · internal `document.failed`
 */
export async function readDocument(text: string, format: Format): Promise<Prepared> {
  if (text.length <= AT_ONCE) return prepare(text, format, captureMost.events)
  pool ??= openDocumentPool<ReadJob>(new URL('./thread.ts', import.meta.url), { threads: 2, queue: 256, seconds: 120 })
  return deserialize(await pool.renderDocument('prepare', { text, format, most: captureMost.events })) as Prepared
}

/** Documents that were read when they came and whose job has not begun: this much text of them is kept. */
const KEPT = 32 * 1024 * 1024
const kept = new Map<string, { prepared: Prepared; size: number }>()
let keptSize = 0

/**
 * Keeps what was read until its job asks for it, in this process and while there is room: of what nobody asked for, such
 * as a document whose job another process worked on, the oldest goes first.
 */
export function keepPrepared(jobId: string, prepared: Prepared, size: number): void {
  takePrepared(jobId)
  if (size > KEPT) return
  for (const oldest of kept.keys()) {
    if (keptSize + size <= KEPT) break
    takePrepared(oldest)
  }
  kept.set(jobId, { prepared, size })
  keptSize += size
}

/** What was read of a document when it came, once. */
export function takePrepared(jobId: string): Prepared | undefined {
  const found = kept.get(jobId)
  if (!found) return undefined
  kept.delete(jobId)
  keptSize -= found.size
  return found.prepared
}
