import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../app.ts'
import { openBrowser } from './browser.ts'
import { type PortalCodes, portalWorld } from './portal-world.ts'

let t: TestApp
let browser: Browser
let origin: string
let codes: PortalCodes
beforeAll(async () => {
  t = await testApp()
  codes = await portalWorld(t)
  origin = await t.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await t.close()
})

const locales = { zh: 'zh-CN', en: 'en-GB' } as const
const widths = { phone: { width: 360, height: 740 }, desktop: { width: 1440, height: 900 } } as const
const pages = [
  ['recorded', 'recorded', '登记在案', 'On record'],
  ['held', 'held', '停售', 'On hold'],
  ['voided', 'voided', '已作废', 'Voided'],
  ['certificate', 'certificate', '登记在案', 'On record'],
  ['voucher', 'voucher', '登记在案', 'On record'],
  ['subject', 'subject', '登记在案', 'On record'],
  ['suspended', 'suspended', '已暂停', 'Suspended'],
  ['unknown', 'unknown', '未查到', 'Not in our registry'],
  ['malformed', 'malformed', '请核对这个码', 'Please check the code'],
  ['lift', 'lift', '在用', 'In use'],
  ['lift-overdue', 'lateLift', '超期', 'Overdue'],
  ['lift-unknown', 'otherLift', '未查到', 'Not in our registry'],
] as const

type Options = {
  language: keyof typeof locales
  size?: keyof typeof widths
  script?: boolean
  dark?: boolean
}

async function open(path: string, { language, size = 'phone', script = false, dark = false }: Options) {
  const context = await browser.newContext({
    locale: locales[language],
    viewport: widths[size],
    javaScriptEnabled: script,
    colorScheme: dark ? 'dark' : 'light',
    // axe is put into the page by the test; the page itself forbids every script
    bypassCSP: script,
  })
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (r) => asked.push(r.url()))
  await page.goto(origin + path)
  return { page, asked, close: () => context.close() }
}

/** What is kept in the repository: the first view of each. `npm run pictures -- all` takes every page whole, to look at. */
const kept = [
  'home-zh-phone',
  'recorded-zh-phone',
  'recorded-en-phone',
  'recorded-en-desktop',
  'held-zh-phone',
  'held-en-phone',
  'voided-zh-phone',
  'certificate-zh-phone',
  'voucher-en-phone',
  'subject-zh-phone',
  'unknown-en-phone',
  'malformed-zh-phone',
  'lift-zh-phone',
  'lift-overdue-en-phone',
]
const picture = async (page: Page, name: string) => {
  const wanted = process.env['PICTURES']
  if (wanted !== 'all' && !(wanted && kept.includes(name))) return
  const folder = wanted === 'all' ? '/tmp/suyuan-pictures' : fileURLToPath(new URL('./pictures', import.meta.url))
  const clip = name.endsWith('desktop') ? { clip: { x: 208, y: 0, width: 1024, height: 620 } } : {}
  await page.screenshot({ path: `${folder}/${name}.png`, ...(wanted === 'all' ? { fullPage: true } : clip) })
}

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
async function seriousIn(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> }
    }
    const { violations } = await axe.run()
    return violations
      .filter((v) => v.impact === 'serious' || v.impact === 'critical')
      .map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(' | ')}`)
  })
}

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  describe.each(pages)('%s', (name, code, zh, en) => {
    test('shows its verdict first, without script, in one request, on a phone and on a desk', async () => {
      for (const size of ['phone', 'desktop'] as const) {
        const { page, asked, close } = await open(`/s/${codes[code]}`, { language, size })
        const heading = page.getByRole('heading', { level: 1 })
        expect(await heading.textContent()).toBe(language === 'zh' ? zh : en)
        // readable at arm's length, and seen without scrolling
        const box = await heading.boundingBox()
        expect(box!.y + box!.height).toBeLessThan(300)
        expect(box!.height).toBeGreaterThan(30)
        expect(asked.filter((u) => !u.startsWith('data:'))).toEqual([`${origin}/s/${codes[code]}`])
        await picture(page, `${name}-${language}-${size}`)
        await close()
      }
    })

    test('nothing scrolls sideways at 360 px, large type included, and axe finds nothing serious', async () => {
      for (const dark of [false, true]) {
        const { page, close } = await open(`/s/${codes[code]}`, { language, script: true, dark })
        const overflow = () =>
          page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        expect(await overflow()).toBe(0)
        expect(await seriousIn(page)).toEqual([])
        await page.evaluate(() => {
          document.documentElement.style.fontSize = '200%'
        })
        expect(await overflow()).toBe(0)
        await close()
      }
    })
  })

  test('home: a code typed with spaces leads to its page', async () => {
    const { page, close } = await open('/', { language })
    await picture(page, `home-${language}-phone`)
    await page.getByRole('textbox').fill(codes.recorded.replace(/(....)/g, '$1 '))
    await page.getByRole('button').click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
      language === 'zh' ? '登记在案' : 'On record',
    )
    expect(new URL(page.url()).pathname).toBe(`/s/${codes.recorded}`)
    await close()
  })
})

test('the other language is one tap away and stays with the code', async () => {
  const { page, close } = await open(`/s/${codes.held}`, { language: 'zh' })
  await page.getByRole('link', { name: 'English' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('On hold')
  expect(new URL(page.url()).pathname).toBe(`/s/${codes.held}`)
  await page.getByRole('link', { name: '中文' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('停售')
  await close()
})

test('a mistyped code can be put right in the box', async () => {
  const { page, close } = await open(`/s/${codes.malformed}`, { language: 'zh' })
  await page.getByRole('textbox').fill(codes.subject)
  await page.getByRole('button').click()
  expect(new URL(page.url()).pathname).toBe(`/s/${codes.subject}`)
  await close()
})
