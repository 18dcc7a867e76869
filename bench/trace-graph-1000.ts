import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { openBrowser } from '../test/e2e/browser.ts'
import { atMost, type Figure, median, percentile } from './figure.ts'

/*
 * The trace graph in a real browser, production build, with a made-up answer of 991 nodes and 1,190 links: time from the
 * text of the answer to the frame that shows it, against the plainest React list of as many rows, in turns. Then frames
 * while it is dragged, beside a sheet of as many plain cards dragged the same way; and a chain ten times as large, which
 * is drawn folded. Frame times are told, not judged: a machine without a graphics card draws slower than those in use.
 */

const ROUNDS = 15
const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

type Part = 'graph' | 'folded' | 'list' | 'sheet'
type Measuring = {
  show: (part: Part, size: number) => Promise<number>
  frames: () => () => number[]
  stop: () => number[]
}

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

/** The measuring page, built as the product is, on a port of its own. */
async function page() {
  process.env['NODE_ENV'] = 'production'
  const outDir = mkdtempSync(join(tmpdir(), 'suyuan-graph-'))
  const root = at('src/apps/console/trace/measure')
  await build({
    configFile: at('vite.config.ts'),
    configLoader: 'native',
    root,
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
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
  const shown = await context.newPage()
  shown.on('pageerror', (err) => console.error(String(err)))
  await shown.goto(`http://127.0.0.1:${(server.address() as { port: number }).port}/`)
  await shown.waitForFunction(() => 'show' in window)
  return {
    page: shown,
    close: async () => {
      await browser.close()
      server.close()
      rmSync(outDir, { recursive: true, force: true })
    },
  }
}

const show = (p: Page, part: Part, size: number) =>
  p.evaluate(([a, b]) => (window as unknown as Measuring).show(a, b), [part, size] as const)

/** Drags to and fro for some seconds; answers the times between frames. */
async function dragged(p: Page): Promise<number[]> {
  await p.mouse.move(720, 320)
  await p.mouse.down()
  await p.evaluate(() => {
    const w = window as unknown as Measuring
    w.stop = w.frames()
  })
  for (let i = 0; i < 240; i++) {
    const turn = Math.floor(i / 40) % 2 ? -1 : 1
    const step = i % 40
    await p.mouse.move(720 - turn * (step * 14 - 280), 320 + turn * (step * 4 - 80))
  }
  const times = await p.evaluate(() => (window as unknown as Measuring).stop())
  await p.mouse.up()
  return times
}

const told = (name: string, times: readonly number[]) =>
  console.error(
    `${name}: frame ${median(times).toFixed(1)} ms median, ${percentile(times, 0.95).toFixed(1)} ms p95, ` +
      `${percentile(times, 1).toFixed(0)} ms longest, ${times.length} frames`,
  )

/** Prints trace-graph-1000 (ratio), with all nodes laid out and nothing folded, and -folded-10000 (ms to the first sight). */
export async function run(): Promise<Figure[]> {
  const { page: p, close } = await page()
  try {
    for (let i = 0; i < 3; i++) for (const part of ['graph', 'folded', 'list'] as const) await show(p, part, 1)
    const [graph, folded, list, large]: [number[], number[], number[], number[]] = [[], [], [], []]
    for (let i = 0; i < ROUNDS; i++) {
      graph.push(await show(p, 'graph', 1))
      list.push(await show(p, 'list', 1))
      folded.push(await show(p, 'folded', 1))
      large.push(await show(p, 'folded', 10))
    }
    console.error(
      `drawn after: whole ${median(graph).toFixed(0)} ms, folded ${median(folded).toFixed(0)} ms, ` +
        `list ${median(list).toFixed(0)} ms, 10,000 folded ${median(large).toFixed(0)} ms`,
    )
    for (const part of ['sheet', 'graph'] as const) {
      await show(p, part, 1)
      told(`dragging 991 ${part === 'graph' ? 'nodes of the graph' : 'plain cards'}`, await dragged(p))
    }
    await p.locator('.tg-tools button').nth(2).click()
    await p.waitForTimeout(500)
    told('dragging the graph with all 991 in sight', await dragged(p))
    await show(p, 'folded', 10)
    told('dragging the folded 10,000', await dragged(p))
    return [
      atMost('trace-graph-1000', median(graph) / median(list), 'ratio', 5),
      atMost('trace-graph-10000-folded', median(large), 'ms', 1000),
    ]
  } finally {
    await close()
  }
}
