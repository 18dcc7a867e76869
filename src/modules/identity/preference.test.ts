import { afterAll, beforeAll, expect, test } from 'vitest'
import { ok, type TestApp, testApp } from '../../../test/app.ts'
import { caller, firstAdministrator, newPerson, type Person, visitor } from '../../../test/matrix/session.ts'
import { createClient } from './client/schema.ts'
import { dropDraft, getDraft, getPreferences, listDrafts, saveDraft, savePreferences } from './preference/schema.ts'
import { draftBytes, draftDays, draftsAtMost, lastUsedBounds } from './rules.ts'
import { showSession } from './session/schema.ts'

let t: TestApp
let first: Person
const start = '2026-06-01T08:00:00.000Z'
const after = (seconds: number) => new Date(Date.parse(start) + seconds * 1000).toISOString()
const days = 86_400

beforeAll(async () => {
  t = await testApp({ signIn: true })
  first = await firstAdministrator(t)
})
afterAll(() => t.close())

const open = () => newPerson(t, first, { roles: ['auditor'] })
/** The same person on a device whose browser speaks this language. */
const speaking = (p: Person, language: string) =>
  caller(t, () => ({ cookie: p.cookie, 'x-csrf-token': p.session.csrfToken!, 'accept-language': language }))

test('who never chose has the browser’s language; who chose has it everywhere, refusals too', async () => {
  const who = await open()
  const browser = speaking(who, 'en')
  expect(ok(await browser(getPreferences, {}))).toEqual({
    language: null,
    typeSize: 'normal',
    theme: 'system',
    lastUsed: {},
  })
  expect(ok(await browser(showSession, {}))).toMatchObject({ language: 'en', typeSize: 'normal', theme: 'system' })
  expect(ok(await browser(savePreferences, { language: 'zh', typeSize: 'large' }))).toMatchObject({ language: 'zh' })
  expect(ok(await browser(showSession, {}))).toMatchObject({ language: 'zh', typeSize: 'large', theme: 'system' })
  expect((await browser(savePreferences, { theme: 'blue' as never })).body.title).toMatch(/填写的内容/)
  // what is absent stays; null goes back to the browser's
  expect(ok(await browser(savePreferences, { theme: 'dark' }))).toMatchObject({ language: 'zh', typeSize: 'large' })
  ok(await browser(savePreferences, { language: null }))
  expect(ok(await browser(showSession, {}))).toMatchObject({ language: 'en', typeSize: 'large', theme: 'dark' })
  expect((await browser(savePreferences, { theme: 'blue' as never })).body.title).toMatch(/is not right/)
})

test('preferences are one’s own', async () => {
  const [one, other] = [await open(), await open()]
  ok(await one(savePreferences, { typeSize: 'large', lastUsed: { harvest: { unit: 'kg' } } }))
  expect(ok(await other(getPreferences, {}))).toMatchObject({ typeSize: 'normal', lastUsed: {} })
  expect(ok(await visitor(t)(showSession, {}))).toMatchObject({ typeSize: 'normal', theme: 'system' })
  expect((await visitor(t)(getPreferences, {})).status).toBe(401)
  expect((await visitor(t)(savePreferences, { theme: 'dark' })).status).toBe(401)
})

test('values last used: the forms named are replaced, the one used last stands last, the oldest make room', async () => {
  const who = await open()
  ok(await who(savePreferences, { lastUsed: { a: { unit: 'kg' }, b: { unit: 'l' } } }))
  const saved = ok(await who(savePreferences, { lastUsed: { a: { unit: 't' } } }))
  expect(Object.entries(saved.lastUsed)).toEqual([
    ['b', { unit: 'l' }],
    ['a', { unit: 't' }],
  ])
  expect(Object.keys(ok(await who(savePreferences, { lastUsed: { b: null } })).lastUsed)).toEqual(['a'])
  for (let i = 0; i < lastUsedBounds.forms; i++) ok(await who(savePreferences, { lastUsed: { [`f${i}`]: { n: i } } }))
  const many = Object.keys(ok(await who(getPreferences, {})).lastUsed)
  expect([many.length, many.includes('a'), many.at(-1)]).toEqual([
    lastUsedBounds.forms,
    false,
    `f${lastUsedBounds.forms - 1}`,
  ])
  const large = { text: '长'.repeat(1000) }
  for (let i = 0; i < 15; i++) ok(await who(savePreferences, { lastUsed: { [`large${i}`]: large } }))
  const last = ok(await who(getPreferences, {})).lastUsed
  expect(Buffer.byteLength(JSON.stringify(last))).toBeLessThanOrEqual(lastUsedBounds.bytes)
  expect(Object.keys(last).at(-1)).toBe('large14')
  const refused = await who(savePreferences, { lastUsed: { a: { text: '长'.repeat(2000) } } })
  expect([refused.status, refused.body.reason]).toEqual([413, 'preference.too_large'])
})

test('two devices that save at once lose nothing of each other', async () => {
  const who = await open()
  await Promise.all(
    Array.from({ length: 8 }, (_, i) => who(savePreferences, { lastUsed: { [`form${i}`]: { i } } }).then(ok)),
  )
  expect(Object.keys(ok(await who(getPreferences, {})).lastUsed).sort()).toEqual(
    Array.from({ length: 8 }, (_, i) => `form${i}`),
  )
})

/** Makes the session last, so that a month can pass. */
const stay = (p: Person) =>
  t.db
    .updateTable('identity.session')
    .set({ seenAt: '2027-01-01T00:00:00Z', expiresAt: '2027-01-01T00:00:00Z' })
    .where('accountId', '=', p.session.account!.accountId)
    .execute()

const form = 'production.record.crop.fertilise'

test('a draft comes back on another device; who writes last wins and hears when', async () => {
  t.setNow(start)
  const who = await open()
  const elsewhere = speaking(who, 'en')
  expect(ok(await who(getDraft, { form }))).toEqual({ draft: null })
  expect(ok(await who(saveDraft, { form, body: { name: '示例肥料', rate: null, plots: ['a', 'b'] } }))).toEqual({
    updatedAt: start,
  })
  expect(ok(await elsewhere(getDraft, { form })).draft).toEqual({
    form,
    body: { name: '示例肥料', rate: null, plots: ['a', 'b'] },
    title: null,
    address: null,
    updatedAt: expect.stringContaining('2026-06-01T08:00:00'),
  })
  t.setNow(after(60))
  expect(ok(await elsewhere(saveDraft, { form, body: { name: 'later' } })).updatedAt).toBe(after(60))
  expect(ok(await who(getDraft, { form })).draft!.body).toEqual({ name: 'later' })
  ok(await who(saveDraft, { form: 'trade.sell', body: { a: 1 }, title: '卖货', address: '/trade/sell?holdingId=1' }))
  expect(ok(await elsewhere(listDrafts, {})).items.find((d) => d.form === 'trade.sell')).toEqual({
    form: 'trade.sell',
    title: '卖货',
    address: '/trade/sell?holdingId=1',
    updatedAt: expect.stringContaining('2026-06-01T08:01:00'),
  })
  for (const address of ['//elsewhere.example', 'https://elsewhere.example', 'javascript:alert(1)'])
    expect((await who(saveDraft, { form: 'trade.sell', body: {}, address })).status).toBe(400)
  expect(
    ok(await who(listDrafts, {}))
      .items.map((d) => d.form)
      .sort(),
  ).toEqual([form, 'trade.sell'])
  ok(await who(dropDraft, { form }))
  expect(ok(await elsewhere(getDraft, { form }))).toEqual({ draft: null })
  // dropped twice is dropped
  expect((await who(dropDraft, { form })).status).toBe(200)
  expect(ok(await who(listDrafts, {})).items.map((d) => d.form)).toEqual(['trade.sell'])
  t.setNow(start)
})

test('a draft is its writer’s alone, and lies sealed', async () => {
  const [one, other] = [await open(), await open()]
  ok(await one(saveDraft, { form, body: { name: '示例某人' }, title: '示例表单' }))
  expect(ok(await other(getDraft, { form }))).toEqual({ draft: null })
  expect(ok(await other(listDrafts, {})).items).toEqual([])
  ok(await other(dropDraft, { form }))
  expect(ok(await one(getDraft, { form })).draft?.body).toEqual({ name: '示例某人' })
  const stored = await t.db.selectFrom('identity.draft').selectAll().execute()
  expect(stored.length).toBeGreaterThan(0)
  expect(JSON.stringify(stored)).not.toContain('示例')
  const ids = { one: one.session.account!.accountId, other: other.session.account!.accountId }
  // moved to another person it does not open
  await t.db.updateTable('identity.draft').set({ accountId: ids.other }).where('accountId', '=', ids.one).execute()
  expect((await other(getDraft, { form })).status).toBe(500)
  for (const call of [getDraft, saveDraft, dropDraft] as const)
    expect((await visitor(t)(call as typeof saveDraft, { form, body: {} })).status).toBe(401)
  expect((await visitor(t)(listDrafts, {})).status).toBe(401)
})

test('drafts leave no trace in the journal and no answer that is kept for ever', async () => {
  const who = await open()
  const count = async (table: 'platform.command' | 'platform.journal') =>
    (await t.db.selectFrom(table).select('partyId').execute()).length
  const before = [await count('platform.command'), await count('platform.journal')]
  ok(await who(saveDraft, { form, body: { a: 1 } }))
  ok(await who(saveDraft, { form, body: { a: 2 } }))
  ok(await who(dropDraft, { form }))
  ok(await who(savePreferences, { theme: 'light' }))
  expect([await count('platform.command'), await count('platform.journal')]).toEqual(before)
})

test(`a draft is kept ${draftDays} days, and ${draftsAtMost} of a person`, async () => {
  t.setNow(start)
  const who = await open()
  await stay(who)
  ok(await who(saveDraft, { form: 'old', body: {} }))
  t.setNow(after(draftDays * days - 1))
  expect(ok(await who(getDraft, { form: 'old' })).draft).not.toBeNull()
  t.setNow(after(draftDays * days))
  expect(ok(await who(getDraft, { form: 'old' })).draft).toBeNull()
  expect(ok(await who(listDrafts, {})).items).toEqual([])
  const stored = () =>
    t.db
      .selectFrom('identity.draft')
      .select('form')
      .where('accountId', '=', who.session.account!.accountId)
      .orderBy('form')
      .execute()
  expect(await stored()).toHaveLength(1)
  t.setNow(start)
  const later = await open()
  for (let i = 0; i <= draftsAtMost; i++) {
    t.setNow(after(i))
    ok(await later(saveDraft, { form: `f${i}`, body: {} }))
  }
  const forms = ok(await later(listDrafts, {})).items.map((d) => d.form)
  expect([forms.length, forms[0], forms.includes('f0')]).toEqual([draftsAtMost, `f${draftsAtMost}`, false])
  t.setNow(after(draftDays * days))
  ok(await who(saveDraft, { form: 'new', body: {} }))
  expect((await stored()).map((d) => d.form)).toEqual(['new'])
  t.setNow(start)
})

test('what is no draft is refused: too large, no form, no object; a machine has none', async () => {
  const who = await open()
  const large = await who(saveDraft, { form, body: { text: '长'.repeat(draftBytes / 3) } })
  expect([large.status, large.body.reason, large.body.details]).toEqual([
    413,
    'draft.too_large',
    { kilobytes: draftBytes / 1024 },
  ])
  expect((await who(saveDraft, { form, body: { text: '长'.repeat(draftBytes / 3 - 10) } })).status).toBe(200)
  for (const bad of ['', ' ', 'a/b', '1a', 'a'.repeat(200)])
    expect([bad, (await who(saveDraft, { form: bad, body: {} })).status]).not.toEqual([bad, 200])
  expect((await who(saveDraft, { form, body: [] as never })).status).toBe(400)
  const made = ok(await first(createClient, { name: '示例接口', permissions: ['agency:read'] }))
  const basic = Buffer.from(`${made.clientId}:${made.secret}`).toString('base64')
  const machine = caller(t, () => ({ authorization: `Basic ${basic}` }))
  expect((await machine(saveDraft, { form, body: {} })).body.reason).toBe('account.not_found')
  expect((await machine(savePreferences, { theme: 'dark' })).body.reason).toBe('account.not_found')
})
