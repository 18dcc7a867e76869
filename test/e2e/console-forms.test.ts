import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { listRecords } from '../../src/modules/production/record/schema.ts'
import { listHoldings } from '../../src/modules/trace/schema.ts'
import { listTransfers } from '../../src/modules/trade/schema.ts'
import { openBrowser } from './browser.ts'
import { demoPassword, demoWorld, expectSound, forgetTries, phone, settled, visit } from './console.ts'
import { signedIn } from './running.ts'

let world: Awaited<ReturnType<typeof demoWorld>>
let browser: Browser
vi.setConfig({ testTimeout: 120_000 })
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
  return visit(browser, world.origin, path, { login, password: demoPassword, width: phone, ...more })
}

test('a slaughterhouse sells on the phone with the form the regulation asks for; what is missing is named, nothing is lost', async () => {
  const seller = await person('slaughter1')
  const stock = (await seller.call(listHoldings, { inStock: 'yes' })).items.find(
    (h) => h.profile === 'livestock' && Number(h.available) >= 1 && !h.held,
  )!
  const { page, faults, close } = await open('slaughter1', `/trade/sell?holdingId=${stock.holdingId}`)
  await page.getByLabel('数量').fill('1')
  await page.getByRole('button', { name: '示例海口分割肉品有限公司' }).click()
  await page.getByRole('radio', { name: /出厂记录/ }).press('Space')
  await page.getByText('《生猪屠宰管理条例》第17条').first().waitFor()
  await page.getByRole('button', { name: '发货' }).click()
  await page.getByText('请填写检疫证明号。').first().waitFor()
  await expectSound(page, faults)
  await page.getByLabel('规格').fill('半片')
  await page.getByLabel('检疫证明号').fill('示例检疫 1')
  await page.getByLabel('肉品品质检验合格证号').fill('示例检验 1')
  await page.getByLabel('屠宰日期').fill('2026-01-02')
  await page.getByRole('button', { name: '发货' }).click()
  await page.getByRole('link', { name: /记录 · 出厂记录/ }).waitFor()
  await settled(page)
  await expectSound(page, faults)
  const [record] = (await seller.call(listRecords, { event: 'slaughter_out', limit: 1 })).items
  expect(record).toMatchObject({ missing: [], fields: { specification: '半片', slaughtered_on: '2026-01-02' } })
  expect((await seller.call(listTransfers, { direction: 'out', limit: 1 })).items[0]!.state).toBe('open')
  await close()
})

const picture = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(2000, '示例')])

test('a photo waits for the line on the phone and goes up by itself; the record shows it', async () => {
  const { page, context, faults, close } = await open('mango1', '/production/record/crop/field_work', {
    allow: /Failed to load|ERR_INTERNET/,
  })
  const more = page.getByText(/更多内容/)
  await more.click()
  await page.getByRole('button', { name: /照片/ }).waitFor()
  const choose = page.locator('input[type=file]').last()
  await choose.setInputFiles({ name: '示例.html', mimeType: 'text/html', buffer: Buffer.from('<p>示例') })
  await page.getByText('只接受 JPG、PNG、WebP 图片或 PDF 文件。').waitFor()
  await context.setOffline(true)
  await choose.setInputFiles({ name: '示例.jpg', mimeType: 'image/jpeg', buffer: picture })
  await page.getByText('照片留在本机').waitFor()
  await page.getByRole('checkbox', { name: /北坡/ }).press('Space')
  await page.getByRole('radio', { name: '除草' }).press('Space')
  await page.getByRole('button', { name: '保存记录' }).click()
  await page.getByText('照片还没有传完').first().waitFor()
  await context.setOffline(false)
  await page.getByText('已上传', { exact: true }).waitFor()
  await page.getByRole('button', { name: '保存记录' }).click()
  await page.getByRole('link', { name: '查看这条记录' }).click()
  await page.getByRole('link', { name: '打开照片' }).waitFor()
  await settled(page)
  await expectSound(page, faults)
  await close()
})

test('an officer sees a person in full for a reason, and the rule that spoke with its source', async () => {
  const { items } = await (await person('yazhou')).call(listRecords, { limit: 200 })
  const named = items.find((r) => r.personal.length > 0)!
  const { page, faults, close } = await open(
    'yazhou',
    `/production/records/${named.recordId}?partyId=${named.partyId}`,
    {
      language: 'en',
    },
  )
  await page.getByText('(masked)').first().waitFor()
  await page.getByRole('button', { name: 'Show in full' }).click()
  await page.getByRole('button', { name: 'Inspection' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Show in full' }).click()
  await page.getByText('Personal data is shown until you leave this page.').waitFor()
  expect(await page.getByText('(masked)').count()).toBe(0)
  await expectSound(page, faults)
  await close()
})
