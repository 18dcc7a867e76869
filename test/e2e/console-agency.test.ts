import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerOperator } from '../../src/modules/registry/filing/schema.ts'
import { client } from '../../src/platform/client.ts'
import { aFacts, creditCode } from '../registry.ts'
import { openBrowser } from './browser.ts'
import { demoPassword, demoWorld, expectSound, forgetTries, phone, settled, visit, wrongWith } from './console.ts'

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
/** What becomes so on a machine that is busy with other tests too. */
const soon = <T>(ask: () => Promise<T> | T) => expect.poll(ask, { timeout: 30_000 })
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).first()
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

test('a filing waits on the desk of the county that decides it, and its row opens it', async () => {
  const facts = aFacts({ name: '三亚示例新果园', divisionId: '460205', creditCode: creditCode(7310, '460205') })
  const visitor = client({ origin: world.origin })
  await visitor(registerOperator, { facts, login: 'new-orchard', password: '芒果园里 17 棵树' })
  const { page, faults, close } = await open('yazhou-officer', '/')
  expect(await heading(page).innerText()).toBe('工作台')
  const chip = button(page, /^待审核/)
  expect(await chip.innerText()).toMatch(/待审核 [1-9]/)
  await chip.click()
  await settled(page)
  expect(new URL(page.url()).search).toBe('?kind=filing')
  const row = page.getByRole('row').filter({ hasText: '三亚示例新果园' })
  expect(await row.innerText()).toMatch(/待审核/)
  await expectSound(page, faults)
  await row.getByRole('link').click()
  await soon(() => new URL(page.url()).pathname).toMatch(/^\/console\/reviews\/[0-9a-f-]{36}\/[0-9a-f-]{36}$/)
  await close()
}, 120_000)

test('a reported refusal is settled with a note, on a phone, and the journal keeps it', async () => {
  const { page, faults, close } = await open('hainan', '/?kind=refusal', { width: phone })
  const cards = page.getByRole('list', { name: '工作台' }).getByRole('listitem')
  await cards.first().waitFor()
  const before = await cards.count()
  await expectSound(page, faults)
  await cards.first().getByRole('button', { name: '办结' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '办结' }).click()
  expect(await dialog.innerText()).toContain('请写明理由')
  await dialog.getByRole('button', { name: '已到场核实' }).click()
  await dialog.getByRole('button', { name: '办结' }).click()
  await dialog.waitFor({ state: 'detached' })
  await soon(() => cards.count()).toBe(before - 1)
  await close()
  const journal = await open('hainan', '/journal?kind=finding.settled')
  await journal.page.getByRole('link', { name: '办结问题线索' }).click()
  const drawer = journal.page.getByRole('dialog')
  await drawer.waitFor()
  expect(await drawer.innerText()).toContain('已到场核实')
  await expectSound(journal.page, journal.faults)
  await journal.close()
}, 120_000)

test('a county sets up a township and opens an account; its person changes the password first; the journal says so', async () => {
  const { page, faults, close } = await open('chengmai', '/agencies')
  expect(await page.getByRole('list').first().innerText()).toContain('澄迈县金江镇农产品质量安全监管站')
  await expectSound(page, faults)
  await button(page, '建立机构').click()
  await settled(page)
  await page.getByRole('combobox', { name: '行政区划' }).click()
  await page.keyboard.type('老城镇')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.getByRole('textbox', { name: '机构名称' }).fill('澄迈县老城镇农产品质量安全监管站（示例）')
  // once the list of divisions has closed
  await soon(() => wrongWith(page, faults)).toEqual([])
  await button(page, '建立').click()
  await soon(() => heading(page).innerText()).toBe('澄迈县老城镇农产品质量安全监管站（示例）')
  await settled(page)
  await expectSound(page, faults)

  await button(page, '开通账号').click()
  await settled(page)
  await button(page, '开通').click()
  // what is missing is said, with links to it
  expect(await page.getByRole('alert').first().innerText()).toContain('请填写姓名')
  await page.getByLabel('姓名').fill('示例镇管理员')
  await page.getByLabel('登录名').fill('laocheng')
  await page.getByLabel('手机号').fill('13800000021')
  await page.getByRole('checkbox', { name: /用户管理员/ }).check()
  await button(page, '开通').click()
  await soon(() => heading(page).innerText()).toBe('laocheng的初始密码')
  await expectSound(page, faults)
  const temporary = (await page.getByRole('row').filter({ hasText: '初始密码' }).getByRole('code').innerText()).trim()
  expect(temporary).toMatch(/^\w{4}-\w{4}-\w{4}$/)
  await button(page, '已交付').click()
  await soon(() => page.getByRole('row').filter({ hasText: 'laocheng' }).innerText()).toContain('待改密码')
  // the phone is masked, and shown in full for a reason only
  const person = page.getByRole('row').filter({ hasText: 'laocheng' })
  expect(await person.innerText()).toContain('138****0021')
  await person.getByRole('button').click()
  await page.getByRole('menuitem', { name: '查看完整手机号' }).click()
  await page.getByRole('dialog').getByLabel('理由').fill('核对本人')
  await page.getByRole('dialog').getByRole('button', { name: '查看完整手机号' }).click()
  await soon(() => page.getByRole('dialog').last().innerText()).toContain('13800000021')
  await page.keyboard.press('Escape')
  await page.getByText('13800000021').waitFor({ state: 'detached' })
  // gone: nothing shows it again
  expect(await page.content()).not.toContain(temporary)

  await forgetTries(world.deps)
  const own = '澄江边 3 棵椰子树'
  const fresh = await visit(browser, world.origin, '/sign-in', { width: phone, allow: /40[13]/ })
  await fresh.page.getByLabel('登录名').fill('laocheng')
  await fresh.page.getByLabel('密码').fill(temporary)
  await button(fresh.page, '登录').click()
  await soon(() => new URL(fresh.page.url()).pathname).toBe('/console/password')
  await settled(fresh.page)
  await expectSound(fresh.page, fresh.faults)
  // nowhere else to go before
  await fresh.page.goto(`${world.origin}/console/agencies`)
  await soon(() => heading(fresh.page).innerText()).toBe('先改密码')
  await fresh.page.getByLabel('初始密码').fill(temporary)
  await fresh.page.getByLabel('新密码', { exact: true }).fill('laocheng123')
  await fresh.page.getByLabel('再输一次新密码').fill('laocheng123')
  await button(fresh.page, '修改密码').click()
  expect(await fresh.page.getByRole('alert').first().innerText()).toContain('不能包含自己的登录名')
  await fresh.page.getByLabel('新密码', { exact: true }).fill(own)
  await fresh.page.getByLabel('再输一次新密码').fill(own)
  await button(fresh.page, '修改密码').click()
  await soon(() => heading(fresh.page).innerText()).toBe('工作台')
  await fresh.close()

  await page.goto(`${world.origin}/console/journal?kind=account.created`)
  await settled(page)
  const entry = page.getByRole('row').filter({ hasText: 'laocheng' })
  expect(await entry.innerText()).toMatch(/开通账号[\s\S]*chengmai/)
  await entry.getByRole('link').click()
  const drawer = page.getByRole('dialog')
  await drawer.waitFor()
  expect(await drawer.innerText()).toContain('用户管理员')
  expect(await drawer.innerText()).not.toContain('13800000021')
  await drawer.getByRole('button', { name: '只看此对象' }).click()
  await settled(page)
  expect(new URL(page.url()).searchParams.get('about')).toMatch(/^[0-9a-f-]{36}$/)
  // and what the new person did stands in the journal of the township
  await soon(() => page.getByRole('row').count()).toBeGreaterThanOrEqual(3)
  await soon(() => page.getByRole('table').innerText()).toContain('修改密码')
  await expectSound(page, faults)
  await close()
}, 120_000)

test('accounts by keyboard: roles, disable and enable', async () => {
  const { page, faults, close } = await open('chengmai', '/accounts', { language: 'en' })
  const row = page.getByRole('row').filter({ hasText: 'chengmai-officer' })
  const act = async (entry: RegExp) => {
    await row.getByRole('button').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: entry }).waitFor()
    await page.getByRole('menuitem', { name: entry }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
  }
  await act(/Change roles/)
  const dialog = page.getByRole('dialog')
  expect(await dialog.getByRole('checkbox', { name: /Business manager/ }).isChecked()).toBe(true)
  await dialog.getByRole('checkbox', { name: /Auditor/ }).focus()
  await page.keyboard.press('Space')
  // once it has faded in
  await soon(() => wrongWith(page, faults)).toEqual([])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  await soon(() => row.innerText()).toContain('Auditor')
  await act(/Disable/)
  expect(await dialog.innerText()).toContain('signed out at once')
  await dialog.getByRole('button', { name: 'Disable' }).focus()
  await page.keyboard.press('Enter')
  await soon(() => row.innerText()).toContain('Disabled')
  await dialog.waitFor({ state: 'detached' })
  await act(/Enable/)
  await dialog.getByRole('button', { name: 'Enable' }).click()
  await soon(() => row.innerText()).toContain('Open')
  await expectSound(page, faults)
  await close()
}, 120_000)

test('a machine client’s secret is shown once and works; disabled, it does not', async () => {
  const { page, faults, close } = await open('mango1', '/clients/new', { width: phone })
  await page.getByLabel('名称').fill('示例合作社系统')
  await page.getByRole('checkbox', { name: '查看批次' }).check()
  await expectSound(page, faults)
  await button(page, '新建').click()
  await soon(() => heading(page).innerText()).toBe('接口应用已建立')
  const [id, secret] = await page.getByRole('code').allInnerTexts()
  await expectSound(page, faults)
  const ask = async () => {
    const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
    return (await fetch(`${world.origin}/api/holdings`, { headers: { authorization } })).status
  }
  expect(await ask()).toBe(200)
  await button(page, '已保存').click()
  await page.getByText('示例合作社系统').waitFor()
  expect(await page.content()).not.toContain(secret)
  await page.getByRole('listitem').filter({ hasText: '示例合作社系统' }).getByRole('button', { name: '停用' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '停用' }).click()
  await expect
    .poll(() => page.getByRole('listitem').filter({ hasText: '示例合作社系统' }).innerText())
    .toContain('已停用')
  expect(await ask()).toBe(401)
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expectSound(page, faults)
  await close()
}, 120_000)
