import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listCertificates, listPrintRuns } from '../../src/modules/label/schema.ts'
import { recordProduction } from '../../src/modules/production/record/schema.ts'
import { listPlots } from '../../src/modules/registry/site/schema.ts'
import { getHolding, listHoldings } from '../../src/modules/trace/schema.ts'
import { readPdf } from '../pdf.ts'
import { openBrowser } from './browser.ts'
import { demoPassword, demoWorld, expectSound, forgetTries, phone, settled, visit } from './console.ts'
import { signedIn } from './running.ts'

/** A browser on a loaded machine takes its time. */
const patience = 120_000

/** A mango cooperative, and a packing house, of the demo. */
const [grower, packer] = ['mango1', 'fruitpack']
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

const person = async (login: string) => {
  await forgetTries(world.deps)
  return signedIn(world.origin, login, demoPassword)
}
const open = async (login: string, path: string, more: Parameters<typeof visit>[3] = {}) => {
  await forgetTries(world.deps)
  return visit(browser, world.origin, path, { login, password: demoPassword, ...more })
}
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name })
const idIn = (page: Page) => /\/(?:harvest|batches)\/([0-9a-f-]{36})/.exec(page.url())![1]!

test(
  'on the phone: harvested, certified, labelled and public in four screens',
  async () => {
    const { page, context, faults, close } = await open(grower, '/harvest', { width: phone })
    await expectSound(page, faults)
    // the first: what is missing is said, then a double click makes one batch
    await button(page, '保存,下一步').click()
    await page.getByText('处需要修改').waitFor()
    await page.getByLabel('数量').fill('５００.5')
    await page.getByLabel('示例北坡').check()
    await page.getByText('可以采收,没有未满的间隔期。').waitFor()
    const before = await (await person(grower)).call(listHoldings, {})
    await button(page, '保存,下一步').dblclick()
    await page.waitForURL(/\/certificate$/)
    const holdingId = idIn(page)
    const who = await person(grower)
    const after = await who.call(listHoldings, {})
    expect(after.items.length - before.items.length).toBe(1)
    expect(after.items[0]).toMatchObject({ holdingId, quantity: '500.5', unit: 'kg' })

    // the second: it says what it will say
    const preview = page.getByRole('region', { name: '合格证内容' })
    await preview.waitFor()
    await expectSound(page, faults)
    expect(await preview.innerText()).toMatch(/500\.5 千克[\s\S]*13800000001/)
    await button(page, '开具合格证').click()
    await page.waitForURL(/\/label$/)
    expect((await who.call(listCertificates, { holdingId })).items).toMatchObject([{ style: 1, quantity: '500.5' }])

    // the third: the label as it will look, and the file
    const { code } = (await who.call(getHolding, { holdingId })).holdings[0]!
    await page.getByRole('img', { name: new RegExp(code!) }).waitFor()
    await expectSound(page, faults)
    await page.getByLabel('打印枚数').fill('3')
    await button(page, '打印 3 枚').click()
    const address = await link(page, '打开并打印').getAttribute('href')
    const answer = await context.request.get(world.origin + address)
    const [sheet] = await readPdf(new Uint8Array(await answer.body()))
    expect(sheet!.qrs.map((q) => q.text)).toEqual(Array(3).fill(`http://sy.example/s/${code}`))
    expect((await who.call(listPrintRuns, { holdingId })).items).toMatchObject([{ copies: 3 }])
    const download = page.waitForEvent('download')
    await button(page, '下载').click()
    expect((await download).suggestedFilename()).toBe(`labels-${code}.pdf`)

    // the fourth: sell now, or see the batch
    await link(page, '下一步').click()
    await page.waitForURL(/\/sell$/)
    await expectSound(page, faults)
    expect(await link(page, '卖货').getAttribute('href')).toMatch(`/trade/sell?holdingId=${holdingId}`)
    await link(page, '先存着,看批次').click()
    await page.waitForURL(/\/batches\//)
    await settled(page)
    await expectSound(page, faults)

    await page.goto(`${world.origin}/s/${code}`)
    expect(await page.innerText('body')).toContain('登记在案')
    await close()
  },
  patience,
)

test(
  'a batch page says how its balance came about; a split takes no more than is there, and what is wrong can be declared',
  async () => {
    const who = await person(packer)
    const { items } = await who.call(listHoldings, { inStock: 'yes', held: 'no' })
    const batch = items.find((h) => h.quantity === '200')!
    const { page, faults, close } = await open(packer, `/batches/${batch.holdingId}`)
    await expectSound(page, faults)
    await button(page, /其他环节/).click()
    await page.getByRole('menuitem', { name: '分批(分装)' }).getByRole('link').click()
    await page.waitForURL(/step\/crop\/split/)
    await settled(page)
    await page.getByRole('textbox', { name: '数量' }).fill('200.5')
    await page.getByText('超出 0.5 千克。').waitFor()
    await button(page, '保存').click()
    await page
      .getByText(/数量不足:可用 200 千克/)
      .first()
      .waitFor()
    expect((await who.call(getHolding, { holdingId: batch.holdingId })).holdings[0]!.quantity).toBe('200')
    await page.getByRole('textbox', { name: '数量' }).fill('30')
    await button(page, '再加一份').click()
    await page.getByRole('textbox', { name: '数量' }).nth(1).fill('20')
    await page.getByText('原批次还剩 150 千克。').waitFor()
    await button(page, '保存').click()
    await page.getByText('已产生 2 个批次').waitFor()

    await page.goto(`${world.origin}/console/batches/${batch.holdingId}`)
    await settled(page)
    const sum = page.locator('.batch-sum')
    expect((await sum.innerText()).replace(/\s+/g, ' ')).toMatch(/进 200 千克 − 出 50 千克 = 结余 150 千克/)
    const happened = page.getByRole('listitem').filter({ hasText: '−50 千克' })
    await happened.getByRole('button', { name: '声明有误' }).click()
    await page.getByRole('dialog').getByLabel('理由').fill('示例:数量记错')
    await page.getByRole('dialog').getByRole('button', { name: '声明有误' }).click()
    await page.getByText('已更正').waitFor()
    await expect.poll(() => sum.innerText()).toMatch(/200 千克[\s\S]*0 千克[\s\S]*200 千克/)
    await expectSound(page, faults)
    await close()
  },
  patience,
)

test(
  'inside a safety interval the harvest form says from when, and sends nothing',
  async () => {
    const who = await person('mango5')
    const plot = (await who.call(listPlots, {})).items[0]!
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    await who.call(recordProduction, {
      profile: 'crop',
      event: 'pesticide_use',
      fields: {
        plot: plot.plotId,
        input: { name: '示例杀虫剂', kind: 'pesticide', source: '示例农资店' },
        used_on: today,
        stopped_on: today,
        interval_days: '7',
        amount: { quantity: '1', unit: 'kg' },
        method: 'spray',
        target: '示例蓟马',
        maker: '示例农药厂',
      },
    })
    const { page, faults, close } = await open('mango5', '/harvest', { language: 'en', width: phone })
    const count = (await who.call(listHoldings, {})).items.length
    await page.getByLabel('Quantity').fill('10')
    await page.getByLabel(plot.name).check()
    await page.getByText(/^Harvest is allowed from/).waitFor()
    await button(page, 'Save and go on').click()
    await button(page, /The interval has not passed/).waitFor()
    expect((await who.call(listHoldings, {})).items.length).toBe(count)
    expect(page.url()).toMatch(/\/harvest$/)
    await expectSound(page, faults)
    await close()
  },
  patience,
)
