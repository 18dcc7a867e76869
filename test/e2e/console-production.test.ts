import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays } from '../../src/industries/index.ts'
import { listInputPurchases } from '../../src/modules/production/input/schema.ts'
import { getCompleteness, listRecords, recordProduction } from '../../src/modules/production/record/schema.ts'
import { listRefusals } from '../../src/modules/production/refusal/schema.ts'
import { listPlots } from '../../src/modules/registry/site/schema.ts'
import { openBrowser } from './browser.ts'
import { demoPassword, demoWorld, expectSound, forgetTries, phone, settled, visit } from './console.ts'
import { signedIn } from './running.ts'

/** A mango cooperative of the demo: two plots, one pesticide bought. */
const grower = 'mango1'
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

const person = async () => {
  await forgetTries(world.deps)
  return signedIn(world.origin, grower, demoPassword)
}
const open = async (path: string, more: Parameters<typeof visit>[3] = {}) => {
  await forgetTries(world.deps)
  return visit(browser, world.origin, path, { login: grower, width: phone, ...more })
}
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
const english = (day: string) =>
  new Intl.DateTimeFormat('en-GB', { year: 'numeric', month: 'short', day: '2-digit' }).format(new Date(`${day}T00:00`))
const press = (page: Page, role: 'checkbox' | 'radio', name: RegExp) => page.getByRole(role, { name }).press('Space')

test('pesticide use on the phone by keyboard: from a purchase, with the day from which harvest is allowed; a lost line loses nothing', async () => {
  const uses = async () => (await (await person()).call(listRecords, { event: 'pesticide_use' })).items
  const left = async () =>
    Number((await (await person()).call(listInputPurchases, { kind: 'pesticide' })).items[0]!.left)
  const [before, had] = [(await uses()).length, await left()]
  const { page, context, faults, close } = await open('/production/record', { language: 'en', allow: /Failed to load/ })
  await expectSound(page, faults)
  await page.getByRole('link', { name: 'Pesticide use' }).press('Enter')
  await settled(page)
  await expectSound(page, faults)
  await press(page, 'checkbox', /北坡/)
  await press(page, 'radio', /示例牌杀虫剂/)
  // what the label of the purchase says is not typed again
  expect(await page.getByLabel('Maker').inputValue()).toBe('示例农化有限公司')
  await press(page, 'radio', /^Spray$/)
  await page.getByLabel('Amount used', { exact: true }).fill('1.2')
  const days = page.getByLabel('Safety interval (days)')
  await days.fill('eleven')
  await days.press('Tab')
  await page.getByText('Safety interval (days): This must be a number').waitFor()
  expect(await days.getAttribute('aria-invalid')).toBe('true')
  await days.clear()
  await days.pressSequentially('11')
  const allowed = `Harvest allowed from ${english(addDays(today(), 11))}`
  await page.getByText(allowed).waitFor()
  await expectSound(page, faults)

  await context.setOffline(true)
  await page.getByText('No connection.').first().waitFor()
  await page.getByLabel('What it treats').fill('thrips')
  await page.getByRole('button', { name: 'Save the record' }).click()
  await page.getByText('The platform cannot be reached').waitFor()
  expect(await page.getByLabel('What it treats').inputValue()).toBe('thrips')
  await page.close()
  await context.setOffline(false)
  const again = await context.newPage()
  await again.goto(`${world.origin}/console/production/record/crop/pesticide_use`)
  await settled(again)
  await again.getByText('What you had begun is back').waitFor()
  expect(await again.getByLabel('What it treats').inputValue()).toBe('thrips')
  expect(await again.getByLabel('Amount used', { exact: true }).inputValue()).toBe('1.2')
  expect(await again.getByRole('radio', { name: /示例牌杀虫剂/ }).isChecked()).toBe(true)
  await again.getByText(allowed).waitFor()
  await again.getByLabel('What it treats').press('Enter')
  await again.getByRole('heading', { name: 'Recorded' }).waitFor()
  await again.getByText(allowed).waitFor()
  expect(await uses()).toHaveLength(before + 1)
  expect(await left()).toBeCloseTo(had - 1.2, 3)

  await again.goto(`${world.origin}/console/harvest`)
  await settled(again)
  await again.getByRole('checkbox', { name: /北坡/ }).check()
  await again.getByText(`Harvest is allowed from ${english(addDays(today(), 11))}`).waitFor()
  await again.getByLabel('Quantity', { exact: true }).fill('100')
  await again.getByRole('button', { name: 'Save and go on' }).click()
  // the form says it at the field and in its summary; nothing was sent, so nothing was reported
  await again.getByRole('button', { name: `harvest from ${english(addDays(today(), 11))}` }).waitFor()
  const harvests = await (await person()).call(listRecords, { event: 'harvest', from: today() })
  expect(harvests.items).toEqual([])
  await close()
}, 90_000)

test('several plots at once are one record each; one is voided with a reason; another like it begins filled in', async () => {
  const { page, faults, close } = await open('/production/record/crop/field_work')
  await press(page, 'checkbox', /北坡/)
  await press(page, 'checkbox', /南坡/)
  await page.getByText('将在 2 块地上各记一条').waitFor()
  await page.getByRole('button', { name: '保存记录' }).click()
  await page.getByRole('alert').getByText('请选择农事').waitFor()
  await press(page, 'radio', /灌溉/)
  await page.getByRole('button', { name: '保存记录' }).click()
  await page.getByRole('heading', { name: '已记录' }).waitFor()
  await expectSound(page, faults)
  const who = await person()
  const made = await who.call(listRecords, { event: 'field_work', from: today() })
  expect(made.items.map((r) => r.targets[0]!.name).sort()).toEqual(['示例一号基地 示例北坡', '示例一号基地 示例南坡'])

  await page.getByRole('link', { name: '再记一笔同样的' }).click()
  await settled(page)
  expect(await page.getByRole('radio', { name: /灌溉/ }).isChecked()).toBe(true)

  await page.goto(`${world.origin}/console/production/records/${made.items[0]!.recordId}`)
  await settled(page)
  await page.getByRole('button', { name: /作\s?废/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '填错了' }).click()
  await dialog.getByRole('button', { name: /^作\s?废$/ }).click()
  await page.getByText(/作废,理由:填错了/).waitFor()
  await dialog.waitFor({ state: 'hidden' })
  await expectSound(page, faults)
  const after = await who.call(listRecords, { event: 'field_work', from: today(), voided: 'without' })
  expect(after.items).toHaveLength(1)
  await close()
})

test('a banned pesticide is called so while it is typed; sent all the same, it is refused and reported', async () => {
  const { page, faults, close } = await open('/production/inputs/new', { language: 'en', allow: /409/ })
  await page.getByLabel('Name').pressSequentially('DDT 50 EC')
  await page.getByText('contains the banned substance').waitFor()
  await page.getByLabel('Quantity', { exact: true }).fill('5')
  await page.getByLabel('Source').fill('示例农资店')
  await expectSound(page, faults)
  await page.getByRole('button', { name: 'Save the purchase' }).click()
  await page.getByText('This attempt was reported').waitFor()
  expect(await page.getByLabel('Name').inputValue()).toBe('DDT 50 EC')
  const who = await person()
  const { items } = await who.call(listRefusals, { reason: 'input.banned' })
  expect(items.some((r) => r.inputName === 'DDT 50 EC')).toBe(true)
  await close()
})

test('a record with gaps is found under completeness and corrected: the new one stands, the old one is void', async () => {
  const who = await person()
  const [plot] = (await who.call(listPlots, {})).items
  const { recordId } = await who.call(recordProduction, {
    profile: 'crop',
    event: 'pest_occurrence',
    fields: { plot: plot!.plotId, kind: 'pest', name: '蓟马', found_on: today() },
  })
  const { page, faults, close } = await open('/production/completeness')
  await expectSound(page, faults)
  await page.getByRole('listitem').filter({ hasText: '补正' }).getByRole('link', { name: '补正' }).click()
  await settled(page)
  await page.getByText('原来那条记录作废').waitFor()
  await expectSound(page, faults)
  await page.getByLabel(/防治措施/).fill('挂蓝板')
  await page.getByRole('button', { name: '保存记录' }).click()
  await page.getByRole('heading', { name: '已记录' }).waitFor()
  const found = await who.call(getCompleteness, { from: addDays(today(), -30), to: today() })
  expect(found.incomplete).toEqual([])
  const all = await who.call(listRecords, { event: 'pest_occurrence', from: today() })
  expect(all.items.map((r) => [r.recordId === recordId, r.voided !== null, r.fields['measures']])).toEqual([
    [false, false, '挂蓝板'],
    [true, true, undefined],
  ])
  await close()
})
