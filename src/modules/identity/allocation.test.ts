import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { firstAdministrator, newPerson, type Person, person, visitor } from '../../../test/matrix/session.ts'
import {
  changeAccountRoles,
  createAccount,
  disableAccount,
  listAccounts,
  resetPassword,
  unmaskAccountPhone,
} from './account/schema.ts'
import { changeAgency, createAgency, listAgencies, type NewAgency, showAgency } from './agency/schema.ts'
import { nearestSupervision } from './index.ts'

let t: TestApp
let ministry: Person
beforeAll(async () => {
  t = await testApp({ signIn: true })
  ministry = await firstAdministrator(t)
})
afterAll(() => t.close())

const wanted = (over: Partial<NewAgency> & Pick<NewAgency, 'level' | 'divisions'>) => ({
  kind: 'supervision' as const,
  name: `示例${over.divisions}`,
  department: 'agriculture' as const,
  sectors: ['crop' as const, 'livestock' as const, 'fishery' as const],
  ...over,
})
/** An agency and its administrator. */
async function agency(by: Person, over: Parameters<typeof wanted>[0]) {
  const made = await by(createAgency, wanted(over))
  expect(made.body.reason).toBeUndefined()
  const { partyId } = made.body
  return { partyId, administrator: await newPerson(t, by, { partyId, roles: ['agency_administrator'] }) }
}

test('accounts come down the ladder: ministry, province, city or county, township; each gives its own laboratory', async () => {
  const hainan = await agency(ministry, { level: 'province', divisions: ['460000'] })
  const haikou = await agency(hainan.administrator, { level: 'city', divisions: ['460100'] })
  const longhua = await agency(haikou.administrator, { level: 'county', divisions: ['460106'] })
  // 琼海 lies directly under the province, 儋州 has no counties
  const qionghai = await agency(hainan.administrator, { level: 'county', divisions: ['469002'] })
  const danzhou = await agency(hainan.administrator, { level: 'city', divisions: ['460400'] })
  await agency(danzhou.administrator, { level: 'township', divisions: ['460400100'] })
  const town = await agency(longhua.administrator, { level: 'township', divisions: ['460106001'] })
  const laboratory = await agency(longhua.administrator, { kind: 'testing', level: 'county', divisions: ['460106'] })

  const refused = async (by: Person, over: Parameters<typeof wanted>[0]) =>
    (await by(createAgency, wanted(over))).body.reason
  expect(await refused(ministry, { level: 'city', divisions: ['460200'] })).toBe('agency.not_yours_to_allocate')
  expect(await refused(haikou.administrator, { level: 'county', divisions: ['469005'] })).toBe(
    'agency.not_yours_to_allocate',
  )
  expect(await refused(haikou.administrator, { level: 'township', divisions: ['460106002'] })).toBe(
    'agency.not_yours_to_allocate',
  )
  expect(await refused(qionghai.administrator, { level: 'county', divisions: ['469002'] })).toBe(
    'agency.not_yours_to_allocate',
  )
  expect(await refused(hainan.administrator, { level: 'county', divisions: ['460200'] })).toBe(
    'agency.division_of_other_level',
  )
  expect(await refused(hainan.administrator, { level: 'city', divisions: ['469999'] })).toBe('division.not_found')
  expect(
    (await laboratory.administrator(createAgency, wanted({ level: 'county', divisions: ['460106'] }))).status,
  ).toBe(403)

  // the township's users come from the county, all roles; one level below gets administrators only
  expect(
    (await newPerson(t, longhua.administrator, { partyId: town.partyId, roles: ['entry_helper'] })).session.roles,
  ).toEqual(['entry_helper'])
  const other = await haikou.administrator(createAccount, {
    partyId: longhua.partyId,
    login: 'somebody',
    name: '示例',
    roles: ['business_manager'],
  })
  expect(other.body.reason).toBe('account.administrator_only')

  // everyone sees the agencies in their own subtree
  const names = async (by: Person) => (await by(listAgencies, {})).body.items.map((a) => a.partyId)
  expect(await names(longhua.administrator)).toEqual([longhua.partyId, town.partyId, laboratory.partyId])
  expect(await names(qionghai.administrator)).toEqual([qionghai.partyId])
  expect((await names(hainan.administrator)).length).toBe(8)

  // the nearest with the duty, from the county up
  const nearest = async (divisionId: string) => (await nearestSupervision(t.db, divisionId, 'crop'))?.partyId
  expect(await nearest('460106001')).toBe(longhua.partyId)
  expect(await nearest('460400100')).toBe(danzhou.partyId)
  expect(await nearest('460108')).toBe(haikou.partyId)
  expect(await nearest('460200')).toBe(hainan.partyId)
  expect(await nearest('440000')).toBe(ministry.session.party!.partyId)
})

test('the production corps is of the province’s level without being one province', async () => {
  const corps = await agency(ministry, {
    level: 'province',
    divisions: ['659001', '659002'],
    department: 'state_farms',
  })
  expect(corps.administrator.session.divisions.map((d) => d.name)).toEqual(['石河子市', '阿拉尔市'])
})

test('nobody gives sectors they do not hold', async () => {
  const fishery = await agency(ministry, {
    level: 'province',
    divisions: ['440000'],
    department: 'fishery',
    sectors: ['fishery'],
  })
  const all = await fishery.administrator(createAgency, wanted({ level: 'city', divisions: ['440100'] }))
  expect(all.body).toMatchObject({ reason: 'agency.sectors_not_held', details: { sectors: ['crop', 'livestock'] } })
  const city = await agency(fishery.administrator, { level: 'city', divisions: ['440100'], sectors: ['fishery'] })
  const wider = await fishery.administrator(changeAgency, { partyId: city.partyId, sectors: ['fishery', 'crop'] })
  expect(wider.body.reason).toBe('agency.sectors_not_held')

  // an account narrower than its agency gives no more than it has itself
  const agriculture = await agency(ministry, { level: 'province', divisions: ['450000'] })
  const narrow = await newPerson(t, agriculture.administrator, { roles: ['agency_administrator'], sectors: ['crop'] })
  expect(narrow.session.sectors).toEqual(['crop'])
  const give = (sectors?: ('crop' | 'livestock')[]) =>
    narrow(createAccount, {
      login: `n${crypto.randomUUID().slice(0, 8)}`,
      name: '示例',
      roles: ['auditor'],
      ...(sectors ? { sectors } : {}),
    })
  expect((await give()).body).toMatchObject({
    reason: 'account.more_than_held',
    details: { sectors: ['livestock', 'fishery'] },
  })
  expect((await give(['livestock'])).body.reason).toBe('account.more_than_held')
  expect((await give(['crop'])).status).toBe(200)

  // sectors taken from an agency are gone from its accounts with their next request
  await ministry(changeAgency, { partyId: agriculture.partyId, sectors: ['livestock'] })
  const { session } = await person(t, narrow.login, 'a pass phrase for tests')
  expect(session.sectors).toEqual([])
})

test('an administrator without a right cannot open an account with it, nor take over one that has it', async () => {
  const platform = await newPerson(t, ministry, { roles: ['platform_administrator'] })
  const manager = await newPerson(t, ministry, { roles: ['business_manager'] })
  const accountId = manager.session.account!.accountId
  const open = await platform(createAccount, { login: 'more-than-mine', name: '示例', roles: ['business_manager'] })
  expect(open.body.reason).toBe('account.more_than_held')
  expect((await platform(resetPassword, { accountId })).body.reason).toBe('account.more_than_held')
  expect((await platform(disableAccount, { accountId })).body.reason).toBe('account.more_than_held')
  const self = platform.session.account!.accountId
  expect((await platform(disableAccount, { accountId: self })).body.reason).toBe('account.own')
  expect((await platform(changeAccountRoles, { accountId: self, roles: ['agency_administrator'] })).body.reason).toBe(
    'account.own',
  )
})

test('rights that are changed hold from the next request', async () => {
  const who = await newPerson(t, ministry, { roles: ['auditor'] })
  const accountId = who.session.account!.accountId
  expect((await who(listAccounts, {})).status).toBe(200)
  await ministry(changeAccountRoles, { accountId, roles: ['data_entry'] })
  expect((await who(listAccounts, {})).body.reason).toBe('permission.missing')
})

test('a login name is had by one', async () => {
  const make = (login: string) => ministry(createAccount, { login, name: '示例', roles: ['auditor'] })
  expect((await make('示例用户')).status).toBe(200)
  expect((await make(' 示例用户 ')).body.reason).toBe('constraint.account_login_unique')
  expect((await make('Taken.Name')).body.login).toBe('taken.name')
  expect((await make('taken.name')).status).toBe(409)
})

test('names and phones are sealed; the phone is masked until somebody says why it is needed', async () => {
  const made = await ministry(createAccount, {
    login: 'sealed',
    name: '示例张三',
    phone: '+86 138 0013 8000',
    roles: ['auditor'],
  })
  const { accountId } = made.body
  const { body } = await ministry(listAccounts, {})
  expect(body.items.find((a) => a.accountId === accountId)).toMatchObject({ name: '示例张三', phone: '138****8000' })
  const [account] = await t.db.selectFrom('identity.account').selectAll().where('accountId', '=', accountId).execute()
  expect(JSON.stringify(account)).not.toMatch(/张三|13800138000/)
  const id = crypto.randomUUID()
  expect((await ministry(unmaskAccountPhone, { accountId, reason: '核实身份' }, id)).body.phone).toBe('13800138000')
  const kept = await t.db.selectFrom('platform.command').select('result').where('commandId', '=', id).execute()
  expect(JSON.stringify(kept)).not.toContain('13800138000')
  const journal = await t.db
    .selectFrom('platform.journal')
    .select(['data'])
    .where('kind', '=', 'account.phoneUnmasked')
    .execute()
  expect(journal.map((j) => j.data)).toEqual([{ reason: '核实身份' }])
  const wrong = await ministry(createAccount, { login: 'no-phone', name: '示例', phone: '12345', roles: ['auditor'] })
  expect(wrong.body.reason).toBe('account.phone_invalid')
})

test('accounts come in pages, each once', async () => {
  const { partyId, administrator } = await agency(ministry, { level: 'province', divisions: ['530000'] })
  for (let i = 0; i < 4; i++)
    await administrator(createAccount, { login: `page-${i}`, name: '示例', roles: ['auditor'] })
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const { body } = await administrator(listAccounts, { partyId, limit: 2, ...(cursor ? { cursor } : {}) })
    seen.push(...body.items.map((a) => a.login))
    cursor = body.nextCursor ?? undefined
  } while (cursor)
  expect(seen).toEqual([administrator.login, 'page-0', 'page-1', 'page-2', 'page-3'])
  expect((await visitor(t)(listAccounts, { partyId })).status).toBe(401)
})

test('an agency is shown with what the reader’s own agency gives out there', async () => {
  const guangdong = await agency(ministry, { level: 'province', divisions: ['440000'] })
  const shenzhen = await agency(guangdong.administrator, { level: 'city', divisions: ['440300'] })
  const futian = await agency(shenzhen.administrator, { level: 'county', divisions: ['440304'] })
  const shown = async (by: Person, partyId: string) => (await by(showAgency, { partyId })).body.allocation
  expect(await shown(ministry, guangdong.partyId)).toBe('administrator')
  expect(await shown(ministry, shenzhen.partyId)).toBe(null)
  expect(await shown(guangdong.administrator, guangdong.partyId)).toBe('any')
  expect(await shown(shenzhen.administrator, futian.partyId)).toBe('administrator')
})
