import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash, randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { putParty } from '../src/modules/identity/index.ts'
import { csrfTokenOf, sessionCookie } from '../src/modules/identity/session/authenticate.ts'
import { putOperator } from '../src/modules/registry/operator/queries.ts'
import { produce } from '../src/modules/trace/index.ts'
import { anonymous } from '../src/platform/actor.ts'
import { runCommand } from '../src/platform/command.ts'
import { readConfig } from '../src/platform/config.ts'
import { connect, type Db } from '../src/platform/db.ts'
import type { Deps } from '../src/platform/http.ts'
import { newId } from '../src/platform/id.ts'
import { makeMetrics } from '../src/platform/metrics.ts'
import { sealer } from '../src/platform/seal.ts'
import { buildServer, wire } from '../src/server.ts'
import { atLeast, atMost, type Figure, median } from './figure.ts'
import { seconds, withCluster } from './lib-cluster.ts'

/*
 * Sales through the whole server (Fastify inject with a real session and its CSRF token: session lookup, checks, the
 * command, the answer) against the same statements sent by hand: every statement of the real run is kept with its
 * values and sent again by bare pg, prepared by name, in the same transactions, by as many clients, to a copy of the
 * database as it was before. So both sides do the same work on the same rows; what is compared is everything that is
 * not the database. The two take turns, round by round. The relay is not running: it works in the background.
 */

const CLIENTS = 4
const ROUNDS = 14
const WARM_UP = 5 // rounds that do not count: the compilers of both sides need some thousand commands
const SALES = 40 // of each client in a round: a dispatch and its receipt

type Statement = { sql: string; values: readonly unknown[] }
type Trader = { partyId: string; headers: Record<string, string> }
type Pair = { seller: Trader; buyer: Trader; holdingId: string }

const kept = new AsyncLocalStorage<Statement[]>()

function makeDeps(db: Db): Deps {
  const keys = { dataKey: '11'.repeat(32), hashKey: '22'.repeat(32) }
  const config = readConfig({ DATA_DIR: join(tmpdir(), 'suyuan-bench-data'), LOG_LEVEL: 'silent' })
  const clock = () => new Date().toISOString()
  return wire({ db, config, sealer: sealer(keys), metrics: makeMetrics(db, false), clock, wake: () => {} })
}

/** An approved operator with an account that is signed in. */
async function makeTrader(db: Db, name: string): Promise<Trader> {
  const [partyId, accountId] = [newId(), newId()]
  const now = new Date().toISOString()
  const facts = {
    ...{ name, form: 'cooperative' as const, role: 'both' as const, divisionId: '460204', sectors: ['crop'] },
    ...{ mobile: '13800000000', address: '示例路1号' },
  }
  const token = randomBytes(32).toString('base64url')
  await db.transaction().execute(async (tx) => {
    await putParty(tx, { partyId, kind: 'operator', name, divisionId: '460204', sectors: ['crop'], now })
    const row = { partyId, state: 'approved', stateReason: null, subjectCode: null, registeredAt: now } as const
    await putOperator(tx, { ...row, facts }, ['0', '460000', '460200', '460204'], now)
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

async function makePair(deps: Deps, i: number): Promise<Pair> {
  const seller = await makeTrader(deps.db, `示例销售合作社${i}`)
  const buyer = await makeTrader(deps.db, `示例收购站${i}`)
  const { partyId } = seller
  const now = deps.clock()
  const product = {
    ...{ productId: newId(), name: '示例芒果', spec: '', classCode: '0103S01', sector: 'crop', profile: 'crop' },
    unit: 'kg',
  }
  const actor = { ...anonymous('zh'), kind: 'operator' as const, partyId, accountId: partyId }
  const { batch } = await runCommand(deps, { name: 'bench', actor, now }, (ctx) =>
    produce(ctx, { product, quantity: '1000000', eventTime: now }),
  )
  return { seller, buyer, holdingId: batch.holdingId }
}

async function call(app: FastifyInstance, { headers }: Trader, url: string, payload: object) {
  const res = await app.inject({ method: 'POST', url, headers: { ...headers, 'idempotency-key': newId() }, payload })
  if (res.statusCode !== 200) throw new Error(`${url}: ${res.statusCode} ${res.body}`)
  return res.json() as { transferId: string }
}

/** One client's sales, each command with the statements it sent. */
async function sell(app: FastifyInstance, { seller, buyer, holdingId }: Pair): Promise<Statement[][]> {
  const commands: Statement[][] = []
  const keep = <T>(run: () => Promise<T>): Promise<T> => {
    const statements: Statement[] = []
    commands.push(statements)
    return kept.run(statements, run)
  }
  for (let i = 0; i < SALES; i++) {
    const out = { holdingId, quantity: '1', buyerId: buyer.partyId, vehicle: '琼A00000' }
    const { transferId } = await keep(() => call(app, seller, '/api/transfers', out))
    const received = { sellerId: seller.partyId }
    await keep(() => call(app, buyer, `/api/transfers/${transferId}/receive`, received))
  }
  return commands
}

const names = new Map<string, string>()
const nameOf = (sql: string): string => names.get(sql) ?? names.set(sql, `s${names.size}`).get(sql)!

async function replay(client: pg.Client, commands: readonly Statement[][]): Promise<void> {
  for (const statements of commands)
    for (const { sql, values } of statements) await client.query({ name: nameOf(sql), text: sql, values: [...values] })
}

/** Dispatch and receive: commands a second as a share of the same statements by hand; statements of each. */
export const run = (): Promise<Figure[]> =>
  withCluster(async ({ admin, url }) => {
    const before = connect(url('real'))
    const pairs: Pair[] = []
    for (let i = 0; i < CLIENTS; i++) pairs.push(await makePair(makeDeps(before), i))
    await before.destroy()
    await admin.query('create database by_hand template real')
    return measure(url, pairs)
  })

/** What a database holds in the end, for comparing the two. */
async function sums(url: string): Promise<string> {
  const db = new pg.Client(url)
  await db.connect()
  const { rows } = await db.query(`select
    (select count(*) || ' ' || sum(quantity) || ' ' || sum(reserved) from trace.holding) as holdings,
    (select count(*) || ' ' || sum(received) from trace.transfer) as transfers,
    (select count(*) from trace.link_f) + (select count(*) from trace.link_b) as links,
    (select count(*) from platform.journal) + (select count(*) from platform.command) as decisions`)
  await db.end()
  return JSON.stringify(rows[0])
}

async function measure(url: (name: string) => string, pairs: readonly Pair[]): Promise<Figure[]> {
  const db = connect(url('real'), {
    max: CLIENTS * 2,
    onStatement: (sql, values) => kept.getStore()?.push({ sql, values }),
  })
  const app = buildServer(makeDeps(db))
  await app.ready()
  const clients = pairs.map(() => new pg.Client({ connectionString: url('by_hand'), options: '-c timezone=UTC' }))
  for (const c of clients) await c.connect()
  const ratios: number[] = []
  let last: Statement[][] = []
  try {
    for (let round = 0; round < ROUNDS; round++) {
      let commands: Statement[][][] = []
      const real = await seconds(async () => {
        commands = await Promise.all(pairs.map((p) => sell(app, p)))
      })
      const byHand = await seconds(() => Promise.all(clients.map((c, i) => replay(c, commands[i]!))))
      if (round >= WARM_UP) ratios.push(byHand / real)
      last = commands[0]!
    }
    const [ours, theirs] = [await sums(url('real')), await sums(url('by_hand'))]
    if (ours !== theirs) throw new Error(`the two sides did not do the same: ${ours} ${theirs}`)
  } finally {
    await app.close()
    await db.destroy()
    for (const c of clients) await c.end()
  }
  const count = (which: 0 | 1) => Math.max(...last.filter((_, i) => i % 2 === which).map((s) => s.length))
  return [
    atLeast(
      'sale: dispatch and receive through the server ÷ the same statements by hand',
      median(ratios),
      'ratio',
      0.5,
    ),
    atMost('sale: statements of a dispatch', count(0), 'statements', 20),
    atMost('sale: statements of a receive', count(1), 'statements', 24),
  ]
}
