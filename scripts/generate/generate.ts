import pg from 'pg'
import { type Stage, tellChain } from './chains.ts'
import { withoutKeys } from './keys.ts'
import { openLedger } from './ledger.ts'
import { fewestOperators, makeOperators, type Traders } from './operators.ts'
import { type Random, randomOf } from './random.ts'
import { type Sink, sinkTo } from './sink.ts'
import { type Subject, tellHubLots, tellRecall, tellWide } from './wide.ts'

export type Size = {
  /** How many operators; at least one of each kind. */
  operators: number
  /** At least so many batches under codes of their own: the last chain is told to its end. */
  batches?: number
  /** At least so many events. */
  events?: number
  /** Lots of one wholesaler that is a hub, about. */
  hubLots?: number
  /** Chains of about so many holdings each, for who traces them. */
  wide?: readonly number[]
  /** A lot that goes to so many parties, five holdings each, for who recalls it. */
  recallParties?: number
  seed: number
}
export type Generated = {
  /** Rows written, by table. */
  rows: ReadonlyMap<string, number>
  /** Operators by what they do, for who asks on their behalf. */
  traders: Traders
  /** The chains of `wide` by size, the recalled lot, the hub. */
  subjects: { wide: Record<number, Subject[]>; recall?: Subject; hub?: Subject }
}

export class GenerateError extends Error {}

/** Chains begin on some day of this year before the end, which is the same on every run. */
const END = Date.parse('2026-05-25T00:00:00Z')
const YEAR = 365 * 86_400_000
const HOUR = 3_600_000

/** From so many events or batches on the keys are made after the rows. */
const MANY = 50_000

/**
 * Fills a migrated database that has its reference data with operators of one province and the chains of the demo, as
 * many as asked for, past the commands: the same seed and size give the same rows. Journal, certificates and notices
 * are not made. `url` is the owner's. @throws GenerateError when there are operators already, or too few are wanted.
 */
export async function generate(
  url: string,
  size: Size,
  onProgress: (what: string) => void = () => {},
): Promise<Generated> {
  const { operators, batches = 0, events = 0, seed } = size
  if (operators < fewestOperators)
    throw new GenerateError(`operators: at least ${fewestOperators}, one of each kind that the chains need`)
  const db = new pg.Client({ connectionString: url, options: '-c timezone=UTC -c synchronous_commit=off' })
  await db.connect()
  try {
    const { rowCount } = await db.query('select 1 from registry.operator limit 1')
    if (rowCount) throw new GenerateError('this database has operators already: generate into a new one')
    const random = randomOf(seed)
    const sink = sinkTo(db)
    const traders = await makeOperators(db, sink, random, operators)
    await sink.flush(true)
    onProgress(`${operators} operators`)
    const stage = { ledger: openLedger(sink, random), random, traders }
    const subjects: Generated['subjects'] = { wide: {} }
    const load = async () => {
      await tellSubjects(stage, size, subjects, sink)
      await tellChains(stage, { batches, events }, sink, onProgress)
      await sink.flush(true)
    }
    if (Math.max(batches, events) < MANY) await load()
    else await withoutKeys(db, load, onProgress)
    onProgress('statistics')
    await db.query('vacuum analyze')
    return { rows: sink.counts, traders, subjects }
  } finally {
    await db.end()
  }
}

/** When a story begins: farms work by day, on whole hours of their own. */
const someTime = (random: Random) => END - YEAR + random.between(0, 365 * 24) * HOUR + random.between(0, 59_999)

async function tellChains(
  stage: Stage,
  { batches, events }: { batches: number; events: number },
  sink: Sink,
  onProgress: (what: string) => void,
): Promise<void> {
  const made = (table: string) => sink.counts.get(table) ?? 0
  let next = 0
  const step = Math.max(25_000, Math.ceil(events / 20))
  while (made('trace.code') < batches || made('trace.event') < events) {
    tellChain(stage, someTime(stage.random))
    stage.ledger.close()
    await sink.flush()
    if (made('trace.event') < next) continue
    onProgress(`${made('trace.event')} events, ${made('trace.code')} batches`)
    while (next <= made('trace.event')) next += step
  }
}

/** What was asked for by name: each begins a month before the end, so that all of it has happened. */
async function tellSubjects(stage: Stage, size: Size, subjects: Generated['subjects'], sink: Sink): Promise<void> {
  const at = END - 30 * 24 * HOUR
  for (const nodes of size.wide ?? []) {
    ;(subjects.wide[nodes] ??= []).push(tellWide(stage, at, nodes))
    stage.ledger.close()
    await sink.flush()
  }
  if (size.recallParties) {
    subjects.recall = await tellRecall(stage, at, size.recallParties, () => sink.flush())
    stage.ledger.close()
  }
  const hub = stage.traders.wholesaler[0]!
  for (let lots = 0; lots < (size.hubLots ?? 0); lots += 2) {
    const { partyId, holdingId } = tellHubLots(stage, hub, someTime(stage.random))
    subjects.hub = { partyId, holdingId }
    stage.ledger.close()
    await sink.flush()
  }
}
