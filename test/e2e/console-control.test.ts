import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { demoPassword, demoWorld, expectSound, forgetTries, phone, visit } from './console.ts'
import { hand } from './hand.ts'

let world: Awaited<ReturnType<typeof demoWorld>>
let browser: Browser
beforeAll(async () => {
  world = await demoWorld()
  browser = await openBrowser()
}, 600_000)
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

const open = async (login: string, path: string, width?: number) => {
  await forgetTries(world.deps)
  const at = await visit(browser, world.origin, path, { login, password: demoPassword, ...(width ? { width } : {}) })
  return { ...at, h: hand(at.page, 'zh', false) }
}

test('an authority issues a transport permit with its route; the holder reads it on the phone; it is revoked', async () => {
  const { page, faults, close, h } = await open('chengmai', '/permits')
  await h.at('许可证')
  await page.getByRole('link', { name: '核发许可证' }).first().click()
  await h.at('核发许可证')
  await h.press('radio', '民用爆炸物品运输许可证')
  await h.type('许可证编号', '示例运输证9')
  await h.pick('收货单位', '示例澄迈爆破', '示例澄迈爆破工程有限公司')
  await h.type('品种', 'S60101')
  await h.type('数量', '50')
  await page.getByLabel('单位', { exact: true }).first().click()
  await page.locator('.ant-select-item-option').filter({ hasText: '发' }).first().click()
  await h.type('运输路线', '示例甲地、示例乙地\n示例丙地')
  await h.type('有效期至', '2030-12-31')
  await expectSound(page, faults)
  await page.getByRole('button', { name: '核发', exact: true }).click()
  await h.at('示例运输证9')
  await h.seen('已用 0，余 50，共 50 发')
  await expectSound(page, faults)

  const holder = await open('blastco', '/permits', phone)
  await holder.page.getByText('示例运输证9').click()
  await holder.h.at('示例运输证9')
  await holder.h.seen('示例丙地')
  expect(await holder.page.getByRole('button', { name: '撤销', exact: true }).count()).toBe(0)
  await expectSound(holder.page, holder.faults)
  await holder.close()

  await page.getByRole('button', { name: '撤销', exact: true }).click()
  await page.getByRole('dialog').getByLabel('理由').fill('示例：用途变更')
  await page.getByRole('dialog').getByRole('button', { name: '撤销', exact: true }).click()
  await h.seen('已撤销')
  await h.seen('示例：用途变更')
  await close()
}, 180_000)

test('a count begins from the platform’s book; a person is entered and shown masked', async () => {
  const { page, faults, close, h } = await open('blastco', '/stock-counts')
  await h.at('账物盘点')
  await page.getByRole('link', { name: '盘点', exact: true }).first().click()
  await h.at('库存盘点')
  expect(await page.getByLabel('品种').first().inputValue()).toBe('示例电子雷管')
  expect(await page.getByLabel('账面数量').first().inputValue()).toBe('96')
  await expectSound(page, faults)
  await close()

  const list = await open('blastco', '/control-persons/new', phone)
  await list.h.at('登记人员')
  await list.h.press('radio', /安全员/)
  await list.h.type('姓名', '示例赵某')
  await list.page.getByRole('button', { name: '登记', exact: true }).click()
  await list.h.at('人员名册')
  await list.h.seen('安全员')
  expect(await list.page.getByText('示例赵某').count()).toBe(0)
  await expectSound(list.page, list.faults)
  await list.close()
}, 180_000)
