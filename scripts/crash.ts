import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { readConfig } from '../src/platform/config.ts'
import { openStore } from '../src/platform/start.ts'
import { captureOn, emptyLedger, sellOn, type Where } from './crash/clients.ts'
import { countAll } from './crash/count.ts'
import { makeWorld } from './crash/world.ts'

/*
 * `npm run crash [-- --rounds 20]`: a server with its embedded database in a temporary folder; clients sell, receive and
 * capture; in the middle of it the server or the database is killed with -9, started again, many times. In the end it
 * counts: nothing that was acknowledged may be lost, nothing may be stored in part. The last line is the count as JSON;
 * the exit code is 1 when it is not clean.
 */

const PAIRS = 4
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' } } })
const rounds = Number(values.rounds)
const say = (what: string) => console.log(`… ${what}`)

const dir = mkdtempSync(join(tmpdir(), 'suyuan-crash-'))
const port = await freePort()
const env = { ...process.env, DATA_DIR: dir, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'silent' }
delete (env as NodeJS.ProcessEnv)['DATABASE_URL']
delete (env as NodeJS.ProcessEnv)['DATABASE_OWNER_URL']

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as { port: number }
      server.close(() => resolve(free))
    })
  })
}

/** The folder of the database and its owner's URL, which has another port after each start of the database. */
type Place = { folder: string; url: string }
const lines = ({ folder }: Place) => readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
const databasePid = (place: Place) => Number(lines(place)[0])
function ownerUrl(place: Place): string {
  const url = new URL(place.url)
  url.port = lines(place)[3]!.trim()
  return url.href
}

async function startServer(): Promise<ChildProcess> {
  for (let tries = 1; ; tries++) {
    const child = spawn(process.execPath, ['src/main.ts'], {
      cwd: new URL('..', import.meta.url).pathname,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    let ended = false
    child.once('exit', () => {
      ended = true
    })
    for (const end = Date.now() + 120_000; !ended && Date.now() < end; await new Promise((r) => setTimeout(r, 100))) {
      const res = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
      if (res?.ok) return child
    }
    // processes of a database that was killed may not have gone yet: a person would start it again, too
    if (tries === 5) throw new Error('the server does not start any more')
    child.kill('SIGKILL')
    await new Promise((r) => setTimeout(r, 1000))
  }
}

const config = readConfig(env)
const store = await openStore(config, say)
const pairs = await makeWorld(store.db, config, PAIRS)
const asked = new pg.Client(store.database.ownerUrl)
await asked.connect()
const { rows } = await asked.query<{ folder: string }>("select current_setting('data_directory') as folder")
await asked.end()
const place: Place = { folder: rows[0]!.folder, url: store.database.ownerUrl }
await store.db.destroy()
await store.database.close()

const ledger = emptyLedger()
const where: Where = { origin: `http://127.0.0.1:${port}`, up: Promise.resolve(), stopped: false }
let server = await startServer()
const clients = Promise.all([
  ...pairs.map((pair) => sellOn(where, pair, ledger)),
  ...pairs.slice(0, 2).map(({ seller }) => captureOn(where, seller, ledger)),
])
clients.catch(() => {})

try {
  for (let round = 1; round <= rounds; round++) {
    await Promise.race([clients, new Promise((r) => setTimeout(r, 1000 + Math.random() * 2000))])
    const what = round % 2 ? 'the server' : 'the database'
    let up = () => {}
    where.up = new Promise((r) => {
      up = r
    })
    if (round % 2 === 0) {
      process.kill(databasePid(place), 'SIGKILL')
      // the server lives on a while without its database
      await new Promise((r) => setTimeout(r, Math.random() * 500))
    }
    const gone = once(server, 'exit')
    server.kill('SIGKILL')
    await gone
    server = await startServer()
    up()
    say(
      `${round} of ${rounds}: ${what} was killed; ${ledger.sales.length} sales, ${ledger.documents.length} documents, ${ledger.events.length} events so far`,
    )
  }
  // calm: what was begun is finished, what is pending is worked on
  await new Promise((r) => setTimeout(r, 1000))
  where.stopped = true
  await clients
  const db = new pg.Client(ownerUrl(place))
  await db.connect()
  for (const end = Date.now() + 120_000; Date.now() < end; await new Promise((r) => setTimeout(r, 250))) {
    const { rowCount } = await db.query('select 1 from platform.pending limit 1')
    if (!rowCount) break
  }
  const count = await countAll(db, ledger)
  await db.end()
  const clean = [count.lost, count.half].every((c) => Object.values(c).every((n) => n === 0))
  console.log(JSON.stringify({ rounds, again: ledger.again, ...count, clean }))
  process.exitCode = clean ? 0 : 1
} finally {
  where.stopped = true
  const gone = once(server, 'exit')
  server.kill('SIGTERM')
  await gone
  rmSync(dir, { recursive: true, force: true })
}
