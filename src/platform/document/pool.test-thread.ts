import { AppError } from '../errors.ts'
import { serveDocuments } from './thread.ts'

/** Kinds of jobs that go wrong, for pool.test.ts. */
export type Troubles = { echo: string; refuse: string; throw: string; crash: number; forever: null; sleep: number }

serveDocuments<Troubles>({
  echo: async (text) => new TextEncoder().encode(text),
  refuse: async (reason) => {
    throw new AppError('too_large', reason, { most: 3 })
  },
  throw: async (message) => {
    throw new TypeError(message)
  },
  crash: async (code) => process.exit(code),
  forever: async () => {
    for (;;);
  },
  sleep: async (milliseconds) => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
    return new Uint8Array([1])
  },
})
