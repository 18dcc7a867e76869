import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getProfile } from '../../src/modules/production/profile/schema.ts'
import { openBrowser } from './browser.ts'
import { demoPassword, demoWorld, expectSound, forgetTries, phone, settled, visit } from './console.ts'
import { hand } from './hand.ts'
import { signedIn } from './running.ts'

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

const open = async (login: string, path: string, width?: number) => {
  await forgetTries(world.deps)
  return visit(browser, world.origin, path, { login, password: demoPassword, ...(width ? { width } : {}) })
}
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
/** A select is typed into, and its first offer taken once it is there. */
async function pick(page: Page, label: string, typed: string, offered: string) {
  await page.getByLabel(label).first().click()
  await page.keyboard.type(typed)
  await page.locator('.ant-select-item-option').filter({ hasText: offered }).first().waitFor()
  await page.keyboard.press('Enter')
}

test('an administrator puts a class into the catalogue by a decision; whom it concerns reads it on the phone', async () => {
  const { page, faults, close } = await open('hainan', '/catalogue')
  const h = hand(page, 'zh', false)
  await h.at('重要产品追溯目录')
  await page.getByRole('link', { name: '列入产品' }).first().click()
  await h.at('列入产品')
  await pick(page, '产品分类', '豇豆', '豇豆')
  await pick(page, '地区', '海南省', '海南省')
  await h.press('radio', '肉类蔬菜流通')
  await h.type('文号', '琼示例〔2026〕7号')
  await h.type('理由', '示例：常年抽检重点')
  await expectSound(page, faults)
  await button(page, '列入目录').click()
  await h.seen('琼示例〔2026〕7号')
  await page.getByText('有效', { exact: true }).first().waitFor()
  await expectSound(page, faults)
  await close()

  const grower = await open('veg1', '/catalogue', phone)
  await grower.page.getByText('琼示例〔2026〕7号').waitFor()
  await expectSound(grower.page, grower.faults)
  expect(await button(grower.page, '移出目录').count()).toBe(0)
  await grower.close()
}, 120_000)

test('a province proposes a field; another account sees the form as it will be and approves; operators are asked', async () => {
  const { page, faults, close } = await open('hainan', '/overlays/new')
  const h = hand(page, 'zh', false)
  await pick(page, '行业规范', '种植', '种植业产品')
  await pick(page, '地区', '海南省', '海南省')
  await h.type('文号', '琼示例〔2026〕8号')
  await h.type('理由', '示例：统防统治')
  await pick(page, '选择环节', '农事', '农事活动')
  await button(page, '增加填报项').click()
  await h.type('中文名称', '作业队')
  await h.type('英文名称', 'Work team')
  await button(page, '加入').click()
  await page.getByRole('heading', { name: '填报预览' }).waitFor()
  await page.locator('.catalogue-preview').getByLabel('作业队').waitFor()
  await expectSound(page, faults)
  await button(page, '提交审批').click()
  await h.seen('等待另一个账号批准')
  const path = new URL(page.url()).pathname.replace('/console', '')
  expect(await button(page, '批准').count()).toBe(0)
  await close()

  const other = await open('ministry', path)
  await other.page.locator('.catalogue-preview').getByLabel('作业队').waitFor()
  await expectSound(other.page, other.faults)
  await button(other.page, '批准').click()
  await other.page.getByRole('dialog').getByRole('button', { name: '批准', exact: true }).click()
  await other.page.getByText('有效', { exact: true }).first().waitFor()
  await settled(other.page)
  await other.close()

  const farm = await signedIn(world.origin, 'veg1', demoPassword)
  const { events } = await farm.call(getProfile, { id: 'crop' })
  expect(events.find((e) => e.id === 'field_work')!.fields.map((f) => f.key)).toContain('d46_work_team')
}, 120_000)
