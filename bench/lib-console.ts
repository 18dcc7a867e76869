import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Browser, Page } from 'playwright-core'
import { build } from '../scripts/build.ts'
import { setupLink } from '../src/modules/identity/index.ts'
import { setUp } from '../src/modules/identity/setup/schema.ts'
import { client } from '../src/platform/client.ts'
import { readConfig } from '../src/platform/config.ts'
import { migrate } from '../src/platform/migrate.ts'
import { startCluster } from '../src/platform/postgres.ts'
import { type Running, start } from '../src/run.ts'
import { openBrowser } from '../test/e2e/browser.ts'

/** The first administrator of each platform: an agency of the whole country. */
export const administrator = { login: 'first', password: 'a pass phrase for benchmarks' }

export type Platform = { origin: string }

/**
 * The built console and, for each of `fills`, a platform that serves it over a database of its own, filled before it
 * starts; and a browser. All on one cluster that nothing is kept of.
 */
export async function consoles<T>(
  fills: readonly ((ownerUrl: string) => Promise<void>)[],
  measure: (browser: Browser, platforms: Platform[]) => Promise<T>,
): Promise<T> {
  process.env['NODE_ENV'] = 'production'
  await build()
  const dir = mkdtempSync(join(tmpdir(), 'suyuan-bench-console-'))
  const cluster = await startCluster({ folder: join(dir, 'pg'), superuser: 'owner', password: 'bench', durable: false })
  const running: Running[] = []
  let browser: Browser | undefined
  try {
    const url = (user: string, name: string) => `postgres://${user}:bench@127.0.0.1:${cluster.port}/${name}`
    const admin = new pg.Client(url('owner', 'postgres'))
    await admin.connect()
    await admin.query("create role suyuan_app login password 'bench'")
    for (const [i, fill] of fills.entries()) {
      await admin.query(`create database platform_${i}`)
      const ownerUrl = url('owner', `platform_${i}`)
      await migrate(ownerUrl, { appRole: 'suyuan_app' })
      await fill(ownerUrl)
      const server = await start(
        readConfig({
          ...{ PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent', DATA_DIR: join(dir, `data-${i}`) },
          ...{ DATABASE_URL: url('suyuan_app', `platform_${i}`), DATABASE_OWNER_URL: ownerUrl },
        }),
      )
      running.push(server)
      const token = new URL((await setupLink(server.deps))!).searchParams.get('token')!
      const call = client({ origin: `http://127.0.0.1:${server.port}` })
      await call(setUp, { token, agencyName: '示例部级中心', name: '示例甲', ...administrator })
    }
    await admin.end()
    browser = await openBrowser()
    return await measure(
      browser,
      running.map(({ port }) => ({ origin: `http://127.0.0.1:${port}` })),
    )
  } finally {
    await browser?.close()
    for (const server of running) await server.close()
    await cluster.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Types login and password into the page of the door, and waits for the first page behind it. */
export async function enterByForm(page: Page): Promise<void> {
  await page.locator('#login').fill(administrator.login)
  await page.locator('input[type=password]').fill(administrator.password)
  await page.locator('button[type=submit]').click()
  await page.locator('.app-main h1').waitFor()
  await page.locator('.ui-waiting').first().waitFor({ state: 'detached' })
}
