import { aiEntry, aiLength, type Component } from './ai.ts'
import { keySegments } from './digital-link.ts'
import type { Element } from './elements.ts'
import { valueProblem } from './linters.ts'
import { decodePercent } from './percent.ts'

/**
 * The compressed form of a Digital Link (GS1 Digital Link: compression), read only: we never write one. The last segment
 * of the path is base 64 of bits: AIs in four bits a digit or a code for a common sequence, then their values.
 */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const HEX = '0123456789abcdef'

/** Codes with a hexadecimal digit stand for a sequence of AIs. Those of one row differ in the last digit of the last AI. */
const SEQUENCES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['0A', ['01', '22']],
  ['0B', ['01', '10']],
  ['0C', ['01', '21']],
  ['0D', ['01', '17']],
  ['0E', ['01', '7003']],
  ['0F', ['01', '30']],
  ['1A', ['01', '10', '21', '17']],
  ['1B', ['01', '15']],
  ['1C', ['01', '11']],
  ['1D', ['01', '16']],
  ['1E', ['01', '91']],
  ['1F', ['01', '10', '15']],
  ['9A', ['8010', '8011']],
  ['9B', ['8017', '8019']],
  ['9C', ['8018', '8019']],
  ['9D', ['414', '254']],
  ...[...'ABCDEF'].map((c, i) => [`2${c}`, ['01', `310${i}`]] as const),
  ...[...'ABCDEF'].map((c, i) => [`3${c}`, ['01', `320${i}`]] as const),
  ...[...'0123456789'].map((c) => [`A${c}`, ['01', `392${c}`]] as const),
  ...[...'0123456789'].map((c) => [`C${c}`, ['255', `390${c}`]] as const),
  ...[...'ABCD'].map((c, i) => [`C${c}`, ['255', `394${i}`]] as const),
])

class Bits {
  private at = 0
  private readonly bits: string
  constructor(text: string) {
    this.bits = [...text].map((c) => ALPHABET.indexOf(c).toString(2).padStart(6, '0')).join('')
  }
  get left(): number {
    return this.bits.length - this.at
  }
  take(count: number): string {
    if (count > this.left) throw new RangeError('the compressed link ends too early')
    this.at += count
    return this.bits.slice(this.at - count, this.at)
  }
  number(count: number): number {
    return count === 0 ? 0 : Number.parseInt(this.take(count), 2)
  }
  hex(): string {
    return this.number(4).toString(16).toUpperCase()
  }
  /** What is left is only what fills up the last character. */
  isAtEnd(): boolean {
    return this.left <= 8 && !this.bits.slice(this.at).includes('1')
  }
}

const bitsOfLength = (max: number) => Math.ceil(Math.log2(max) + 0.01)
const bitsOfDigits = (count: number) => (count === 0 ? 0 : Math.ceil(count * Math.log2(10) + 0.01))

function digits(bits: Bits, count: number): string {
  if (count === 0) return ''
  const text = BigInt(`0b${bits.take(bitsOfDigits(count))}`).toString()
  if (text.length > count) throw new RangeError('more digits than said')
  return text.padStart(count, '0')
}

/** Characters in one of the five encodings: digits, hexadecimal small and capital, base 64, seven bits. */
function characters(bits: Bits, encoding: number, count: number): string {
  if (encoding === 0) return digits(bits, count)
  const read = (width: number, character: (n: number) => string) =>
    Array.from({ length: count }, () => character(bits.number(width))).join('')
  if (encoding === 1) return read(4, (n) => HEX[n]!)
  if (encoding === 2) return read(4, (n) => HEX[n]!.toUpperCase())
  if (encoding === 3) return read(6, (n) => ALPHABET[n]!)
  if (encoding === 4) return read(7, (n) => String.fromCharCode(n))
  throw new RangeError('there is no such encoding')
}

/** How the bits of a value are laid out: neighbours of one repertoire are one field. */
function fieldsOf(components: readonly Component[]): { numeric: boolean; length: number; fixed: boolean }[] {
  const fields: { numeric: boolean; length: number; fixed: boolean }[] = []
  for (const part of components) {
    const numeric = part.repertoire === 'N'
    const fixed = !part.optional && part.min === part.max
    const last = fields.at(-1)
    if (last && last.numeric === numeric && (last.fixed === fixed || !numeric)) {
      last.length += part.max
      last.fixed &&= fixed
    } else fields.push({ numeric, length: part.max, fixed })
  }
  return fields
}

function value(bits: Bits, ai: string): Element {
  const entry = aiEntry(ai)
  if (!entry) throw new RangeError('there is no such AI')
  let text = ''
  for (const { numeric, length, fixed } of fieldsOf(entry.components)) {
    if (numeric) text += digits(bits, fixed ? length : bits.number(bitsOfLength(length)))
    else {
      const encoding = bits.number(3)
      text += characters(bits, encoding, fixed ? length : bits.number(bitsOfLength(length)))
    }
  }
  if (valueProblem(entry, text)) throw new RangeError('the value is wrong')
  return { ai, value: text }
}

/** A parameter that is no AI: its name and value, read to get past it. */
function skipParameter(bits: Bits, first: number): void {
  const nameLength = (first << 3) | bits.number(3)
  bits.take(6 * nameLength)
  const encoding = bits.number(3)
  characters(bits, encoding, bits.number(7))
}

function elementsOf(text: string, order: (ais: readonly string[]) => readonly string[]): Element[] {
  const bits = new Bits(text)
  const elements: Element[] = []
  while (!bits.isAtEnd()) {
    const [first, second] = [bits.hex(), bits.hex()]
    const sequence = SEQUENCES.get(first + second)
    if (sequence) for (const ai of order(sequence)) elements.push(value(bits, ai))
    else if (first === 'F') skipParameter(bits, Number.parseInt(second, 16))
    else {
      let ai = first + second
      const length = aiLength(ai)
      if (length === undefined) throw new RangeError('there is no such AI')
      while (ai.length < length) ai += bits.hex()
      elements.push(value(bits, ai))
    }
  }
  return elements
}

/**
 * The elements of a compressed Digital Link, wholly compressed or behind an uncompressed key; undefined when it is none.
 * To be asked only where a link is expected: about one random word in some thousands looks like a compressed link.
 */
export function decompressLink(address: string): readonly Element[] | undefined {
  const path = /^https?:\/\/[^/?#\s]+(\/[^?#\s]*)/i.exec(address)?.[1]
  const segments = path?.split('/').slice(1) ?? []
  const packed = segments.at(-1) ?? ''
  if (!/^[A-Za-z0-9_-]{4,200}$/.test(packed)) return undefined
  const before: Element[] = []
  const key = keySegments(`/${segments.slice(0, -1).join('/')}`)
  if (key) {
    const entry = aiEntry(key[0]!)
    const text = key.length === 2 ? decodePercent(key[1]!) : undefined
    if (!entry || text === undefined || valueProblem(entry, text)) return undefined
    before.push({ ai: entry.ai, value: text })
  }
  // the tool of GS1 that made the first links sorts a sequence, the standard's table does not
  for (const order of [(ais: readonly string[]) => ais, (ais: readonly string[]) => [...ais].sort()]) {
    try {
      const elements = [...before, ...elementsOf(packed, order)]
      if (elements.length > before.length && elements.some((e) => aiEntry(e.ai)!.qualifiers)) return elements
    } catch (err) {
      if (!(err instanceof RangeError)) throw err
    }
  }
  return undefined
}
