import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signedIn } from '../../scripts/demo/people.ts'
import { readProofText, verifyProof } from '../../src/kernel/proof/verify.ts'
import { listHoldings, voidEvent } from '../../src/modules/trace/schema.ts'
import { traceItem } from '../../src/modules/trace/walk/schema.ts'
import { dispatchGoods } from '../../src/modules/trade/transfer/schema.ts'
import { openBrowser } from './browser.ts'
import { demoPassword, demoWorld, expectSound, forgetTries, phone, settled, visit } from './console.ts'

let world: Awaited<ReturnType<typeof demoWorld>>
let browser: Browser
/** A batch of a mango farm from which much was sold in small lots after `before`. */
let hub: { code: string; partyId: string; holdingId: string; before: string }
const sales = 14

beforeAll(async () => {
  world = await demoWorld()
  browser = await openBrowser()
  hub = await makeHub()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

/** Local time of the pages, to the second. */
const local = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19)

async function makeHub(): Promise<typeof hub> {
  await forgetTries(world.deps)
  const farm = await signedIn(world.origin, 'mango1', demoPassword)
  const shop = await signedIn(world.origin, 'market1', demoPassword)
  const { items } = await farm.call(listHoldings, { inStock: 'yes' })
  // what the farm's own system captured is in the list too, and has no code of ours
  const { holdingId, partyId, code } = items.find((h) => h.code && Number(h.available) >= sales && h.unit === 'kg')!
  const before = local()
  await new Promise((done) => setTimeout(done, 1_100))
  for (let i = 0; i < sales; i++)
    await farm.call(dispatchGoods, {
      holdingId,
      quantity: '1',
      buyerId: shop.partyId,
      eventTime: new Date().toISOString(),
    })
  const wrong = await farm.call(dispatchGoods, {
    ...{ holdingId, quantity: '1', buyerId: shop.partyId, eventTime: new Date().toISOString() },
  })
  await farm.call(voidEvent, { eventId: wrong.eventId, reason: '示例:数量填错' })
  return { code: code!, partyId, holdingId, before }
}

const open = async (login: string, path: string, more: Parameters<typeof visit>[3] = {}) => {
  await forgetTries(world.deps)
  return visit(browser, world.origin, path, { login, password: demoPassword, ...more })
}
const soon = <T>(ask: () => Promise<T> | T) => expect.poll(ask, { timeout: 30_000 })
const view = (more = '') => `/trace/view?code=${hub.code}${more}`
/** How many are drawn, and of how many. */
async function counted(page: Page): Promise<[number, number]> {
  const text = await page.locator('.tg-count').innerText()
  const [shown, all] = text.match(/\d+/g)!.map(Number)
  return [shown!, all!]
}
const lit = (page: Page) => page.locator('.tg-on').count()

test('an officer traces a code both ways: hubs fold and open, the path of a chosen batch is lit, its panel says what happened', async () => {
  const { page, faults, close } = await open('yazhou-officer', '/trace')
  await page.getByRole('textbox', { name: '追溯码' }).fill(hub.code)
  await page.keyboard.press('Enter')
  await soon(() => page.url()).toContain(`/trace/view?code=${hub.code}`)
  await settled(page)
  const [shown, all] = await counted(page)
  const officer = await signedIn(world.origin, 'yazhou-officer', demoPassword)
  const answer = await officer.call(traceItem, { code: hub.code })
  expect(all).toBe(answer.nodes.length)
  const sold = answer.links.filter((l) => answer.nodes[l.from]!.holdingId === hub.holdingId).length
  expect(sold).toBeGreaterThanOrEqual(sales)
  expect(all - shown).toBeGreaterThanOrEqual(sold - 8)
  await expectSound(page, faults)

  // the hub's fold says how many more there are, and opens
  const fold = page.getByRole('button', { name: `还有 ${sold - 8} 个` })
  await fold.focus()
  await page.keyboard.press('Enter')
  await soon(async () => (await counted(page))[0]).toBe(all)
  expect(await fold.count()).toBe(0)

  // the path of one sale: itself, the batch it came from and what led there; not the other sales
  const start = page.locator(`.tg-card.tg-start`).first()
  await start.click()
  const panel = page.getByRole('complementary', { name: '这一份' })
  await soon(() => panel.innerText()).toContain('采收')
  const whole = await lit(page)
  expect(await panel.locator('.trace-void').first().innerText()).toContain('已更正作废')
  expect(new URL(page.url()).searchParams.get('node') ?? hub.holdingId).toBe(hub.holdingId)
  await page.keyboard.press('ArrowRight')
  await soon(() => page.locator('.tg-selected').getAttribute('class')).not.toContain('tg-start')
  await soon(() => lit(page)).toBeLessThan(whole)
  expect(await start.getAttribute('class')).toContain('tg-on')
  expect((await page.locator('.tg-lit').getAttribute('d'))!.length).toBeGreaterThan(10)
  await soon(() => panel.innerText()).toContain('在途')
  await soon(() => new URL(page.url()).searchParams.get('node')).not.toBe(hub.holdingId)
  // the minus key folds, the plus key opens
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('-')
  await soon(async () => (await counted(page))[0]).toBeLessThan(shown)
  await soon(async () => {
    await page.keyboard.press('+')
    return (await counted(page))[0]
  }).toBe(all)
  await close()
}, 120_000)

test('the table has the same holdings and moves as the graph, one key away; a day in the past shows less', async () => {
  const { page, faults, close } = await open('yazhou-officer', view())
  const [, all] = await counted(page)
  await page.keyboard.press('t')
  await page.getByRole('table').first().waitFor()
  await soon(() => page.getByText(`持有(${all})`).count()).toBe(1)
  expect(await page.getByRole('row').count()).toBeGreaterThanOrEqual(all)
  await page.getByText(`共 ${all} 条`).waitFor()
  await expectSound(page, faults)
  // a row leads to its place in the graph
  await page.getByRole('row').nth(3).getByRole('button').first().click()
  await page.locator('.tg-selected').waitFor()
  await page.goto(`${world.origin}/console${view(`&asOf=${hub.before}`)}`)
  await settled(page)
  const [, then] = await counted(page)
  expect(then).toBeLessThanOrEqual(all - sales)
  await page.getByText('之后补录、更正的不在其中').waitFor()
  await page.getByRole('button', { name: '回到现在' }).click()
  await soon(async () => (await counted(page))[1]).toBe(all)
  // back only: nothing that was sold
  await page.locator('.trace-bar').getByText('溯源', { exact: true }).click()
  await soon(async () => (await counted(page))[1]).toBeLessThanOrEqual(all - sales)
  await close()
}, 120_000)

test('the report: a spreadsheet, and a sheet for the file with code, tables and signature boxes', async () => {
  const { page, faults, close } = await open('yazhou-officer', view())
  const [, all] = await counted(page)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出表格' }).click()
  expect((await download).suggestedFilename()).toMatch(/^追溯报告 \d{20} .*\.xlsx$/)
  await page.getByRole('link', { name: '打印报告' }).click()
  const sheet = page.locator('.ui-sheet')
  await sheet.getByRole('heading', { name: '追溯报告' }).waitFor()
  await sheet.getByRole('img').waitFor()
  const rows = sheet.getByRole('region', { name: '一、持有与流向' }).getByRole('row')
  expect(await rows.count()).toBe(all + 1)
  for (const word of ['经办人', '审核人', '当事人', '三亚市崖州区农业农村局', '打印时间'])
    expect(await sheet.innerText()).toContain(word)
  await expectSound(page, faults)
  await close()
}, 120_000)

test('on a phone one drags, touches a card and reads it in a drawer; the map and the table fit', async () => {
  const { page, faults, close } = await open('yazhou-officer', view(), { width: phone })
  const layer = page.locator('.tg-layer')
  const before = await layer.getAttribute('style')
  const box = (await page.locator('.tg').boundingBox())!
  await page.mouse.move(box.x + 40, box.y + 60)
  await page.mouse.down()
  await page.mouse.move(box.x + 90, box.y + 90, { steps: 6 })
  await page.mouse.up()
  await soon(() => layer.getAttribute('style')).not.toBe(before)
  await expectSound(page, faults)
  await page.getByRole('button', { name: '回到追溯对象' }).tap()
  await page.locator('.tg-start').first().tap()
  const drawer = page.getByRole('dialog')
  await soon(() => drawer.innerText()).toContain('发生了什么')
  await drawer.getByRole('button', { name: '关闭' }).tap()
  for (const tab of ['地图', '表格']) {
    await page.locator('.trace-bar').getByText(tab, { exact: true }).tap()
    await settled(page)
    await expectSound(page, faults)
  }
  await close()
}, 120_000)

test('an operator sees further steps without names and is told so; what is not its own is not there; in English', async () => {
  const onHold = world.demo.scan.find((s) => s.what.includes('on hold'))!.code
  const { page, faults, close } = await open('market1', `/trace/view?code=${onHold}`, { language: 'en' })
  await page.getByText('Holder not shown to you').first().waitFor()
  expect(await page.locator('.tg-stop').count()).toBeGreaterThan(0)
  // three steps back by keyboard: the receipt, the sale, the wholesaler's stock
  await page.locator('.tg-start').last().focus()
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  await page.getByText('you do not trade with this party directly').waitFor()
  await expectSound(page, faults)
  await close()
  const elsewhere = await open('canteen2', `/trace/view?code=${onHold}`, { language: 'en', allow: /404/ })
  await elsewhere.page.getByText('This batch was not found, or is not one you may see.').waitFor()
  await expectSound(elsewhere.page, elsewhere.faults)
  await elsewhere.close()
}, 120_000)

test('the proof of a record: where it stands in the log, kept as a file that holds', async () => {
  const { page, faults, close } = await open('yazhou-officer', view(`&node=${hub.holdingId}`))
  const panel = page.getByRole('complementary', { name: '这一份' })
  await panel.getByRole('button', { name: '存证' }).first().click()
  const proof = panel.getByRole('region', { name: '存证' })
  // a sale of a moment ago waits for its seal
  await soon(() => proof.innerText()).toMatch(/日志第 [\d,]+ 条,检查点 .+,共 [\d,]+ 条/)
  const download = page.waitForEvent('download')
  await proof.getByRole('link', { name: '下载 proof.json' }).click()
  const file = await (await download).path()
  const { ok, checks } = verifyProof(readProofText(readFileSync(file, 'utf8')))
  expect(checks.filter((c) => c.state === 'wrong')).toEqual([])
  expect(ok).toBe(true)
  expect(await proof.getByRole('link', { name: '核验' }).getAttribute('href')).toBe('/verify?lang=zh')
  await expectSound(page, faults)
  await close()
}, 120_000)
