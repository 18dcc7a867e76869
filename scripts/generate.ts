import { parseArgs } from 'node:util'
import { loadCatalogue } from '../src/modules/catalogue/index.ts'
import { loadDivisions } from '../src/modules/identity/index.ts'
import { ConfigError, readConfig } from '../src/platform/config.ts'
import { isPlainFault, openStore } from '../src/platform/start.ts'
import { GenerateError, generate } from './generate/generate.ts'

/**
 * `node scripts/generate.ts --operators 3000 --batches 100000 --seed 1` (or `--events 2000000 --hub 100000`): the demo's shapes at any size, by bulk
 * loading, into the database of DATABASE_OWNER_URL or the embedded one of DATA_DIR. The platform must not be running
 * on it; it must have no operators yet.
 */
function sizeOf(args: string[]) {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      args,
      options: { operators: text, batches: text, events: text, hub: text, seed: text },
    })
    const whole = (name: keyof typeof values, otherwise: number) => {
      const n = Number(values[name] ?? otherwise)
      if (!Number.isSafeInteger(n) || n < 0) throw new Error(`--${name}: expected a whole number`)
      return n
    }
    const events = whole('events', 0)
    return {
      operators: whole('operators', 300),
      batches: whole('batches', events ? 0 : 10_000),
      events,
      hubLots: whole('hub', 0),
      seed: whole('seed', 1),
    }
  } catch (err) {
    throw new GenerateError((err as Error).message)
  }
}

try {
  const size = sizeOf(process.argv.slice(2))
  const began = Date.now()
  const progress = (what: string) => console.log(`… ${what} (${Math.round((Date.now() - began) / 1000)} s)`)
  const config = readConfig({ ...process.env, DATA_DIR: process.env['DATA_DIR'] ?? '.data/generated' })
  const { database, db } = await openStore(config, progress)
  try {
    const now = new Date().toISOString()
    await loadDivisions(db, now, progress)
    await loadCatalogue(db, now, progress)
    const { rows } = await generate(database.ownerUrl, size, progress)
    for (const [table, count] of [...rows].sort()) console.log(`  ${table.padEnd(28)}${count}`)
  } finally {
    await db.destroy()
    await database.close()
  }
} catch (err) {
  if (!(err instanceof GenerateError || err instanceof ConfigError || isPlainFault(err))) throw err
  console.error(`Nothing was generated. ${err.message}`)
  process.exit(1)
}
