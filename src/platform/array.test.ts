import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { arrayText } from './array.ts'

let db: pg.Client
beforeAll(async () => {
  db = new pg.Client(inject('cluster').owner.replace('{database}', 'postgres'))
  await db.connect()
})
afterAll(() => db.end())

test('PostgreSQL reads back what was written, whatever the text', async () => {
  const text = fc.string({ unit: 'grapheme' }).map((s) => s.replaceAll('\0', ''))
  const odd = fc.constantFrom('NULL', 'null', '', '{}', '"', '\\', '\\"', ',', ' a ', '{a,b}', '中文\n')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(text, odd, fc.constant(null))), async (values) => {
      const { rows } = await db.query('select $1::text[] as v', [arrayText(values, false)])
      expect(rows[0].v).toEqual(values)
    }),
  )
  const bytes = [Buffer.from([0, 34, 92, 255]), null, Buffer.alloc(0)]
  const { rows } = await db.query('select $1::bytea[] as b, $2::uuid[] as u, $3::numeric[] as n, $4::boolean[] as t', [
    arrayText(bytes, false),
    arrayText(['00000000-0000-4000-8000-000000000001', null], true),
    arrayText(['-1.50', 2], true),
    arrayText([true, false, null], true),
  ])
  expect(rows[0]).toMatchObject({ b: bytes, u: ['00000000-0000-4000-8000-000000000001', null], t: [true, false, null] })
  expect(rows[0].n.map(Number)).toEqual([-1.5, 2])
})
