import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { setRecursiveWalk } from '../src/modules/trace/walk/index.ts'
import { connect } from '../src/platform/db.ts'
import { migrate } from '../src/platform/migrate.ts'
import { startCluster } from '../src/platform/postgres.ts'
import { atMost, type Figure, median } from './figure.ts'
import { division, type Holding, loadChain } from './lib-chain.ts'
import { checkSame, get, officerOf, serveAs, timed, traceByHand } from './lib-trace.ts'

/*
 * A chain of 991 holdings and 1,190 links at 326 parties, traced both ways over HTTP to the last byte, against one
 * hand-written statement that returns the same nodes and links. The hand-written one is the plainest that is right for
 * this data: it knows nothing of time, voids as of a date, holds, or who may see what. What is asked for is the first
 * look at a chain (`detail=graph`: nodes, links, holders); with all events it is `trace-1000-with-events`.
 */

const RUNS = 25
const CHAINS = 20 // one is traced, the others are what else is in the tables

/** A server on a scratch database with the chains, an officer of the county, and a connection of one's own. */
async function scene() {
  const dir = mkdtempSync(join(tmpdir(), 'suyuan-bench-'))
  const cluster = await startCluster({ folder: join(dir, 'pg'), superuser: 'owner', password: 'bench', durable: false })
  const url = `postgres://owner:bench@127.0.0.1:${cluster.port}/postgres`
  const owner = new pg.Client(url)
  await owner.connect()
  await owner.query("create role app login password 'bench'")
  await migrate(url, { appRole: 'app' })
  let last: Holding | undefined
  for (let n = 0; n < CHAINS; n++) last = await loadChain(owner, n)
  await owner.query('vacuum analyze')
  await owner.end()

  const statements: string[] = []
  const appUrl = url.replace('owner:', 'app:')
  const db = connect(appUrl, { onStatement: (s) => statements.push(s) })
  const server = await serveAs(db, officerOf([division], { sectors: ['crop'] }))
  const hand = new pg.Client(appUrl)
  await hand.connect()
  const start = { partyId: last!.party, holdingId: last!.id }
  return {
    db,
    statements,
    trace: (query: string) =>
      get(`${server.origin}/api/trace?partyId=${start.partyId}&holdingId=${start.holdingId}&${query}`),
    byHand: () => traceByHand(hand, start),
    close: async () => {
      await hand.end()
      await server.close()
      await db.destroy()
      await cluster.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
type Scene = Awaited<ReturnType<typeof scene>>

/** Median time of the trace ÷ median time of the statement, run in turns. */
async function ratio(s: Scene, query: string): Promise<number> {
  for (let i = 0; i < 5; i++) await Promise.all([s.trace(query), s.byHand()])
  const ours: number[] = []
  const theirs: number[] = []
  for (let i = 0; i < RUNS; i++) {
    ours.push(await timed(() => s.trace(query)))
    theirs.push(await timed(s.byHand))
  }
  return median(ours) / median(theirs)
}

/** @throws when the trace does not answer what the statement returns. */
const check = async (s: Scene) => checkSame(await s.trace('detail=graph'), await s.byHand())

/** Prints trace-1000-recursive, trace-1000-levels, trace-1000-with-events (ratios) and trace-1000-statements. */
export async function run(): Promise<Figure[]> {
  const s = await scene()
  try {
    const figures: Figure[] = []
    setRecursiveWalk(s.db, true)
    await check(s)
    figures.push(atMost('trace-1000-recursive', await ratio(s, 'detail=graph'), 'ratio', 2.5))
    figures.push(atMost('trace-1000-with-events', await ratio(s, 'detail=all'), 'ratio', 6))
    setRecursiveWalk(s.db, false)
    await check(s)
    figures.push(atMost('trace-1000-levels', await ratio(s, 'detail=graph'), 'ratio', 2.5))
    const beside: number[] = []
    for (const direction of ['back', 'forward', 'both']) {
      s.statements.length = 0
      await s.trace(`direction=${direction}`)
      beside.push(s.statements.filter((t) => !/from "trace"\."link_[bf]" l/.test(t)).length)
    }
    figures.push(atMost('trace-1000-statements', Math.max(...beside), 'statements beside one a level', 3))
    return figures
  } finally {
    await s.close()
  }
}
