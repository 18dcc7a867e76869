import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeWorld, type Trader } from '../scripts/crash/world.ts'
import { readConfig } from '../src/platform/config.ts'
import { openStore } from '../src/platform/start.ts'
import { atMost, type Figure, median, told } from './figure.ts'

/*
 * The memory of the whole server (one process that answers and works, with its sealer and subscribers) while two clients
 * capture documents of 500 events without a pause: resident after ten minutes ÷ after one. Each is the median of the
 * readings of half a minute. BENCH_MINUTES makes it shorter for a trial: the first reading is then after a tenth of it.
 */

const minutes = Number(process.env['BENCH_MINUTES'] ?? 10)
const EVENTS = 500

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

/** Megabytes that a process has in memory, by /proc. */
const resident = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024

let serial = 0
const document = () =>
  JSON.stringify({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    ...{ type: 'EPCISDocument', schemaVersion: '2.0', creationDate: new Date().toISOString() },
    epcisBody: {
      eventList: Array.from({ length: EVENTS }, () => ({
        type: 'ObjectEvent',
        eventID: `urn:uuid:${crypto.randomUUID()}`,
        ...{
          eventTime: new Date().toISOString(),
          eventTimeZoneOffset: '+08:00',
          action: 'ADD',
          bizStep: 'commissioning',
        },
        epcList: Array.from({ length: 4 }, () => `urn:epc:id:sgtin:9521321.081234.${++serial}`),
      })),
    },
  })

/** One document after another, each when the one before is done. */
async function captureOn(origin: string, { headers }: Trader, going: () => boolean, done: () => void): Promise<void> {
  while (going()) {
    const sent = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: document() }
    const res = await fetch(`${origin}/epcis/capture`, sent)
    if (res.status !== 202) throw new Error(`capture: ${res.status} ${await res.text()}`)
    const job = new URL(res.headers.get('location')!, origin).pathname
    for (;;) {
      const state = (await (await fetch(origin + job, { headers })).json()) as { running: boolean; success: boolean }
      if (!state.running && !state.success) throw new Error(`capture: ${JSON.stringify(state)}`)
      if (!state.running || !going()) break
      await new Promise((r) => setTimeout(r, 50))
    }
    done()
  }
}

async function startServer(env: NodeJS.ProcessEnv, origin: string): Promise<ChildProcess> {
  const cwd = new URL('..', import.meta.url).pathname
  const child = spawn(process.execPath, ['src/main.ts'], { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] })
  for (const end = Date.now() + 120_000; Date.now() < end; await new Promise((r) => setTimeout(r, 100)))
    if ((await fetch(`${origin}/readyz`).catch(() => undefined))?.ok) return child
  child.kill('SIGKILL')
  throw new Error('the server did not start')
}

/** Prints capture-memory: the ratio, and the megabytes and documents beside it. */
export async function run(): Promise<Figure[]> {
  const dir = mkdtempSync(join(tmpdir(), 'suyuan-bench-memory-'))
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...{ DATA_DIR: dir, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'silent', ORIGIN: origin },
  }
  delete env['DATABASE_URL']
  delete env['DATABASE_OWNER_URL']
  try {
    const config = readConfig(env)
    const { database, db } = await openStore(config, () => {})
    const pairs = await makeWorld(db, config, 2)
    await db.destroy()
    await database.close()
    const server = await startServer(env, origin)
    try {
      const [first, length] = [(minutes * 60_000) / 10, minutes * 60_000]
      const began = Date.now()
      let documents = 0
      const going = () => Date.now() - began < length
      const clients = Promise.all(pairs.map(({ seller }) => captureOn(origin, seller, going, () => documents++)))
      const readings: { at: number; mb: number }[] = []
      const reading = setInterval(() => readings.push({ at: Date.now() - began, mb: resident(server.pid!) }), 500)
      await clients.finally(() => clearInterval(reading))
      const span = Math.min(30_000, first)
      const around = (at: number) => median(readings.filter((r) => r.at > at - span && r.at <= at).map((r) => r.mb))
      const [early, late] = [around(first), around(length)]
      const name = `capture-memory: resident after ${minutes} min ÷ after ${minutes / 10} min`
      return [
        atMost(name, late / early, 'ratio', 1.2),
        told('capture-memory: resident at the end', late, 'MB'),
        told('capture-memory: documents of 500 events', documents, 'documents'),
      ]
    } finally {
      const gone = once(server, 'exit')
      server.kill('SIGTERM')
      await gone
    }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
