import pg from 'pg'
import { tellChain } from './chains.ts'
import { openLedger } from './ledger.ts'
import { fewestOperators, makeOperators, type Traders } from './operators.ts'
import { randomOf } from './random.ts'
import { sinkTo } from './sink.ts'

export type Size = {
  /** How many operators; at least one of each kind. */
  operators: number
  /** At least so many batches under codes of their own: the last chain is told to its end. */
  batches: number
  seed: number
}
export type Generated = {
  /** Rows written, by table. */
  rows: ReadonlyMap<string, number>
  /** Operators by what they do, for who asks on their behalf. */
  traders: Traders
}

export class GenerateError extends Error {}

/** Chains begin on some day of this year before the end, which is the same on every run. */
const END = Date.parse('2026-05-25T00:00:00Z')
const YEAR = 365 * 86_400_000
const HOUR = 3_600_000

/**
 * Fills a migrated database that has its reference data with operators of one province and the chains of the demo, as
 * many as asked for, past the commands: the same seed and size give the same rows. Journal, certificates and notices
 * are not made. `url` is the owner's. @throws GenerateError when there are operators already, or too few are wanted.
 */
export async function generate(
  url: string,
  { operators, batches, seed }: Size,
  onProgress: (what: string) => void = () => {},
): Promise<Generated> {
  if (operators < fewestOperators)
    throw new GenerateError(`operators: at least ${fewestOperators}, one of each kind that the chains need`)
  const db = new pg.Client({ connectionString: url, options: '-c timezone=UTC' })
  await db.connect()
  try {
    const { rowCount } = await db.query('select 1 from registry.operator limit 1')
    if (rowCount) throw new GenerateError('this database has operators already: generate into a new one')
    const random = randomOf(seed)
    const sink = sinkTo(db)
    const traders = await makeOperators(db, sink, random, operators)
    onProgress(`${operators} operators`)
    const ledger = openLedger(sink, random)
    const made = () => sink.counts.get('trace.code') ?? 0
    let next = 0
    while (made() < batches) {
      // farms work by day, on whole hours of their own
      tellChain(
        { ledger, random, traders },
        END - YEAR + random.between(0, 365 * 24) * HOUR + random.between(0, 59_999),
      )
      ledger.close()
      await sink.flush()
      if (made() >= next) {
        onProgress(`${made()} of ${batches} batches`)
        next += Math.max(10_000, Math.ceil(batches / 20))
      }
    }
    await sink.flush(true)
    await db.query('analyze')
    return { rows: sink.counts, traders }
  } finally {
    await db.end()
  }
}
