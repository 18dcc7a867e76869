import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/db.ts'

/** Rows as the driver gives them: with thousands of rows, renaming every column of every row is most of the work. */
export async function rawRows<Row>(db: Db, statement: RawBuilder<Row>): Promise<Row[]> {
  return (await statement.execute(db.withoutPlugins())).rows
}

/** Ids as one array parameter. Written out here: the driver would quote and escape each of a thousand ids. */
export const uuids = (ids: Iterable<string>): RawBuilder<string[]> => sql`${`{${[...ids].join(',')}}`}::uuid[]`

/** Sorts by a text that is made once for each, not at every comparison. */
export function sortedBy<T>(list: readonly T[], keyOf: (item: T) => string): T[] {
  return list
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map((x) => x.item)
}

/** An instant as PostgreSQL gives it, so that it sorts as text: `…:00Z` before `…:00.5Z`. */
export const sortable = (iso: string): string => iso.slice(0, -1)
