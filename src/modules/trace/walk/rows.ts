import type { RawBuilder } from 'kysely'
import type { Db } from '../../../platform/db.ts'

/** Rows as the driver gives them: with thousands of rows, renaming every column of every row is most of the work. */
export async function rawRows<Row>(db: Db, statement: RawBuilder<Row>): Promise<Row[]> {
  return (await statement.execute(db.withoutPlugins())).rows
}
