import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'

export const migrationsFolder = new URL('../../migrations/', import.meta.url).pathname

/**
 * What a table is on a cluster (scaling.md R1) and what the application role may do with it (core.md §7).
 * `app`: full when absent · read · append (select, insert) · append+void (also update of voided_by, voided_at).
 */
export type TableRule = (
  | { kind: 'distributed'; column: string; group: string }
  | { kind: 'reference' }
  | { kind: 'local' }
) & { app?: 'read' | 'append' | 'append+void' }
export type Manifest = Record<string, TableRule>

export const readManifest = async (folder = migrationsFolder): Promise<Manifest> =>
  JSON.parse(await readFile(`${folder}/manifest.json`, 'utf8')) as Manifest

const rights = {
  full: ['select, insert, update, delete'],
  read: ['select'],
  append: ['select, insert'],
  'append+void': ['select, insert', 'update (voided_by, voided_at)'],
} as const

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
    folder = migrationsFolder,
    onProgress = () => {},
  }: { appRole: string; folder?: string; onProgress?: (name: string) => void },
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
        for (const statement of statementsOf(text)) {
          // the extended protocol takes one statement only: a forgotten separator is an error here, not on a cluster
          const one = { text: statement.replace(/^create schema platform$/, 'select 1'), queryMode: 'extended' }
          await db.query(one)
        }
        if (citus) await distribute(db, manifest)
        await db.query('insert into platform.migration (name, hash, at) values ($1, $2, now())', [name, hash])
        await db.query('commit')
      } catch (err) {
        await db.query('rollback')
        throw new MigrationError(`migration ${name}: ${(err as Error).message}`)
      }
    }
    await grant(db, manifest, appRole)
  } finally {
    await db.end()
  }
}

/** On Citus, gives the tables that exist and are not yet spread their place in the cluster (R1). */
async function distribute(db: pg.Client, manifest: Manifest): Promise<void> {
  for (const [table, rule] of Object.entries(manifest)) {
    const { rows } = await db.query<{ plain: boolean }>(
      'select to_regclass($1) is not null and not exists (select 1 from pg_dist_partition where logicalrelid = to_regclass($1)) as plain',
      [table],
    )
    if (!rows[0]!.plain || rule.kind === 'local') continue
    if (rule.kind === 'reference') await db.query('select create_reference_table($1)', [table])
    else {
      const other = Object.entries(manifest).find(
        ([name, r]) => name !== table && r.kind === 'distributed' && r.group === rule.group,
      )
      const spread =
        other &&
        (await db.query('select 1 from pg_dist_partition where logicalrelid = to_regclass($1)', [other[0]]))
          .rowCount === 1
      await db.query('select create_distributed_table($1, $2, colocate_with => $3)', [
        table,
        rule.column,
        spread ? other[0] : 'default',
      ])
    }
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
