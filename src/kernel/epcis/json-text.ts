import { exactNumber, plainDecimal } from './number.ts'

export type JsonLimits = { depth: number; length: number }
export type ParsedJson =
  | { value: unknown }
  | { refused: 'json_malformed' | 'too_deep' | 'too_large' | 'number_out_of_range'; detail?: string }

const quote = 0x22
const backslash = 0x5c

/** A look at the text before it is parsed: how deep it nests, and whether its numbers need more than a double. */
function look(text: string, depth: number): 'deep' | 'exact' | 'plain' | 'range' {
  let level = 0
  let exact = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === quote) {
      for (i++; i < text.length; i++) {
        const s = text.charCodeAt(i)
        if (s === backslash) i++
        else if (s === quote) break
      }
    } else if (c === 0x7b || c === 0x5b) {
      if (++level > depth) return 'deep'
    } else if (c === 0x7d || c === 0x5d) level--
    else if (c === 0x2d || (c >= 0x30 && c <= 0x39)) {
      const from = i
      while (i + 1 < text.length && /[\d.eE+-]/.test(text[i + 1]!)) i++
      const length = i + 1 - from
      if (length > 15 || (length > 2 && /[eE]/.test(text.slice(from, i + 1)))) {
        const token = text.slice(from, i + 1)
        if (/[eE]/.test(token) && plainDecimal(token) === undefined) return 'range'
        exact = true
      }
    }
  }
  return exact ? 'exact' : 'plain'
}

type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown
const keepDigits: Reviver = (_key, value, { source }) =>
  typeof value === 'number' && source !== undefined ? exactNumber(value, source) : value

/**
 * JSON text → value. Never throws; a number beyond a double keeps its digits (number.ts); a byte order mark is skipped.
 * A repeated key counts once, with its last value (RFC 8259 §4 leaves it open); `__proto__` is a key like any other.
 */
export function parseJson(text: string, limits: JsonLimits): ParsedJson {
  if (text.length > limits.length) return { refused: 'too_large' }
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  const kind = look(body, limits.depth)
  if (kind === 'deep') return { refused: 'too_deep' }
  if (kind === 'range') return { refused: 'number_out_of_range' }
  try {
    return {
      value: kind === 'exact' ? JSON.parse(body, keepDigits as (key: string, v: unknown) => unknown) : JSON.parse(body),
    }
  } catch (e) {
    return { refused: 'json_malformed', detail: e instanceof Error ? e.message.slice(0, 200) : '' }
  }
}
