import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consoleWords } from '../../src/apps/console/words.ts'
import type { Language } from '../../src/platform/i18n.ts'
import { openBrowser } from './browser.ts'
import { watchChinese } from './chinese.ts'
import { demoWorld, desktop, phone, visit, wrongWith } from './console.ts'
import { type Ids, idsIn, pages, people, type Who } from './pages.ts'
import { smallPng } from './small-png.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

test('every route of the console has a row in pages.ts, and every row a route', () => {
  const sources = ['src/apps/console/routes.tsx', ...globSync('src/apps/console/*/**/routes.tsx', { cwd: root })]
  const routes = sources.flatMap((file) => {
    const text = readFileSync(root + file, 'utf8')
    return [...text.matchAll(/\bpath:\s*'([^']+)'/g)].map((m) => m[1]!.replace(/^\//, ''))
  })
  expect(routes.length).toBeGreaterThan(40)
  const rows = new Set(pages.map((p) => p.route))
  expect(routes.filter((r) => !rows.has(r))).toEqual([])
  expect([...rows].filter((r) => !routes.includes(r))).toEqual([])
  expect(new Set(pages.map((p) => p.name)).size).toBe(pages.length)
})

/** `npm run pictures` looks at both widths in both languages, and keeps what it saw. */
const pictures = process.env['PICTURES']
const folder = pictures === 'all' ? '/tmp/suyuan-pictures/console' : `${root}test/e2e/pictures/console`
const views: { width: number; language: Language }[] = pictures
  ? [phone, desktop].flatMap((width) => (['zh', 'en'] as const).map((language) => ({ width, language })))
  : [
      { width: phone, language: 'zh' },
      { width: desktop, language: 'en' },
    ]

let world: Awaited<ReturnType<typeof demoWorld>>
let browser: Browser
let ids: Ids
beforeAll(async () => {
  if (pictures) mkdirSync(folder, { recursive: true })
  world = await demoWorld()
  ids = await idsIn(world.origin)
  browser = await openBrowser()
}, 400_000)
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

/**
 * Opens addresses one after the other, each until it stands: its heading is there, nothing is asked for, no skeleton is
 * left. Half a second of silence, as `settled` waits for, would be a minute over all pages.
 */
function opening(page: Page): (url: string) => Promise<void> {
  const asking = new Set<Request>()
  let last = 0
  const done = (r: Request) => {
    last = Date.now()
    asking.delete(r)
  }
  page.on('request', (r) => asking.add(r))
  page.on('requestfinished', done)
  page.on('requestfailed', done)
  const quiet = () => expect.poll(() => asking.size === 0 && Date.now() - last > 150, { timeout: 30_000 }).toBe(true)
  return async (url) => {
    asking.clear()
    await page.goto(url)
    await page.locator('h1').first().waitFor()
    await quiet()
    await page.locator('.ui-waiting:not([data-sample] *)').first().waitFor({ state: 'detached' })
    await page.evaluate(() => document.fonts.ready)
    await quiet()
  }
}

/** What is said instead of a page. */
const lost = ['shell.not_there', 'shell.failed']

describe.each(views)('$width px, $language', ({ width, language }) => {
  describe.each(Object.keys(people) as Who[])('%s', (who) => {
    let window: Awaited<ReturnType<typeof visit>>
    let chinese: ReturnType<typeof watchChinese>
    let open: (url: string) => Promise<void>
    beforeAll(async () => {
      const login = people[who]
      window = await visit(browser, world.origin, '/sign-in', { ...(login ? { login } : {}), language, width })
      chinese = watchChinese(window.page)
      open = opening(window.page)
    })
    afterAll(() => window?.close())

    test.each(pages.filter((p) => p.as === who).map((p) => [p.name, p] as const))('%s', async (name, row) => {
      const { page, faults } = window
      faults.length = 0
      chinese.forget()
      await open(`${world.origin}/console${row.at?.(ids) ?? `/${row.route}`}`)
      const file = `${folder}/${name}-${width}-${language}`
      if (pictures === 'all') await page.screenshot({ path: `${file}.png`, fullPage: true })
      else if (pictures) writeFileSync(`${file}.png`, smallPng(await page.screenshot()))
      const heading = await page.locator('h1').first().textContent()
      expect({
        lost: row.route !== '*' && lost.some((key) => consoleWords[key]![language] === heading),
        wrong: (await wrongWith(page, faults)).map((w) => w.slice(0, 300)),
        chinese: language === 'en' && !row.sample ? await chinese.left() : [],
      }).toEqual({ lost: false, wrong: [], chinese: [] })
    })
  })
})
