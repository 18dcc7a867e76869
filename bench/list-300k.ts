import type { Browser, Page } from 'playwright-core'
import { atMost, type Figure, median } from './figure.ts'
import { consoles, enterByForm, type Platform } from './lib-console.ts'
import { loadDivisionsOf, loadOperators } from './lib-operators.ts'

/*
 * The list of operators in a browser: from the click on its entry to the frame that shows its rows, with 300,000
 * operators against 3,000; and from the click on "more" to the next fifty. Built console, whole server, one after the
 * other in turns; the page is loaded anew for each round, so that no answer is remembered.
 */

const SMALL = 3_000
const LARGE = 300_000
const ROUNDS = 25
const entry = 'a.app-entry[href$="/operators"]'

export async function run(): Promise<Figure[]> {
  const fill = (count: number) => async (ownerUrl: string) => {
    await loadDivisionsOf(ownerUrl)
    await loadOperators(ownerUrl, count)
  }
  return consoles([fill(SMALL), fill(LARGE)], async (browser, platforms) => {
    const pages = await Promise.all(platforms.map((p) => open(browser, p)))
    const [list, more] = [pages.map((): number[] => []), pages.map((): number[] => [])]
    for (let round = -3; round < ROUNDS; round++)
      for (const i of round % 2 ? [0, 1] : [1, 0]) {
        const { page, origin } = pages[i]!
        await page.goto(`${origin}/console/`)
        await page.locator(entry).waitFor()
        await page.waitForLoadState('networkidle')
        const opened = await untilRows(page, entry, 50)
        const went = await untilRows(page, '.ui-list-foot button', 100)
        if (round < 0) continue
        list[i]!.push(opened)
        more[i]!.push(went)
      }
    const figure = (name: string, [small, large]: number[][], what: string) => {
      const [s, l] = [median(small!), median(large!)]
      return atMost(name, l / s, `${what}, 300,000 / 3,000 (${l.toFixed(0)} / ${s.toFixed(0)} ms)`, 1.5)
    }
    return [figure('list-300k', list, 'click to rows'), figure('list-300k-more', more, 'click to the next rows')]
  })
}

async function open(browser: Browser, { origin }: Platform): Promise<{ page: Page; origin: string }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
  const page = await context.newPage()
  await page.goto(`${origin}/console/sign-in`)
  await enterByForm(page)
  return { page, origin }
}

/** Clicks, and answers the milliseconds until the frame with at least so many rows was drawn. */
function untilRows(page: Page, selector: string, rows: number): Promise<number> {
  return page.evaluate(
    ([wanted, least]) =>
      new Promise<number>((resolve, reject) => {
        const button = document.querySelector<HTMLElement>(wanted)
        if (!button) return reject(new Error(`there is no ${wanted}`))
        const began = performance.now()
        const look = () => {
          if (performance.now() - began > 30_000) return reject(new Error('the rows did not come'))
          if (document.querySelectorAll('tbody tr td a[href*="/operators/"]').length < least)
            return requestAnimationFrame(look)
          // the frame after this one is on the screen
          requestAnimationFrame(() => resolve(performance.now() - began))
        }
        button.click()
        requestAnimationFrame(look)
      }),
    [selector, rows] as const,
  )
}
