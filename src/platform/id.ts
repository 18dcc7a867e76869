import { createHash, randomBytes } from 'node:crypto'

function format(b: Buffer): string {
  const hex = b.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

let lastMs = 0
let counter = 0

/** A UUIDv7: unique anywhere and sorted by when it was made, also within one millisecond of one process (RFC 9562 §5.7). */
export function newId(now = Date.now()): string {
  const b = randomBytes(16)
  if (now > lastMs) {
    lastMs = now
    counter = 0
  } else counter++
  // 12 counter bits a millisecond; past that, borrow from the future rather than lose the order
  if (counter > 0xfff) {
    lastMs++
    counter = 0
  }
  b.writeUIntBE(lastMs, 0, 6)
  b[6] = 0x70 | (counter >> 8)
  b[7] = counter & 0xff
  b[8] = (b[8]! & 0x3f) | 0x80
  return format(b)
}

/** A UUIDv8 from SHA-256: the same text has the same id wherever it is heard of first (core.md §1, RFC 9562 §5.8). */
export function stableId(text: string): string {
  const b = createHash('sha256').update(text).digest().subarray(0, 16)
  b[6] = (b[6]! & 0x0f) | 0x80
  b[8] = (b[8]! & 0x3f) | 0x80
  return format(b)
}
