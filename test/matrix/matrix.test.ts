import { afterAll, beforeAll, expect, test } from 'vitest'
import { endpoints } from '../../src/endpoints.ts'
import { permissionsOf, type Role, roleNames, roles } from '../../src/modules/identity/rules.ts'
import { type Endpoint, fillPath, queryString } from '../../src/platform/endpoint.ts'
import { type TestApp, testApp } from '../app.ts'
import { matrix, type Row, type Short, short } from './matrix.ts'
import { type Asker, buildWorld, type World } from './world.ts'

let t: TestApp
let world: World
beforeAll(async () => {
  t = await testApp({ signIn: true })
  world = await buildWorld(t)
}, 120_000)
afterAll(() => t.close())

const shortOf = Object.fromEntries(Object.entries(short).map(([k, v]) => [v, k])) as Record<Role, Short>

function mayCall(row: Row, role: Role): boolean {
  return row.may === 'all' || row.may === 'signed-in' || row.may.split(' ').includes(shortOf[role])
}

/** The row that the roles of identity/rules.ts would give: to be read, agreed with and pasted. */
function proposal(e: Endpoint): string {
  const may =
    e.permission === 'public'
      ? 'all'
      : e.permission === 'signed-in'
        ? 'signed-in'
        : roleNames
            .filter((r) => permissionsOf([r], roles[r].of[0]).includes(e.permission as never))
            .map((r) => shortOf[r])
            .join(' ')
  return `  ${e.name}: { may: '${may}' },`
}

test('every endpoint has a row', () => {
  const missing = endpoints.filter((e) => !Object.hasOwn(matrix, e.name)).map(proposal)
  expect(missing, `add to test/matrix/matrix.ts:\n${missing.join('\n')}\n`).toEqual([])
})

test('every row is of an endpoint', () => {
  const names = new Set(endpoints.map((e) => e.name))
  expect(Object.keys(matrix).filter((name) => !names.has(name))).toEqual([])
})

test('rows name roles that there are', () => {
  const words = Object.values(matrix).flatMap((row) =>
    ['all', 'signed-in'].includes(row.may) ? [] : row.may.split(' '),
  )
  expect(words.filter((w) => !Object.hasOwn(short, w))).toEqual([])
})

const rows = endpoints.filter((e) => Object.hasOwn(matrix, e.name)).map((e) => [e.name, e, matrix[e.name]!] as const)

/** Admission comes before the input is read: a list where an object belongs is refused as malformed by who may call. */
async function knock(e: Endpoint, headers: Record<string, string>): Promise<number> {
  const ids = Object.fromEntries([...e.path.matchAll(/:(\w+)/g)].map(([, key]) => [key!, '-']))
  const { url } = fillPath(e.path, ids)
  const res = await t.app.inject({ method: e.method, url, headers, ...(e.method !== 'POST' ? {} : { payload: [] }) })
  return res.statusCode
}
const headersOf = (p: { cookie: string; session: { csrfToken: string | null } }) => ({
  cookie: p.cookie,
  'x-csrf-token': p.session.csrfToken ?? '',
})

test.each(rows)('%s: only the roles of its row may', async (_, e, row) => {
  const answers: Record<string, string> = {}
  const expected: Record<string, string> = {}
  for (const role of roleNames) {
    const status = await knock(e, headersOf(world.people[role]))
    answers[role] = [401, 403].includes(status) || status >= 500 ? String(status) : 'may'
    expected[role] = mayCall(row, role) ? 'may' : '403'
  }
  const visitor = await knock(e, {})
  answers['visitor'] = [401, 403].includes(visitor) || visitor >= 500 ? String(visitor) : 'may'
  expected['visitor'] = row.may === 'all' ? 'may' : '401'
  expect(answers).toEqual(expected)
})

const about = rows.filter(([, , row]) => row.about)

test.each(about)('%s: reaches what lies in the jurisdiction and nothing else', async (_, e, row) => {
  const { subject, seenBy, shows, refused = [] } = row.about!
  const [input, text] = [await subject(world), await shows?.(world)]
  const answers: Partial<Record<Asker, string>> = {}
  const expected: Partial<Record<Asker, string>> = {}
  const askers = Object.entries(world.askers) as [Asker, World['askers'][Asker]][]
  // who may not reach it asks first: afterwards it may be gone
  const late = ([asker]: (typeof askers)[number]) => (seenBy.includes(asker) ? 1 : 0)
  for (const [asker, person] of askers.toSorted((a, b) => late(a) - late(b))) {
    if (!(person.session.roles as Role[]).some((r) => mayCall(row, r))) continue
    const { url, rest } = fillPath(e.path, input)
    const res = await t.app.inject({
      method: e.method,
      url: e.method !== 'POST' ? url + queryString(rest) : url,
      headers: headersOf(person),
      ...(e.method !== 'POST' ? {} : { payload: rest }),
    })
    // 400 would mean that the row's input is not what the endpoint takes; 409 is the business of rules
    const open = res.statusCode < 400 || res.statusCode === 409
    const reached = open && (text === undefined || res.body.search(text) >= 0)
    if (text !== undefined && !reached) expect(res.body).not.toMatch(text)
    answers[asker] = reached
      ? 'reaches'
      : text !== undefined && open
        ? '404'
        : `${res.statusCode} ${res.statusCode === 404 ? '' : res.body}`.trim()
    expected[asker] = seenBy.includes(asker)
      ? 'reaches'
      : refused.includes(asker)
        ? expect.stringMatching(/^403/)
        : '404'
  }
  expect(answers).toEqual(expected)
})
