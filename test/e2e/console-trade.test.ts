import bwip from 'bwip-js'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { getBatch, listHoldings } from '../../src/modules/trace/schema.ts'
import { dispatchGoods, getTransfer, listVouchers } from '../../src/modules/trade/schema.ts'
import { openBrowser } from './browser.ts'
import { demoPassword, demoWorld, expectSound, forgetTries, phone, settled, visit } from './console.ts'
import { signedIn, type User } from './running.ts'

/** A vegetable cooperative of the demo and the supermarket that buys from it. */
const [seller, buyer, buyerName] = ['veg1', 'market3', '示例澄迈惠民超市']
let world: Awaited<ReturnType<typeof demoWorld>>
let browser: Browser
// several windows each, on a machine that does other things too
vi.setConfig({ testTimeout: 120_000 })
const soon = { timeout: 30_000 }
beforeAll(async () => {
  world = await demoWorld()
  browser = await openBrowser()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

const person = async (login: string) => {
  await forgetTries(world.deps)
  return signedIn(world.origin, login, demoPassword)
}
const open = async (login: string, path: string, more: Parameters<typeof visit>[3] = {}) => {
  await forgetTries(world.deps)
  return visit(browser, world.origin, path, { login, password: demoPassword, ...more })
}
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const text = (page: Page) => page.getByRole('main').innerText()

/** The newest batch with so much of it left. */
const someStock = async (who: User, least: number) =>
  (await who.call(listHoldings, { inStock: 'yes' })).items.find((h) => Number(h.available) >= least && !h.held)!

/** Goods of the seller on their way to the buyer, sent without the screen. */
async function onTheWay(quantity: string) {
  const [from, to] = [await person(seller), await person(buyer)]
  const stock = await someStock(from, Number(quantity))
  const buyerId = to.session.party!.partyId
  const { sellerId, transferId, batch } = await from.call(dispatchGoods, {
    holdingId: stock.holdingId,
    quantity,
    buyerId,
  })
  return { key: { sellerId, transferId }, code: batch.code!, path: `/trade/${sellerId}/${transferId}`, from, to }
}

test('sold on the phone to a registered buyer; the buyer takes in less and says why; the seller sees it', async () => {
  const selling = await open(seller, '/trade/sell', { width: phone })
  const { page } = selling
  await expectSound(page, selling.faults)
  const stock = await someStock(await person(seller), 60)
  await button(page, new RegExp(stock.code!.slice(-4))).click()
  await page.getByLabel('数量').fill('3000')
  await page.getByLabel('数量').blur()
  await page.getByText(`最多 ${stock.available}`).waitFor()
  await page.getByLabel('数量').fill('50')
  await page.getByRole('textbox', { name: '名称、首字母或主体码' }).fill('澄迈惠民')
  await page.getByRole('list', { name: '找到的买方' }).getByRole('button', { name: buyerName }).click()
  await page.getByLabel('车牌').fill('琼A示例9')
  await expectSound(page, selling.faults)
  await button(page, '发货').click()
  await page.getByText(`已发给 ${buyerName}`).waitFor()
  await settled(page)
  await expectSound(page, selling.faults)

  const buying = await open(buyer, '/trade?direction=in&waiting=yes')
  await buying.page.getByRole('row').filter({ hasText: '50 千克' }).getByRole('link').click()
  await settled(buying.page)
  await expectSound(buying.page, buying.faults)
  await button(buying.page, /只收一部分/).click()
  await buying.page.getByLabel('实收数量').fill('46')
  await buying.page.getByText('差 4 千克').waitFor()
  await button(buying.page, '收货 46 千克').click()
  await buying.page.getByText('请写明理由').waitFor()
  await button(buying.page, '到货少了').click()
  await expectSound(buying.page, buying.faults)
  await button(buying.page, '收货 46 千克').click()
  await buying.page.getByText('没有收下或退回了 4 千克').waitFor()

  await page.reload()
  await settled(page)
  const seen = await text(page)
  expect(seen).toContain(`${buyerName} 没有收下或退回了 4 千克`)
  expect(seen).toContain('理由:到货少了')
  await expectSound(page, selling.faults)
  await selling.close()
  await buying.close()
})

test('withdrawn by the seller while the buyer has the page open: the buyer is told plainly and nothing is received', async () => {
  const { path, key, code, from, to } = await onTheWay('5')
  const buying = await open(buyer, path, { allow: /409/ })
  await button(buying.page, '收货 5 千克').waitFor()
  // somebody else of the buyer has begun to write down what is missing
  const part = await open(buyer, path, { allow: /409/ })
  await button(part.page, /只收一部分/).click()
  await part.page.getByLabel('实收数量').fill('3')
  await part.page.getByLabel('理由').fill('少两千克')

  const selling = await open(seller, path)
  await button(selling.page, '撤回 5 千克').click()
  const dialog = selling.page.getByRole('dialog')
  await dialog.getByRole('button', { name: '没有装车' }).click()
  await dialog.getByRole('button', { name: '撤回 5 千克' }).click()
  await selling.page.getByText('您撤回了 5 千克').waitFor()
  await expectSound(selling.page, selling.faults)

  await button(buying.page, '收货 5 千克').click()
  await buying.page.getByRole('alert').filter({ hasText: '这笔交易已经答复完毕' }).waitFor()
  // at once, and not only when the page asks again by itself
  await buying.page.getByText(/已撤回 5 千克,没有进您的库存。 理由:没有装车/).waitFor({ timeout: 30_000 })
  expect(await button(buying.page, /^收货/).count()).toBe(0)
  await expectSound(buying.page, buying.faults)

  await button(part.page, '收货 3 千克').click()
  await part.page.getByText('情况已经变了').waitFor()
  expect(await part.page.getByLabel('实收数量').inputValue()).toBe('3')
  expect(await part.page.getByLabel('理由').inputValue()).toBe('少两千克')

  expect(await from.call(getTransfer, key)).toMatchObject({ state: 'withdrawn', received: '0', withdrawn: '5' })
  await expect(to.call(getBatch, { code })).rejects.toMatchObject({ reason: 'batch.not_found' })
  for (const w of [buying, part, selling]) await w.close()
})

test('both press at the same moment: exactly one of the two happens, and the other is told', async () => {
  const { path, key, from } = await onTheWay('5')
  const [buying, selling] = await Promise.all([
    open(buyer, path, { allow: /409/ }),
    open(seller, path, { allow: /409/ }),
  ])
  await button(selling.page, '撤回 5 千克').click()
  const dialog = selling.page.getByRole('dialog')
  await dialog.getByRole('button', { name: '没有装车' }).click()
  await Promise.all([
    dialog.getByRole('button', { name: '撤回 5 千克' }).click(),
    button(buying.page, '收货 5 千克').click(),
  ])
  await expect.poll(async () => (await from.call(getTransfer, key)).open, soon).toBe('0')
  const { state, received, withdrawn, open: left } = await from.call(getTransfer, key)
  expect([state, received, withdrawn, left]).toEqual(
    state === 'received' ? ['received', '5', '0', '0'] : ['withdrawn', '0', '5', '0'],
  )
  const loser = state === 'received' ? selling : buying
  await loser.page.getByRole('alert').filter({ hasText: '这笔交易已经答复完毕' }).waitFor()
  await expect.poll(() => text(buying.page), soon).toContain(state === 'received' ? '已收货' : '已撤回')
  await expectSound(loser.page, loser.faults)
  for (const w of [buying, selling]) await w.close()
})

/** Goes on by Tab until this has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, role: string, name: RegExp): Promise<void> {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab')
    const here = await page.evaluate(() => {
      const e = document.activeElement as HTMLInputElement
      const label = e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent ?? e.textContent ?? ''
      return { role: e.getAttribute('role') ?? e.type ?? e.tagName.toLowerCase(), label }
    })
    if ((here.role === role || (role === 'link' && here.role === '')) && name.test(here.label)) return
  }
  throw new Error(`no ${role} ${name} is reached by Tab`)
}

test('by keyboard only, at the desk: a market sale of two batches on one voucher', async () => {
  const { page, faults, close } = await open(seller, '/trade?direction=out')
  await tabTo(page, 'link', /^卖货$/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '卖货' }).waitFor()
  await settled(page)
  await tabTo(page, 'button', /^菜心\(示例\)\d{2,} 千克/)
  await page.keyboard.press('Enter')
  await page.getByText(/^可卖 .* 千克$/).waitFor()
  await tabTo(page, 'text', /^数量/)
  await page.keyboard.type('12')
  await tabTo(page, 'radio', /平台上的买方/)
  await page.keyboard.press('ArrowDown')
  await button(page, '再加一批').waitFor()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('list', { name: '卖哪一批' }).waitFor()
  // back to the top: the new batch stands after the first
  await page.getByRole('main').focus()
  await tabTo(page, 'button', /^菜心\(示例\)\d{2,} 千克/)
  await page.keyboard.press('Enter')
  await page
    .getByText(/^可卖 .* 千克$/)
    .nth(1)
    .waitFor()
  await tabTo(page, 'text', /^数量/)
  await page.keyboard.type('8')
  await tabTo(page, 'text', /^买方名称/)
  await page.keyboard.type('示例早市摊主')
  await tabTo(page, 'submit', /^开凭证$/)
  await page.keyboard.press('Enter')
  await page.getByText('凭证已开出').waitFor()
  await settled(page)
  await expectSound(page, faults)
  const [voucher] = (await (await person(seller)).call(listVouchers, {})).items
  expect(voucher).toMatchObject({ buyerName: '示例早市摊主', voidedAt: null })
  expect((await text(page)).replaceAll(' ', '')).toContain(voucher!.code)
  await close()
})

const pictureOf = (words: string) => bwip.toBuffer({ bcid: 'qrcode', text: words, scale: 4, padding: 8 })

test('a picture of a QR code fills the field; another code is said to be none of ours', async () => {
  const { code, path } = await onTheWay('5')
  const { page, faults, close } = await open(buyer, '/trade?direction=in', { width: phone })
  await button(page, '扫码').click()
  const file = page.locator('[data-scan-file]')
  const give = async (words: string) =>
    file.setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: await pictureOf(words) })
  // the test's browser has no camera
  await page.getByText('没有可用的摄像头').waitFor()
  await give('https://shop.example/menu')
  await page.getByText('读到的不是本平台的追溯码').waitFor()
  await expectSound(page, faults)
  // of other goods: it stays in the field, and nothing waits under it
  const held = world.demo.codes['on_hold']![0]!
  await give(`https://sy.example/s/${held}`)
  await page.getByText('没有这个码的货在等您答复').waitFor()
  expect(await page.getByRole('textbox', { name: '到货的追溯码' }).inputValue()).toBe(held)
  await button(page, '扫码').click()
  await give(code)
  await expect.poll(() => new URL(page.url()).pathname, soon).toBe(`/console${path}`)
  await close()
})
