import { afterAll, beforeAll, expect, test } from 'vitest'
import { ok, type TestApp, testApp } from '../../../../test/app.ts'
import { agencyOf, makeTrader, type Trader } from '../../../../test/market.ts'
import { recordProduction, voidRecord } from '../../production/record/schema.ts'
import { listSignals } from '../../production/signal/schema.ts'

let t: TestApp
const trader = (name: string) => makeTrader(t, { name, sector: 'special_equipment', form: 'enterprise' })
let user: Trader
let keeper: Trader
let body: Trader
beforeAll(async () => {
  t = await testApp()
  t.setNow('2024-04-20T08:00:00.000Z')
  ;[user, keeper, body] = [await trader('示例物业'), await trader('示例维保公司'), await trader('示例检验所')]
})
afterAll(() => t.close())

const write = async (who: Trader, event: string, fields: Record<string, unknown>, profile = 'lift') =>
  ok(await who.call(recordProduction, { profile, event, fields }))
const scan = async (code: string, language = 'zh', day = '2024-04-20') => {
  t.setNow(`${day}T09:00:00.000Z`)
  const url = `/s/${encodeURIComponent(code)}`
  const res = await t.app.inject({ url, headers: { 'accept-language': language } })
  t.setNow('2024-04-20T08:00:00.000Z')
  const text = res.body
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
  return { status: res.statusCode, html: res.body, verdict: /<h1>([^<]*)<\/h1>/.exec(res.body)?.[1], text }
}

let serial = 0
/** A lift in use with a maintenance of the day before. */
async function liftInUse(over: { rescue_no?: string } = {}) {
  const code = `DT-SHILI-${++serial}`
  const inspected_on = '2024-03-15'
  await write(body, 'supervise', { code, report_no: 'J1', inspected_on, result: 'pass' })
  await write(user, 'start_use', { code, started_on: '2024-04-01' })
  const registration_no = `梯11琼A0000${serial}(24)`
  await write(user, 'register', {
    ...{ code, registration_no, registration_code: `3110460204202404000${serial}`, registered_on: '2024-04-10' },
    ...{ mark_displayed: true, administrator: '示例王某', rescue_no: over.rescue_no ?? `10000${serial}` },
  })
  const worker = { worker: '示例甲某', worker_certificate: 'T1', user_confirmed: true }
  await write(keeper, 'maintain', { code, type: 'half_month', maintained_on: '2024-04-19', ...worker })
  return { code, registration_no, registration_code: `3110460204202404000${serial}` }
}

test('a lift says whether it may be used, what is due, who is in charge; never a person', async () => {
  const lift = await liftInUse({ rescue_no: '123456' })
  const page = await scan(lift.code.toLowerCase())
  expect([page.status, page.verdict]).toEqual([200, '在用'])
  for (const said of [
    ...['电梯', lift.code, lift.registration_no, '123456', '使用单位', '示例物业', '维护保养单位', '示例维保公司'],
    ...['维护保养', '2024年5月4日', '定期检验', '2025年3月31日', '不能代替设备上的使用登记标志和检验标志'],
  ])
    expect(page.text).toContain(said)
  expect(page.html).not.toMatch(/示例王某|示例甲某|示\*|T1|<script/)
  // fields that the profile does not make public are not there, though the asset is found by them
  expect(page.html).not.toMatch(new RegExp(`${lift.registration_code}|注册代码|J1`))
  expect(Buffer.byteLength(page.html)).toBeLessThan(14 * 1024)
  const english = await scan(lift.code, 'en')
  expect(english.verdict).toBe('In use')
  expect(english.text).toContain('31 March 2025')
  // and under every number on its papers, also as it is typed
  for (const number of [
    lift.registration_no,
    lift.registration_code,
    '123456',
    lift.registration_no.replace('(', '（'),
  ])
    expect((await scan(number)).text).toContain(lift.code)
  const typed = await t.app.inject({ url: `/s?code=${encodeURIComponent(lift.code)}` })
  expect(typed.body).toContain('在用')
})

test('overdue, out of use, scrapped: the word on top says do not use it', async () => {
  const late = await liftInUse()
  const page = await scan(late.code, 'zh', '2025-06-01')
  expect([page.verdict, page.html]).toEqual(['超期', expect.stringContaining('class="v stop"')])
  expect(page.text).toMatch(/请不要使用这台设备.*定期检验应在 2025年3月31日 前完成.*已逾期 62 天/)
  const stopped = await liftInUse()
  await write(user, 'stop_use', { code: stopped.code, stopped_on: '2024-04-20' })
  expect((await scan(stopped.code)).verdict).toBe('已停用')
  await write(user, 'scrap', { code: stopped.code, scrapped_on: '2024-04-20', function_removed: true })
  // a page is told again for five seconds: in the other language it was not told yet
  expect((await scan(stopped.code, 'en')).verdict).toBe('Scrapped')
})

test('a cylinder by the text of its mark; filler, last filling, next inspection', async () => {
  const file = {
    code: 'QP02001',
    cylinder_no: 'C-1',
    maker_name: '示例气瓶厂',
    medium: '液化石油气',
    household_lpg: true,
  }
  const dates = { made_on: '2022-05-01', life_ends_on: '2030-05-01', inspect_by: '2026-05-01' }
  await write(user, 'manufacture', { ...file, ...dates }, 'gas_cylinder')
  const page = await scan('[QP02001,132020000001,AG,323232,2015年09月,2045年09月]气瓶安全云www.qpsafe.cn')
  expect([page.status, page.verdict]).toEqual([200, '尚未投用'])
  for (const said of ['气瓶', 'QP02001', '示例气瓶厂', '液化石油气', '2026年5月1日']) expect(page.text).toContain(said)
})

test('not in our registry is no word about the thing itself; what is no number of equipment is told as before', async () => {
  const unknown = await scan('31104602042024049999')
  expect([unknown.status, unknown.verdict]).toEqual([404, '未查到'])
  expect(unknown.text).toMatch(/没有登记这台设备.*不等于设备有问题/)
  expect(unknown.text).not.toMatch(/假|仿/)
  expect((await scan('梯11琼A99999(24)')).verdict).toBe('未查到')
  expect((await scan('hello world')).verdict).toBe('请核对这个码')
  expect((await scan('654321')).verdict).toBe('请核对这个码')
  // with its only record declared an error an asset is not known any more
  const { recordId } = await write(user, 'stop_use', { code: 'GONE-1', stopped_on: '2024-04-20' })
  expect((await scan('GONE-1')).verdict).toBe('已停用')
  ok(await user.call(voidRecord, { recordId, reason: '示例' }))
  expect((await scan('GONE-1', 'en')).status).toBe(404)
  // nor under a number that only such a record gave it
  const other = { registration_no: '梯11琼C12345(24)', registered_on: '2024-04-20', mark_displayed: true }
  await write(body, 'supervise', { code: 'STAYS-1', report_no: 'J1', inspected_on: '2024-03-15', result: 'pass' })
  const wrong = await write(user, 'register', { code: 'STAYS-1', ...other })
  expect((await scan(other.registration_no)).status).toBe(200)
  ok(await user.call(voidRecord, { recordId: wrong.recordId, reason: '示例' }))
  expect((await scan(other.registration_no, 'en')).status).toBe(404)
})

test('several things under one number: each is listed, none is chosen', async () => {
  const [a, b] = [await liftInUse({ rescue_no: '777777' }), await liftInUse({ rescue_no: '777777' })]
  await write(user, 'stop_use', { code: b.code, stopped_on: '2024-04-20' })
  const page = await scan('777777')
  expect([page.status, page.verdict]).toEqual([200, '请核对设备'])
  expect(page.html).toContain(`href="/s/${a.code}"`)
  expect(page.text).toMatch(new RegExp(`${a.code} · 在用.*${b.code} · 已停用`))
})

test('a second party that claims the same asset is told to the authority; work under a contract is not', async () => {
  const lift = await liftInUse()
  const other = await trader('示例另一物业')
  const county = agencyOf(t, ['460200'], ['special_equipment'])
  const signals = async () =>
    ok(await county(listSignals, { partyId: other.partyId })).items.map((s) => [s.rule, s.text?.zh])
  const worker = { worker: '示例乙某', worker_certificate: 'T2', user_confirmed: true }
  await write(other, 'maintain', { code: lift.code, type: 'half_month', maintained_on: '2024-04-20', ...worker })
  expect(await signals()).toEqual([])
  const registered = { registration_no: '示例2', registered_on: '2024-04-20', mark_displayed: true }
  await write(other, 'register', { code: lift.code, ...registered })
  expect(await signals()).toEqual([
    ['R-ASSET-CLAIM', `设备 ${lift.code} 的“使用登记”已由其他单位登记过,请核对编码和归属。`],
  ])
})
