import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/app.ts'
import { connect, type Db } from './db.ts'

let db: Db
let drop: () => Promise<void>
beforeAll(async () => {
  const made = await testDatabase()
  drop = made.drop
  db = connect(made.appUrl, { max: 1 })
})
afterAll(async () => {
  await db.destroy()
  await drop()
})

const prepared = async () =>
  (await sql<{ statement: string }>`select statement from pg_prepared_statements order by 1`.execute(db)).rows.map(
    (r) => r.statement,
  )

test('a statement that commands send again and again is prepared; a list’s is planned anew, and so is one that is rare', async () => {
  for (let i = 0; i < 5; i++) {
    await db.transaction().execute((tx) => sql`select ${i}::int as often`.execute(tx))
    await sql`select ${i}::int as outside`.execute(db)
    await sql`/* by keys */ select ${i}::int as by_keys`.execute(db)
  }
  await db.transaction().execute((tx) => sql`select ${1}::int as rare`.execute(tx))
  expect(await prepared()).toEqual(['/* by keys */ select $1::int as by_keys', 'select $1::int as often'])
})

test('after a refused command the same connection goes on, its statements still prepared', async () => {
  await expect(
    db.transaction().execute(async (tx) => {
      await sql`select ${1}::int as often`.execute(tx)
      await sql`select ${0}::int / 0`.execute(tx)
    }),
  ).rejects.toMatchObject({ code: '22012' })
  const { rows } = await db.transaction().execute((tx) => sql<{ often: number }>`select ${7}::int as often`.execute(tx))
  expect(rows).toEqual([{ often: 7 }])
  await sql`select ${1}::int as outside`.execute(db)
  expect(await prepared()).toContain('select $1::int as often')
  expect(await prepared()).not.toContain('select $1::int as outside')
})

test('texts that differ each time fill no memory: at most 300 are prepared', async () => {
  for (let i = 0; i < 310; i++)
    for (let times = 0; times < 3; times++) await db.transaction().execute((tx) => sql.raw(`select ${i}`).execute(tx))
  for (let i = 0; i < 310; i++)
    for (let times = 0; times < 3; times++)
      await db.transaction().execute((tx) => sql`select ${i}::int + ${sql.raw(String(i))}`.execute(tx))
  expect((await prepared()).length).toBe(300)
})
