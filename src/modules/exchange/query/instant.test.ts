import { expect, test } from 'vitest'
import { instantKey, nearby } from './instant.ts'

test('a time of the database is near a bound within one microsecond of it, whatever digits it is written with', () => {
  const near = nearby(instantKey('2026-03-01T08:30:00.0000004+08:00')!)
  const at = (time: string) => near(`2026-03-01T00:30:${time}Z`)
  expect([at('00'), at('00.000001'), near('2026-03-01T00:29:59.999999Z')]).toEqual([true, true, true])
  expect([at('00.000002'), at('00.1'), at('01'), near('2026-03-01T00:29:59.999998Z')]).toEqual(Array(4).fill(false))
  const between = nearby(instantKey('2026-03-01T00:30:00.12Z')!)
  expect(['00.12', '00.119999', '00.120001'].map((t) => between(`2026-03-01T00:30:${t}Z`))).toEqual(Array(3).fill(true))
  expect(['00.119998', '00.120002', '00'].map((t) => between(`2026-03-01T00:30:${t}Z`))).toEqual(Array(3).fill(false))
})
