import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type pg from 'pg'

/** Statements that are prepared at most, for the process: each costs every connection some memory. */
const most = 300
/** Times a text must have been sent in commands before it is worth a name. */
const often = 3

const byKeys = '/* by keys */'

type Answer<R> = Promise<PostgresQueryResult<R>> | PostgresCursor<R>

/**
 * The pool, with the statements of commands prepared by name once they come again: the server parses and plans them
 * once a connection and not each time (a sale is nearly twice as fast). Only inside a transaction, or where the text
 * begins with `/* by keys *\/`: there rows are found by their keys and one plan is as good for all values, whereas the
 * statement of a list or a search is better planned for the values it is asked with.
 */
export function preparing(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>()
  const seen = new Map<string, number>()
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text)
    if (known !== undefined || names.size >= most) return known
    const count = (seen.get(text) ?? 0) + 1
    // texts that differ each time (a row more, a row less) must not fill the memory
    if (seen.size > 10 * most) seen.clear()
    if (count < often) {
      seen.set(text, count)
      return undefined
    }
    seen.delete(text)
    const name = `suyuan_${names.size}`
    names.set(text, name)
    return name
  }

  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  const wrapped = (client: pg.PoolClient): PostgresPoolClient => {
    const known = clients.get(client)
    if (known) return known
    let inTransaction = false
    function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>
    function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
    function query<R>(text: string | PostgresCursor<R>, values: readonly unknown[] = []): Answer<R> {
      if (typeof text !== 'string') throw new Error('a list is read by pages, not with a cursor')
      if (/^(?:begin|start transaction)\b/.test(text)) inTransaction = true
      else if (/^(?:commit|rollback)$/.test(text)) inTransaction = false
      const name = (inTransaction || text.startsWith(byKeys)) && values.length ? nameOf(text) : undefined
      const statement = { ...(name === undefined ? {} : { name }), text, values: values as unknown[] }
      return client.query(statement) as unknown as Promise<PostgresQueryResult<R>>
    }
    const made: PostgresPoolClient = { query, release: (destroy) => client.release(destroy) }
    clients.set(client, made)
    return made
  }
  return { options: pool.options, connect: async () => wrapped(await pool.connect()), end: () => pool.end() }
}
