import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../src/platform/migrate.ts'
import { startCluster } from '../src/platform/postgres.ts'

/**
 * Writes src/platform/db-types.ts from a scratch database that all migrations were applied to; with `--verify` it
 * only says whether the file is up to date (exit 1 when not).
 */
const verify = process.argv.includes('--verify')
const out = new URL('../src/platform/db-types.ts', import.meta.url).pathname
const dir = mkdtempSync(join(tmpdir(), 'suyuan-types-'))
// the database's own user must get in, or the server would be put elsewhere and stay there
chmodSync(dir, 0o755)
const cluster = await startCluster({ folder: `${dir}/pg`, superuser: 'owner', password: 'scratch', durable: false })
const url = `postgres://owner:scratch@127.0.0.1:${cluster.port}/postgres`
let fresh = true
try {
  const db = new pg.Client(url)
  await db.connect()
  await db.query('create role app login')
  await db.end()
  await migrate(url, { appRole: 'app' })
  const made = join(dir, 'types.ts')
  const config = join(dir, 'codegen.json')
  writeFileSync(
    config,
    JSON.stringify({
      dialect: 'postgres',
      camelCase: true,
      outFile: made,
      url,
      numericParser: 'string',
      dateParser: 'string',
      typeMapping: { timestamptz: 'string', date: 'string', int8: 'string', numeric: 'string' },
      logLevel: 'warn',
    }),
  )
  execFileSync(process.execPath, ['node_modules/kysely-codegen/dist/cli/bin.js', '--config-file', config], {
    stdio: 'inherit',
  })
  const text = readFileSync(made, 'utf8')
  if (!verify) writeFileSync(out, text)
  else fresh = readFileSync(out, 'utf8') === text
} finally {
  await cluster.stop()
  rmSync(dir, { recursive: true, force: true })
}
if (!fresh) {
  console.error('src/platform/db-types.ts is not what the migrations make: run `npm run db-types`')
  process.exit(1)
}
