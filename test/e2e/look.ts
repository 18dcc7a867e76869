import { mkdirSync } from 'node:fs'
import { openBrowser } from './browser.ts'
import { demoPassword, desktop, phone, visit, whole, wrongWith } from './console.ts'

/**
 * `node test/e2e/look.ts <login|-> <path>[#name] [<path>…]`: pictures of console pages of a running demo server
 * (ORIGIN, else http://127.0.0.1:3100) at phone and desktop width in both languages, whole pages, in LOOK_DIR
 * (else /tmp/w/look); says what is wrong with each. WIDTHS=360 LANGS=zh to take fewer.
 */
const [login = '-', ...paths] = process.argv.slice(2)
const origin = process.env['ORIGIN'] ?? 'http://127.0.0.1:3100'
const dir = process.env['LOOK_DIR'] ?? '/tmp/w/look'
mkdirSync(dir, { recursive: true })
const widths = (process.env['WIDTHS'] ?? `${phone},${desktop}`).split(',').map(Number)
const languages = (process.env['LANGS'] ?? 'zh,en').split(',') as ('zh' | 'en')[]
const browser = await openBrowser()
for (const width of widths)
  for (const language of languages) {
    const who = login === '-' ? {} : { login, password: demoPassword }
    for (const given of paths) {
      const [path = '/', named] = given.split('#')
      const name =
        named ??
        `${login}${path
          .split('?')[0]!
          .replace(/[^\w]+/g, '-')
          .replace(/-$/, '')}`
      const { page, faults, close } = await visit(browser, origin, path, { ...who, language, width })
      const file = `${dir}/${name}-${width}-${language}.png`
      const wrong = await wrongWith(page, faults)
      await whole(page)
      await page.screenshot({ path: file, fullPage: true })
      console.log(file, wrong.length ? `\n  ${wrong.join('\n  ')}` : 'sound')
      await close()
    }
  }
await browser.close()
