import { once } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

export type Row = Readonly<Record<string, unknown>>
/** Takes rows, by table and column as the database names them, and writes them when there are many. */
export type Sink = {
  add: (table: string, row: Row) => void
  /** Writes when enough is waiting; with `all`, whatever is, and to its end. */
  flush: (all?: boolean) => Promise<void>
  /** How many rows of each table were taken. */
  counts: ReadonlyMap<string, number>
}

const ENOUGH = 60_000
/** Characters handed to the connection at once. */
const CHUNK = 1 << 20

/**
 * Bulk loading by COPY. Rows of all tables that belong together are written in one transaction, so a load that is cut
 * short leaves no half of anything. While one lot is written the next is made. Every row of a table has the columns of
 * its first one.
 */
export function sinkTo(db: pg.Client): Sink {
  let waiting = new Map<string, string[]>()
  const columns = new Map<string, string[]>()
  const counts = new Map<string, number>()
  let count = 0
  let writing: Promise<void> = Promise.resolve()
  let fault: unknown
  const write = async (lot: Map<string, string[]>) => {
    await db.query('begin')
    for (const [table, rows] of lot) await copyRows(db, table, columns.get(table)!, rows)
    await db.query('commit')
  }
  return {
    counts,
    add(table, row) {
      let names = columns.get(table)
      if (!names) columns.set(table, (names = Object.keys(row)))
      const line = names.map((n) => copyText(row[n])).join('\t')
      const rows = waiting.get(table)
      if (rows) rows.push(line)
      else waiting.set(table, [line])
      counts.set(table, (counts.get(table) ?? 0) + 1)
      count++
    },
    async flush(all = false) {
      // the connection gets its turn
      await turn()
      if (fault !== undefined) throw fault
      if (count < ENOUGH && !all) return
      await writing
      if (fault !== undefined) throw fault
      const lot = waiting
      waiting = new Map()
      count = 0
      writing = write(lot).catch((err: unknown) => {
        fault = err
      })
      if (!all) return
      await writing
      if (fault !== undefined) throw fault
    },
  }
}

/** `copy <table> (…) from stdin`: lines in PostgreSQL's text format, made by `copyText`. */
export async function copyRows(
  db: pg.ClientBase,
  table: string,
  columns: readonly string[],
  lines: readonly string[],
): Promise<void> {
  const stream = db.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`))
  const done = once(stream, 'finish')
  done.catch(() => {})
  let chunk: string[] = []
  let size = 0
  for (const line of lines) {
    chunk.push(line)
    size += line.length
    if (size < CHUNK) continue
    if (!stream.write(`${chunk.join('\n')}\n`)) await Promise.race([once(stream, 'drain'), done])
    chunk = []
    size = 0
  }
  stream.end(chunk.length ? `${chunk.join('\n')}\n` : '')
  await done
}

const special = /[\\\t\n\r]/
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const escaped = (text: string) => (special.test(text) ? text.replace(/[\\\t\n\r]/g, (c) => escapes[c]!) : text)
const inArray = (v: unknown) => (v === null ? 'NULL' : `"${String(v).replace(/["\\]/g, (c) => `\\${c}`)}"`)

/** A value in COPY's text format: a list is an array, another object JSON, bytes a bytea. */
export function copyText(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'string') return escaped(value)
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`
  if (Array.isArray(value)) return escaped(`{${value.map(inArray).join(',')}}`)
  return escaped(typeof value === 'object' ? JSON.stringify(value) : String(value))
}
