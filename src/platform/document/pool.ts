import { Worker } from 'node:worker_threads'
import { AppError } from '../errors.ts'
import type { Answer, Job } from './thread.ts'

export type DocumentPoolOptions = {
  /** Threads at most; each holds the fonts and a font cutter, 150 to 250 MB once warm. */
  threads?: number
  /** Documents that may wait; the next one is refused. */
  queue?: number
  /** A document that takes longer is given up, and its thread with it. */
  seconds?: number
  /** An idle thread is ended after this long and gives its memory back. */
  idleSeconds?: number
}

export type DocumentPool<Kinds> = {
  /**
   * Makes a document in a thread.
   * @throws AppError too_many `document.busy`: the queue is full · too_large `document.took_too_long` · internal
   * `document.failed` (the cause is in `cause`), `document.closed` · whatever AppError the renderer threw
   */
  renderDocument: <K extends keyof Kinds & string>(kind: K, data: Kinds[K]) => Promise<Uint8Array>
  /** Documents in work and waiting, for the metrics. */
  load: () => { working: number; waiting: number }
  /** Takes nothing new, finishes what was taken, ends the threads. */
  close: () => Promise<void>
}

type Waiting = { job: Job; resolve: (document: Uint8Array) => void; reject: (err: Error) => void }
type Thread = { worker: Worker; current: Waiting | undefined; timer: NodeJS.Timeout | undefined }

const failed = (cause: unknown): AppError => Object.assign(new AppError('internal', 'document.failed'), { cause })

/**
 * A few threads that make documents, so that a long print run never holds up a request. Threads start with the first
 * job; an idle pool keeps neither memory nor the process alive.
 */
export function openDocumentPool<Kinds>(script: URL, options: DocumentPoolOptions = {}): DocumentPool<Kinds> {
  const { threads: most = 2, queue: longest = 64, seconds = 60, idleSeconds = 120 } = options
  const threads = new Set<Thread>()
  const waiting: Waiting[] = []
  let nextId = 1
  let closed = false
  let drained: (() => void) | undefined

  const startThread = (): Thread => {
    const worker = new Worker(script, { env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 512 } })
    const thread: Thread = { worker, current: undefined, timer: undefined }
    threads.add(thread)
    worker.on('message', (answer: Answer) => {
      const { current } = thread
      if (current?.job.id !== answer.id) return
      rest(thread)
      if ('document' in answer) current.resolve(answer.document)
      else if ('refusal' in answer)
        current.reject(new AppError(answer.refusal.code, answer.refusal.reason, answer.refusal.details))
      else current.reject(failed(answer.failure))
      assign()
    })
    worker.on('error', (err) => lose(thread, failed(err)))
    worker.on('exit', (code) => lose(thread, failed(`the document thread ended with code ${code}`)))
    return thread
  }

  /** Between jobs: the thread may be ended, and does not keep the process alive. */
  const rest = (thread: Thread) => {
    clearTimeout(thread.timer)
    thread.current = undefined
    thread.worker.unref()
    thread.timer = setTimeout(() => lose(thread, failed('idle')), idleSeconds * 1000)
    thread.timer.unref()
  }

  const lose = (thread: Thread, err: AppError) => {
    if (!threads.delete(thread)) return
    clearTimeout(thread.timer)
    void thread.worker.terminate()
    thread.current?.reject(err)
    assign()
  }

  const assign = () => {
    while (waiting.length) {
      const idle = [...threads].find((t) => !t.current) ?? (threads.size < most ? startThread() : undefined)
      if (!idle) return
      const next = waiting.shift()!
      clearTimeout(idle.timer)
      idle.current = next
      idle.worker.ref()
      idle.timer = setTimeout(() => lose(idle, new AppError('too_large', 'document.took_too_long')), seconds * 1000)
      try {
        idle.worker.postMessage(next.job)
      } catch (err) {
        rest(idle) // data that cannot cross into a thread
        next.reject(failed(err))
      }
    }
    if (closed && ![...threads].some((t) => t.current)) drained?.()
  }

  return {
    renderDocument: (kind, data) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new AppError('internal', 'document.closed'))
        if (waiting.length >= longest) return reject(new AppError('too_many', 'document.busy'))
        waiting.push({ job: { id: nextId++, kind, data }, resolve, reject })
        assign()
      }),
    load: () => ({ working: [...threads].filter((t) => t.current).length, waiting: waiting.length }),
    close: async () => {
      closed = true
      if (waiting.length || [...threads].some((t) => t.current))
        await new Promise<void>((resolve) => {
          drained = resolve
        })
      const left = [...threads]
      threads.clear()
      for (const thread of left) clearTimeout(thread.timer)
      await Promise.all(left.map((thread) => thread.worker.terminate()))
    },
  }
}
