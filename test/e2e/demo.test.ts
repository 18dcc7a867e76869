import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** What `npm run demo` runs, as a process of its own on a folder of its own. */
const root = fileURLToPath(new URL('../..', import.meta.url))
const dataDir = mkdtempSync(join(tmpdir(), 'suyuan-demo-'))
// as root the database runs as another user, who must be able to walk here; else its folder is elsewhere
chmodSync(dataDir, 0o755)
const ready = 'Ctrl-C'

type Started = { child: ChildProcess; out: () => string; err: () => string; ended: Promise<number | string> }
const started: Started[] = []
function run(port: number): Started {
  const child = spawn(process.execPath, ['scripts/demo.ts'], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (err += text))
  const ended = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => resolve(signal ?? code ?? -1)),
  )
  const s = { child, out: () => out, err: () => err, ended }
  started.push(s)
  return s
}

/** Waits until it says that it is there; its last words when it is not. */
async function up(s: Started): Promise<void> {
  const over = s.ended.then((how) => {
    throw new Error(`the demo ended (${how}): ${s.out().slice(-500)} ${s.err()}`)
  })
  const there = (async () => {
    while (!s.out().includes(ready)) await new Promise((r) => setTimeout(r, 100))
  })()
  await Promise.race([there, over])
  over.catch(() => {})
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

/** The process id of the embedded PostgreSQL, if one runs on the folder. */
function postgres(): number | undefined {
  const file = join(dataDir, 'postgres', 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  try {
    process.kill(pid, 0)
    return pid
  } catch {
    return undefined
  }
}

type Demo = {
  origin: string
  accounts: { login: string; password: string; role: string }[]
  codes: Record<string, string[]>
  client: { id: string; secret: string }
}
const readDemo = () => JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')) as Demo

let port: number
let running: Started
let demo: Demo
beforeAll(async () => {
  port = await freePort()
  running = run(port)
  await up(running)
  demo = readDemo()
}, 140_000)
afterAll(async () => {
  for (const s of started) if (s.child.exitCode === null && s.child.signalCode === null) s.child.kill('SIGKILL')
  await Promise.all(started.map((s) => s.ended))
  const pid = postgres()
  if (pid) process.kill(pid, 'SIGQUIT')
  while (postgres()) await new Promise((r) => setTimeout(r, 100))
  rmSync(dataDir, { recursive: true, force: true })
})

const origin = () => `http://127.0.0.1:${port}`
const signIn = ({ login, password }: { login: string; password: string }) =>
  fetch(`${origin()}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  })
const verdict = async (code: string, language = 'zh') => {
  const res = await fetch(`${origin()}/s/${code}`, { headers: { 'accept-language': language } })
  return `${res.status} ${/<h1>([^<]*)/.exec(await res.text())?.[1]}`
}
const machine = (secret = demo.client.secret) =>
  `Basic ${Buffer.from(`${demo.client.id}:${secret}`).toString('base64')}`
const asMachine = async <B>(path: string, body?: object) => {
  const res = await fetch(origin() + path, {
    headers: { authorization: machine(), ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  })
  return { status: res.status, body: (await res.json()) as B }
}
type Stock = { items: { holdingId: string; available: string; held: boolean }[] }
type Buyers = { items: { partyId: string }[] }
let sold: { sellerId: string; transferId: string }

test('it says where to look, and keeps accounts and codes where only this user reads them', () => {
  expect(demo.origin).toBe(origin())
  for (const text of [demo.origin, 'mango1', 'chengmai-officer', ...Object.values(demo.codes).flat().slice(0, 1)])
    expect(running.out()).toContain(text)
  expect(running.err()).toBe('')
  expect(statSync(join(dataDir, 'demo.json')).mode & 0o077).toBe(0)
})

test('people of every role sign in with the password that was printed', async () => {
  const roles = new Map(demo.accounts.map((a) => [a.role, a]))
  expect([...roles.keys()].flatMap((r) => r.split(' '))).toEqual(
    expect.arrayContaining(['platform_administrator', 'agency_administrator', 'business_manager', 'operator_owner']),
  )
  for (const account of roles.values()) {
    const res = await signIn(account)
    expect({ login: account.login, status: res.status }).toEqual({ login: account.login, status: 200 })
    expect(await res.json()).toMatchObject({ account: { login: account.login, mustChangePassword: false } })
  }
  expect((await signIn({ ...demo.accounts[0]!, password: 'wrong password' })).status).toBe(401)
})

test('every code resolves with the verdict of its kind', async () => {
  const says: Record<string, [string, string]> = {
    on_record: ['登记在案', 'On record'],
    on_hold: ['停售', 'On hold'],
    subject: ['登记在案', 'On record'],
    certificate: ['登记在案', 'On record'],
    certificate_voided: ['已作废', 'Voided'],
    voucher: ['登记在案', 'On record'],
    closed: ['未查到', 'Not in our registry'],
  }
  expect(Object.keys(demo.codes).sort()).toEqual(Object.keys(says).sort())
  for (const [kind, codes] of Object.entries(demo.codes)) {
    expect(codes.length, kind).toBeGreaterThan(0)
    for (const code of codes) {
      const status = kind === 'closed' ? 404 : 200
      expect(`${kind} ${await verdict(code)}`).toBe(`${kind} ${status} ${says[kind]![0]}`)
      expect(`${kind} ${await verdict(code, 'en')}`).toBe(`${kind} ${status} ${says[kind]![1]}`)
    }
  }
})

test('the machine client reads and sells by HTTP Basic without a CSRF token', async () => {
  const { body: stock } = await asMachine<Stock>('/api/holdings?inStock=yes')
  const goods = stock.items.find((h) => !h.held && Number(h.available) > 1)!
  const { body: buyers } = await asMachine<Buyers>(`/api/buyers?q=${encodeURIComponent('生鲜超市')}`)
  const buyerId = buyers.items[0]!.partyId
  const { status, body } = await asMachine<typeof sold>('/api/transfers', {
    holdingId: goods.holdingId,
    quantity: '1',
    buyerId,
  })
  expect(status).toBe(200)
  sold = body
  const other = await fetch(`${origin()}/api/holdings`, { headers: { authorization: machine('guess') } })
  expect(other.status).toBe(401)
})

test('a second start on the same folder is refused in one line', async () => {
  const second = run(await freePort())
  expect(await second.ended).toBe(1)
  expect(second.err().trim().split('\n')).toEqual([expect.stringContaining('already running')])
  expect((await fetch(`${origin()}/readyz`)).status).toBe(200)
}, 60_000)

test('Ctrl-C stops it and its database; started again, it has what was done and loads nothing twice', async () => {
  running.child.kill('SIGINT')
  expect(await running.ended).toBe(0)
  expect(postgres()).toBeUndefined()
  const before = readFileSync(join(dataDir, 'demo.json'), 'utf8')

  running = run(port)
  await up(running)
  expect(running.out()).not.toMatch(/operators|migration|making the database/)
  expect(readFileSync(join(dataDir, 'demo.json'), 'utf8')).toBe(before)
  expect((await asMachine(`/api/transfers/${sold.sellerId}/${sold.transferId}`)).body).toMatchObject({ open: '1' })
}, 60_000)

test('after kill -9 it starts again on what was there', async () => {
  running.child.kill('SIGKILL')
  expect(await running.ended).toBe('SIGKILL')

  running = run(port)
  await up(running)
  expect((await asMachine(`/api/transfers/${sold.sellerId}/${sold.transferId}`)).body).toMatchObject({ open: '1' })
  expect(await verdict(demo.codes['on_hold']![0]!)).toBe('200 停售')
  running.child.kill('SIGINT')
  expect(await running.ended).toBe(0)
  expect(postgres()).toBeUndefined()
}, 60_000)
