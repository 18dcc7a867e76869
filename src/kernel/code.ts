import { dammDigit, dammHolds } from './damm.ts'

/**
 * Our code scheme, version 1: 20 digits.
 * 1 version `1` · 1 kind · 17 random · 1 Damm check digit over the first 19.
 * The 17 digits are uniformly random, so a code tells a stranger nothing about volume, person or sequence, and with
 * 10^10 codes of a kind issued a made-up one was issued with probability 10^10 / 10^17 = 10^-7.
 */
export const CODE_LENGTH = 20
const VERSION = '1'
const RANDOM_DIGITS = 17

/** What a code names, by its second digit. 2 is reserved for pieces 单品, which are not issued in this version. */
const KIND_DIGITS = { batch: '1', subject: '3', voucher: '4', certificate: '5' } as const
export type CodeKind = keyof typeof KIND_DIGITS
export const codeKinds = Object.keys(KIND_DIGITS) as CodeKind[]
const KIND_OF_DIGIT = new Map<string, CodeKind>(codeKinds.map((kind) => [KIND_DIGITS[kind], kind]))

/** `n` random bytes. The caller brings a cryptographic source: the kernel has none. */
export type RandomBytes = (n: number) => Uint8Array

export type CodeReason =
  | 'code.other_address'
  | 'code.not_digits'
  | 'code.wrong_length'
  | 'code.unknown_version'
  | 'code.unknown_kind'
  | 'code.wrong_check_digit'

export type ParsedCode =
  | { readonly ok: true; readonly kind: CodeKind; readonly code: string }
  | { readonly ok: false; readonly reason: CodeReason }

/** `count` digits, each of the ten equally likely: bytes from 250 up are thrown away, as 256 is no multiple of 10. */
function randomDigits(count: number, random: RandomBytes): string {
  let digits = ''
  while (digits.length < count) {
    for (const byte of random(count - digits.length)) {
      if (byte < 250 && digits.length < count) digits += String(byte % 10)
    }
  }
  return digits
}

/**
 * A new code of one kind. Among 10^10 codes some 500 pairs collide by chance, so the caller inserts under a unique
 * key and draws again on conflict.
 */
export function newCode(kind: CodeKind, random: RandomBytes): string {
  const body = VERSION + KIND_DIGITS[kind] + randomDigits(RANDOM_DIGITS, random)
  return body + dammDigit(body)
}

/** Everything people put between digits: white space, zero-width marks, every dash, the minus sign. */
const SEPARATORS = /[\s\p{Pd}\u2212\u200b-\u200d\u2060]/gu
const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i
const SCAN_ADDRESS = /^https?:\/\/[^/\s]+\/(?:[^?#\s]*\/)?s\/([^/?#\s]+)/i

/**
 * What a person typed or a scanner read, as a bare code: NFKC (full-width digits become digits), separators removed,
 * the last part of a scan address `https://…/s/<code>` taken out; `undefined` for another address.
 * The origin is not compared: a label printed by another installation is told apart by the registry, not here.
 */
export function bareCode(text: string): string | undefined {
  const plain = text.normalize('NFKC').trim()
  if (!ADDRESS.test(plain)) return plain.replace(SEPARATORS, '')
  const tail = SCAN_ADDRESS.exec(plain)?.[1]
  if (tail === undefined) return undefined
  try {
    return decodeURIComponent(tail).normalize('NFKC').replace(SEPARATORS, '')
  } catch {
    return undefined // malformed percent-encoding
  }
}

/**
 * Reads one of our codes from what a person typed or a scanner read, or says what is wrong with it.
 * Well-formed is not issued: only the registry knows that.
 */
export function parseCode(text: string): ParsedCode {
  const code = bareCode(text)
  if (code === undefined) return { ok: false, reason: 'code.other_address' }
  if (!/^[0-9]*$/.test(code)) return { ok: false, reason: 'code.not_digits' }
  if (code.length !== CODE_LENGTH) return { ok: false, reason: 'code.wrong_length' }
  if (code[0] !== VERSION) return { ok: false, reason: 'code.unknown_version' }
  const kind = KIND_OF_DIGIT.get(code[1]!)
  if (kind === undefined) return { ok: false, reason: 'code.unknown_kind' }
  if (!dammHolds(code)) return { ok: false, reason: 'code.wrong_check_digit' }
  return { ok: true, kind, code }
}

/** The code by four, as labels and screens print it: `1100 0000 …`. */
export function groupCode(code: string): string {
  return code.replace(/(.{4})(?=.)/gu, '$1 ')
}

/** What the QR code carries, and the canonical identifier of what the code names: `https://<origin>/s/<code>`. */
export function codeUrl(origin: string, code: string): string {
  return `${origin.replace(/\/+$/, '')}/s/${code}`
}
