import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../src/platform/migrate.ts'
import { startCluster } from '../src/platform/postgres.ts'
import { citusUrl } from './citus.ts'
import { loadTemplate } from './template.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The throw-away server, as owner of everything in it; databases are named by the test files. */
    cluster: { owner: string; app: string }
    /** Whether it is a Citus cluster (CITUS_URL), where databases cannot be copied from a template. */
    citus: boolean
  }
}

export const template = 'suyuan_template'

/** Vitest's global setup: the browser, and a throw-away PostgreSQL (or TEST_DATABASE_URL's, or CITUS_URL's cluster, as a superuser) with one migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // unpacked once, before two test files at once would write the file that the other is starting
  await chromium.executablePath()
  const { url, stop } = await server()
  const admin = new pg.Client(url('postgres'))
  await admin.connect()
  // a role that owns nothing: what the application may not do, the tests may not do either
  await admin.query(
    "do $$ begin if not exists (select 1 from pg_roles where rolname = 'suyuan_test_app') then create role suyuan_test_app login password 'test'; end if; end $$",
  )
  if (!citusUrl) {
    await admin.query(`drop database if exists ${template} with (force)`)
    await admin.query(`create database ${template}`)
    await migrate(url(template), { appRole: 'suyuan_test_app' })
    await loadTemplate(url(template))
  }
  await admin.end()
  const app = new URL(url('{database}'))
  app.username = 'suyuan_test_app'
  app.password = 'test'
  project.provide('citus', citusUrl !== undefined)
  project.provide('cluster', { owner: url('{database}'), app: decodeURI(app.href) })
  return stop
}

async function server() {
  const given = citusUrl ?? process.env['TEST_DATABASE_URL']
  if (given) {
    const at = (database: string) => {
      const u = new URL(given)
      u.pathname = `/${database}`
      return decodeURI(u.href)
    }
    return { url: at, stop: async () => {} }
  }
  const dir = mkdtempSync(join(tmpdir(), 'suyuan-test-'))
  // the database's own user must get in, or the server would be put elsewhere and stay there
  chmodSync(dir, 0o755)
  const cluster = await startCluster({ folder: join(dir, 'pg'), superuser: 'owner', password: 'test', durable: false })
  return {
    url: (database: string) => `postgres://owner:test@127.0.0.1:${cluster.port}/${database}`,
    stop: async () => {
      await cluster.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
