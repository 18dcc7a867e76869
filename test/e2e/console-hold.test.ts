import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { impactOfHold, listHolds } from '../../src/modules/trace/hold/schema.ts'
import { listHoldings } from '../../src/modules/trace/schema.ts'
import { openBrowser } from './browser.ts'
import { demoPassword, demoWorld, desktop, expectSound, forgetTries, phone, visit } from './console.ts'
import { signedIn } from './running.ts'

let world: Awaited<ReturnType<typeof demoWorld>>
let browser: Browser
beforeAll(async () => {
  world = await demoWorld()
  browser = await openBrowser()
}, 400_000)
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

const verdict = async (code: string) => {
  const page = await (await fetch(`${world.origin}/s/${code}`)).text()
  return /<h1[^>]*>([^<]*)</.exec(page)?.[1]?.trim()
}
/** Longer than a loaded machine takes. */
const patient = { timeout: 30_000 }
const inFours = (code: string) => code.replace(/(.{4})(?=.)/g, '$1 ')
/** Sound as it stands; how things move when one acts on them is not a jump (console-pages.test.ts measures those). */
const sound = async (page: Page, faults: readonly string[]) => {
  await page.evaluate(() => Object.assign(window, { shift: 0 }))
  await expectSound(page, faults)
}
/** The value beside a label in a strip of facts. */
const fact = (page: Page, label: string) =>
  page.locator('.ui-facts > div', { has: page.getByText(label, { exact: true }) }).locator('dd')

test('an officer with a phone stops a batch; the holder and the public read it; lifted, all is as before', async () => {
  const [officer, grower] = await Promise.all(
    ['yazhou-officer', 'mango1'].map((login) => signedIn(world.origin, login, demoPassword)),
  )
  const stock = await grower!.call(listHoldings, { inStock: 'yes', held: 'no' })
  const batch = stock.items.find((h) => h.code)!
  const roots = [{ partyId: batch.partyId, holdingId: batch.holdingId }]
  const impact = await officer!.call(impactOfHold, { roots })
  expect(await verdict(batch.code!)).toBe('登记在案')

  const { page, faults, close } = await visit(browser, world.origin, '/holds', {
    login: 'yazhou-officer',
    width: phone,
  })
  await page.getByRole('link', { name: '下达停售' }).click()
  await page.getByRole('textbox', { name: '追溯码' }).fill(batch.code!)
  await page.keyboard.press('Enter')
  // one product may be at several holders under one code: his is meant
  const row = page.locator('.ui-cards > li', { hasText: batch.partyName! }).filter({ hasText: inFours(batch.code!) })
  await row.getByRole('button', { name: '选择' }).click()
  await sound(page, faults)
  await page.getByRole('button', { name: '下一步' }).click()

  // what it would stop, in numbers, before anything is stopped
  await expect.poll(() => fact(page, '有库存的批次').textContent(), patient).toBe(String(impact.inStock))
  expect(await fact(page, '有库存的主体').textContent()).toBe(String(impact.operatorsInStock))
  expect(await fact(page, '显示停售的追溯码').textContent()).toBe(String(impact.codes))
  await page.getByRole('button', { name: '核对后下达' }).click()
  expect(await page.getByRole('alert').textContent()).toContain('请写明理由')
  await page.getByRole('button', { name: '标签与实物不符，待核实' }).click()
  await page.getByLabel('文书编号').fill('示例停售〔2026〕9号')
  await page.getByLabel('联系方式').fill('示例监管员 0898-00000001')
  await sound(page, faults)
  await page.getByRole('button', { name: '核对后下达' }).click()
  const dialog = page.getByRole('dialog')
  expect(await dialog.textContent()).toContain(`将停售 ${impact.operatorsInStock} 家主体的 ${impact.inStock} 份库存`)
  // a hand that trembles places one hold
  await dialog.getByRole('button', { name: '下达停售' }).dblclick()
  await page.getByText('生效', { exact: true }).waitFor()
  await sound(page, faults)
  const placed = (await officer!.call(listHolds, {})).items.filter((h) => h.documentNo === '示例停售〔2026〕9号')
  expect(placed).toHaveLength(1)
  expect(await fact(page, '停售中').textContent()).toBe(`${placed[0]!.markedHoldings} 批`)

  const holder = await visit(browser, world.origin, '/held', { login: 'mango1', width: phone })
  const told = holder.page.locator('.ui-cards > li', { hasText: '标签与实物不符，待核实' }).first()
  expect(await told.textContent()).toContain('示例监管员 0898-00000001')
  expect(await told.getByRole('link', { name: /0898/ }).getAttribute('href')).toBe('tel:089800000001')
  await sound(holder.page, holder.faults)
  await expect.poll(() => verdict(batch.code!), patient).toBe('停售')

  await page.getByRole('button', { name: '解除停售' }).click()
  expect(await dialog.textContent()).toContain(`${placed[0]!.markedHoldings} 批产品恢复可售`)
  await dialog.getByRole('button', { name: '解除停售' }).click()
  expect(await dialog.textContent()).toContain('请写明理由')
  await dialog.getByRole('button', { name: '核实无误' }).click()
  await dialog.getByRole('button', { name: '解除停售' }).click()
  await page.getByText('已解除', { exact: true }).first().waitFor()
  await expect.poll(() => verdict(batch.code!), patient).toBe('登记在案')
  await holder.page.reload()
  await expect.poll(() => holder.page.locator('.ui-cards > li', { hasText: '标签与实物不符' }).count(), patient).toBe(0)
  await holder.close()
  await close()
}, 120_000)

test('one batch is released from a hold that stays, with a reason; the notice on paper no longer lists it', async () => {
  await forgetTries(world.deps)
  const officer = await signedIn(world.origin, 'yazhou-officer', demoPassword)
  const hold = (await officer.call(listHolds, { state: ['standing'] })).items[0]!
  const at = `/holds/${hold.issuerId}/${hold.holdId}`
  const { page, faults, close } = await visit(browser, world.origin, at, {
    login: 'yazhou-officer',
    width: desktop,
    language: 'en',
  })
  const before = Number(/\d+/.exec((await fact(page, 'On hold now').textContent())!)![0])
  const row = page.getByRole('row', { name: /200 kg/ }).last()
  const [, , holder, code] = await row.getByRole('cell').allTextContents()
  const onPaper = page.locator('.ui-sheet tr', { hasText: code! }).filter({ hasText: holder! })
  await page.getByRole('link', { name: 'Print notice' }).click()
  await onPaper.waitFor()
  await page.goBack()
  await row.getByRole('button', { name: 'Release' }).click()
  const dialog = page.getByRole('dialog')
  expect(await dialog.textContent()).toContain(`the other ${before - 1} stay on hold`)
  await dialog.getByRole('textbox').fill('tested again')
  await dialog.getByRole('button', { name: 'Release' }).click()
  await page.getByRole('row', { name: /tested again/ }).waitFor()
  await expect.poll(() => fact(page, 'On hold now').textContent(), patient).toBe(`${before - 1} batches`)
  await sound(page, faults)
  await page.getByRole('link', { name: 'Print notice' }).click()
  await page.getByRole('heading', { name: 'Goods on hold' }).waitFor()
  await expect.poll(() => onPaper.count(), patient).toBe(0)
  await sound(page, faults)
  await close()
}, 60_000)
