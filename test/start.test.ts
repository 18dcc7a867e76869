import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'

/** `npm start` as people start it: a process of its own, on the embedded database or on one of theirs. */
const main = new URL('../src/main.ts', import.meta.url).pathname
const root = mkdtempSync(join(tmpdir(), 'suyuan-start-'))
chmodSync(root, 0o755)

type Started = { child: ChildProcess; text: () => string; ended: Promise<number | string> }
const children = new Set<ChildProcess>()

function launch(env: Record<string, string>): Started {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (d) => (text += d))
  const ended = new Promise<number | string>((done) => {
    child.once('close', (code, signal) => {
      children.delete(child)
      done(code ?? signal ?? 'unknown')
    })
  })
  return { child, text: () => text, ended }
}

/** Waits until it has said this. @throws what it said instead when it ended. */
async function says(s: Started, line: RegExp): Promise<void> {
  let over = false
  s.ended.then(() => {
    over = true
  })
  while (!line.test(s.text())) {
    if (over) throw new Error(`ended without saying ${line}:\n${s.text()}`)
    await sleep(20)
  }
}
const up = /^Suyuan 溯源 http.*$/m

async function stop(s: Started, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | string> {
  s.child.kill(signal)
  return s.ended
}

const freePort = () =>
  new Promise<string>((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => done(String(port)))
    })
  })

const pidFile = (dataDir: string) => join(dataDir, 'postgres/postmaster.pid')
const serverPid = (dataDir: string) => Number(readFileSync(pidFile(dataDir), 'utf8').split('\n')[0])
/** Whether this process runs; one that has ended and waits to be fetched by its parent does not. */
const alive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return !existsSync('/proc/self/stat') || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
const ready = async (port: string) => (await fetch(`http://127.0.0.1:${port}/readyz`)).status

/** A connection to the embedded database, as its owner. */
async function inside(dataDir: string): Promise<pg.Client> {
  const { databaseOwnerPassword } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as Record<
    string,
    string
  >
  const port = Number(readFileSync(pidFile(dataDir), 'utf8').split('\n')[3])
  const db = new pg.Client({
    ...{ host: '127.0.0.1', port, user: 'suyuan_owner', password: databaseOwnerPassword, database: 'suyuan' },
  })
  await db.connect()
  return db
}
const setups = async (dataDir: string) => {
  const db = await inside(dataDir)
  const { rows } = await db.query<{ n: number }>('select count(*)::int as n from identity.setup')
  await db.end()
  return rows[0]!.n
}

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
})
afterAll(() => {
  // what a failed test left running
  if (existsSync(pidFile(dataDir)) && serverPid(dataDir) !== process.pid && alive(serverPid(dataDir)))
    process.kill(serverPid(dataDir), 'SIGQUIT')
  rmSync(root, { recursive: true, force: true })
})

/** One embedded database for the tests below, each of which leaves it stopped and whole. */
const dataDir = join(root, 'data')

test('of two first starts at one moment one runs and prints a one-time link; the other and later ones refuse and leave it alone', async () => {
  const ports = [await freePort(), await freePort()]
  const both = ports.map((PORT) => launch({ DATA_DIR: dataDir, PORT }))
  const loser = await Promise.race(both.map((s) => s.ended.then(() => s)))
  const winner = both.find((s) => s !== loser)!
  const PORT = ports[both.indexOf(winner)]!
  const line = `Suyuan cannot start. another Suyuan is already running on ${dataDir}: stop it first, or choose another DATA_DIR\n`
  expect(await loser.ended).toBe(1)
  expect(loser.text().replace(/^… .*\n/gm, '')).toBe(line)
  await says(winner, /setup\?token=/)
  expect(winner.text()).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${PORT}/setup\\?token=[\\w-]{43}$`, 'm'))

  const third = launch({ DATA_DIR: dataDir, PORT: await freePort() })
  expect(await third.ended).toBe(1)
  expect(third.text()).toBe(line)
  expect(await ready(PORT)).toBe(200)

  const pid = serverPid(dataDir)
  expect(await stop(winner, 'SIGINT')).toBe(0)
  expect([alive(pid), existsSync(pidFile(dataDir))]).toEqual([false, false])
}, 60_000)

test('after kill -9 the running server is used again with what is in it; after kill -9 of both the database recovers', async () => {
  const first = launch({ DATA_DIR: dataDir, PORT: await freePort() })
  await says(first, /setup\?token=/)
  const [pid, links] = [serverPid(dataDir), await setups(dataDir)]
  await stop(first, 'SIGKILL')
  expect(alive(pid)).toBe(true)

  const PORT = await freePort()
  const second = launch({ DATA_DIR: dataDir, PORT })
  await says(second, /setup\?token=/)
  expect([serverPid(dataDir), await setups(dataDir), await ready(PORT)]).toEqual([pid, links + 1, 200])
  process.kill(pid, 'SIGKILL')
  await stop(second, 'SIGKILL')
  expect(existsSync(pidFile(dataDir))).toBe(true)

  const third = launch({ DATA_DIR: dataDir, PORT: await freePort() })
  await says(third, /setup\?token=/)
  expect(await setups(dataDir)).toBe(links + 2)
  const fresh = serverPid(dataDir)
  expect(fresh).not.toBe(pid)
  expect(readFileSync(join(dataDir, 'postgres/server.log'), 'utf8')).toMatch(/automatic recovery in progress/)
  expect(await stop(third)).toBe(0)
  expect(alive(fresh)).toBe(false)
}, 60_000)

test('a pid file whose number is another process by now does not stop the start, and a signal in its middle leaves nothing', async () => {
  // as in a container that is started again
  writeFileSync(pidFile(dataDir), `${process.pid}\n${join(dataDir, 'postgres')}\n1\n5\n\n127.0.0.1\n  1 1\nready   \n`)
  const started = launch({ DATA_DIR: dataDir, PORT: await freePort() })
  const isUp = () => existsSync(pidFile(dataDir)) && /\nready/.test(readFileSync(pidFile(dataDir), 'utf8'))
  while (!isUp() || serverPid(dataDir) === process.pid) await sleep(5)
  const pid = serverPid(dataDir)
  expect(await stop(started)).toBe(0)
  expect(alive(pid)).toBe(false)
}, 60_000)

test('a port in use is one line, and the database stops again', async () => {
  const blocker = createServer()
  await new Promise<void>((done) => blocker.listen(0, '127.0.0.1', done))
  const { port } = blocker.address() as { port: number }
  const started = launch({ DATA_DIR: dataDir, PORT: String(port) })
  expect(await started.ended).toBe(1)
  expect(started.text()).toBe(`Suyuan cannot start. PORT: ${port} is in use on 127.0.0.1; choose another\n`)
  expect(existsSync(pidFile(dataDir))).toBe(false)
  blocker.close()
}, 60_000)

test.runIf(process.getuid?.() === 0)(
  'as root, a folder that the database user cannot walk works, and is found again',
  async () => {
    const closed = mkdtempSync(join(tmpdir(), 'suyuan-closed-')) // mode 700
    const dir = join(closed, 'data')
    for (const first of [true, false]) {
      const started = launch({ DATA_DIR: dir, PORT: await freePort() })
      await says(started, up)
      expect(/making the database/.test(started.text())).toBe(first)
      expect(await stop(started)).toBe(0)
      // opened later: the database that is there must not be forgotten for an empty one
      chmodSync(closed, 0o755)
    }
    const { stableId } = await import('../src/platform/id.ts')
    rmSync(`/var/lib/suyuan/${stableId(join(dir, 'postgres'))}`, { recursive: true, force: true })
    rmSync(closed, { recursive: true, force: true })
  },
  60_000,
)

// — on a PostgreSQL of one's own, with the roles of docs/operations.md —

let admin: pg.Client
const at = (template: string, database: string, user?: string) => {
  const u = new URL(template.replace('{database}', database))
  if (user) [u.username, u.password] = [user, 'secret']
  return u.href
}
const cluster = inject('cluster')
const [ownerRole, appRole, own] = ['start_owner', 'start_app', 'start_own']
const url = (user: string, database = own) => at(cluster.owner, database, user)
const dropAll = async () => {
  for (const d of [own, 'start_other', 'start_latin']) await admin.query(`drop database if exists ${d} with (force)`)
  for (const r of [ownerRole, appRole, 'start_super', 'start_member', 'start_idle'])
    await admin.query(`drop role if exists ${r}`)
}
beforeAll(async () => {
  admin = new pg.Client(at(cluster.owner, 'postgres'))
  await admin.connect()
  await dropAll()
  for (const sql of [
    `create role ${ownerRole} login password 'secret'`,
    `create role ${appRole} login password 'secret'`,
    `create database ${own} owner ${ownerRole} encoding 'UTF8' template template0`,
    `create role start_super superuser login password 'secret'`,
    `create role start_idle login password 'secret'`,
    `create role start_member login password 'secret' in role ${ownerRole}`,
    `create database start_other owner ${ownerRole}`,
    `create database start_latin owner ${ownerRole} encoding 'LATIN1' locale 'C' template template0`,
  ])
    await admin.query(sql)
})
afterAll(async () => {
  await dropAll()
  await admin.end()
})

const hint =
  /owns tables, may act as a role that does, or is a superuser, .* create role suyuan_app login password '…';/
test.each([
  ['the owner as application', { DATABASE_URL: url(ownerRole) }, hint],
  ['a superuser as application', { DATABASE_URL: url('start_super') }, hint],
  ['a member of the owner as application', { DATABASE_URL: url('start_member') }, hint],
  ['the two the wrong way round', { DATABASE_URL: url(ownerRole), DATABASE_OWNER_URL: url(appRole) }, hint],
  ['another database', { DATABASE_URL: url(appRole, 'start_other') }, /name different databases/],
  [
    'another encoding',
    { DATABASE_URL: url(appRole, 'start_latin'), DATABASE_OWNER_URL: url(ownerRole, 'start_latin') },
    /encoded in LATIN1/,
  ],
  [
    'an owner who may not create',
    { DATABASE_OWNER_URL: url('start_idle') },
    /^Suyuan cannot start\. DATABASE_OWNER_URL: the role start_idle may not create anything there: alter database start_own owner to start_idle;$/m,
  ],
  [
    'a wrong password',
    { DATABASE_URL: url(appRole).replace('secret', 'wrong') },
    /DATABASE_URL: cannot connect \(password authentication failed/,
  ],
  [
    'nobody at the address',
    { DATABASE_OWNER_URL: 'postgres://a:b@localhost:1/x' },
    /DATABASE_OWNER_URL: cannot connect \(.*ECONNREFUSED.*\)/,
  ],
  ['no such host', { DATABASE_OWNER_URL: 'postgres://a:b@db.invalid/x' }, /DATABASE_OWNER_URL: cannot connect \(.+\)/],
])('%s is refused in one line', async (_what, env, line) => {
  {
    const { openDatabase } = await import('../src/platform/database.ts')
    const { readConfig } = await import('../src/platform/config.ts')
    const settings = { DATABASE_URL: url(appRole), DATABASE_OWNER_URL: url(ownerRole), ...env }
    const said = await openDatabase(readConfig({ DATA_DIR: join(root, 'given'), ...settings })).then(
      () => 'accepted',
      (err: Error) => `Suyuan cannot start. ${err.message}`,
    )
    expect(said).toMatch(line)
    expect(said).not.toContain('\n')
  }
})

test('with the roles of the manual two processes share the work: web answers, work delivers, neither does the other', async () => {
  const env = { DATA_DIR: join(root, 'given'), DATABASE_URL: url(appRole), DATABASE_OWNER_URL: url(ownerRole) }
  const PORT = await freePort()
  const web = launch({ ...env, ROLE: 'web', PORT })
  await says(web, /setup\?token=/)
  const db = new pg.Client(url(ownerRole))
  await db.connect()
  const one = async (sql: string) => Object.values((await db.query(sql)).rows[0] as Record<string, unknown>)[0]
  expect(await one('select count(*)::int > 40000 from identity.division')).toBe(true)
  expect(await one("select to_regnamespace('graphile_worker')")).toBe(null)

  // something for the portal's subscriber, as a command leaves it
  const { portalSubscriber } = await import('../src/modules/portal/index.ts')
  await db.query(
    `insert into platform.pending (party_id, subscriber, seq, at) values (gen_random_uuid(), $1, 1, now())`,
    [portalSubscriber.name],
  )
  const pending = () => one('select count(*)::int from platform.pending')
  expect(await pending()).toBe(1)

  const idlePort = await freePort()
  const work = launch({ ...env, ROLE: 'work', PORT: idlePort })
  await says(work, /answers no requests/)
  while ((await pending()) !== 0) await sleep(50)
  await expect(fetch(`http://127.0.0.1:${idlePort}/healthz`)).rejects.toThrow()
  expect(await ready(PORT)).toBe(200)

  expect(await one(`select has_schema_privilege('${appRole}', 'graphile_worker', 'usage')`)).toBe(false)
  const owners = await db.query(
    `select distinct pg_get_userbyid(c.relowner) as role from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('platform', 'identity', 'trace', 'graphile_worker') and c.relkind = 'r'`,
  )
  expect(owners.rows).toEqual([{ role: ownerRole }])
  await db.end()
  expect(await Promise.all([stop(web), stop(work)])).toEqual([0, 0])
}, 60_000)
