import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'
import { distribute } from './distribute.ts'
import { type Manifest, migrationsFolder, readManifest } from './manifest.ts'

export { type Manifest, migrationsFolder, readManifest, type TableRule } from './manifest.ts'

const rights = {
  full: ['select, insert, update, delete'],
  read: ['select'],
  append: ['select, insert'],
  'append+void': ['select, insert', 'update (voided_by, voided_at)'],
} as const

const keeperRights = {
  read: 'select',
  append: 'select, insert',
  delete: 'select, delete',
  clear: 'select, update (data)',
  archive: 'select, insert, update',
  empty: 'select, update (fields, findings, personal_sealed, personal_masked, archived_at)',
} as const

/** The role that erases by decision, where it was made: `create role suyuan_keeper nologin`. */
export const keeperRole = 'suyuan_keeper'

/** The statements of a migration file: separated by a line `--;`, sent one by one (R16). */
export const statementsOf = (text: string): string[] =>
  text
    .split(/^--;\s*$/m)
    .map((s) => s.trim())
    .filter((s) => s.replace(/^--.*$/gm, '').trim() !== '')

export class MigrationError extends Error {}

/**
 * Brings the database up to date as the owner role, under a lock held by its connection, and gives `appRole` exactly
 * the rights of the manifest. Forward only; a file that was applied and has changed since is refused.
 * `onProgress` hears the name of each file before it is applied.
 */
export async function migrate(
  ownerUrl: string,
  {
    appRole,
    keeper = keeperRole,
    folder = migrationsFolder,
    onProgress = () => {},
  }: { appRole: string; keeper?: string; folder?: string; onProgress?: (name: string) => void },
): Promise<void> {
  const db = new pg.Client({ connectionString: ownerUrl, application_name: 'suyuan-migrate' })
  await db.connect()
  try {
    await db.query("select pg_advisory_lock(hashtext('suyuan.migrate'))")
    await db.query('create schema if not exists platform')
    await db.query(
      'create table if not exists platform.migration (name text primary key, hash text not null, at timestamptz not null)',
    )
    const manifest = await readManifest(folder)
    const citus = (await db.query("select 1 from pg_extension where extname = 'citus'")).rowCount === 1
    const done = new Map(
      (await db.query<{ name: string; hash: string }>('select name, hash from platform.migration')).rows.map((r) => [
        r.name,
        r.hash,
      ]),
    )
    const files = (await readdir(folder)).filter((f) => f.endsWith('.sql')).sort()
    const newer = [...done.keys()].find((name) => !files.includes(name))
    if (newer !== undefined)
      throw new MigrationError(
        `migration ${newer} was applied to this database and is not in this version: start the newer version that brought it`,
      )
    for (const name of files) {
      const text = await readFile(`${folder}/${name}`, 'utf8')
      const hash = createHash('sha256').update(text).digest('hex')
      if (done.has(name)) {
        if (done.get(name) !== hash)
          throw new MigrationError(
            `migration ${name} was applied to this database and has changed since: a landed migration never changes, write a new one`,
          )
        continue
      }
      onProgress(name)
      // one statement a call, all in one transaction: a file is applied whole or not at all
      await db.query('begin')
      try {
        // a cluster's tables are changed one shard after another, or the statements of one file get into each other's way
        if (citus) await db.query("set local citus.multi_shard_modify_mode = 'sequential'")
        for (const statement of statementsOf(text)) {
          // the extended protocol takes one statement only: a forgotten separator is an error here, not on a cluster
          const one = { text: statement.replace(/^create schema platform$/, 'select 1'), queryMode: 'extended' }
          await db.query(one)
        }
        await db.query('insert into platform.migration (name, hash, at) values ($1, $2, now())', [name, hash])
        await db.query('commit')
      } catch (err) {
        await db.query('rollback')
        throw new MigrationError(`migration ${name}: ${(err as Error).message}`)
      }
    }
    // after all files: what an older file does to a table another one made, a cluster would refuse for one that is spread
    if (citus) await distribute(db, manifest, onProgress)
    await grant(db, manifest, appRole)
    if ((await db.query('select 1 from pg_roles where rolname = $1', [keeper])).rowCount)
      await grantKeeper(db, manifest, keeper)
  } finally {
    await db.end()
  }
}

/**
 * Gives the application role the manifest's rights on each table and nothing else. In one transaction: other processes
 * that serve on this database meanwhile must not find themselves without rights.
 */
async function grant(db: pg.Client, manifest: Manifest, appRole: string): Promise<void> {
  const app = pg.escapeIdentifier(appRole)
  await db.query('begin')
  for (const name of new Set(Object.keys(manifest).map((t) => t.split('.')[0]!))) {
    const there = await db.query('select 1 from pg_namespace where nspname = $1', [name])
    if (!there.rowCount) continue
    const schema = pg.escapeIdentifier(name)
    await db.query(`revoke all on all tables in schema ${schema} from public, ${app}`)
    await db.query(`revoke all on schema ${schema} from public, ${app}`)
    await db.query(`grant usage on schema ${schema} to ${app}`)
  }
  for (const [table, rule] of Object.entries(manifest)) {
    const there = await db.query('select to_regclass($1) as t', [table])
    if (!there.rows[0].t) continue
    for (const right of rights[rule.app ?? 'full']) await db.query(`grant ${right} on ${table} to ${app}`)
  }
  await db.query('commit')
}

/** Gives the keeper's role what the manifest says, table by table, and nothing else. */
async function grantKeeper(db: pg.Client, manifest: Manifest, keeperName: string): Promise<void> {
  const keeper = pg.escapeIdentifier(keeperName)
  await db.query('begin')
  for (const [table, rule] of Object.entries(manifest)) {
    if (!rule.keeper || !(await db.query('select to_regclass($1) as t', [table])).rows[0].t) continue
    await db.query(`grant usage on schema ${pg.escapeIdentifier(table.split('.')[0]!)} to ${keeper}`)
    await db.query(`revoke all on ${table} from ${keeper}`)
    await db.query(`grant ${keeperRights[rule.keeper]} on ${table} to ${keeper}`)
  }
  await db.query('commit')
}
