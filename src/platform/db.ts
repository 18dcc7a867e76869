import {
  CamelCasePlugin,
  Kysely,
  type LogEvent,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  PostgresDialect,
  RawNode,
  type Transaction,
  type UnknownRow,
  ValueNode,
} from 'kysely'
import pg from 'pg'
import type { DB } from './db-types.ts'
import { preparing } from './prepared.ts'

// Nothing between the database and the screen turns a time into Date or a quantity into a float.
// timestamptz: '2026-01-01 08:00:00.123456+00' → '2026-01-01T08:00:00.123456Z' (connections run in UTC).
const iso = (s: string) => (s.endsWith('+00') ? `${s.slice(0, 10)}T${s.slice(11, -3)}Z` : s.replace(' ', 'T'))
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, iso)
types.setTypeParser(pg.types.builtins.DATE, (s) => s)
types.setTypeParser(pg.types.builtins.NUMERIC, (s) => s)
types.setTypeParser(pg.types.builtins.INT8, (s) => s)

/** Enough to read. */
export type Db = Kysely<DB>
/** Needed to write: a write outside a transaction does not compile. */
export type Tx = Transaction<DB>

/** Snake case in the database, camel case here. A statement written out with nothing but values in it has no names to turn. */
class ColumnNames extends CamelCasePlugin {
  override transformQuery(args: PluginTransformQueryArgs) {
    const { node } = args
    return RawNode.is(node) && node.parameters.every(ValueNode.is) ? node : super.transformQuery(args)
  }
  /** The rows of an answer have the same columns: their names are turned once, what stands in them is left alone. */
  override async transformResult({ result }: PluginTransformResultArgs) {
    const [first] = result.rows
    if (first === undefined) return result
    const columns = Object.keys(first)
    const names = columns.map((c) => this.camelCase(c))
    if (columns.every((c, i) => c === names[i])) return result
    const rows = result.rows.map((row) => {
      const turned: UnknownRow = {}
      for (let i = 0; i < columns.length; i++) turned[names[i]!] = row[columns[i]!]
      return turned
    })
    return { ...result, rows }
  }
}

export type ConnectOptions = {
  max?: number
  /** Each statement answered and the milliseconds it took, for the query lint and the benchmarks. */
  onStatement?: (sql: string, parameters: readonly unknown[], ms: number) => void
}

/** A pool of connections as the given role. `max` connections, each in UTC, with statement limits against a lost client. */
export function connect(url: string, { max = 10, onStatement }: ConnectOptions = {}): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    options: '-c timezone=UTC -c idle_in_transaction_session_timeout=60000',
    application_name: 'suyuan',
    // a server that does not even refuse: whoever asked is told, instead of waiting for as long as TCP does
    connectionTimeoutMillis: 30_000,
  })
  // an idle connection that the server closed is no reason to die; the next query reports it
  pool.on('error', () => {})
  // nor is one that ends between two statements of a command: its next statement is refused
  pool.on('connect', (client) => client.on('error', () => {}))
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: preparing(pool) }),
    plugins: [new ColumnNames({ maintainNestedObjectKeys: true })],
    ...(onStatement
      ? { log: (e: LogEvent) => onStatement(e.query.sql, e.query.parameters, e.queryDurationMillis) }
      : {}),
  })
  pools.set(db, pool)
  return db
}

/** What stands for the database under a Db and its transactions, to remember what never changes in it. */
export const databaseOf = (db: Db | Tx): object => db.getExecutor().adapter

const pools = new WeakMap<Db, pg.Pool>()

/**
 * The connections under a Db, for a statement that is sent so often that it must be prepared by name: Kysely has the
 * server parse and plan each statement anew. Such a statement is linted by its module's own test.
 */
export function poolOf(db: Db): pg.Pool {
  const pool = pools.get(db)
  if (!pool) throw new Error('not a Db of connect()')
  return pool
}
