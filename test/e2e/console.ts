import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { type DemoFile, loadDemo } from '../../scripts/demo/load.ts'
import { readConfig } from '../../src/platform/config.ts'
import type { Language } from '../../src/platform/i18n.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { type Running, start } from '../../src/run.ts'
import { loadTemplate } from '../template.ts'
import { buildConsole } from './build.ts'

/** All invented people of the demo share it. */
export const demoPassword = 'suyuan demo 2026'
export const phone = 360
export const desktop = 1440

const key = (c: string) => c.repeat(64)
const demoTemplate = 'suyuan_demo'

/**
 * The whole process on a database with the demo loaded, serving the console as it is built. The console is built and the
 * demo loaded once a run, into a template; each caller gets a copy of its own, so that test files do not meet.
 */
export async function demoWorld(): Promise<{
  origin: string
  deps: Running['deps']
  demo: DemoFile
  close: () => Promise<void>
}> {
  const cluster = inject('cluster')
  const at = (which: 'owner' | 'app', database: string) => cluster[which].replace('{database}', database)
  const kept = join(tmpdir(), `suyuan-demo-${new URL(at('owner', 'postgres')).port}.json`)
  const name = `suyuan_console_${crypto.randomUUID().replaceAll('-', '')}`
  const admin = new pg.Client(at('owner', 'postgres'))
  await admin.connect()
  // one builds and loads, the others wait for it
  await admin.query('select pg_advisory_lock(7316)')
  try {
    buildConsole()
    const { rows } = await admin.query('select 1 from pg_database where datname = $1', [demoTemplate])
    if (!rows.length || !existsSync(kept)) {
      await admin.query(`drop database if exists ${demoTemplate} with (force)`)
      await admin.query(`create database ${demoTemplate}`)
      await migrate(at('owner', demoTemplate), { appRole: 'suyuan_test_app' })
      await loadTemplate(at('owner', demoTemplate))
      const loading = await listening(at, demoTemplate)
      const demo = await loadDemo(loading.server.deps, loading.origin, () => {})
      await loading.close()
      writeFileSync(kept, JSON.stringify(demo))
    }
    await admin.query(`create database ${name} template ${demoTemplate}`)
  } finally {
    await admin.query('select pg_advisory_unlock(7316)')
  }
  const { server, origin, close } = await listening(at, name)
  return {
    origin,
    deps: server.deps,
    demo: { ...(JSON.parse(readFileSync(kept, 'utf8')) as DemoFile), origin },
    close: async () => {
      await close()
      await admin.query(`drop database if exists ${name} with (force)`)
      await admin.end()
    },
  }
}

async function listening(at: (which: 'owner' | 'app', database: string) => string, database: string) {
  const dataDir = mkdtempSync(join(tmpdir(), 'suyuan-console-'))
  const server = await start(
    readConfig({
      PORT: '0',
      ORIGIN: 'http://sy.example',
      DATA_DIR: dataDir,
      DATABASE_URL: at('app', database),
      DATABASE_OWNER_URL: at('owner', database),
      LOG_LEVEL: 'silent',
      // the copies are read with the keys they were written with
      DATA_KEY: key('d'),
      HASH_KEY: key('e'),
      // and their logs go on with the key they were begun with
      LOG_KEY: key('f'),
      LOG_SM2_KEY: key('1'),
    }),
  )
  return {
    server,
    origin: `http://127.0.0.1:${server.port}`,
    close: async () => {
      await server.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export type Visit = {
  login?: string
  password?: string
  language?: Language
  width?: number
  /** Allows what a test does on purpose, such as a refused request that the browser logs. */
  allow?: RegExp
}

/** A browser window at the console, signed in; every fault the page logs is collected in `faults`. */
export async function visit(browser: Browser, origin: string, path: string, v: Visit = {}) {
  const { language = 'zh', width = desktop } = v
  const context = await browser.newContext({
    viewport: { width, height: width < 768 ? 740 : 900 },
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    hasTouch: width < 768,
    reducedMotion: 'reduce',
  })
  if (v.login) await enter(context, origin, v.login, v.password)
  const faults: string[] = []
  const page = await context.newPage()
  // two browsers, two servers and a database on two cores: only a fault lasts as long
  page.setDefaultTimeout(30_000)
  page.on('pageerror', (err) => faults.push(String(err)))
  page.on('console', (m) => {
    if (m.type() === 'error' && !v.allow?.test(m.text())) faults.push(m.text())
  })
  // how far things jumped after they were first drawn, without what a person set off
  await page.addInitScript(() => {
    const w = window as unknown as { shift: number }
    w.shift = 0
    new PerformanceObserver((list) => {
      for (const e of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[])
        if (!e.hadRecentInput) w.shift += e.value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto(`${origin}/console${path}`)
  await settled(page)
  return { page, context, faults, close: () => context.close() }
}

/** Signs the window in as a person does, without the screen. */
export async function enter(
  context: BrowserContext,
  origin: string,
  login: string,
  password = demoPassword,
): Promise<void> {
  const res = await context.request.post(`${origin}/api/session`, { data: { login, password } })
  if (!res.ok()) throw new Error(`${login} cannot sign in: ${await res.text()}`)
}

/** Tries at signing in are counted by address, and every test has the same one. */
export const forgetTries = (deps: Running['deps']) => sql`delete from platform.rate`.execute(deps.db)

/** Until nothing is being fetched and no skeleton is left. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.locator('.ui-waiting:not([data-sample] *)').first().waitFor({ state: 'detached' })
  await page.evaluate(() => document.fonts.ready)
}

/** Makes the window as high as the page, for a picture of all of it: what sticks to the window's edge is then at its end. */
export async function whole(page: Page): Promise<void> {
  const { width } = page.viewportSize()!
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ width, height: Math.max(height, width < 768 ? 740 : 900) })
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What is wrong with the page as it stands: sideways scrolling, jumps, what axe-core calls serious, logged faults. */
export async function wrongWith(page: Page, faults: readonly string[] = []): Promise<string[]> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  const shift = await page.evaluate(() => (window as unknown as { shift: number }).shift)
  // a dialog that fades in is half transparent: judged when it stands; what never ends (a spinner) is not waited for
  await page.evaluate(() =>
    Promise.race([
      Promise.all(document.getAnimations().map((a) => a.finished.catch(() => undefined))),
      new Promise((done) => setTimeout(done, 600)),
    ]).then(() => undefined),
  )
  await page.evaluate(axe)
  const findings = await page.evaluate(async () => {
    const run = (
      window as unknown as {
        axe: {
          run: (o: object) => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>
        }
      }
    ).axe
    const { violations } = await run.run({ resultTypes: ['violations'] })
    return violations
      .filter((v) => v.impact === 'serious' || v.impact === 'critical')
      .map(
        (v) =>
          `${v.id}: ${v.nodes
            .slice(0, 2)
            .map((n) => n.html.slice(0, 160))
            .join(' | ')}`,
      )
  })
  return [
    ...(wide > 0 ? [`scrolls sideways by ${wide} px`] : []),
    ...(shift > 0.1 ? [`jumps by ${shift.toFixed(2)}`] : []),
    ...findings.map((f) => `axe ${f}`),
    ...faults.map((f) => `logged ${f}`),
  ]
}

/** The page as it stands has no fault. */
export async function expectSound(page: Page, faults: readonly string[] = []): Promise<void> {
  expect(await wrongWith(page, faults)).toEqual([])
}
