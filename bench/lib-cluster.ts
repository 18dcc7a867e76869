import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { loadDivisions } from '../src/modules/identity/index.ts'
import { connect } from '../src/platform/db.ts'
import { migrate } from '../src/platform/migrate.ts'
import { startCluster } from '../src/platform/postgres.ts'

/** `dir`: a folder of this run. */
export type Cluster = { admin: pg.Client; url: (name: string) => string; dir: string }

/** A durable database `real`, migrated and with the divisions, for as long as `use` takes. */
export async function withCluster<T>(use: (c: Cluster) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'suyuan-bench-'))
  // the database's own user must get in, or the server would be put elsewhere and stay there
  chmodSync(dir, 0o755)
  const cluster = await startCluster({ folder: join(dir, 'pg'), superuser: 'owner', password: 'bench', durable: true })
  const url = (name: string) => `postgres://owner:bench@127.0.0.1:${cluster.port}/${name}`
  const admin = new pg.Client(url('postgres'))
  try {
    await admin.connect()
    await admin.query('create role app login')
    await admin.query('create database real')
    await migrate(url('real'), { appRole: 'app' })
    const db = connect(url('real'))
    await loadDivisions(db, new Date().toISOString())
    await db.destroy()
    return await use({ admin, url, dir })
  } finally {
    await admin.end()
    await cluster.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

export const seconds = async (run: () => Promise<unknown>): Promise<number> => {
  const from = process.hrtime.bigint()
  await run()
  return Number(process.hrtime.bigint() - from) / 1e9
}
