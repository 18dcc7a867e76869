import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../../test/app.ts'
import { caller, firstAdministrator, type Person } from '../../../../test/matrix/session.ts'
import { listAgencies } from '../agency/schema.ts'
import { createClient, disableClient, listClients } from '../client/schema.ts'
import { permissionsOfScope, tokenLimits } from './rules.ts'

let t: TestApp
let first: Person
beforeAll(async () => {
  t = await testApp({ signIn: true })
  first = await firstAdministrator(t)
})
afterAll(() => t.close())

const form = (fields: Record<string, string> | [string, string][], headers: Record<string, string> = {}) =>
  t.app.inject({
    method: 'POST',
    url: '/oauth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(fields).toString(),
  })
const grant = { grant_type: 'client_credentials' }
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
})
const makeClient = async () => {
  const permissions = ['agency:read' as const, 'client:manage' as const]
  const { body } = await first(createClient, { name: '示例接口', permissions })
  return { id: body.clientId, secret: body.secret }
}
const bearer = (token: string) => caller(t, () => ({ authorization: `Bearer ${token}` }))

test('a client gets a token for a part of its rights and works with it for an hour', async () => {
  const { id, secret } = await makeClient()
  const res = await form({ ...grant, scope: 'agency:read' }, basic(id, secret))
  expect(res.statusCode).toBe(200)
  expect(res.headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache' })
  expect(res.json()).toEqual({
    access_token: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
    token_type: 'Bearer',
    expires_in: 3600,
    scope: 'agency:read',
  })
  const call = bearer(res.json<{ access_token: string }>().access_token)
  expect((await call(listAgencies, {})).status).toBe(200)
  // the client may, this token may not
  expect((await call(listClients, {})).status).toBe(403)
  // what is kept is a hash
  const { rows } = await t.owner.query('select * from identity.token')
  expect(JSON.stringify(rows)).not.toContain(res.json<{ access_token: string }>().access_token)

  t.setNow('2026-06-01T08:59:59.000Z')
  expect((await call(listAgencies, {})).status).toBe(200)
  t.setNow('2026-06-01T09:00:00.000Z')
  const late = await call(listAgencies, {})
  expect(late).toMatchObject({ status: 401, body: { reason: 'token.not_valid' } })
  t.setNow('2026-06-01T08:00:00.000Z')
})

test('without a scope it is all that the client has; secret in the body', async () => {
  const { id, secret } = await makeClient()
  const res = await form({ ...grant, client_id: id, client_secret: secret, scope: '' })
  expect(res.json()).toMatchObject({ scope: 'agency:read client:manage' })
  // a command needs no CSRF token: nothing comes along by itself
  const call = bearer(res.json<{ access_token: string }>().access_token)
  expect((await call(createClient, { name: '再一个', permissions: ['agency:read'] })).status).toBe(200)
})

test('a disabled client has no tokens any more', async () => {
  const { id, secret } = await makeClient()
  const { access_token } = (await form(grant, basic(id, secret))).json<{ access_token: string }>()
  expect((await bearer(access_token)(listAgencies, {})).status).toBe(200)
  await first(disableClient, { clientId: id })
  expect((await bearer(access_token)(listAgencies, {})).status).toBe(401)
  expect((await form(grant, basic(id, secret))).json()).toMatchObject({ error: 'invalid_client' })
  const { rows } = await t.owner.query('select 1 from identity.token where client_id = $1', [id])
  expect(rows).toEqual([])
})

test('a token that is none is refused as RFC 6750 says', async () => {
  const res = await t.app.inject({ url: '/api/agencies', headers: { authorization: 'Bearer abc' } })
  expect(res.statusCode).toBe(401)
  expect(res.headers['www-authenticate']).toBe('Bearer realm="suyuan", error="invalid_token"')
})

test('refusals are those of RFC 6749', async () => {
  const { id, secret } = await makeClient()
  const right = basic(id, secret)
  const cases = [
    [form(grant, basic(id, 'wrong')), 401, 'invalid_client'],
    [form(grant, basic(crypto.randomUUID(), secret)), 401, 'invalid_client'],
    [form(grant, { authorization: 'Digest x' }), 401, 'invalid_client'],
    [form(grant), 401, 'invalid_client'],
    [form({ ...grant, client_id: id, client_secret: secret }, right), 400, 'invalid_request'],
    [form({ ...grant, client_id: crypto.randomUUID() }, right), 400, 'invalid_request'],
    [form({}, right), 400, 'invalid_request'],
    [
      form(
        [
          ['grant_type', 'client_credentials'],
          ['grant_type', 'client_credentials'],
        ],
        right,
      ),
      400,
      'invalid_request',
    ],
    [form({ grant_type: 'password' }, right), 400, 'unsupported_grant_type'],
    [form({ ...grant, scope: 'agency:read hold:place' }, right), 400, 'invalid_scope'],
    [form({ ...grant, scope: 'agency:read  client:manage' }, right), 400, 'invalid_scope'],
  ] as const
  for (const [asked, status, error] of cases) {
    const res = await asked
    expect([res.statusCode, res.json<{ error: string }>().error]).toEqual([status, error])
    expect(res.headers['cache-control']).toBe('no-store')
    if (status === 401) expect(res.headers['www-authenticate']).toMatch(/^Basic /)
  }
  const json = await t.app.inject({ method: 'POST', url: '/oauth/token', headers: right, payload: grant })
  expect([json.statusCode, json.json<{ error: string }>().error]).toEqual([415, 'invalid_request'])
})

test('who asks without end is told to wait', async () => {
  const { id, secret } = await makeClient()
  await t.owner.query("insert into platform.rate (key, started_at, count) values ($1, '2026-06-01T08:00:00Z', $2)", [
    `oauth-client:${id}`,
    tokenLimits.client.attempts,
  ])
  const res = await form(grant, basic(id, secret))
  expect(res.statusCode).toBe(429)
  expect(res.headers['retry-after']).toBe('900')
  expect(res.json()).toMatchObject({ error: 'temporarily_unavailable' })
})

test('a scope is a part of what the client has', () => {
  expect(permissionsOfScope(undefined, ['a', 'b'])).toEqual(['a', 'b'])
  expect(permissionsOfScope('b b', ['a', 'b'])).toEqual(['b'])
  expect(permissionsOfScope('c', ['a', 'b'])).toBeUndefined()
})
