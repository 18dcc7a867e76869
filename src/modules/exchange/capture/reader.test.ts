import { expect, test } from 'vitest'
import type { Prepared } from './prepare.ts'
import { keepPrepared, takePrepared } from './reader.ts'

const document = (): Prepared => ({ bare: false, events: [], vocabularies: [], problems: [] })
const MiB = 1024 * 1024

test('what no job asked for makes room for what comes later; one kept twice counts once', () => {
  const [first, again, last] = [document(), document(), document()]
  keepPrepared('first', first, 20 * MiB)
  keepPrepared('again', again, 10 * MiB)
  for (let i = 0; i < 10; i++) keepPrepared('again', again, 10 * MiB)
  expect(takePrepared('first')).toBe(first)
  keepPrepared('first', first, 20 * MiB)
  // the oldest goes
  keepPrepared('last', last, 16 * MiB)
  expect(takePrepared('again')).toBeUndefined()
  expect(takePrepared('first')).toBeUndefined()
  expect(takePrepared('last')).toBe(last)
  expect(takePrepared('last')).toBeUndefined()
  keepPrepared('whole', first, 32 * MiB)
  expect(takePrepared('whole')).toBe(first)
  keepPrepared('larger', first, 32 * MiB + 1)
  expect(takePrepared('larger')).toBeUndefined()
})
