import exceljs from '@protobi/exceljs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openBrowser } from './browser.ts'
import { demoPassword, demoWorld, expectSound, forgetTries, phone, settled, visit } from './console.ts'

// a browser, a server and a database on two cores that others use too: a page that is loaded first is half a second away
// when nothing else runs, and only a fault lasts as long as a poll waits here
vi.setConfig({ testTimeout: 90_000, expect: { poll: { timeout: 30_000 } } })

let world: Awaited<ReturnType<typeof demoWorld>>
let browser: Browser
beforeAll(async () => {
  world = await demoWorld()
  browser = await openBrowser()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

const open = async (login: string, path: string, more: Parameters<typeof visit>[3] = {}) => {
  await forgetTries(world.deps)
  return visit(browser, world.origin, path, { login, password: demoPassword, ...more })
}
const heading = (page: Page) => page.getByRole('heading', { level: 1 })
/** When the server has the draft. */
const kept = (page: Page) =>
  page.waitForResponse(
    (r) => r.request().method() === 'POST' && r.url().endsWith('/api/drafts/organisation.contact') && r.ok(),
  )
/** Chinese of our own: names of the demo's parties and goods are data and stay. */
const entries = (page: Page) => page.getByRole('navigation').first().innerText()

test('a language chosen makes everything that language, at once, after a reload and on another device', async () => {
  const { page, faults, close } = await open('mango2', '/preferences')
  expect(await heading(page).innerText()).toBe('偏好设置')
  await page.getByRole('radio', { name: '英文' }).check()
  await expect.poll(() => heading(page).innerText()).toBe('Preferences')
  expect(await entries(page)).not.toMatch(/\p{Script=Han}/u)
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
  await page.reload()
  await settled(page)
  expect(await heading(page).innerText()).toBe('Preferences')
  expect(await page.getByRole('radio', { name: 'English' }).isChecked()).toBe(true)
  await expectSound(page, faults)
  await close()

  // another browser, which speaks Chinese
  const other = await open('mango2', '/notices', { width: phone })
  expect(await heading(other.page).innerText()).toBe('Notices')
  // what the server says follows too
  expect(await other.page.locator('.notices').innerText()).toMatch(/approved/)
  await expectSound(other.page, other.faults)
  await other.close()
})

test('large type is large, by keyboard alone, and comes along to the next device', async () => {
  const size = (page: Page) => page.evaluate(() => getComputedStyle(document.body).fontSize)
  const { page, faults, close } = await open('mango3', '/preferences', { width: phone })
  expect(await size(page)).toBe('16px')
  await page.getByRole('radio', { name: '标准' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => size(page)).toBe('20px')
  await page.getByText('选好即生效').waitFor()
  await expectSound(page, faults)
  await page.waitForLoadState('networkidle')
  await close()
  const other = await open('mango3', '/organisation', { width: phone })
  await expect.poll(() => size(other.page)).toBe('20px')
  await expectSound(other.page, other.faults)
  await other.close()
})

test('a notice opens what it is about and is read from then on', async () => {
  const { page, faults, close } = await open('mango1', '/notices', { allow: /./ })
  const bell = page.getByRole('link', { name: /^通知/ })
  const unread = async () => Number(/\d+/.exec((await bell.getAttribute('aria-label')) ?? '')?.[0])
  const before = await unread()
  expect(before).toBeGreaterThan(1)
  await expectSound(page, faults)
  await page
    .getByRole('link', { name: /已确认收到/ })
    .first()
    .click()
  await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/console\/trade\/[0-9a-f-]{36}\/[0-9a-f-]{36}$/)
  await expect.poll(unread).toBe(before - 1)
  await page.goBack()
  await settled(page)
  await page.getByRole('button', { name: '全部标为已读' }).click()
  await expect.poll(unread).toBe(0)
  await page.getByRole('radio', { name: /未读/ }).click()
  await page.getByText('通知都看过了。').waitFor()
  expect(new URL(page.url()).search).toBe('?unread=yes')
  await close()
})

test('a form half filled in survives a lost line, a reload, and goes on elsewhere', async () => {
  const { page, context, close } = await open('mango4', '/organisation', { width: phone, allow: /./ })
  const address = (p: Page) => p.getByLabel('详细地址')
  await page.getByRole('button', { name: '修改', exact: true }).click()
  await context.setOffline(true)
  await page.getByText('没有信号').waitFor()
  await address(page).fill('示例村 9 号')
  await page.getByLabel('手机号').fill('13900000000')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('连不上平台').waitFor()
  expect(await address(page).inputValue()).toBe('示例村 9 号')
  // the line comes back: what was kept here goes to the server by itself
  const sent = kept(page)
  await context.setOffline(false)
  await sent
  await page.reload()
  await settled(page)
  await page.getByRole('button', { name: '修改', exact: true }).click()
  await page.getByText('已恢复上次填到一半的内容').waitFor()
  expect(await address(page).inputValue()).toBe('示例村 9 号')

  // another device lists what was begun; it opens where it stands
  const other = await open('mango4', '/preferences', { width: phone })
  await other.page.getByText('没填完的表单').waitFor()
  await expectSound(other.page, other.faults)
  await other.page.getByRole('main').getByRole('link', { name: '我的企业' }).click()
  await other.page.getByRole('button', { name: '修改', exact: true }).click()
  await expect.poll(() => address(other.page).inputValue()).toBe('示例村 9 号')
  expect(await other.page.getByLabel('手机号').inputValue()).toBe('13900000000')
  await other.page.getByRole('button', { name: '保存' }).click()
  await other.page.getByText('示例村 9 号').waitFor()
  await expectSound(other.page, other.faults)
  // what was handed in is no draft any more
  await other.page.waitForLoadState('networkidle')
  await other.page.reload()
  await settled(other.page)
  await other.page.getByRole('button', { name: '修改', exact: true }).click()
  await other.page.waitForLoadState('networkidle')
  expect(await other.page.getByText('已恢复上次填到一半的内容').count()).toBe(0)
  // what is not wanted any more is dropped from the list, here and there
  const begun = kept(other.page)
  await address(other.page).fill('示例村 10 号')
  await begun
  await other.page.goto(`${world.origin}/console/preferences`)
  await other.page.getByRole('button', { name: '不要了' }).click()
  await other.page.getByText('没填完的表单').waitFor({ state: 'detached' })
  await other.page.goto(`${world.origin}/console/organisation`)
  await settled(other.page)
  await other.page.getByRole('button', { name: '修改', exact: true }).click()
  await other.page.waitForLoadState('networkidle')
  expect(await address(other.page).inputValue()).toBe('示例村 9 号')
  await other.close()
  await close()
})

test('another person on the same device does not see what the one before began', async () => {
  const { page, context, close } = await open('mango5', '/organisation')
  await page.getByRole('button', { name: '修改', exact: true }).click()
  await page.getByLabel('详细地址').fill('示例秘密 1 号')
  await kept(page)
  await page.getByRole('button', { name: /^账号/ }).click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.waitForURL('**/console/sign-in')
  const left = await page.evaluate(() => JSON.stringify(localStorage))
  expect(left).not.toContain('示例秘密')
  await context.request.post(`${world.origin}/api/session`, { data: { login: 'mango6', password: demoPassword } })
  await page.goto(`${world.origin}/console/organisation`)
  await settled(page)
  await page.getByRole('button', { name: '修改', exact: true }).click()
  await page.waitForLoadState('networkidle')
  expect(await page.getByLabel('详细地址').inputValue()).not.toContain('秘密')
  await close()
})

test('my organisation: facts, subject code to download and to print, members, sites, products', async () => {
  for (const width of [phone, 1440])
    for (const language of ['zh', 'en'] as const) {
      const { page, faults, close } = await open('veg1', '/organisation', { width, language })
      expect(await heading(page).innerText()).toBe('示例澄迈瓜菜专业合作社')
      const picture = page.getByRole('img', { name: language === 'zh' ? /主体码二维码/ : /QR code/ })
      expect(await picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0)).toBe(true)
      await expectSound(page, faults)
      const download = page.waitForEvent('download')
      await page.getByRole('link', { name: language === 'zh' ? '下载二维码' : 'Download the QR code' }).click()
      expect((await download).suggestedFilename()).toMatch(/^\d{20}\.svg$/)
      await page.getByRole('link', { name: language === 'zh' ? '打印门牌' : 'Print the door plate' }).click()
      await page.getByRole('heading', { name: language === 'zh' ? '农产品质量安全追溯主体' : /Registered/ }).waitFor()
      await settled(page)
      await expectSound(page, faults)
      await close()
    }
})

test('who is not approved yet reads how far the filing is, and why it came back', async () => {
  for (const [login, words] of [
    ['returned', ['退回补正', '证照不清晰', '修改后重新提交']],
    ['rejected', ['未通过', '重复注册', '修改后重新提交']],
    ['waiting1', ['待审核', '审核机构']],
  ] as const) {
    const { page, faults, close } = await open(login, '/organisation', { width: phone })
    const text = await page.getByRole('main').innerText()
    for (const word of words) expect(text).toContain(word)
    await expectSound(page, faults)
    await close()
  }
})

test('a list is exported as it is shown, to its end', async () => {
  const { page, close } = await open('chengmai-officer', '/operators?q=示例')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/\.xlsx$/)
  const book = new exceljs.Workbook()
  await book.xlsx.readFile(await file.path())
  const rows = book.worksheets[0]!.getSheetValues().slice(2)
  const shown = await page.locator('tbody tr').count()
  expect(rows.length).toBeGreaterThanOrEqual(shown)
  expect(JSON.stringify(rows)).toContain('示例澄迈瓜菜专业合作社')
  expect(JSON.stringify(book.worksheets[1]!.getSheetValues())).toContain('/console/operators?q=')

  // stopped on the way, nothing is made
  await page.route('**/api/operators?*limit=200*', async (route) => {
    await new Promise((r) => setTimeout(r, 1500))
    await route.continue()
  })
  let made = 0
  page.on('request', (r) => (made += Number(r.url().endsWith('/api/spreadsheet'))))
  await page.getByRole('button', { name: '导出' }).click()
  await page.getByRole('button', { name: /已读 0 条/ }).click()
  await page.getByRole('button', { name: '导出' }).waitFor()
  await page.waitForLoadState('networkidle')
  expect(made).toBe(0)
  await close()
})
