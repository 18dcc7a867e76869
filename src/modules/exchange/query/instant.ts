import { instantOf } from '../../../kernel/epcis/time.ts'

/** More digits than any time has: then texts of one length sort as the instants do. */
const digits = 20

/** A text that names an instant, as something that sorts and compares as the instants do; undefined for any other. */
export function instantKey(text: string): string | undefined {
  const utc = instantOf(text)
  return utc === undefined ? undefined : `${utc.slice(0, 20)}${utc.slice(20, -1).padEnd(digits, '0')}`
}

/** The instant of a key for PostgreSQL, which keeps microseconds: rounded down. */
export const microsecondOf = (key: string): string => `${key.slice(0, 26)}Z`

/** A key as microseconds since 1970, rounded down. */
export const microsOf = (key: string): number => Date.parse(`${key.slice(0, 23)}Z`) * 1000 + Number(key.slice(23, 26))

/** A time as the database has it (`2026-03-01T00:30:00.12Z`, up to six digits behind the point), in the same microseconds. */
export const storedMicros = (time: string): number =>
  Date.parse(`${time.slice(0, 19)}Z`) * 1000 + Number(time.slice(20, -1).padEnd(6, '0'))
