import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId, stableId } from './id.ts'

const uuid = (version: number) =>
  new RegExp(`^[0-9a-f]{8}-[0-9a-f]{4}-${version}[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

test('new ids sort by when they were made, also when the clock stands still or is set back', () => {
  const now = Date.now()
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5000, max: 50 }), { minLength: 2, maxLength: 50 }), (offsets) => {
      const ids = offsets.map((o) => newId(now + o))
      expect(ids).toEqual([...ids].sort())
      expect(ids.every((id) => uuid(7).test(id))).toBe(true)
    }),
  )
})

test('twenty thousand ids of one millisecond are different and in order', () => {
  const at = Date.now() + 60_000
  const ids = Array.from({ length: 20_000 }, () => newId(at))
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual([...ids].sort())
  // what is borrowed from the future stays small
  expect(Number.parseInt(ids.at(-1)!.replace('-', '').slice(0, 12), 16) - at).toBeLessThan(10)
})

test('an id holds the millisecond it was made in', () => {
  const later = Date.now() + 3_600_000
  expect(Number.parseInt(newId(later).replace('-', '').slice(0, 12), 16)).toBe(later)
})

test('a stable id depends on the text alone', () => {
  expect(stableId('urn:a')).toBe(stableId('urn:a'))
  expect(stableId('urn:a')).not.toBe(stableId('urn:b'))
  expect(stableId('urn:a')).toMatch(uuid(8))
})
