import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { setRecursiveWalk } from '../src/modules/trace/walk/index.ts'
import { type Actor, anonymous } from '../src/platform/actor.ts'
import { readConfig } from '../src/platform/config.ts'
import { connect } from '../src/platform/db.ts'
import { makeMetrics } from '../src/platform/metrics.ts'
import { migrate } from '../src/platform/migrate.ts'
import { permissions } from '../src/platform/permissions.ts'
import { startCluster } from '../src/platform/postgres.ts'
import { sealer } from '../src/platform/seal.ts'
import { buildServer, wire } from '../src/server.ts'
import { atMost, type Figure, median } from './figure.ts'
import { division, type Holding, loadChain } from './lib-chain.ts'

/*
 * A chain of 991 holdings and 1,190 links at 326 parties, traced both ways over HTTP to the last byte, against one
 * hand-written statement that returns the same nodes and links. The hand-written one is the plainest that is right for
 * this data: it knows nothing of time, voids as of a date, holds, or who may see what. What is asked for is the first
 * look at a chain (`detail=graph`: nodes, links, holders); with all events it is `trace-1000-with-events`.
 */

const RUNS = 25
const CHAINS = 20 // one is traced, the others are what else is in the tables

const byHand = `with recursive b (party, holding) as (
    select $1::uuid, $2::uuid
    union select l.in_party, l.in_holding from b
      join trace.link_b l on l.out_holding = b.holding and l.out_party = b.party where l.voided_by is null
  ), f (party, holding) as (
    select $1::uuid, $2::uuid
    union select l.out_party, l.out_holding from f
      join trace.link_f l on l.in_holding = f.holding and l.in_party = f.party where l.voided_by is null
  ), n as (select * from b union select * from f)
  select 'node' as what, h.party_id, h.holding_id, h.home_id, h.item_id, h.kind, h.code, h.product_name, h.class_code,
    h.sector, h.profile, h.made_on, h.unit, h.regime, h.quantity, h.reserved, h.basis, h.place, h.disposition,
    h.began_at, p.name, null::uuid as out_party, null::uuid as out_holding, null::uuid as event_id
  from n join trace.holding h on h.party_id = n.party and h.holding_id = n.holding
    left join identity.party p on p.party_id = h.party_id
  union all
  select 'link', l.in_party, l.in_holding, null, null, l.step, null, null, null, null, null, null, null, null,
    l.quantity, null, l.basis, null, null, l.event_time, null, l.out_party, l.out_holding, l.event_id
  from n join trace.link_f l on l.in_holding = n.holding and l.in_party = n.party where l.voided_by is null`

const agent = new Agent({ keepAlive: true })

/** The answer to the last byte. */
const get = (url: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    request(url, { agent }, (res) => {
      const chunks: Buffer[] = []
      res.on('data', (c: Buffer) => chunks.push(c))
      res.on('end', () => resolve(Buffer.concat(chunks)))
      res.on('error', reject)
    })
      .on('error', reject)
      .end()
  })

type Answer = { nodes: { holdingId: string }[]; links: unknown[] }

/** A server on a scratch database with the chains, an officer of the county, and a connection of one's own. */
async function scene() {
  const dir = mkdtempSync(join(tmpdir(), 'suyuan-bench-'))
  const cluster = await startCluster({ folder: join(dir, 'pg'), superuser: 'owner', password: 'bench', durable: false })
  const url = `postgres://owner:bench@127.0.0.1:${cluster.port}/postgres`
  const owner = new pg.Client(url)
  await owner.connect()
  await owner.query("create role app login password 'bench'")
  await migrate(url, { appRole: 'app' })
  let start: Holding | undefined
  for (let n = 0; n < CHAINS; n++) start = await loadChain(owner, n)
  await owner.query('vacuum analyze')
  await owner.end()

  const statements: string[] = []
  const appUrl = url.replace('owner:', 'app:')
  const db = connect(appUrl, { onStatement: (s) => statements.push(s) })
  const keys = { dataKey: '11'.repeat(32), hashKey: '22'.repeat(32) }
  const config = readConfig({ DATA_DIR: dir, ORIGIN: 'https://sy.example', LOG_LEVEL: 'silent' })
  const deps = wire({
    db,
    config: { ...config, secrets: { ...config.secrets, ...keys } },
    sealer: sealer(keys),
    metrics: makeMetrics(db, false),
    clock: () => '2026-06-01T00:00:00.000Z',
    wake: () => {},
  })
  const officer: Actor = { ...anonymous('zh'), kind: 'agency', divisions: [division], sectors: ['crop'], permissions }
  deps.authenticate = async () => officer
  const app = buildServer(deps)
  const at = await app.listen({ port: 0, host: '127.0.0.1' })
  const hand = new pg.Client(appUrl)
  await hand.connect()
  const { party, id } = start!
  return {
    db,
    statements,
    trace: (query: string) => get(`${at}/api/trace?partyId=${party}&holdingId=${id}&${query}`),
    byHand: async () => (await hand.query(byHand, [party, id])).rows as { what: string; holding_id: string }[],
    close: async () => {
      await hand.end()
      await app.close()
      await db.destroy()
      await cluster.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
type Scene = Awaited<ReturnType<typeof scene>>

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await run()
  return performance.now() - began
}

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
async function check(s: Scene): Promise<void> {
  const answer = JSON.parse(String(await s.trace('detail=graph'))) as Answer
  const rows = await s.byHand()
  const nodes = rows.filter((r) => r.what === 'node').map((r) => r.holding_id)
  const same =
    nodes.sort().join() ===
    answer.nodes
      .map((n) => n.holdingId)
      .sort()
      .join()
  if (!same || answer.links.length !== rows.length - nodes.length)
    throw new Error(`the trace has ${answer.nodes.length} nodes and ${answer.links.length} links, not those by hand`)
}

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
