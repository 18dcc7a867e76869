import type pg from 'pg'

export type Row = Readonly<Record<string, unknown>>
/** Takes rows, by table and column as the database names them, and writes them when there are many. */
export type Sink = {
  add: (table: string, row: Row) => void
  /** Writes when enough is waiting; with `all`, whatever is. */
  flush: (all?: boolean) => Promise<void>
  /** How many rows of each table were taken. */
  counts: ReadonlyMap<string, number>
}

const ENOUGH = 20_000
const STATEMENT = 2_000

/**
 * Bulk loading: a statement takes up to 2,000 rows as one JSON value that PostgreSQL reads by the table's own column
 * types. Rows of all tables that belong together are written in one transaction, so a load that is cut short leaves no
 * half of anything.
 */
export function sinkTo(db: pg.Client): Sink {
  const waiting = new Map<string, Row[]>()
  const counts = new Map<string, number>()
  let count = 0
  return {
    counts,
    add(table, row) {
      const rows = waiting.get(table)
      if (rows) rows.push(row)
      else waiting.set(table, [row])
      counts.set(table, (counts.get(table) ?? 0) + 1)
      count++
    },
    async flush(all = false) {
      if (count < ENOUGH && !all) return
      await db.query('begin')
      for (const [table, rows] of waiting) {
        const columns = Object.keys(rows[0]!).join(', ')
        for (let from = 0; from < rows.length; from += STATEMENT)
          await db.query(
            `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1)`,
            [JSON.stringify(rows.slice(from, from + STATEMENT))],
          )
      }
      await db.query('commit')
      waiting.clear()
      count = 0
    },
  }
}
