import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lintStatement } from '../../../scripts/query-lint.ts'
import { type TestApp, testApp } from '../../../test/app.ts'
import { agencyOf, holdGoods, makeTrader, type Trader } from '../../../test/market.ts'
import { groupCode } from '../../kernel/code.ts'
import { dammDigit } from '../../kernel/damm.ts'
import { poolOf } from '../../platform/db.ts'
import { readManifest } from '../../platform/migrate.ts'
import { issueCertificate, voidCertificate } from '../label/schema.ts'
import { recordStep } from '../production/step/schema.ts'
import { restoreOperator, revokeOperator, suspendOperator } from '../registry/operator/schema.ts'
import { liftHold } from '../trace/hold/schema.ts'
import { voidEvent } from '../trace/schema.ts'
import { dispatchGoods, receiveGoods, sellToMarket, voidVoucher } from '../trade/schema.ts'
import { ScanCounter } from './scan/counter.ts'
import {
  heldStatement,
  issuedStatement,
  pageStatement,
  readBySeveral,
  readBySingle,
  subjectStatement,
} from './scan/statement.ts'

let t: TestApp
let farm: Trader
beforeAll(async () => {
  t = await testApp()
  farm = await makeTrader(t, { name: '示例万宁果园合作社', divisionId: '469006' })
})
afterAll(() => t.close())

const scan = async (code: string, language = 'zh', over: { remoteAddress?: string; method?: 'GET' | 'HEAD' } = {}) => {
  const res = await t.app.inject({
    method: 'GET',
    url: `/s/${encodeURIComponent(code)}`,
    headers: { 'accept-language': language },
    ...over,
  })
  const verdict = /<h1>([^<]*)<\/h1>/.exec(res.body)?.[1]
  // text as a person reads it, whatever marks it up
  const text = res.body
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
  return { status: res.statusCode, html: res.body, verdict, text, headers: res.headers }
}
/** A code with its check digit: 19 digits and one. */
const withCheck = (body: string) => body + dammDigit(body)

/** Takes a right from the application's role while `run` runs. */
async function withoutRight(right: string, run: () => Promise<void>) {
  const owner = new pg.Client(t.ownerUrl)
  await owner.connect()
  const role = new URL(t.appUrl).username
  await owner.query(`revoke ${right} from ${role}`)
  try {
    await run()
  } finally {
    await owner.query(`grant ${right} to ${role}`)
    await owner.end()
  }
}
const scans = (code: string) =>
  t.db.selectFrom('portal.scan').select(['count', 'firstAt', 'lastAt']).where('code', '=', code).executeTakeFirst()

test('a batch on record says so in the reader’s language, with product, producer, origin, day, quantity and code', async () => {
  const batch = await farm.grow('500')
  const zh = await scan(batch.code!, 'zh-CN,zh;q=0.9,en;q=0.1')
  expect([zh.status, zh.verdict]).toEqual([200, '登记在案'])
  for (const said of [
    '示例贵妃芒 一级',
    '示例万宁果园合作社',
    '海南省 万宁市',
    '2026年6月1日',
    '500 千克',
    groupCode(batch.code!),
  ])
    expect(zh.text).toContain(said)
  expect(zh.html).toContain('<html lang="zh-CN">')
  const en = await scan(batch.code!, 'en-GB,en;q=0.9')
  expect([en.status, en.verdict]).toEqual([200, 'On record'])
  for (const said of ['示例贵妃芒 一级', 'Mango', '1 June 2026', '500 kg', 'What it does not'])
    expect(en.text).toContain(said)
  expect(en.html).toContain('<html lang="en">')
  // the choice of a person comes before that of the browser
  const chosen = await t.app.inject({ url: `/s/${batch.code}?lang=en`, headers: { 'accept-language': 'zh' } })
  expect(chosen.body).toContain('On record')
})

test('the first view needs one answer, no script, nothing from elsewhere, and is never kept', async () => {
  const batch = await farm.grow('5')
  for (const language of ['zh', 'en']) {
    const { html, headers } = await scan(batch.code!, language)
    expect(Buffer.byteLength(html)).toBeLessThan(14_336)
    expect(html).not.toMatch(/<script|<link(?! rel="icon" href="data:)|<img|src=|@import|url\(|style="/)
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/)
    expect(headers['cache-control']).toBe('no-store')
  }
})

test('a hold is the first word at once, without waiting for any subscriber, and goes when it is lifted', async () => {
  const batch = await farm.grow('50')
  expect((await scan(batch.code!)).verdict).toBe('登记在案')
  const hold = await holdGoods(t, batch, '469006')
  const held = await scan(batch.code!)
  expect([held.status, held.verdict]).toEqual([200, '停售'])
  expect(held.text).toContain('请不要购买、食用或销售')
  expect(held.text).toContain('2026年6月1日')
  expect(held.text).toContain('示例万宁果园合作社')
  expect((await scan(batch.code!, 'en')).verdict).toBe('On hold')
  const agency = t.as({ ...agencyOf(t, ['469006']).actor, partyId: hold.issuerId })
  const lifted = await agency(liftHold, { issuerId: hold.issuerId, holdId: hold.holdId, reason: '复检合格' })
  expect(lifted.status).toBe(200)
  expect((await scan(batch.code!)).verdict).toBe('登记在案')
})

test('a hold on the origin is on the page of what was made from it, and of what a buyer has of it', async () => {
  const trader = await makeTrader(t)
  const batch = await farm.grow('50')
  const sold = await farm.call(dispatchGoods, { holdingId: batch.holdingId, quantity: '20', buyerId: trader.partyId })
  const { transferId, sellerId } = sold.body
  expect((await scan(sold.body.batch.code!)).verdict).toBe('登记在案')
  await trader.call(receiveGoods, { sellerId, transferId })
  await holdGoods(t, batch, '469006')
  expect((await scan(sold.body.batch.code!)).verdict).toBe('停售')
})

test('the page follows the goods: a hold on what only the buyer has shows under the code they travelled with', async () => {
  const trader = await makeTrader(t, { divisionId: '460105' })
  const batch = await farm.grow('50')
  const sold = await farm.call(dispatchGoods, { holdingId: batch.holdingId, quantity: '20', buyerId: trader.partyId })
  const { transferId, sellerId } = sold.body
  const code = sold.body.batch.code!
  const before = await scan(code)
  expect(before.text).toContain('示例万宁果园合作社')
  expect(before.text).not.toContain('确认收货')
  const got = await trader.call(receiveGoods, { sellerId, transferId })
  await t.drain()
  const after = await scan(code)
  expect(after.text).toContain('确认收货')
  expect(after.text).toContain('海口市')
  // who only trades is shown by county
  expect(after.text).not.toContain(trader.name)
  await holdGoods(t, got.body.batch, '460105')
  expect((await scan(code)).verdict).toBe('停售')
  expect((await scan(batch.code!)).verdict).toBe('登记在案')
})

test('a batch whose making was declared an error is voided, with the day', async () => {
  const batch = await farm.grow('7')
  expect((await scan(batch.code!)).verdict).toBe('登记在案')
  const { eventId } = await t.db
    .selectFrom('trace.holdingEvent')
    .select('eventId')
    .where('partyId', '=', batch.partyId)
    .where('holdingId', '=', batch.holdingId)
    .executeTakeFirstOrThrow()
  expect((await farm.call(voidEvent, { eventId, reason: '录错' })).status).toBe(200)
  await t.drain()
  const zh = await scan(batch.code!)
  expect([zh.status, zh.verdict]).toEqual([200, '已作废'])
  expect(zh.text).toContain('2026年6月1日 作废')
  expect((await scan(batch.code!, 'en')).verdict).toBe('Voided')
})

test('a code that was never issued is not in our registry, which is not the same as counterfeit', async () => {
  for (const code of ['11314159265358979320', '13314159265358979322', '14314159265358979327', '15314159265358979329']) {
    const zh = await scan(code)
    expect([zh.status, zh.verdict]).toEqual([404, '未查到'])
    expect(zh.text).not.toMatch(/假冒|伪造|假货/)
    const en = await scan(code, 'en')
    expect([en.status, en.verdict]).toEqual([404, 'Not in our registry'])
    expect(en.text).not.toMatch(/counterfeit|fake/i)
  }
  const stored = await t.db
    .selectFrom('portal.page')
    .select('code')
    .where('code', '=', '11314159265358979320')
    .execute()
  expect(stored).toEqual([])
})

test('a code that cannot be one of ours says what is wrong with it and lets it be put right', async () => {
  for (const [code, zh, en] of [
    ['11314159265358979330', '有一位或几位输入错误', 'A digit of the code is wrong'],
    ['1131 4159 2653', '应为20位数字', 'has 20 digits'],
    ['1O314159265358979320', '只有数字', 'digits only'],
    ['6901234567892', '商品条码', 'product barcode'],
  ] as const) {
    const page = await scan(code)
    expect([page.status, page.verdict]).toEqual([404, '请核对这个码'])
    expect(page.text).toContain(zh)
    expect((await scan(code, 'en')).text).toContain(en)
  }
  expect((await scan('11314159265358979330')).html).toMatch(/<form action="\/s" method="get">.*name="code"/s)
})

test('a typed code leads to its page however it is written; nothing typed leads home', async () => {
  const batch = await farm.grow('5')
  const wide = [...groupCode(batch.code!)].map((c) =>
    c === ' ' ? '－' : String.fromCharCode(c.charCodeAt(0) + 0xfee0),
  )
  const res = await t.app.inject({ url: `/s?code=${encodeURIComponent(wide.join(''))}&lang=en` })
  expect([res.statusCode, res.headers.location]).toEqual([303, `/s/${batch.code}?lang=en`])
  const home = await t.app.inject({ url: '/s?code=%20', headers: { 'accept-language': 'en' } })
  expect([home.statusCode, /<h1>(.*?)<\/h1>/.exec(home.body)?.[1]]).toEqual([200, 'See where it comes from'])
  expect(home.body).toContain('Operators and officers: <a href="/console/">sign in</a>.')
  expect(Buffer.byteLength(home.body)).toBeLessThan(14 * 1024)
})

test('a certificate shows its elements with the words the law wants, on its own page and on that of its batch', async () => {
  const batch = await farm.grow('80')
  expect((await scan(batch.code!)).text).toContain('没有随附承诺达标合格证')
  const issued = await farm.call(issueCertificate, {
    holdingId: batch.holdingId,
    style: 1,
    basis: ['quality_control'],
    contact: '0898-12345678',
  })
  await t.drain()
  for (const code of [batch.code!, issued.body.code]) {
    const { text, verdict } = await scan(code)
    expect(verdict).toBe('登记在案')
    for (const said of ['承诺达标合格证', '未使用禁用农药', '质量安全控制符合要求', '80 千克', '0898-12345678'])
      expect(text).toContain(said)
  }
  await farm.call(voidCertificate, { certificateId: issued.body.certificateId, reason: '数量有误' })
  await t.drain()
  const page = await scan(issued.body.code)
  expect([page.status, page.verdict]).toEqual([200, '已作废'])
  expect((await scan(issued.body.code, 'en')).verdict).toBe('Voided')
  const after = await scan(batch.code!)
  expect(after.verdict).toBe('登记在案')
  expect(after.text).toContain('已于 2026年6月1日 作废')
})

test('goods under a new code keep the certificate they came with; a held batch holds its certificate’s page too', async () => {
  const batch = await farm.grow('80')
  const issued = await farm.call(issueCertificate, { holdingId: batch.holdingId, style: 1, basis: ['quality_control'] })
  const trader = await makeTrader(t)
  const sold = await farm.call(dispatchGoods, { holdingId: batch.holdingId, quantity: '5', buyerId: trader.partyId })
  const page = await scan(sold.body.batch.code!)
  expect(page.text).toContain('由原料批次随附')
  expect(page.text).toContain(groupCode(issued.body.code))
  expect((await scan(issued.body.code)).verdict).toBe('登记在案')
  await holdGoods(t, batch, '469006')
  expect((await scan(issued.body.code)).verdict).toBe('停售')
})

test('a voucher shows who sold what, masks a buyer who may be a person, and says when it is void or its goods are held', async () => {
  const batch = await farm.grow('80')
  const lines = [{ holdingId: batch.holdingId, quantity: '12' }]
  const sell = async () =>
    (await farm.call(sellToMarket, { lines, buyerName: '张三丰', destination: '示例农贸市场' })).body
  const voucher = await sell()
  const page = await scan(voucher.code)
  expect([page.status, page.verdict]).toEqual([200, '登记在案'])
  for (const said of ['示例万宁果园合作社', '张**', '示例农贸市场', '12 千克', groupCode(voucher.lines[0]!.batchCode!)])
    expect(page.text).toContain(said)
  expect(page.html).not.toContain('张三丰')
  expect((await scan(voucher.code, 'en')).text).toContain('as stated by the seller')
  await farm.call(voidVoucher, { voucherId: voucher.voucherId, reason: '买方未到' })
  await t.drain()
  expect((await scan(voucher.code)).verdict).toBe('已作废')
  const other = await sell()
  await holdGoods(t, batch, '469006')
  expect((await scan(other.code)).verdict).toBe('停售')
})

test('a subject code shows the operator and whether its registration is in force, as it stands', async () => {
  const agency = agencyOf(t, ['469006'])
  const trader = await makeTrader(t, { name: '示例和乐水产合作社', divisionId: '469006' })
  const { partyId } = trader
  const page = await scan(trader.subjectCode)
  expect([page.status, page.verdict]).toEqual([200, '登记在案'])
  for (const said of ['示例和乐水产合作社', '农民合作社', '海南省 万宁市']) expect(page.text).toContain(said)
  const batch = await trader.grow('5')
  expect((await scan(batch.code!)).text).not.toContain('已暂停')
  for (const [command, zh, en] of [
    [suspendOperator, '已暂停', 'Suspended'],
    [restoreOperator, '登记在案', 'On record'],
    [revokeOperator, '已撤销', 'Revoked'],
  ] as const) {
    expect((await agency(command, { partyId, reason: '示例原因' })).status).toBe(200)
    await t.drain()
    expect([(await scan(trader.subjectCode)).verdict, (await scan(trader.subjectCode, 'en')).verdict]).toEqual([zh, en])
    // the batches of an operator say it beside its name
    expect((await scan(batch.code!)).text.includes(zh)).toBe(true)
  }
})

test('a person’s name and telephone are not shown; the name of an enterprise is', async () => {
  const person = await makeTrader(t, { name: '李小明', form: 'individual', divisionId: '469006' })
  const batch = await person.grow('5')
  for (const code of [person.subjectCode, batch.code!])
    for (const language of ['zh', 'en']) {
      const { html } = await scan(code, language)
      expect(html).toContain('李**')
      expect(html).not.toMatch(/李小明|13800000012/)
    }
})

test('names are text, whatever they look like', async () => {
  const hostile = `<script>alert(1)</script>"'&<b>示例`
  const trader = await makeTrader(t, {
    name: hostile,
    divisionId: '469006',
    product: { name: hostile, spec: '', classCode: '0103S01', unit: 'kg' },
  })
  const batch = await trader.grow('5')
  const voucher = await trader.call(sellToMarket, {
    lines: [{ holdingId: batch.holdingId, quantity: '1' }],
    buyerName: hostile,
    destination: hostile,
  })
  for (const code of [batch.code!, trader.subjectCode, voucher.body.code])
    for (const language of ['zh', 'en']) {
      const { html, status } = await scan(code, language)
      expect(status).toBe(200)
      expect(html).toContain('&lt;script&gt;alert(1)')
      expect(html).not.toMatch(/<script|<b>示例/)
    }
  const typed = await t.app.inject({ url: `/s?code=${encodeURIComponent(hostile)}` })
  expect(typed.body).not.toMatch(/<script|value="<|<b>/)
})

test('the longest names and the widest chain stay within the first view', async () => {
  const wide = '示例'.repeat(48)
  const growers = await Promise.all(
    Array.from({ length: 6 }, (_, i) =>
      makeTrader(t, {
        name: `${i}${wide}`,
        divisionId: '469006',
        product: { name: wide.slice(0, 60), spec: '', classCode: '0103S01', unit: 'kg' },
      }),
    ),
  )
  const buyer = await makeTrader(t, {
    name: `买${wide}`,
    divisionId: '460105',
    product: { name: wide.slice(0, 60), spec: '', classCode: '0103S01', unit: 'kg' },
  })
  const inputs: { holdingId: string }[] = []
  for (const g of growers) {
    const batch = await g.grow('10')
    const cert = await g.call(issueCertificate, {
      holdingId: batch.holdingId,
      style: 1,
      basis: ['quality_control'],
      origin: wide,
    })
    expect(cert.status).toBe(200)
    const sold = await g.call(dispatchGoods, { holdingId: batch.holdingId, quantity: '10', buyerId: buyer.partyId })
    const got = await buyer.call(receiveGoods, { sellerId: sold.body.sellerId, transferId: sold.body.transferId })
    inputs.push({ holdingId: got.body.batch.holdingId })
  }
  const made = await buyer.call(recordStep, {
    profile: 'crop',
    event: 'process',
    inputs,
    outputs: [{ productId: buyer.productId, quantity: '50' }],
    fields: { processed_on: '2026-06-01', method: 'wash_trim' },
  })
  expect(made.status).toBe(200)
  const code = made.body.batches[0]!.code!
  for (const language of ['zh', 'en']) {
    const { html, text } = await scan(code, language)
    expect(Buffer.byteLength(html)).toBeLessThan(14_336)
    expect(text).toMatch(language === 'zh' ? /等 6 家/ : /and 3 more/)
    // it was made that day by who processed it, and not harvested
    expect(text).toMatch(language === 'zh' ? /加工者.*生产日期/s : /Processor.*Made on/s)
    expect(text).not.toMatch(/采收日期|Date of harvest/)
  }
})

test('scans are counted exactly, also those that come at once, and the page says how often and since when', async () => {
  const batch = await farm.grow('5')
  const code = batch.code!
  expect((await scan(code)).text).toContain('首次被扫描')
  await Promise.all(Array.from({ length: 40 }, (_, i) => scan(code, i % 2 ? 'zh' : 'en')))
  const page = await scan(code)
  expect(page.text).toContain('此前被扫描过 41 次，首次在 2026年6月1日')
  expect((await scan(code, 'en')).text).toContain('Scanned 42 times before, first on 1 June 2026')
  // a look at the headers is no scan, nor is a code that was never issued
  await scan(code, 'zh', { method: 'HEAD' })
  await expect.poll(async () => (await scans(code))?.count, { timeout: 5000 }).toBe('43')
  expect((await scan(code)).text).toContain('此前被扫描过 43 次')
  await scan('11314159265358979320')
  expect(await scans('11314159265358979320')).toBeUndefined()
})

test('a flush that fails keeps what was counted, and the next one writes it', async () => {
  const counter = new ScanCounter(t.db)
  const at = (s: number) => new Date(Date.parse('2026-06-01T08:00:00Z') + s * 1000).toISOString()
  const code = '11000000000000000001'
  counter.add(code, at(0))
  counter.add(code, at(1))
  await withoutRight('insert on portal.scan', async () => {
    await expect(counter.flush()).rejects.toThrow(/permission denied/)
    expect(counter.add(code, at(2))).toEqual({ count: 2, first: at(0) })
    await expect(counter.flush()).rejects.toThrow(/permission denied/)
  })
  await counter.flush()
  expect(await scans(code)).toEqual({ count: '3', firstAt: '2026-06-01T08:00:00Z', lastAt: '2026-06-01T08:00:02Z' })
  await counter.flush()
  expect((await scans(code))!.count).toBe('3')
})

test('two processes that count the same codes at once add up', async () => {
  const counters = [new ScanCounter(t.db), new ScanCounter(t.db)]
  const codes = Array.from({ length: 50 }, (_, i) => `1100000000000000${1000 + i}`)
  for (let round = 0; round < 5; round++) {
    for (const [i, counter] of counters.entries())
      for (const code of i ? codes : [...codes].reverse()) counter.add(code, t.deps.clock())
    await Promise.all(counters.map((c) => c.flush()))
  }
  const rows = await t.db.selectFrom('portal.scan').select('count').where('code', 'in', codes).execute()
  expect(rows.map((r) => r.count)).toEqual(Array(50).fill('10'))
})

test('memory stays bounded when nothing can be written: further codes are told as lost', () => {
  const counter = new ScanCounter(t.db, 2)
  for (const code of ['a', 'b', 'c', 'a']) counter.add(code, t.deps.clock())
  expect(counter.lost).toBe(1)
})

test('several statements answer as the one does: whatever a cluster asks for apart is the same', async () => {
  const held = await farm.grow('9')
  const free = await farm.grow('9')
  for (const b of [held, free]) await scan(b.code!)
  await holdGoods(t, held, '469006')
  const [one, several] = [readBySingle(poolOf(t.db)), readBySeveral(poolOf(t.db))]
  for (const code of [held.code!, free.code!, farm.subjectCode, '11314159265358979320'])
    for (const language of ['zh', 'en'] as const)
      expect((await several([code], language)).get(code)).toEqual((await one([code], language)).get(code))
  const both = await several([held.code!, free.code!], 'zh')
  expect(both).toEqual(await one([held.code!, free.code!], 'zh'))
  expect(both.get(held.code!)!.held).toBeDefined()
  expect(both.get(free.code!)!.held).toBeUndefined()
  // prepared statements pass by the lint of the tests' connection
  const manifest = await readManifest()
  for (const text of [pageStatement, heldStatement, issuedStatement, subjectStatement])
    expect(lintStatement(text, manifest)).toEqual([])
})

test('whoever tries many codes that were never issued has to wait; others do not', async () => {
  const remoteAddress = '203.0.113.9'
  const batch = await farm.grow('5')
  let last = 404
  let tries = 0
  for (; last === 404 && tries < 400; tries++) {
    const body = `11${String(1_000_000 + tries).padStart(17, '0')}`
    last = (await scan(withCheck(body), 'zh', { remoteAddress })).status
  }
  expect(last).toBe(429)
  expect(tries).toBe(300)
  const stopped = await scan(batch.code!, 'zh', { remoteAddress })
  expect([stopped.status, stopped.verdict, stopped.headers['retry-after']]).toEqual([429, '请稍后再试', '600'])
  expect((await scan(batch.code!, 'zh', { remoteAddress: '203.0.113.10' })).status).toBe(200)
})
