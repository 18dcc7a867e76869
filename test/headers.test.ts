import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allWords } from '../src/words.ts'
import { type TestApp, testApp } from './app.ts'
import { firstAdministrator, password } from './matrix/session.ts'

let t: TestApp
let port: number
beforeAll(async () => {
  t = await testApp({ signIn: true })
  await firstAdministrator(t)
  port = Number(new URL(await t.app.listen({ port: 0, host: '127.0.0.1' })).port)
})
afterAll(() => t.close())

const get = (url: string, headers: Record<string, string> = {}) => t.app.inject({ method: 'GET', url, headers })

test('the cookie of a session is for this site only, and no script reads it', async () => {
  const res = await t.app.inject({ method: 'POST', url: '/api/session', payload: { login: 'first', password } })
  const cookie = String(res.headers['set-cookie'])
  expect(cookie).toMatch(/^suyuan_session=[\w-]{40,};/)
  for (const flag of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(cookie.split('; ')).toContain(flag)
  expect(cookie).not.toMatch(/Domain=/)
  expect(res.headers['cache-control']).toBe('no-store')
})

test.each([
  ['/', 200],
  ['/s/1', 404],
  ['/setup?token=x', 404],
])('the page %s runs no script but its own, stands in no frame, and is not guessed at', async (url, status) => {
  const res = await get(url)
  expect(res.statusCode).toBe(status)
  const policy = String(res.headers['content-security-policy'])
  expect(policy).toMatch(/default-src '(?:self|none)'/)
  expect(policy).toMatch(/frame-ancestors 'none'/)
  expect(policy).toMatch(/base-uri 'none'/)
  expect(policy).not.toMatch(/script-src[^;]*'unsafe/)
  expect(res.headers['x-content-type-options']).toBe('nosniff')
  expect(res.headers['strict-transport-security']).toMatch(/max-age=\d{7,}/)
  expect(res.headers['referrer-policy']).toBe('no-referrer')
})

test('what only the reader may see is kept by no cache', async () => {
  for (const url of ['/api/session', '/api/accounts', '/api/agencies']) {
    const res = await get(url)
    if (res.statusCode === 200) expect(res.headers['cache-control'], url).toBe('no-store')
    else expect(res.statusCode, url).toBe(401)
  }
})

/** Sends bytes as they are; answers with all that came back. */
const raw = (bytes: string) =>
  new Promise<string>((done, failed) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'))
    let text = ''
    socket.on('data', (d) => {
      text += d
    })
    socket.on('close', () => done(text))
    socket.on('error', (err: NodeJS.ErrnoException) => (err.code === 'ECONNRESET' ? done(text) : failed(err)))
  })
const end = 'Host: x\r\nConnection: close\r\n\r\n'

test.each([
  ['no HTTP at all', '\x16\x03\x01\x00\x00\r\n\r\n', 400, 'request.malformed'],
  ['NUL in the address', `GET /s/\x00 HTTP/1.1\r\n${end}`, 400, 'request.malformed'],
  ['an address that is no UTF-8', `GET /s/%ff%fe HTTP/1.1\r\n${end}`, 400, 'request.malformed'],
  ['half an escape', `GET /api/operators/%E6%BA HTTP/1.1\r\n${end}`, 400, 'request.malformed'],
  ['headers without end', `GET / HTTP/1.1\r\nx: ${'a'.repeat(70_000)}\r\n${end}`, 413, 'request.too_large'],
  ['an address without end', `GET /s/${'a'.repeat(70_000)} HTTP/1.1\r\n${end}`, 414, 'request.uri_too_long'],
  ['a length that is none', `POST /api/session HTTP/1.1\r\nContent-Length: -1\r\n${end}`, 400, 'request.malformed'],
  [
    'two lengths',
    `POST /api/session HTTP/1.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n${end}`,
    400,
    'request.malformed',
  ],
  ['a way up', `GET /../../etc/passwd HTTP/1.1\r\n${end}`, 404, 'route.not_found'],
  ['a method nobody has', `BREW / HTTP/1.1\r\n${end}`, 400, 'request.malformed'],
  ['a method that is not ours', `DELETE /api/accounts HTTP/1.1\r\n${end}`, 404, 'route.not_found'],
])('%s is a refusal with words, and the next request is served', async (_, bytes, status, reason) => {
  const answer = await raw(bytes)
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  expect(answer).toMatch(/content-type: application\/problem\+json/i)
  const problem = JSON.parse(/\{.*\}/s.exec(answer)![0]) as { reason: string; title: string }
  expect(problem).toMatchObject({ reason, title: allWords[reason]!.zh })
  expect((await get('/healthz')).statusCode).toBe(200)
})
