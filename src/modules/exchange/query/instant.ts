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
const microsOf = (key: string): number => Date.parse(`${key.slice(0, 23)}Z`) * 1000 + Number(key.slice(23, 26))

/**
 * Whether a time as the database has it (`2026-03-01T00:30:00.12Z`, up to six digits, no zeros behind them) is a
 * microsecond or less from that one; by their texts, which sort as the times do.
 */
export function nearby(key: string): (time: string) => boolean {
  const at = microsOf(key)
  const [low, high] = [at - 1, at + 1].map(textOf) as [string, string]
  return (time) => {
    const text = time.slice(0, -1)
    return text >= low && text <= high
  }
}

function textOf(micros: number): string {
  const seconds = Math.floor(micros / 1e6)
  const fraction = String(micros - seconds * 1e6)
    .padStart(6, '0')
    .replace(/0+$/, '')
  return `${new Date(seconds * 1000).toISOString().slice(0, -5)}${fraction && `.${fraction}`}`
}
