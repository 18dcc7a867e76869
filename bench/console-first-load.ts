import type { Page } from 'playwright-core'
import { firstLoad, firstLoadLimit, homes } from '../scripts/build.ts'
import { atMost, type Figure } from './figure.ts'
import { consoles, enterByForm } from './lib-console.ts'

/*
 * What the console's first load weighs: by the build, as JavaScript in gzip before the heavier of the two first pages
 * can be used; and as a browser with an empty cache receives it on the way through the door to the first page, where files
 * come compressed by brotli. Style sheets and fonts are told beside.
 */
export async function run(): Promise<Figure[]> {
  return consoles([async () => {}], async (browser, [platform]) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
    const page = await context.newPage()
    const received = await watch(page)
    await page.goto(`${platform!.origin}/console/sign-in`)
    await page.waitForLoadState('networkidle')
    const door = received('javascript')
    await enterByForm(page)
    const kb = (bytes: number) => bytes / 1024
    const told = (name: string, bytes: number, unit: string): Figure => ({
      ...atMost(name, kb(bytes), unit, 0),
      bound: 'none',
      ok: true,
    })
    const heaviest = Math.max(...homes.map((home) => firstLoad([home]).javascript))
    return [
      atMost('console-first-load', kb(heaviest), 'KB JavaScript gzip, heavier first page', firstLoadLimit),
      atMost(
        'console-first-load-received',
        kb(received('javascript')),
        'KB JavaScript as sent, door and first page',
        firstLoadLimit,
      ),
      told('console-first-load-door', door, 'KB JavaScript as sent, the door alone'),
      told('console-first-load-css', received('css'), 'KB style sheets'),
      told('console-first-load-fonts', received('font'), 'KB fonts'),
    ]
  })
}

/** Counts the bytes of each kind as they came over the line, without their headers. */
async function watch(page: Page): Promise<(kind: string) => number> {
  const protocol = await page.context().newCDPSession(page)
  await protocol.send('Network.enable')
  const kinds = new Map<string, string>()
  const bytes = new Map<string, number>()
  const headers = new Map<string, number>()
  protocol.on('Network.responseReceived', (e) => {
    kinds.set(e.requestId, e.response.mimeType)
    headers.set(e.requestId, e.response.encodedDataLength)
  })
  protocol.on('Network.loadingFinished', (e) =>
    bytes.set(e.requestId, e.encodedDataLength - (headers.get(e.requestId) ?? 0)),
  )
  return (kind) => [...bytes].filter(([id]) => kinds.get(id)?.includes(kind)).reduce((sum, [, n]) => sum + n, 0)
}
