import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listHoldings } from '../../src/modules/trace/schema.ts'
import type { Language } from '../../src/platform/i18n.ts'
import { creditCode } from '../registry.ts'
import { openBrowser } from './browser.ts'
import { demoPassword, demoWorld, desktop, forgetTries, phone, settled, visit, wrongWith } from './console.ts'
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

type Way = { language: Language; width: number; keyboard: boolean }
const ways: [string, Way][] = [
  ['in Chinese, at the desk, by keyboard only', { language: 'zh', width: desktop, keyboard: true }],
  ['in English, on the phone', { language: 'en', width: phone, keyboard: false }],
]

/** Opens the console as this person and lays a hand on it. */
async function open(way: Way, path: string, login?: string, password = demoPassword, allow?: RegExp) {
  await forgetTries(world.deps)
  const who = login ? { login, password } : {}
  const { page, faults, close } = await visit(browser, world.origin, path, {
    ...way,
    ...who,
    ...(allow ? { allow } : {}),
  })
  const h = hand(page, way.language, way.keyboard)
  return {
    ...h,
    faults,
    close,
    /** To another address of the same person, as a bookmark does. */
    go: async (to: string) => {
      await page.goto(`${world.origin}/console${to}`)
      await settled(page)
    },
    // jumps are measured page by page (console-pages.test.ts): here what was pressed moves things
    sound: async () => expect((await wrongWith(page, faults)).filter((w) => !w.startsWith('jumps'))).toEqual([]),
  }
}

/** The public page of a code as anybody sees it. */
const verdict = async (code: string, language: Language): Promise<string> => {
  const res = await fetch(`${world.origin}/s/${code}`, { headers: { 'accept-language': language } })
  return /<h1>([^<]*)<\/h1>/.exec(await res.text())?.[1] ?? ''
}

describe.each(ways)('the main job %s', (_, way) => {
  const n = way.keyboard ? 1 : 2
  const farm = { login: `main-farm-${n}`, password: 'xin-ya-guo-yuan', name: `示例新苗果园${n}号` }
  const t = hand(undefined as never, way.language, false).t
  let code: string

  test('a farm registers', { timeout: 120_000 }, async () => {
    const h = await open(way, '/register')
    const next = () => h.press('button', t('ui.next'))
    await h.press('radio', new RegExp(`^${t('operator.form.enterprise')}`))
    await h.press('radio', t('operator.role.producer'))
    await h.press('checkbox', t('sector.crop'))
    await next()
    await h.type(t('registry.facts.name'), farm.name)
    await h.type(t('registry.facts.creditCode'), creditCode(990_000 + n, '469023'))
    await h.type(t('registry.facts.legalRepresentative'), '示例甲')
    await h.type(t('registry.facts.contactName'), '示例甲')
    await h.type(t('registry.facts.mobile'), '13800008801')
    await next()
    await h.pick(t('registry.facts.divisionId'), 'jinjiang', '澄迈县 金江镇')
    await h.type(t('registry.facts.address'), '示例路 1 号')
    await next()
    await h.type(t('sign_in.login'), farm.login)
    await h.type(t('sign_in.password'), farm.password)
    await h.press('button', t('registry.register.open'))
    await h.page.waitForURL('**/organisation/filing')
    await settled(h.page)
    await h.press('button', t('registry.filing.submit'))
    await h.seen(t('registry.next.submitted', { agency: '澄迈县农业农村局(示例)' }))
    await h.sound()
    await h.close()
  })

  test('the county approves', { timeout: 120_000 }, async () => {
    const h = await open(way, '/reviews', 'chengmai-officer')
    await h.press('link', farm.name)
    await h.at(farm.name)
    await h.press('radio', new RegExp(`^${t('filing.action.approve')}`))
    await h.press('button', t('registry.review.decide'))
    await h.seen(t('registry.review.decided', { name: farm.name, verb: t('filing.action.approve') }))
    await h.close()
  })

  test('the farm adds product, site and plot, and records its work', { timeout: 120_000 }, async () => {
    const h = await open(way, '/production/products/new', farm.login, farm.password)
    await h.pick(
      t('product.class'),
      way.language === 'zh' ? '芒果' : 'mango',
      way.language === 'zh' ? /^芒果/ : /^mango/,
    )
    await h.type(t('product.name'), '示例芒果')
    await h.press('button', t('ui.save'))
    await h.at(t('products.title'))
    await h.go('/production/sites/new')
    await h.type(t('sites.name'), '示例基地')
    await h.press('button', t('ui.save'))
    await h.at(t('sites.add_plot'))
    await h.type(t('sites.name'), '示例东坡')
    await h.type(t('sites.area'), '12')
    await h.press('button', t('ui.save'))
    await h.at(t('sites.title'))
    await h.go('/')
    // whole: the loggers of the menu (记录仪) begin with the same word
    await h.press('link', new RegExp(`^${t('home.record')}$`))
    await settled(h.page)
    await h.press('link', way.language === 'zh' ? /^农事活动/ : /^Field work/)
    await h.at(way.language === 'zh' ? /农事活动/ : /Field work/)
    await h.press('checkbox', /^示例东坡/)
    await h.press('radio', way.language === 'zh' ? /^灌溉/ : /^Irrigation/)
    await h.press('button', t('production.save'))
    await h.seen(t('production.saved'))
    await h.sound()
    await h.close()
  })

  test('harvests, certifies and labels in one flow, and sells', { timeout: 120_000 }, async () => {
    const h = await open(way, '/harvest', farm.login, farm.password)
    await h.press('checkbox', /^示例东坡/)
    await h.type(t('harvest.quantity'), '500')
    await h.press('button', t('harvest.save'))
    await h.at(t('harvest.title.certificate'))
    await h.press('button', t('label.issue'))
    await h.at(t('harvest.title.label'))
    await h.press('button', t('label.print_count', { count: 24 }))
    await h.press('link', t('ui.next'))
    await h.at(t('harvest.title.sell'))
    await h.sound()
    await h.press('link', t('batch.sell'))
    await h.at(t('trade.sell'))
    await h.type(t('trade.quantity'), '300')
    await h.type(t('trade.find_buyer'), '澄迈惠民')
    await h.press('button', /示例澄迈惠民超市/)
    await h.press('button', t('trade.send'))
    await h.seen(t('trade.sent_to', { buyer: '示例澄迈惠民超市' }))
    await h.sound()
    await h.close()
    const { call } = await signedIn(world.origin, farm.login, farm.password)
    code = (await call(listHoldings, { inStock: 'yes' })).items[0]!.code!
  })

  test('the buyer confirms, and anybody who scans sees it on record', { timeout: 120_000 }, async () => {
    const h = await open(way, '/trade?direction=in&waiting=yes', 'market3')
    await h.press('link', /示例芒果/)
    await settled(h.page)
    await h.press('button', t('trade.receive_all', { quantity: way.language === 'zh' ? '300 千克' : '300 kg' }))
    await h.seen(t('trade.received_now', { quantity: way.language === 'zh' ? '300 千克' : '300 kg' }))
    await h.sound()
    await h.close()
    expect(await verdict(code, way.language)).toBe(t('verdict.recorded'))
  })

  test('the officer traces it both ways and stops it; holder and public page say so; lifted, it is back', {
    timeout: 120_000,
  }, async () => {
    const h = await open(way, '/trace', 'chengmai-officer')
    await h.type(t('trace_find.code'), code)
    await h.page.keyboard.press('Enter')
    await h.at('示例芒果')
    await h.seen('示例澄迈惠民超市')
    await h.seen(farm.name)
    await h.sound()
    await h.go('/holds/new')
    await h.type(t('hold.code'), code)
    await h.page.keyboard.press('Enter')
    await h.press('button', t('hold.choose'))
    await h.press('button', t('ui.next'))
    await h.seen(t('hold.would_stop'))
    await h.press('button', t('hold.canned.trace_unclear'))
    await h.press('button', t('hold.place_now'))
    await h.press('button', new RegExp(`^${t('hold.place')}$`))
    await h.page.waitForURL(/holds\/[0-9a-f-]{36}/)
    await expect.poll(() => verdict(code, way.language), { timeout: 30_000 }).toBe(t('verdict.held'))

    const holder = await open(way, '/', 'market3')
    await holder.seen(t('hold.canned.trace_unclear'))
    await holder.close()

    await settled(h.page)
    await h.press('button', t('hold.lift'))
    await h.press('button', t('hold.canned.checked'))
    const lift = h.page.getByRole('dialog').getByRole('button', { name: t('hold.lift') })
    await (way.keyboard ? lift.press('Enter') : lift.click())
    await expect.poll(() => verdict(code, way.language), { timeout: 30_000 }).toBe(t('verdict.recorded'))
    await h.close()
  })
})
