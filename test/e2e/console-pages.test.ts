import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Language } from '../../src/platform/i18n.ts'
import { openBrowser } from './browser.ts'
import { watchChinese } from './chinese.ts'
import { demoWorld, desktop, phone, settled, visit, wrongWith } from './console.ts'
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
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

describe.each(views)('$width px, $language', ({ width, language }) => {
  describe.each(Object.keys(people) as Who[])('%s', (who) => {
    let window: Awaited<ReturnType<typeof visit>>
    let chinese: ReturnType<typeof watchChinese>
    beforeAll(async () => {
      const login = people[who]
      window = await visit(browser, world.origin, '/sign-in', { ...(login ? { login } : {}), language, width })
      chinese = watchChinese(window.page)
    })
    afterAll(() => window?.close())

    test.each(pages.filter((p) => p.as === who).map((p) => [p.name, p] as const))('%s', async (name, row) => {
      const { page, faults } = window
      faults.length = 0
      chinese.forget()
      await page.goto(`${world.origin}/console${row.at?.(ids) ?? `/${row.route}`}`)
      await settled(page)
      const file = `${folder}/${name}-${width}-${language}`
      if (pictures === 'all') await page.screenshot({ path: `${file}.png`, fullPage: true })
      else if (pictures) writeFileSync(`${file}.png`, smallPng(await page.screenshot()))
      expect({
        wrong: (await wrongWith(page, faults)).map((w) => w.slice(0, 300)),
        chinese: language === 'en' && !row.sample ? await chinese.left() : [],
      }).toEqual({ wrong: [], chinese: [] })
    })
  })
})
