import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { type Actor, anonymous } from '../src/platform/actor.ts'
import { readConfig } from '../src/platform/config.ts'
import type { Db } from '../src/platform/db.ts'
import type { Deps } from '../src/platform/http.ts'
import { makeMetrics } from '../src/platform/metrics.ts'
import { permissions } from '../src/platform/permissions.ts'
import { sealer } from '../src/platform/seal.ts'
import { buildServer, wire } from '../src/server.ts'

/** A holding that a trace begins with. */
export type Begin = { partyId: string; holdingId: string }

const byHandText = `with recursive b (party, holding) as (
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

export type HandRow = { what: string; holding_id: string }
/**
 * The nodes and links of a chain by one hand-written statement, the plainest that is right for generated data: it knows
 * nothing of time, voids as of a date, holds, or who may see what.
 */
export const traceByHand = async (db: pg.Client, { partyId, holdingId }: Begin): Promise<HandRow[]> =>
  (await db.query<HandRow>(byHandText, [partyId, holdingId])).rows

/** An officer of these divisions with every permission. */
export const officerOf = (divisions: string[], over: Partial<Actor> = {}): Actor => ({
  ...anonymous('zh'),
  kind: 'agency',
  divisions,
  sectors: ['crop', 'livestock', 'fishery'],
  permissions,
  ...over,
})

/** What the server's parts need, over this database, with keys for a benchmark. Nothing works in the background. */
export function benchDeps(db: Db, clock: () => string): Deps {
  const keys = { dataKey: '11'.repeat(32), hashKey: '22'.repeat(32) }
  const dir = join(tmpdir(), 'suyuan-bench-data')
  const config = readConfig({
    DATA_DIR: dir,
    ORIGIN: 'https://sy.example',
    LOG_LEVEL: process.env['BENCH_LOG'] ?? 'silent',
  })
  return wire({
    db,
    config: { ...config, secrets: { ...config.secrets, ...keys } },
    sealer: sealer(keys),
    metrics: makeMetrics(db, false),
    clock,
    wake: () => {},
  })
}

/** A server over this database that takes everybody for that officer. */
export async function serveAs(db: Db, actor: Actor): Promise<{ origin: string; close: () => Promise<void> }> {
  const deps = benchDeps(db, () => '2026-06-01T00:00:00.000Z')
  deps.authenticate = async () => actor
  const app = buildServer(deps)
  return { origin: await app.listen({ port: 0, host: '127.0.0.1' }), close: () => app.close() }
}

const agent = new Agent({ keepAlive: true })

/** The answer to the last byte. */
export const get = (url: string): Promise<Buffer> =>
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

/** Milliseconds. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await run()
  return performance.now() - began
}

type Answer = { nodes: { holdingId: string }[]; links: unknown[]; truncated: boolean }

/** @throws when an answer of the trace is not what the statement returns. @returns how many nodes. */
export function checkSame(body: Buffer, rows: readonly HandRow[]): number {
  const answer = JSON.parse(String(body)) as Answer
  const nodes = rows.filter((r) => r.what === 'node').map((r) => r.holding_id)
  const same =
    nodes.sort().join() ===
    answer.nodes
      .map((n) => n.holdingId)
      .sort()
      .join()
  if (!same || answer.links.length !== rows.length - nodes.length)
    throw new Error(
      `the trace has ${answer.nodes.length} nodes and ${answer.links.length} links, by hand ${nodes.length} and ${rows.length - nodes.length}`,
    )
  return nodes.length
}
