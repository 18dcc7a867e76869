import { parentPort } from 'node:worker_threads'
import { AppError, type ErrorCode } from '../errors.ts'

/** Makes one kind of document from its data. */
export type Renderer<Data> = (data: Data) => Promise<Uint8Array>
export type Renderers<Kinds> = { [K in keyof Kinds]: Renderer<Kinds[K]> }

export type Job = { id: number; kind: string; data: unknown }
export type Refusal = { code: ErrorCode; reason: string; details: Record<string, unknown> }
export type Answer =
  | { id: number; document: Uint8Array }
  | { id: number; refusal: Refusal }
  | { id: number; failure: string }

/** The body of a document thread: takes jobs from the pool until it is ended. A job that throws answers so and no more. */
export function serveDocuments<Kinds>(renderers: Renderers<Kinds>): void {
  const port = parentPort
  if (!port) throw new Error('serveDocuments runs in a thread of openDocumentPool')
  port.on('message', async (job: Job) => {
    const answer = await render(renderers, job)
    port.postMessage(answer, 'document' in answer ? [answer.document.buffer as ArrayBuffer] : [])
  })
}

async function render<Kinds>(renderers: Renderers<Kinds>, { id, kind, data }: Job): Promise<Answer> {
  try {
    if (!Object.hasOwn(renderers as object, kind)) throw new Error(`no renderer for documents of kind ${kind}`)
    const renderer = renderers[kind as keyof Kinds]
    return { id, document: await renderer(data as Kinds[keyof Kinds]) }
  } catch (err) {
    if (err instanceof AppError) return { id, refusal: { code: err.code, reason: err.reason, details: err.details } }
    return { id, failure: err instanceof Error ? (err.stack ?? err.message) : String(err) }
  }
}
