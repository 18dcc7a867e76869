import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { endpoints } from '../../src/endpoints.ts'
import { oauthErrors } from '../../src/modules/identity/oauth/rules.ts'
import type { Role } from '../../src/modules/identity/rules.ts'
import { type Endpoint, fillPath, queryString } from '../../src/platform/endpoint.ts'
import { readManifest } from '../../src/platform/migrate.ts'
import { allWords } from '../../src/words.ts'
import { type TestApp, testApp } from '../app.ts'
import { bases, callers } from './bases.ts'
import {
  always,
  bodies,
  commandIds,
  cursors,
  type Path,
  pathsIn,
  pathsOf,
  queries,
  randomFrom,
  replaced,
  segments,
  sometimes,
  valueAt,
} from './hostile.ts'
import { matrix, short } from './matrix.ts'
import type { Person } from './session.ts'
import { buildWorld, type World } from './world.ts'

/** Another one tries other combinations: HOSTILE_SEED=… HOSTILE_SAMPLES=… */
const seed = Number(process.env['HOSTILE_SEED'] ?? 20260601)
const samples = Number(process.env['HOSTILE_SAMPLES'] ?? 2)
const random = randomFrom(seed)
const some = <T>(list: readonly T[], count: number): T[] =>
  list
    .map((x) => [random(), x] as const)
    .toSorted((a, b) => a[0] - b[0])
    .slice(0, count)
    .map(([, x]) => x)

let t: TestApp
let world: World
let owner: pg.Client
let state: string
let caught: unknown
beforeAll(async () => {
  t = await testApp({ signIn: true })
  world = await buildWorld(t)
  owner = new pg.Client(t.ownerUrl)
  await owner.connect()
  // what went wrong inside is never in an answer: here it helps to find it
  t.app.log.error = (entry: unknown) => {
    caught = entry
  }
  const local = new Set(['platform.migration', 'platform.rate', 'platform.dataset', 'portal.scan'])
  const tables = Object.entries(await readManifest()).filter(
    ([name, { kind }]) => kind !== 'reference' && !local.has(name),
  )
  // by name: the parts of a union come in whatever order parallel workers finish
  // a written row is another version at another place; a cluster tells neither, there its content is compared
  const version = inject('citus') ? 'r::text' : 'r.xmin::text || r.ctid::text'
  state = `${tables
    .map(([name]) => `select '${name}' as t, count(*) as n, sum(hashtext(${version})) as h from ${name} as r`)
    .join(' union all ')} order by t`
}, 120_000)
afterAll(async () => {
  await owner.end()
  await t.close()
})

/** How many rows every table that a command writes has, and which versions of them. Planned once: it is asked thousands of times. */
const written = async () => (await owner.query<Record<string, string>>({ name: 'written', text: state })).rows

type Sent = { what: string; url: string; payload?: string; headers?: Record<string, string> }

/** A person who may: named in bases.ts, else whoever reaches what the matrix row is about, else the first role that may. */
function callerOf(e: Endpoint): Person | undefined {
  const named = callers[e.name]
  if (named) return named(world)
  const row = matrix[e.name]
  const may = (row?.may ?? '').split(' ').map((s) => short[s as keyof typeof short] as Role)
  const asker = row?.about?.seenBy
    .map((a) => world.askers[a])
    .find((p) => p.session.roles.some((r) => may.includes(r as Role)))
  if (asker) return asker
  return row?.may === 'all' ? undefined : row?.may === 'signed-in' ? world.operator.owner : world.people[may[0]!]
}

const shown = (value: unknown) => JSON.stringify(value)?.slice(0, 80)

/**
 * `…/licences/%2e%2e/revoke` is, to whatever reads an address by its standard, the address of another command, which then
 * does what it is there for.
 */
function leadsElsewhere(e: Endpoint, url: string): boolean {
  const { pathname } = new URL(url, 'http://x')
  return endpoints.some(
    (other) =>
      other.name !== e.name &&
      other.method === 'POST' &&
      other.method === e.method &&
      new RegExp(`^${other.path.replace(/:\w+/g, '[^/]+')}$`).test(pathname),
  )
}

function requests(e: Endpoint, base: Record<string, unknown>): Sent[] {
  const json = { 'content-type': 'application/json' }
  const send = (what: string, input: Record<string, unknown>): Sent[] => {
    try {
      const { url, rest } = fillPath(e.path, input)
      if (e.method !== 'POST') return [{ what, url: url + queryString(rest) }]
      if (e.takes)
        return [
          { what, url: url + queryString(rest), payload: '%PDF-1.7', headers: { 'content-type': 'application/pdf' } },
        ]
      return [{ what, url, payload: JSON.stringify(rest), headers: json }]
    } catch {
      return [] // a lone surrogate, or an object that is no text, cannot stand in a URL
    }
  }
  const unique = new Map([...pathsOf(e.input), ...pathsIn(base)].map((p): [string, Path] => [p.join('.'), p]))
  const fields = [...unique.values()].flatMap((path) => {
    const good = valueAt(base, path)
    const ids =
      typeof good === 'string' && /^[0-9a-f-]{36}$/.test(good)
        ? [good.toUpperCase(), world.neighbourOperator.partyId, '018f0000-0000-7000-8000-0000000000ff']
        : []
    const values = [
      ...always,
      ...some(sometimes, samples),
      ...ids,
      ...(path.at(-1) === 'cursor' ? some(cursors, 3 * samples) : []),
    ]
    return values.flatMap((v) => send(`${path.join('.')} = ${shown(v)}`, replaced(base, path, v) as typeof base))
  })
  const names = [...e.path.matchAll(/:(\w+)/g)].map((m) => m[1]!)
  const { url: plain, rest } = fillPath(e.path, base)
  const body = e.method === 'POST' ? { payload: JSON.stringify(rest), headers: json } : {}
  const inPath = names.flatMap((name) => {
    const [before, after] = fillPath(e.path, { ...base, [name]: 'HERE' }).url.split('HERE')
    return some(segments, 2 * samples)
      .map((s): Sent => ({ what: `:${name} = ${s.slice(0, 60)}`, url: `${before}${s}${after}`, ...body }))
      .filter(({ url }) => !leadsElsewhere(e, url))
  })
  const inQuery = some(queries, e.method !== 'POST' ? 2 * samples : 1).map(
    (q): Sent => ({ what: `?${q.slice(0, 60)}`, url: `${plain}?${q}`, ...body }),
  )
  const whole =
    e.method !== 'POST'
      ? [{ what: 'a body with GET', url: plain, payload: '{', headers: json }]
      : some(bodies, 2 * samples).map(
          ([type, text]): Sent => ({
            what: `${type}: ${text.slice(0, 40)}`,
            url: plain,
            payload: text,
            headers: type === undefined ? {} : { 'content-type': type },
          }),
        )
  const ids =
    e.kind === 'command'
      ? some(commandIds, 2).map(
          (id): Sent => ({
            what: `idempotency-key ${id.slice(0, 20)}`,
            url: plain,
            payload: '{}',
            headers: { ...json, 'idempotency-key': id },
          }),
        )
      : []
  const extra = send('keys that nobody knows', { ...base, admin: true, constructor: 'a', permissions: ['*'] })
  return [...fields, ...inPath, ...inQuery, ...whole, ...ids, ...extra]
}

const known = new Set(Object.keys(allWords))

/** What is wrong with an answer; undefined when it is a good one. */
function wrongWith(e: Endpoint, res: Awaited<ReturnType<TestApp['app']['inject']>>): string | undefined {
  const { statusCode: status, body } = res
  const type = String(res.headers['content-type'] ?? '')
  if (status >= 500)
    return `${status} ${body.slice(0, 300)}\n    ${String((caught as { err?: Error })?.err?.stack ?? caught).slice(0, 600)}`
  if (status < 400) {
    if (e.kind !== 'raw') JSON.parse(body)
    return undefined
  }
  if (e.answers?.includes('text/html') && type.startsWith('text/html')) return undefined
  // RFC 6749 has a form of its own
  if (e.name === 'issueToken' && type.startsWith('application/json'))
    return (oauthErrors as readonly string[]).includes((JSON.parse(body) as { error: string }).error) ? undefined : body
  if (!type.startsWith('application/problem+json')) return `${status} ${type}: ${body.slice(0, 200)}`
  const problem = JSON.parse(body) as { reason: string; title: string; details: Record<string, unknown> }
  if (!known.has(problem.reason)) return `${status}: no words for ${problem.reason}`
  const missing = [...allWords[problem.reason]!.en.matchAll(/\{(\w+)\}/g)].filter((m) => !(m[1]! in problem.details))
  return missing.length ? `${problem.reason}: no value for ${missing.map((m) => m[0]).join()}` : undefined
}

// holds last: what is on hold refuses everything else
const inOrder = endpoints.toSorted((a, b) => Number(/hold/i.test(a.name)) - Number(/hold/i.test(b.name)))
let peer = 0

test.each(inOrder.map((e) => [e.name, e] as const))('%s: whatever comes in, nothing breaks', async (_, e) => {
  const person = callerOf(e)
  const base = await (bases[e.name] ?? matrix[e.name]?.about?.subject ?? (() => ({})))(world)
  const found: string[] = []
  let before = await written()
  let refused: string[] = []
  const unchanged = async () => {
    const now = await written()
    if (JSON.stringify(now) !== JSON.stringify(before)) {
      const changed = now.filter((r, i) => JSON.stringify(r) !== JSON.stringify(before[i])).map((r) => r['t'])
      found.push(`refused and yet written (${changed.join()}), one of: ${refused.join('; ')}`)
    }
    refused = []
    before = now
  }
  for (const { what, url, payload, headers } of requests(e, base as Record<string, unknown>)) {
    caught = undefined
    // another address each time: the limit of tries from one address is not what is tested here
    peer++
    const res = await t.app.inject({
      method: e.method,
      url,
      remoteAddress: `10.${(peer >> 16) & 255}.${(peer >> 8) & 255}.${peer & 255}`,
      headers: {
        ...(person ? { cookie: person.cookie, 'x-csrf-token': person.session.csrfToken! } : {}),
        ...(e.kind === 'command' ? { 'idempotency-key': crypto.randomUUID() } : {}),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    })
    const wrong = wrongWith(e, res)
    if (wrong) found.push(`${what}: ${wrong}`)
    if (res.statusCode >= 400) {
      refused.push(what)
      // what the shape refuses has not come near a table: it is compared with the next one that a rule refuses
      if (!/"request\.(invalid|malformed|too_large)"/.test(res.body)) await unchanged()
    } else if (e.kind !== 'query') {
      refused = []
      before = await written()
    }
  }
  await unchanged()
  expect(found, `seed ${seed}\n${found.join('\n')}`).toEqual([])
})
