import { rmSync } from 'node:fs'
import pg from 'pg'
import type { Config } from './config.ts'
import { startCluster } from './postgres.ts'

/** Where the database is, for the two roles (core.md §7), and how to let go of it. */
export type Database = { appUrl: string; ownerUrl: string; appRole: string; close: () => Promise<void> }

export class DatabaseError extends Error {}

const owner = 'suyuan_owner'
const app = 'suyuan_app'
const name = 'suyuan'

/** Starts or finds the database that the configuration names. @throws DatabaseError with one clear line. */
export async function openDatabase(config: Config, onProgress: (what: string) => void = () => {}): Promise<Database> {
  return config.database ? openGiven(config.database) : openEmbedded(config, onProgress)
}

async function openGiven({ appUrl, ownerUrl }: { appUrl: string; ownerUrl: string }): Promise<Database> {
  const ask = async (url: string, what: string) => {
    const db = new pg.Client({ connectionString: url, application_name: 'suyuan-start' })
    try {
      await db.connect()
      const { rows } = await db.query<{ role: string; super: boolean; version: number; database: string }>(
        `select current_user as role, rolsuper as super, current_setting('server_version_num')::int as version,
          current_database() as database from pg_roles where rolname = current_user`,
      )
      return rows[0]!
    } catch (err) {
      throw new DatabaseError(`${what}: cannot connect (${(err as Error).message})`)
    } finally {
      await db.end().catch(() => {})
    }
  }
  const ownerSide = await ask(ownerUrl, 'DATABASE_OWNER_URL')
  const appSide = await ask(appUrl, 'DATABASE_URL')
  if (ownerSide.version < 160000) throw new DatabaseError('DATABASE_URL: PostgreSQL 16 or newer is needed')
  if (ownerSide.database !== appSide.database)
    throw new DatabaseError('DATABASE_URL and DATABASE_OWNER_URL name different databases')
  if (appSide.role === ownerSide.role || appSide.super)
    throw new DatabaseError(
      `DATABASE_URL: the role ${appSide.role} owns the tables or is a superuser, so it could change the journal. Make one that cannot: create role ${app} login password '…'; and use it in DATABASE_URL`,
    )
  return { appUrl, ownerUrl, appRole: appSide.role, close: async () => {} }
}

async function openEmbedded(config: Config, onProgress: (what: string) => void): Promise<Database> {
  const { databaseOwnerPassword: password, databaseAppPassword } = config.secrets
  const cluster = await startCluster({
    folder: `${config.dataDir}/postgres`,
    superuser: owner,
    password,
    durable: true,
    onProgress,
  })
  const url = (role: string, secret: string, database: string) =>
    `postgres://${role}:${secret}@127.0.0.1:${cluster.port}/${database}`
  const lock = new pg.Client({ connectionString: url(owner, password, 'postgres'), application_name: 'suyuan-lock' })
  await lock.connect().catch((err: Error) => {
    throw new DatabaseError(`the embedded database under ${config.dataDir} does not let us in (${err.message})`)
  })
  // held as long as this process lives: a left-over server has nobody on it, a second start finds the lock taken
  const { rows } = await lock.query<{ got: boolean }>("select pg_try_advisory_lock(hashtext('suyuan.running')) as got")
  if (!rows[0]!.got) {
    await lock.end()
    throw new DatabaseError(
      `another Suyuan is already running on ${config.dataDir}: stop it first, or choose another DATA_DIR`,
    )
  }
  lock.on('error', () => {})
  const has = async (sql: string, values: string[]) => (await lock.query(sql, values)).rowCount === 1
  if (!(await has('select 1 from pg_roles where rolname = $1', [app])))
    await lock.query(`create role ${app} login password '${databaseAppPassword}'`)
  if (!(await has('select 1 from pg_database where datname = $1', [name])))
    await lock.query(`create database ${name} owner ${owner}`)
  return {
    appUrl: url(app, databaseAppPassword, name),
    ownerUrl: url(owner, password, name),
    appRole: app,
    close: async () => {
      await lock.end().catch(() => {})
      await cluster.stop()
    },
  }
}

/** Removes an embedded database with everything in it (`npm run demo -- --fresh`, tests). It must not be running. */
export function removeEmbedded(dataDir: string): void {
  rmSync(`${dataDir}/postgres`, { recursive: true, force: true })
}
