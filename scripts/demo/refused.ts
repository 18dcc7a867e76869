import { AppError } from '../../src/platform/errors.ts'

/** Runs what must be refused for this reason (of a rule, its id); anything else is a fault of the demo. */
export async function refused(run: Promise<unknown>, reason: string): Promise<void> {
  const err = await run.then(
    () => undefined,
    (e: unknown) => e,
  )
  if (err instanceof AppError && (err.reason === reason || err.details['rule'] === reason)) return
  throw err ?? new Error(`${reason} was expected, and it was accepted`)
}
