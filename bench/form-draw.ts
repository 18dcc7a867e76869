import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { openBrowser } from '../test/e2e/browser.ts'
import { atMost, type Figure, median } from './figure.ts'

/*
 * The form of the event with the most fields, drawn from its profile, in a real browser and production build: time to
 * the frame that shows it, against a bare form of antd with as many inputs, in turns.
 */

const ROUNDS = 15
const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

type Measuring = {
  show: (part: 'ours' | 'bare') => Promise<number>
  told: () => { event: string; inputs: number; drawn: number }
}

/** Prints form-draw (ratio): the largest event's form ÷ a bare form of as many inputs. */
export async function run(): Promise<Figure[]> {
  process.env['NODE_ENV'] = 'production'
  const outDir = mkdtempSync(join(tmpdir(), 'suyuan-form-'))
  await build({
    configFile: at('vite.config.ts'),
    configLoader: 'native',
    root: at('src/apps/console/production/profile-form/measure'),
    base: '/',
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true },
  })
  const server = createServer((req, res) => {
    const path = (req.url ?? '/').split('?')[0]!
    try {
      const body = readFileSync(join(outDir, path === '/' ? 'index.html' : path))
      res.setHeader('content-type', types[extname(path) || '.html'] ?? 'application/octet-stream').end(body)
    } catch {
      res.writeHead(404).end()
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const browser = await openBrowser()
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
    const page = await context.newPage()
    page.on('pageerror', (err) => console.error(String(err)))
    await page.goto(`http://127.0.0.1:${(server.address() as { port: number }).port}/`)
    await page.waitForFunction(() => 'show' in window)
    const show = (part: 'ours' | 'bare') => page.evaluate((which) => (window as unknown as Measuring).show(which), part)
    // parts that come later come once
    for (let i = 0; i < 3; i++) for (const part of ['ours', 'bare'] as const) await show(part)
    await show('ours')
    const { event, inputs, drawn } = await page.evaluate(() => (window as unknown as Measuring).told())
    if (drawn < inputs) throw new Error(`${event}: of ${inputs} inputs ${drawn} were drawn`)
    const [ours, bare]: [number[], number[]] = [[], []]
    for (let i = 0; i < ROUNDS; i++) {
      ours.push(await show('ours'))
      bare.push(await show('bare'))
    }
    console.error(
      `${event}, ${inputs} inputs: ${median(ours).toFixed(0)} ms, a bare form of as many ${median(bare).toFixed(0)} ms`,
    )
    return [atMost('form-draw', median(ours) / median(bare), 'ratio', 2)]
  } finally {
    await browser.close()
    server.close()
    rmSync(outDir, { recursive: true, force: true })
  }
}
