import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import {
  caller,
  firstAdministrator,
  newPerson,
  type Person,
  password,
  person,
  visitor,
} from '../../../test/matrix/session.ts'
import { sectors } from '../../industries/sectors.ts'
import { createAccount, disableAccount, enableAccount, listAccounts, resetPassword } from './account/schema.ts'
import { createAgency, listAgencies, type NewAgency } from './agency/schema.ts'
import { createClient, disableClient, listClients } from './client/schema.ts'
import { lockout, sessionTimes } from './rules.ts'
import { changePassword, showSession, signIn, signOut } from './session/schema.ts'

let t: TestApp
let first: Person
const start = '2026-06-01T08:00:00.000Z'
const after = (seconds: number) => new Date(Date.parse(start) + seconds * 1000).toISOString()

beforeAll(async () => {
  t = await testApp({ signIn: true })
  first = await firstAdministrator(t)
})
afterAll(() => t.close())

const open = (roles: Parameters<typeof newPerson>[2]['roles'] = ['auditor']) => newPerson(t, first, { roles })

test('who signs in hears who they are, what they may do and where; the cookie is out of reach of scripts', async () => {
  const res = await t.app.inject({ method: 'POST', url: signIn.path, payload: { login: ' FIRST ', password } })
  expect(res.json()).toMatchObject({
    account: { login: 'first', name: '示例甲' },
    party: { kind: 'agency', name: '示例部级中心' },
    divisions: [{ divisionId: '0', name: '中国' }],
    // the ministry's, whatever industries there are
    sectors: [...sectors],
  })
  expect(res.headers['set-cookie']).toMatch(
    /^suyuan_session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
  const stored = await t.db.selectFrom('identity.session').selectAll().execute()
  expect(JSON.stringify(stored)).not.toContain(String(res.headers['set-cookie']).slice(15, 58))
})

test('a visitor is told that nobody is signed in', async () => {
  const { status, body } = await visitor(t)(showSession, {})
  expect([status, body.account, body.csrfToken]).toEqual([200, null, null])
})

test('a command by session needs its own CSRF token; a query does not', async () => {
  const who = await open(['agency_administrator'])
  const other = await open(['agency_administrator'])
  const make = {
    kind: 'testing',
    level: 'ministry',
    name: '示例检测',
    divisions: ['0'],
    sectors: ['crop'],
    department: 'agriculture',
  } satisfies NewAgency
  const withToken = (csrf?: string) =>
    caller(t, () => ({ cookie: who.cookie, ...(csrf ? { 'x-csrf-token': csrf } : {}) }))
  for (const token of [undefined, 'x', other.session.csrfToken!]) {
    const refused = await withToken(token)(createAgency, make)
    expect([refused.status, refused.body.reason]).toEqual([403, 'session.csrf_missing'])
  }
  expect((await withToken()(listAgencies, {})).status).toBe(200)
  expect((await withToken(who.session.csrfToken!)(createAgency, make)).status).toBe(200)
})

test('an unknown name, a wrong password and a disabled account with a wrong password look the same', async () => {
  const who = await open()
  await first(disableAccount, { accountId: who.session.account!.accountId })
  const answers = []
  for (const login of ['nobody-at-all', 'first', who.login]) {
    const { status, body } = await visitor(t)(signIn, { login, password: 'not the password' })
    answers.push([status, body.reason, body.details])
  }
  expect(new Set(answers.map((a) => JSON.stringify(a)))).toEqual(
    new Set([JSON.stringify([401, 'session.wrong_credentials', {}])]),
  )
  const known = await visitor(t)(signIn, { login: who.login, password })
  expect([known.status, known.body.reason]).toEqual([403, 'account.disabled'])
})

test('after five wrong passwords the name is locked for a quarter of an hour, also against the right one', async () => {
  const who = await open()
  const tryWith = async (p: string, login = who.login) => (await visitor(t)(signIn, { login, password: p })).body
  for (let i = 0; i < lockout.attempts; i++) expect((await tryWith('wrong')).reason).toBe('session.wrong_credentials')
  expect(await tryWith(password)).toMatchObject({ reason: 'session.locked', details: { minutes: 15, retryAfter: 900 } })
  t.setNow(after(600))
  expect(await tryWith(password)).toMatchObject({ reason: 'session.locked', details: { minutes: 5 } })
  t.setNow(after(901))
  expect((await tryWith(password)).reason).toBeUndefined()
  t.setNow(start)
  for (let i = 0; i < lockout.attempts; i++) await tryWith('wrong', 'nobody-else')
  expect((await tryWith('wrong', 'nobody-else')).reason).toBe('session.locked')
})

test('twenty guesses at once are not more than five', async () => {
  const who = await open()
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => visitor(t)(signIn, { login: who.login, password: `guess ${i}` })),
  )
  const reasons = answers.map((a) => a.body.reason)
  expect(reasons.filter((r) => r === 'session.wrong_credentials')).toHaveLength(lockout.attempts)
  expect(reasons.filter((r) => r === 'session.locked')).toHaveLength(20 - lockout.attempts)
})

test('a right password forgets the wrong ones, and a reset lifts the lock', async () => {
  const who = await open()
  const tryWith = async (p: string) => (await visitor(t)(signIn, { login: who.login, password: p })).status
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < lockout.attempts - 1; i++) expect(await tryWith('wrong')).toBe(401)
    expect(await tryWith(password)).toBe(200)
  }
  for (let i = 0; i < lockout.attempts + 1; i++) await tryWith('wrong')
  expect(await tryWith(password)).toBe(429)
  const reset = await first(resetPassword, { accountId: who.session.account!.accountId })
  expect(await tryWith(reset.body.temporaryPassword)).toBe(200)
})

test('a session ends after eight hours without a request, after seven days whatever happens, and by signing out', async () => {
  const hour = 3600
  const who = await open()
  const me = async () => (await who(showSession, {})).body.account?.login
  for (let h = 0; h < sessionTimes.absoluteHours; h += 7) {
    t.setNow(after(h * hour))
    expect(await me(), `hour ${h}`).toBe(who.login)
  }
  t.setNow(after(sessionTimes.absoluteHours * hour + 1))
  expect(await me()).toBeUndefined()
  expect((await who(listAccounts, {})).body.reason).toBe('login.required')
  t.setNow(start)
  const idle = await person(t, who.login, password)
  t.setNow(after(sessionTimes.idleHours * hour + 1))
  expect((await idle(showSession, {})).body.account).toBeNull()
  t.setNow(start)
  const again = await person(t, who.login, password)
  await again(signOut, {})
  expect((await again(showSession, {})).body.account).toBeNull()
})

test('a temporary password lets one do nothing but choose a password, and runs out after seven days', async () => {
  const made = await first(createAccount, { login: 'temporary', name: '示例', roles: ['auditor'] })
  const fresh = await person(t, 'temporary', made.body.temporaryPassword)
  expect((await fresh(listAccounts, {})).body.reason).toBe('account.must_change_password')
  const change = (password: string, newPassword: string) => fresh(changePassword, { password, newPassword })
  expect((await change(made.body.temporaryPassword, 'short')).body.reason).toBe('password.too_short')
  expect((await change(made.body.temporaryPassword, 'temporary-2026')).body.reason).toBe('password.contains_own')
  expect((await change('wrong', password)).body.reason).toBe('password.wrong')
  const same = made.body.temporaryPassword
  expect((await change(same, same)).body.reason).toBe('password.same')
  expect((await change(same, password)).status).toBe(200)
  expect((await fresh(listAccounts, {})).status).toBe(200)

  const late = await first(createAccount, { login: 'too-late', name: '示例', roles: ['auditor'] })
  t.setNow(after(7 * 24 * 3600))
  const refused = await visitor(t)(signIn, { login: 'too-late', password: late.body.temporaryPassword })
  expect(refused.body.reason).toBe('account.password_expired')
  t.setNow(start)
})

test('changing the password ends the other sessions, disabling an account ends all of them', async () => {
  const who = await open()
  const here = await person(t, who.login, password)
  await here(changePassword, { password, newPassword: 'another pass phrase' })
  expect((await who(showSession, {})).body.account).toBeNull()
  expect((await here(showSession, {})).body.account?.login).toBe(who.login)
  const { accountId } = who.session.account!
  await first(disableAccount, { accountId })
  expect((await here(showSession, {})).body.account).toBeNull()
  await first(enableAccount, { accountId })
  expect((await here(showSession, {})).body.account).toBeNull()
  expect((await visitor(t)(signIn, { login: who.login, password: 'another pass phrase' })).status).toBe(200)
})

test('a retried command answers the same temporary password, and the database holds none', async () => {
  const id = crypto.randomUUID()
  const input = { login: 'retried', name: '示例', roles: ['auditor' as const] }
  const [a, b] = [await first(createAccount, input, id), await first(createAccount, input, id)]
  expect(a.body).toEqual(b.body)
  expect(a.body.temporaryPassword).toMatch(/^[2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4}$/)
  const command = await t.db.selectFrom('platform.command').selectAll().where('commandId', '=', id).execute()
  expect(JSON.stringify(command)).not.toContain(a.body.temporaryPassword)
})

test('a machine client does what it was given, without CSRF, until it is disabled', async () => {
  const basic = (id: string, secret: string) =>
    caller(t, () => ({ authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` }))
  const id = crypto.randomUUID()
  const give = { name: '示例接口', permissions: ['agency:read' as const, 'client:manage' as const] }
  const { body } = await first(createClient, give, id)
  expect((await first(createClient, give, id)).body).toEqual(body)
  const machine = basic(body.clientId, body.secret)
  expect((await machine(listAgencies, {})).status).toBe(200)
  expect((await machine(listAccounts, {})).body.reason).toBe('permission.missing')
  expect((await machine(createClient, { name: '又一个', permissions: ['agency:read'] })).status).toBe(200)
  expect((await machine(createClient, { name: '更多', permissions: ['hold:place'] })).body.reason).toBe(
    'client.more_than_held',
  )
  for (const wrong of [basic(body.clientId, 'x'), basic(crypto.randomUUID(), body.secret), basic('me', 'x')])
    expect((await wrong(listAgencies, {})).body.reason).toBe('client.wrong_credentials')
  expect((await first(listClients, {})).body.items.map((c) => c.name)).toEqual(['示例接口', '又一个'])
  expect((await first(disableClient, { clientId: body.clientId })).status).toBe(200)
  expect((await machine(listAgencies, {})).status).toBe(401)
  const stored = await t.db.selectFrom('platform.command').selectAll().where('commandId', '=', id).execute()
  expect(JSON.stringify(stored)).not.toContain(body.secret)
})

test('a request by session asks the database once to know who it is from', async () => {
  const statements: string[] = []
  const watched = await testApp({ signIn: true, onStatement: (sql) => statements.push(sql) })
  const who = await firstAdministrator(watched)
  statements.length = 0
  await who(listAgencies, { within: '0' })
  expect(statements.filter((s) => /identity\.(session|account|agency)/.test(s.replaceAll('"', '')))).toHaveLength(2)
  await watched.close()
})
