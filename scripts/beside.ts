import { readConfig } from '../src/platform/config.ts'
import { type Database, openBeside } from '../src/platform/database.ts'
import { isPlainFault } from '../src/platform/start.ts'

/** Runs a tool on the platform's database, also beside a running platform; a fault of the surroundings is one line. */
export async function beside(
  run: (database: Database, config: ReturnType<typeof readConfig>) => Promise<void>,
): Promise<void> {
  try {
    const config = readConfig(process.env)
    const database = await openBeside(config)
    try {
      await run(database, config)
    } finally {
      await database.close()
    }
  } catch (err) {
    if (!isPlainFault(err) && !(err instanceof PlainError)) throw err
    console.error(err.message)
    process.exitCode = 2
  }
}

/** A fault that its message says whole. */
export class PlainError extends Error {}
