import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../../test/app.ts'
import { firstAdministrator, newPerson, type Person } from '../../../../test/matrix/session.ts'
import { createAccount, disableAccount, enableAccount, unmaskAccountPhone } from '../../identity/account/schema.ts'
import { createAgency, type NewAgency } from '../../identity/agency/schema.ts'
import { journalKinds, textMaySearch } from './rules.ts'
import { listJournal } from './schema.ts'
import { journalWords } from './words.ts'

let t: TestApp
let ministry: Person
let province: Person
let provinceId: string
beforeAll(async () => {
  t = await testApp({ signIn: true })
  // sessions last eight hours without a request
  t.setNow('2026-06-01T10:00:00.000Z')
  ministry = await firstAdministrator(t)
  const office: NewAgency = {
    ...{ level: 'province', kind: 'supervision', department: 'agriculture', sectors: ['crop'] },
    ...{ name: '示例省厅', divisions: ['460000'] },
  }
  const made = await ministry(createAgency, office)
  provinceId = made.body.partyId
  province = await newPerson(t, ministry, { partyId: provinceId, roles: ['agency_administrator'] })
})
afterAll(() => t.close())

const asked = async (by: Person, f: Parameters<typeof by<typeof listJournal>>[1] = {}) => {
  const { status, body } = await by(listJournal, f)
  expect({ status, body }).toMatchObject({ status: 200 })
  return body.items
}

test('who, what, on what and when, newest first; persons by their login, never by a sealed value', async () => {
  const login = `j${crypto.randomUUID().slice(0, 8)}`
  const opened = { login, name: '示例李四', phone: '13812345678', roles: ['auditor' as const] }
  const { accountId } = (await province(createAccount, opened)).body
  t.setNow('2026-06-01T11:00:00.000Z')
  await province(disableAccount, { accountId })
  await province(unmaskAccountPhone, { accountId, reason: '核对本人' })
  const items = await asked(province, { about: accountId })
  expect(items.map((i) => i.kind)).toEqual(['account.phoneUnmasked', 'account.disabled', 'account.created'])
  expect(items[0]).toMatchObject({
    partyId: provinceId,
    partyName: '示例省厅',
    actor: 'account',
    actorName: province.login,
    aboutName: login,
    data: { reason: '核对本人' },
    at: '2026-06-01T11:00:00Z',
  })
  const { nameSealed, phoneSealed } = await t.db
    .selectFrom('identity.account')
    .select(['nameSealed', 'phoneSealed'])
    .where('accountId', '=', accountId)
    .executeTakeFirstOrThrow()
  for (const hidden of [nameSealed, phoneSealed!, '示例李四', '13812345678'])
    expect(JSON.stringify(await asked(province))).not.toContain(hidden)
})

test('filters by party, kind, person and day; pages without a gap', async () => {
  t.setNow('2026-06-01T16:30:00.000Z')
  const { accountId } = (
    await province(createAccount, { login: `k${crypto.randomUUID().slice(0, 8)}`, name: '示例', roles: ['auditor'] })
  ).body
  for (let i = 0; i < 3; i++) {
    await province(disableAccount, { accountId })
    await province(enableAccount, { accountId })
  }
  const about = { about: accountId }
  expect(await asked(province, { ...about, kind: 'account.enabled' })).toHaveLength(3)
  expect(await asked(province, { ...about, actorId: province.session.account!.accountId })).toHaveLength(7)
  expect(await asked(province, { ...about, actorId: accountId })).toEqual([])
  // 00:30 of the 2nd in China
  expect(await asked(province, { ...about, from: '2026-06-02', to: '2026-06-02' })).toHaveLength(7)
  expect(await asked(province, { ...about, to: '2026-06-01' })).toEqual([])
  for (const fixed of [{ partyId: provinceId }, {}]) {
    const all = await asked(ministry, { ...fixed, limit: 200 })
    const paged: typeof all = []
    for (let cursor: string | undefined; ; ) {
      const { body } = await ministry(listJournal, { ...fixed, limit: 3, ...(cursor ? { cursor } : {}) })
      paged.push(...body.items)
      if (!body.nextCursor) break
      cursor = body.nextCursor
    }
    expect(paged).toEqual(all)
    expect(new Set(paged.map((r) => `${r.partyId} ${r.seq}`)).size).toBe(all.length)
  }
})

test('the ministry reads what a province did; a province neither the ministry nor another', async () => {
  expect((await asked(ministry, { partyId: provinceId })).length).toBeGreaterThan(0)
  expect(await asked(province, { partyId: ministry.session.party!.partyId })).toEqual([])
  const parties = new Set((await asked(province, { limit: 200 })).map((r) => r.partyId))
  expect([...parties]).toEqual([provinceId])
})

test('the platform administrator reads agencies and no operator', async () => {
  const partyId = crypto.randomUUID()
  await t.owner.query(
    `insert into identity.party (party_id, kind, name, division_id, sectors, created_at) values ($1, 'operator', '示例农场', '460204', '{crop}', now())`,
    [partyId],
  )
  await t.owner.query(`insert into identity.party_area (party_id, division_id, sectors) values ($1, '0', '{crop}')`, [
    partyId,
  ])
  await t.owner.query(
    `insert into platform.journal (party_id, seq, kind, actor_id, data, at) values ($1, 1, 'product.created', $1, '{}', now())`,
    [partyId],
  )
  const administrator = await newPerson(t, ministry, { roles: ['platform_administrator'] })
  expect(await asked(administrator, { partyId })).toEqual([])
  expect((await asked(administrator, { partyId: provinceId })).length).toBeGreaterThan(0)
  const auditor = await newPerson(t, ministry, { roles: ['auditor'] })
  expect(await asked(auditor, { partyId })).toMatchObject([
    { partyName: '示例农场', kind: 'product.created', actorName: null },
  ])
})

test('a text is looked for in one party or in a short period, in any case', async () => {
  await province(createAgency, {
    ...{ kind: 'testing', level: 'province', name: '示例检测', department: 'agriculture' },
    ...{ divisions: ['460000'], sectors: ['crop'] },
  })
  const found = await asked(province, { partyId: provinceId, text: 'TESTING' })
  expect(found.map((r) => r.kind)).toEqual(['agency.created'])
  expect(await asked(province, { text: 'testing', from: '2026-05-20', to: '2026-06-19' })).toEqual(found)
  const wide = await province(listJournal, { text: 'testing', from: '2026-05-20' })
  expect(wide).toMatchObject({ status: 400, body: { reason: 'journal.text_too_wide', details: { days: 31 } } })
  expect(textMaySearch({ from: '2026-05-01', to: '2026-05-31' })).toBe(true)
  expect(textMaySearch({ from: '2026-05-01', to: '2026-06-01' })).toBe(false)
})

test('every kind that the source journals has its word, and no other', () => {
  const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((f) => /\.ts$/.test(f) && !/\.test\.ts$/.test(f) && !/platform\/journal|oversight\/journal/.test(f))
    .map((f) => readFileSync(`src/${f}`, 'utf8'))
    .join('\n')
  const written = [...source.matchAll(/\b(?:record|recordFiling)\(\s*(?:this\.)?\w*\.?ctx,\s*'([a-z]+\.\w+)'/g)].map(
    (m) => m[1]!,
  )
  expect(written.length).toBeGreaterThan(50)
  expect([...new Set(written)].filter((k) => !(journalKinds as readonly string[]).includes(k))).toEqual([])
  expect(journalKinds.filter((k) => !source.includes(`'${k}'`))).toEqual([])
  expect(journalKinds.filter((k) => !Object.hasOwn(journalWords, `journal.${k}`))).toEqual([])
})
