import { createHash, randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { putParty } from '../src/modules/identity/index.ts'
import { csrfTokenOf, sessionCookie } from '../src/modules/identity/session/authenticate.ts'
import { seal } from '../src/modules/proof/index.ts'
import { readConfig } from '../src/platform/config.ts'
import { connect, type Db } from '../src/platform/db.ts'
import type { Deps } from '../src/platform/http.ts'
import { newId } from '../src/platform/id.ts'
import { makeMetrics } from '../src/platform/metrics.ts'
import { deliver } from '../src/platform/relay.ts'
import { sealer } from '../src/platform/seal.ts'
import { buildServer, wire } from '../src/server.ts'
import { atLeast, type Figure, median, told } from './figure.ts'
import { type Cluster, seconds, withCluster } from './lib-cluster.ts'

/*
 * Capture through the whole server. `capture-500`: documents of 500 events with 4 identifiers each (a commissioning of
 * four pieces, and for every fifth event a shipment of them to another party), given to /epcis/capture and worked on by
 * the job, beside COPY of the rows that stood in the database after it, into a copy of the database with the same
 * indexes. `capture-1`: POST /epcis/events beside one transaction that inserts the rows of that event, a statement a
 * table. The relay does not run; what subscribers do after the job is not measured on either side. `seal`: the same
 * events put into the log, beside the rate at which they came.
 */

const EVENTS = 500
const WARM_UP = 4
const DOCUMENTS = 8
const SINGLE = 300

type Client = { partyId: string; headers: Record<string, string> }

function makeDeps(db: Db): Deps {
  const keys = { dataKey: '11'.repeat(32), hashKey: '22'.repeat(32) }
  const config = readConfig({ DATA_DIR: join(tmpdir(), 'suyuan-bench-data'), LOG_LEVEL: 'silent' })
  const clock = () => new Date().toISOString()
  return wire({ db, config, sealer: sealer(keys), metrics: makeMetrics(db, false), clock, wake: () => {} })
}

async function makeClient(db: Db): Promise<Client> {
  const [partyId, accountId] = [newId(), newId()]
  const now = new Date().toISOString()
  const token = randomBytes(32).toString('base64url')
  await db.transaction().execute(async (tx) => {
    await putParty(tx, { partyId, kind: 'operator', name: '示例采集方', divisionId: '460204', sectors: ['crop'], now })
    await tx
      .insertInto('identity.account')
      .values({
        ...{ accountId, partyId, partyKind: 'operator', login: `示例${accountId}`, nameSealed: '1.', state: 'open' },
        ...{ passwordHash: '-', mustChangePassword: false, roles: ['operator_owner'], createdAt: now },
      })
      .execute()
    const tokenHash = createHash('sha256').update(token).digest()
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
    await tx
      .insertInto('identity.session')
      .values({ tokenHash, accountId, createdAt: now, seenAt: now, expiresAt })
      .execute()
  })
  return { partyId, headers: { cookie: `${sessionCookie}=${token}`, 'x-csrf-token': csrfTokenOf(token) } }
}

let serial = 0
const context = ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld']
const commissioned = () => ({
  type: 'ObjectEvent',
  eventID: `urn:uuid:${crypto.randomUUID()}`,
  eventTime: new Date(Date.now() - 60_000 + serial).toISOString(),
  eventTimeZoneOffset: '+08:00',
  action: 'ADD',
  bizStep: 'commissioning',
  disposition: 'active',
  readPoint: { id: 'urn:epc:id:sgln:9521321.00001.0' },
  epcList: Array.from({ length: 4 }, () => `urn:epc:id:sgtin:9521321.081234.${++serial}`),
})
const shipped = (epcList: string[]) => ({
  ...commissioned(),
  action: 'OBSERVE',
  bizStep: 'shipping',
  disposition: 'in_transit',
  epcList,
  destinationList: [{ type: 'possessing_party', destination: 'urn:epc:id:pgln:9521321.00009' }],
})
function makeDocument(): string {
  const eventList: ReturnType<typeof commissioned>[] = []
  while (eventList.length < EVENTS) {
    const made = commissioned()
    eventList.push(made)
    if (eventList.length % 5 === 4) eventList.push(shipped(made.epcList))
  }
  return JSON.stringify({
    '@context': context,
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: new Date().toISOString(),
    epcisBody: { eventList },
  })
}

async function post(app: FastifyInstance, { headers }: Client, url: string, payload: string, wanted: number) {
  const res = await app.inject({
    method: 'POST',
    url,
    headers: { ...headers, 'content-type': 'application/json' },
    payload,
  })
  if (res.statusCode !== wanted) throw new Error(`${url}: ${res.statusCode} ${res.body}`)
  return String(res.headers['location'])
}

/** One document, from its first byte to the end of its job. */
async function capture(app: FastifyInstance, deps: Deps, client: Client, text: string): Promise<void> {
  const location = await post(app, client, '/epcis/capture', text, 202)
  await deliver(deps, deps.subscribers.find((s) => s.name === 'epcis.capture')!, client.partyId)
  const job = (await app.inject({ url: location, headers: client.headers })).json()
  if (job.running || !job.success) throw new Error(JSON.stringify(job))
}

const schemas = ['trace', 'exchange', 'platform']
async function tablesOf(db: pg.Client): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_tables where schemaname = any($1) order by 1`,
    [schemas],
  )
  return rows.map((r) => r.name)
}
/** Rows that one counter of a party keeps: they were there before and cannot be inserted again. */
const counters = new Set(['platform.journal_counter', 'trace.capturing', 'platform.migration'])

/** The rows written since a transaction, of each table, as COPY gives them. */
async function newRows(db: pg.Client, since: string): Promise<{ table: string; data: Buffer }[]> {
  const found: { table: string; data: Buffer }[] = []
  for (const table of await tablesOf(db)) {
    if (counters.has(table)) continue
    const chunks: Buffer[] = []
    const stream = db.query(copyTo(`copy (select * from ${table} t where t.xmin::text::bigint >= ${since}) to stdout`))
    for await (const chunk of stream) chunks.push(chunk as Buffer)
    if (chunks.length) found.push({ table, data: Buffer.concat(chunks) })
  }
  return found
}

async function copyIn(db: pg.Client, rows: readonly { table: string; data: Buffer }[]): Promise<void> {
  await db.query('begin')
  for (const { table, data } of rows)
    await pipeline(Readable.from([data]), db.query(copyFrom(`copy ${table} from stdin`)))
  await db.query('commit')
}

type Insert = { name: string; text: string; values: unknown[] }

/** The rows of one transaction as statements: one a table. */
async function insertsOf(db: pg.Client, tables: readonly string[], xid: string): Promise<Insert[]> {
  const inserts: Insert[] = []
  for (const table of tables) {
    if (counters.has(table)) continue
    const { rows, fields } = await db.query({
      text: `select * from ${table} t where t.xmin::text::bigint = ${xid}`,
      rowMode: 'array',
      types: { getTypeParser: () => (v: unknown) => v },
    })
    if (!rows.length) continue
    const columns = fields.map((f) => f.name)
    const places = rows.map((_, r) => `(${columns.map((_, c) => `$${r * columns.length + c + 1}`).join(', ')})`)
    const text = `insert into ${table} (${columns.join(', ')}) values ${places.join(', ')}`
    inserts.push({ name: createHash('sha256').update(text).digest('hex').slice(0, 40), text, values: rows.flat() })
  }
  return inserts
}

export const run = (): Promise<Figure[]> =>
  withCluster(async (cluster) => {
    const db = connect(cluster.url('real'))
    const client = await makeClient(db)
    await db.destroy()
    return measure(cluster, client)
  })

/** A server on the real database for as long as `use` takes: a database is copied while nobody is connected. */
async function serving<T>(url: string, use: (app: FastifyInstance, deps: Deps) => Promise<T>): Promise<T> {
  const db = connect(url, { max: 4 })
  const deps = makeDeps(db)
  const app = buildServer(deps)
  await app.ready()
  try {
    return await use(app, deps)
  } finally {
    await app.close()
    await db.destroy()
  }
}

/** Puts into the log whatever waits for it; key and published checkpoint in a folder of this run. */
async function sealAll(deps: Deps, dataDir: string): Promise<void> {
  for (let more = true; more; ) {
    const done = await seal({ ...deps, config: { ...deps.config, dataDir } })
    if (done.state !== 'sealed') throw new Error(`nothing is sealed: ${done.state}`)
    more = done.more
  }
}

const xidOf = async (db: pg.Client) =>
  (await db.query<{ x: string }>('select pg_current_xact_id()::text as x')).rows[0]!.x

async function measure({ admin, url, dir }: Cluster, client: Client): Promise<Figure[]> {
  await serving(url('real'), async (app, deps) => {
    for (let i = 0; i < WARM_UP; i++) await capture(app, deps, client, makeDocument())
  })
  await admin.query('create database by_copy template real')
  const ours = await serving(url('real'), async (app, deps) => {
    const look = new pg.Client(url('real'))
    await look.connect()
    // compiled and connected again: what is measured is a server that has been running
    await capture(app, deps, client, makeDocument())
    await capture(app, deps, client, makeDocument())
    await sealAll(deps, dir)
    const since = await xidOf(look)
    let took = 0
    for (let i = 0; i < DOCUMENTS; i++) {
      const text = makeDocument()
      took += await seconds(() => capture(app, deps, client, text))
    }
    const rows = await newRows(look, since)
    await look.end()
    const sealed = await seconds(() => sealAll(deps, dir))
    return { took, rows, sealed }
  })
  const theirs = new pg.Client(url('by_copy'))
  await theirs.connect()
  const copied = await seconds(() => copyIn(theirs, ours.rows))
  await theirs.end()

  await admin.query('create database by_hand template real')
  const single = await serving(url('real'), async (app) => {
    const look = new pg.Client(url('real'))
    const hand = new pg.Client(url('by_hand'))
    await look.connect()
    await hand.connect()
    const tables = await tablesOf(look)
    const ratios: number[] = []
    for (let i = 0; i < SINGLE; i++) {
      const event = JSON.stringify({ '@context': context, ...commissioned() })
      const before = BigInt(await xidOf(look))
      const real = await seconds(() => post(app, client, '/epcis/events', event, 201))
      const inserts = await insertsOf(look, tables, String(before + 1n))
      const byHand = await seconds(async () => {
        await hand.query('begin')
        for (const s of inserts) await hand.query(s)
        await hand.query('commit')
      })
      if (i >= SINGLE / 3) ratios.push(byHand / real)
    }
    await look.end()
    await hand.end()
    return median(ratios)
  })
  const events = DOCUMENTS * EVENTS
  return [
    atLeast('capture-500: events a second ÷ COPY of the same rows', copied / ours.took, 'ratio', 0.25),
    told('capture-500: events a second', events / ours.took, 'events/s'),
    atLeast('seal: rate ÷ rate of capture-500', ours.took / ours.sealed, 'ratio', 2),
    told('seal: events a second', events / ours.sealed, 'events/s'),
    atLeast('capture-1: one event ÷ one transaction inserting its rows', single, 'ratio', 0.5),
  ]
}
