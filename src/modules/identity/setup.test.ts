import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { password, person, visitor } from '../../../test/matrix/session.ts'
import { setupLink } from './index.ts'
import { setUp } from './setup/schema.ts'

let t: TestApp
beforeEach(async () => {
  t = await testApp({ signIn: true })
})
afterEach(() => t.close())

const tokenOf = async () => new URL((await setupLink(t.deps))!).searchParams.get('token')!
const facts = { agencyName: '示例部级中心', name: '示例甲', login: 'first', password }
const page = (token: string, language = 'zh-CN') =>
  t.app.inject({ url: `/setup?token=${token}`, headers: { 'accept-language': language } })
const send = (form: Record<string, string>) =>
  t.app.inject({
    method: 'POST',
    url: '/setup',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'zh' },
    payload: new URLSearchParams(form).toString(),
  })

test('an empty platform gives a link that makes one administrator, once', async () => {
  const token = await tokenOf()
  const rest = await tokenOf()
  expect((await visitor(t)(setUp, { ...facts, token })).status).toBe(200)
  const { session } = await person(t, 'first', password)
  expect(session).toMatchObject({
    roles: ['platform_administrator', 'agency_administrator'],
    divisions: [{ name: '中国' }],
  })
  for (const used of [token, rest]) {
    const again = await visitor(t)(setUp, { ...facts, login: 'second', token: used })
    expect([again.status, again.body.reason]).toEqual([409, 'setup.done_already'])
  }
  expect(await setupLink(t.deps)).toBeUndefined()
})

test('of eight who use links at once, one becomes administrator', async () => {
  const tokens = await Promise.all(Array.from({ length: 8 }, tokenOf))
  const answers = await Promise.all(
    tokens.map((token, i) => visitor(t)(setUp, { ...facts, login: `first-${i}`, token })),
  )
  expect(answers.filter((a) => a.status === 200)).toHaveLength(1)
  expect(await t.db.selectFrom('identity.account').select('login').execute()).toHaveLength(1)
})

test('a made-up link, a link a day old and a weak password make nobody', async () => {
  const token = await tokenOf()
  expect((await visitor(t)(setUp, { ...facts, token: 'x'.repeat(43) })).body.reason).toBe('setup.link_not_valid')
  expect((await visitor(t)(setUp, { ...facts, token, password: 'first-first' })).body.reason).toBe(
    'password.contains_own',
  )
  t.setNow('2026-06-02T08:00:00.001Z')
  expect((await visitor(t)(setUp, { ...facts, token })).body.reason).toBe('setup.link_not_valid')
  expect((await page(token)).statusCode).toBe(404)
  expect(await t.db.selectFrom('identity.account').select('login').execute()).toEqual([])
})

test('the page works as a plain form in both languages, keeps what was typed but never the password', async () => {
  const token = await tokenOf()
  const zh = await page(token)
  expect(zh.body).toContain('建立第一个管理员')
  expect(zh.headers['cache-control']).toBe('no-store')
  expect(zh.headers['referrer-policy']).toBe('no-referrer')
  expect((await page(token, 'en-GB,en;q=0.9')).body).toContain('Create the first administrator')
  const weak = await send({ ...facts, token, password: 'abc', agencyName: '示例<script>' })
  expect(weak.statusCode).toBe(400)
  expect(weak.body).toContain('密码至少 10 个字符')
  expect(weak.body).toContain('示例&lt;script&gt;')
  expect(weak.body).not.toContain('value="abc"')
  expect((await send({ ...facts, token, login: 'a b' })).body).toMatch(/name="login"[^>]*aria-invalid="true"/)
  const done = await send({ ...facts, token })
  expect([done.statusCode, done.body.includes('管理员已建立')]).toEqual([200, true])
  expect(done.body).toContain('<a class="next" href="/console/sign-in">去登录</a>')
  expect((await send({ ...facts, token })).statusCode).toBe(409)
  const late = (await page(token)).body
  expect(late).toContain('已有管理员')
  expect(late).toContain('href="/console/sign-in"')
})

test('a plain form reaches no other endpoint', async () => {
  const token = await tokenOf()
  const res = await t.app.inject({
    method: 'POST',
    url: '/api/setup',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ ...facts, token }).toString(),
  })
  expect(res.statusCode).toBe(415)
})
