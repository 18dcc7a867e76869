/** A repeatable source of chance: the same seed gives the same numbers on every machine. */
export type Random = {
  /** A whole number from `from` to `to`, both included. */
  between: (from: number, to: number) => number
  /** True in this share of cases. */
  chance: (share: number) => boolean
  pick: <T>(list: readonly T[]) => T
  /** The first ones far more often than the last: half of all picks fall on the first eighth. */
  skewed: <T>(list: readonly T[]) => T
  bytes: (n: number) => Uint8Array
  /** A UUIDv7 of a moment (ms since 1970): sorted by time, as the platform's own ids are. */
  id: (at: number) => string
}

/** Numbers by mulberry32: 2^32 of them before they repeat, a few nanoseconds each. */
export function randomOf(seed: number): Random {
  let a = seed | 0
  const word = () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }
  const share = () => word() / 4294967296
  const hex = (digits: number) => word().toString(16).padStart(8, '0').slice(0, digits)
  return {
    between: (from, to) => from + Math.floor(share() * (to - from + 1)),
    chance: (s) => share() < s,
    pick: (list) => list[Math.floor(share() * list.length)]!,
    skewed: (list) => list[Math.floor(share() ** 3 * list.length)]!,
    bytes: (n) => Uint8Array.from({ length: n }, () => word() & 0xff),
    id: (at) => {
      const ms = at.toString(16).padStart(12, '0')
      return `${ms.slice(0, 8)}-${ms.slice(8)}-7${hex(3)}-${'89ab'[word() & 3]}${hex(3)}-${hex(8)}${hex(4)}`
    },
  }
}
