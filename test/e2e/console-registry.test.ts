import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findOwnOperator } from '../../src/modules/registry/operator/schema.ts'
import { creditCode } from '../registry.ts'
import { openBrowser } from './browser.ts'
import { demoPassword, demoWorld, expectSound, forgetTries, phone, settled, visit } from './console.ts'
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

const open = async (login: string | undefined, path: string, more: Parameters<typeof visit>[3] = {}) => {
  await forgetTries(world.deps)
  return visit(browser, world.origin, path, { ...(login ? { login, password: demoPassword } : {}), ...more })
}
/** A loaded machine is slow, not wrong. */
const patience = { timeout: 30_000 }
const heading = (page: Page) => page.getByRole('heading', { level: 1 })
/** Until the page of this name is there, whole. */
async function at(page: Page, title: string): Promise<void> {
  await expect.poll(() => heading(page).innerText(), patience).toBe(title)
  await settled(page)
}
const next = (page: Page) => page.getByRole('button', { name: '下一步' }).click()
/** A picture of one pixel. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const name = '示例澄迈新芽果园有限公司'
const code = creditCode(880_001, '469023')

test('a farm registers on the phone: checks while leaving a field, position on the map, documents, hands in', async () => {
  // a file that is refused is logged by the browser too
  const { page, faults, close } = await open(undefined, '/register', { width: phone, allow: /400/ })
  await page.getByRole('radio', { name: /^企业/ }).check()
  await page.getByRole('radio', { name: '生产', exact: true }).check()
  await page.getByRole('checkbox', { name: '种植业' }).check()
  await expectSound(page, faults)
  await next(page)

  await page.getByLabel('名称').fill(name)
  // somebody has it: said when leaving the field, and not who
  const taken = (await (await signedIn(world.origin, 'veg2', demoPassword)).call(findOwnOperator, {})).operator!
  await page.getByLabel('统一社会信用代码').fill(taken.facts.creditCode!)
  await page.getByLabel('法定代表人').fill('示例甲')
  await page.getByText('该证件号码已注册或正在审核').waitFor()
  expect(await page.locator('main').innerText()).not.toContain(taken.name)
  await page.getByLabel('统一社会信用代码').fill(code)
  await page.getByLabel('联系人').fill('示例甲')
  await page.getByLabel('手机号').fill('138')
  await next(page)
  await page.getByText('手机号应为11位').waitFor()
  await page.getByLabel('手机号').fill('13800008801')
  await next(page)

  await page.getByLabel('所在地区').pressSequentially('jinjiang', { delay: 20 })
  await page.getByText('海南省 澄迈县 金江镇').first().click()
  const map = page.getByRole('img', { name: /地图/ })
  await map.locator('canvas').waitFor()
  await map.click({ position: { x: 150, y: 120 } })
  await expect.poll(() => page.getByLabel('经度').inputValue(), patience).toMatch(/^1(08|09|10|11)\.\d+$/)
  await page.getByLabel('详细地址').fill('示例路 1 号')

  // what was typed survives a reload, but for secrets, which come last
  await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage)), patience).toContain('示例路 1 号')
  await page.reload()
  await settled(page)
  expect(await page.getByLabel('详细地址').inputValue()).toBe('示例路 1 号')
  await expectSound(page, faults)
  await next(page)
  await page.getByLabel('登录名').fill('new-sprout')
  await page.getByLabel('密码').fill('13800008801')
  await page.getByLabel('登录名').focus()
  await page.getByText('密码不能包含').waitFor()
  await page.getByLabel('密码').fill('xin-ya-guo-yuan')
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('xin-ya-guo-yuan')
  await page.getByRole('button', { name: '建立账号,继续' }).click()

  await page.waitForURL('**/organisation/filing')
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('新芽')
  await page.locator('input[type=file]').setInputFiles([
    { name: '营业执照.png', mimeType: 'image/png', buffer: picture },
    { name: '其实不是图片.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>') },
  ])
  await page
    .getByRole('button', { name: /营业执照\.png/ })
    .first()
    .waitFor()
  await page.getByText('只接受 JPG').waitFor()
  await expectSound(page, faults)
  await page.getByRole('button', { name: '提交审核' }).click()
  await page.getByText('澄迈县农业农村局(示例) 正在审核').waitFor()
  // what was handed in stands
  expect(await page.locator('input[type=file]').count()).toBe(0)
  await close()
}, 120_000)

test('the officer compares the licence, approves by keyboard, and the next case opens by itself', async () => {
  const { page, faults, close } = await open('chengmai-officer', '/reviews')
  await page.getByRole('link', { name }).click()
  await at(page, name)
  expect(await page.locator('.registry-checks').innerText()).not.toContain('请核对')
  await page.getByRole('button', { name: /营业执照\.png/ }).click()
  const shown = page.getByRole('dialog').getByRole('img', { name: '营业执照.png' })
  await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth), patience).toBe(1)
  await expectSound(page, faults)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })

  // a single key decides nothing
  await page.keyboard.press('Control+Enter')
  await page.getByText('请先选择审核意见').waitFor()
  await page.keyboard.press('1')
  await page.keyboard.press('Control+Enter')
  await page.getByText(`“${name}”:通过。`).waitFor()
  await settled(page)
  const other = await heading(page).innerText()
  expect(other).not.toBe(name)

  // the next one goes back: not without a reason
  await page.keyboard.press('2')
  await page.keyboard.press('Control+Enter')
  await page.getByText('请选择或填写理由').waitFor()
  await page.getByRole('checkbox', { name: '证照不清晰' }).check()
  await page.getByLabel('理由说明').fill('请拍清印章')
  // digits in a text are text
  await page.getByLabel('理由说明').press('1')
  await page.getByRole('button', { name: '确定,下一件' }).click()
  await page.getByText(`“${other}”:退回补正。`).waitFor()
  await page.getByRole('link', { name: '查看', exact: true }).click()
  await at(page, other)
  expect(await page.getByRole('main').innerText()).toMatch(/退回补正[\s\S]*证照不清晰[\s\S]*请拍清印章1/)
  await expectSound(page, faults)
  await close()
}, 120_000)

test('the farm sees that it is approved and asks for a change; the old name stands until it is decided', async () => {
  await forgetTries(world.deps)
  const v = { login: 'new-sprout', password: 'xin-ya-guo-yuan', width: phone }
  const { page, faults, close } = await visit(browser, world.origin, '/organisation/filing', v)
  await page.getByText('已通过,可以开始记录').waitFor()
  await expectSound(page, faults)
  await page.getByRole('link', { name: '申请变更' }).click()
  await page.getByLabel('名称').fill(`${name}二部`)
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('现行:').waitFor()
  await expectSound(page, faults)
  await page.getByRole('button', { name: '提交审核' }).click()
  await page.getByText('通过前仍按现行信息办理').first().waitFor()
  expect(await page.locator('.registry-changed').innerText()).toMatch(new RegExp(`二部[\\s\\S]*${name}`))
  await page.getByRole('button', { name: '撤回申请' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '撤回申请' }).click()
  await page.getByText('申请已撤回').waitFor()
  await close()
}, 120_000)

test('operators: filters in the address, the file on screen and paper, a suspension that says what it stops', async () => {
  const { page, faults, close } = await open('chengmai-officer', '/operators?q=瓜菜&form=cooperative')
  expect(await page.locator('tbody tr').count()).toBe(1)
  await page.getByRole('checkbox', { name: '选择这一条' }).last().check()
  const download = page.waitForEvent('download')
  await page.getByRole('toolbar').getByRole('button', { name: '导出所选' }).click()
  expect((await download).suggestedFilename()).toMatch(/\.xlsx$/)
  await page.getByRole('link', { name: '示例澄迈瓜菜专业合作社' }).click()
  await at(page, '示例澄迈瓜菜专业合作社')
  const qr = page.getByRole('img', { name: '主体码' })
  expect(await qr.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0)).toBe(true)
  await expectSound(page, faults)
  await page.getByRole('button', { name: '暂停' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/在库批次 \d+ 个,发出未确认 \d+ 笔,待收 \d+ 笔/).waitFor()
  await dialog.getByRole('button', { name: '暂停' }).click()
  await dialog.getByText('请写明理由').waitFor()
  await dialog.getByRole('textbox').fill('示例:现场检查未提供记录')
  await dialog.getByRole('button', { name: '暂停' }).click()
  await page.getByText('理由:示例:现场检查未提供记录').waitFor()
  await page.getByRole('button', { name: '恢复' }).click()
  await dialog.getByRole('textbox').fill('示例:已整改')
  await dialog.getByRole('button', { name: '恢复' }).click()
  await expect.poll(() => page.locator('.ui-title').innerText(), patience).toContain('正常')
  await page.getByRole('link', { name: '打印档案' }).click()
  await page.getByRole('heading', { name: '生产经营主体档案', exact: true }).waitFor()
  await settled(page)
  await expectSound(page, faults)
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
  await close()
}, 120_000)

test('an identity number is shown against a reason, and that stands in the journal', async () => {
  const { page, close } = await open('chengmai-officer', '/operators?q=菜农甲', { width: phone })
  await page.getByRole('link', { name: '示例金江菜农甲' }).click()
  await at(page, '示例金江菜农甲')
  expect(await page.getByRole('main').innerText()).toMatch(/46\*+/)
  await page.getByRole('button', { name: '查看完整号码' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '与证件核对' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '查看完整号码' }).click()
  await page.getByText(/4690 2319 7001 0199/).waitFor()
  const seen = world.deps.db.selectFrom('platform.journal').select('data').where('kind', '=', 'person.unmasked')
  expect((await seen.execute()).map((r) => r.data)).toContainEqual(
    expect.objectContaining({ field: 'identityNumber', reason: '与证件核对' }),
  )
  await close()
}, 120_000)

test('a form with faults says which, and nothing sticks out of a phone', async () => {
  const { page, faults, close } = await open('chengmai-officer', '/operators/new', { width: phone })
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByText('处需要修改').waitFor()
  await expectSound(page, faults)
  await close()
}, 120_000)
