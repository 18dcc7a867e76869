/** Microseconds since 1970 of an ISO instant in UTC with up to six decimals, as PostgreSQL and our clock write it. */
export function microsOf(iso: string): bigint {
  const match = /^(.*T\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,6}))?(Z|[+-]\d\d:\d\d)$/.exec(iso)
  if (!match) throw new RangeError(`not an instant: ${iso}`)
  return BigInt(Date.parse(match[1]! + match[3]!)) * 1000n + BigInt((match[2] ?? '').padEnd(6, '0'))
}

/** The ISO instant in UTC of a count of microseconds since 1970. */
export function isoOf(micros: bigint): string {
  const seconds = new Date(Number(micros / 1_000_000n) * 1000).toISOString().slice(0, 19)
  return `${seconds}.${String(micros % 1_000_000n).padStart(6, '0')}Z`
}

/** One spelling of an instant, to the microsecond, whatever zone and digits it came with; finer ones are cut off. */
export function instantOf(iso: string): string {
  const at = iso.replace(/(\.\d{6})\d+/, '$1').replace(/([+-]\d\d)(\d\d)$/, '$1:$2')
  return isoOf(microsOf(at))
}

/** −1, 0 or 1 as instant a is before, at or after instant b. */
export function compareTimes(a: string, b: string): -1 | 0 | 1 {
  const x = microsOf(a)
  const y = microsOf(b)
  return x < y ? -1 : x > y ? 1 : 0
}

/**
 * The record time of a change: now, or one microsecond after the last change of any holding it touches. So the record
 * times of one holding only go up, whatever the clocks of the nodes say and however long a command waited for a lock.
 */
export function recordTime(now: string, lastChanges: Iterable<string>): string {
  let at = microsOf(now)
  for (const last of lastChanges) {
    const after = microsOf(last) + 1n
    if (after > at) at = after
  }
  return isoOf(at)
}
