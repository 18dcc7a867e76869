import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Config } from './config.ts'
import { keeperRole } from './migrate.ts'
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

type Side = {
  role: string
  super: boolean
  version: number
  database: string
  encoding: string
  server: string
  creates: boolean
  owns: boolean
}

/** Who we are on this side and where. @throws DatabaseError naming the setting when nobody answers. */
async function ask(url: string, setting: string): Promise<Side> {
  const db = new pg.Client({
    connectionString: url,
    application_name: 'suyuan-start',
    connectionTimeoutMillis: 10_000,
  })
  try {
    await db.connect()
    const { rows } = await db.query<Side>(
      `select current_user as role, rolsuper as super, current_setting('server_version_num')::int as version,
        datname as database, pg_encoding_to_char(encoding) as encoding,
        d.oid || ' since ' || pg_postmaster_start_time() as server,
        has_database_privilege(d.oid, 'create') as creates,
        exists (select 1 from pg_shdepend o where o.refclassid = 'pg_authid'::regclass and o.refobjid = r.oid
          and o.deptype = 'o' and (o.dbid = d.oid or o.objid = d.oid)) as owns
       from pg_roles r, pg_database d where rolname = current_user and datname = current_database()`,
    )
    return rows[0]!
  } catch (err) {
    throw new DatabaseError(`${setting}: cannot connect (${whyNot(err)})`)
  } finally {
    await db.end().catch(() => {})
  }
}

/** Why a connection failed, in one line; of several addresses tried, what the last one said. */
function whyNot(err: unknown): string {
  const e = (err instanceof AggregateError ? err.errors.at(-1) : err) as { message?: string; code?: string }
  return e.message || e.code || 'no answer'
}

async function openGiven({ appUrl, ownerUrl }: { appUrl: string; ownerUrl: string }): Promise<Database> {
  const ownerSide = await ask(ownerUrl, 'DATABASE_OWNER_URL')
  const appSide = await ask(appUrl, 'DATABASE_URL')
  if (ownerSide.version < 160000) throw new DatabaseError('DATABASE_URL: PostgreSQL 16 or newer is needed')
  if (ownerSide.database !== appSide.database || ownerSide.server !== appSide.server)
    throw new DatabaseError('DATABASE_URL and DATABASE_OWNER_URL name different databases')
  if (ownerSide.encoding !== 'UTF8')
    throw new DatabaseError(
      `DATABASE_URL: the database ${appSide.database} is encoded in ${ownerSide.encoding}; make one with encoding 'UTF8' template template0`,
    )
  if (appSide.role === ownerSide.role || appSide.super || appSide.owns || (await actsAs(ownerUrl, appSide.role)))
    throw new DatabaseError(
      `DATABASE_URL: the role ${appSide.role} owns tables, may act as a role that does, or is a superuser, so it could change the journal. Make one that cannot: create role ${app} login password '…'; and use it in DATABASE_URL`,
    )
  if (!ownerSide.creates)
    throw new DatabaseError(
      `DATABASE_OWNER_URL: the role ${ownerSide.role} may not create anything there: alter database ${ownerSide.database} owner to ${ownerSide.role};`,
    )
  return { appUrl, ownerUrl, appRole: appSide.role, close: async () => {} }
}

/** Whether the application's role could take on the owner's rights, or writes every table anyway. */
async function actsAs(ownerUrl: string, appRole: string): Promise<boolean> {
  const db = new pg.Client({ connectionString: ownerUrl, application_name: 'suyuan-start' })
  try {
    await db.connect()
    const { rows } = await db.query<{ acts: boolean }>(
      `select pg_has_role($1, current_user, 'member') or pg_has_role($1, 'pg_write_all_data', 'member') as acts`,
      [appRole],
    )
    return rows[0]!.acts
  } finally {
    await db.end().catch(() => {})
  }
}

/** How long a server that was left over may take to notice that the process on it is gone. */
const patience = 1000

/**
 * The database for a tool beside the platform (audit, erasure): also while the platform runs on it. An embedded one
 * that is not running is started for as long as the tool works.
 */
export async function openBeside(config: Config): Promise<Database> {
  if (config.database) return openGiven(config.database)
  if (!existsSync(`${config.dataDir}/postgres/PG_VERSION`))
    throw new DatabaseError(`there is no database under ${config.dataDir}: choose it with DATA_DIR`)
  try {
    return await openEmbedded(config, () => {})
  } catch (err) {
    if (!(err instanceof DatabaseError) || !err.message.includes('already running')) throw err
    const { databaseOwnerPassword: password, databaseAppPassword } = config.secrets
    const cluster = await startCluster({
      folder: `${config.dataDir}/postgres`,
      superuser: owner,
      password,
      durable: true,
    })
    const url = (role: string, secret: string) => `postgres://${role}:${secret}@127.0.0.1:${cluster.port}/${name}`
    return {
      appUrl: url(app, databaseAppPassword),
      ownerUrl: url(owner, password),
      appRole: app,
      close: async () => {},
    }
  }
}

async function openEmbedded(config: Config, onProgress: (what: string) => void): Promise<Database> {
  const { databaseOwnerPassword: password, databaseAppPassword } = config.secrets
  const url = (port: number, role: string, secret: string, database: string) =>
    `postgres://${role}:${secret}@127.0.0.1:${port}/${database}`
  for (let attempt = 1; ; attempt++) {
    const cluster = await startCluster({
      folder: `${config.dataDir}/postgres`,
      superuser: owner,
      password,
      durable: true,
      onProgress,
    })
    const lock = new pg.Client({
      connectionString: url(cluster.port, owner, password, 'postgres'),
      application_name: 'suyuan-lock',
    })
    lock.on('error', () => {})
    try {
      await lock.connect()
      await takeLock(lock, config.dataDir)
      await makeDatabase(lock, databaseAppPassword)
    } catch (err) {
      await lock.end().catch(() => {})
      if (err instanceof DatabaseError) throw err
      // the one who had it was just stopping it: start it again
      if (cluster.reused && attempt < 3) continue
      if (!cluster.reused) await cluster.stop().catch(() => {})
      throw new DatabaseError(`the embedded database under ${config.dataDir} does not let us in (${whyNot(err)})`)
    }
    return {
      appUrl: url(cluster.port, app, databaseAppPassword, name),
      ownerUrl: url(cluster.port, owner, password, name),
      appRole: app,
      close: async () => {
        // the lock is held to the end: nobody may begin to use a server that is about to stop
        await cluster.stop()
        await lock.end().catch(() => {})
      },
    }
  }
}

/**
 * Takes the lock that is held as long as this process lives: on a left-over server nobody has it, a second start finds
 * it taken. @throws DatabaseError then.
 */
async function takeLock(lock: pg.Client, dataDir: string): Promise<void> {
  for (const end = Date.now() + patience; ; await sleep(100)) {
    const { rows } = await lock.query<{ got: boolean }>(
      "select pg_try_advisory_lock(hashtext('suyuan.running')) as got",
    )
    if (rows[0]!.got) return
    if (Date.now() > end)
      throw new DatabaseError(
        `another Suyuan is already running on ${dataDir}: stop it first, or choose another DATA_DIR`,
      )
  }
}

async function makeDatabase(db: pg.Client, appPassword: string): Promise<void> {
  const has = async (sql: string, values: string[]) => (await db.query(sql, values)).rowCount === 1
  if (!(await has('select 1 from pg_roles where rolname = $1', [app])))
    await db.query(`create role ${app} login password '${appPassword}'`)
  if (!(await has('select 1 from pg_roles where rolname = $1', [keeperRole])))
    await db.query(`create role ${keeperRole} nologin`)
  if (!(await has('select 1 from pg_database where datname = $1', [name])))
    await db.query(`create database ${name} owner ${owner}`)
}
