import { maskMiddle } from './mask.ts'

/** A mainland mobile number as typed (spaces, dashes, +86) as its 11 digits; undefined when it is none. */
export function parseMobileNumber(text: string): string | undefined {
  const digits = text
    .normalize('NFKC')
    .replace(/[\s\p{Pd}]/gu, '')
    .replace(/^(?:\+|00)86/, '')
  return /^1[3-9][0-9]{9}$/.test(digits) ? digits : undefined
}

/** `138****5678`: the usual mask, the person recognises the number and nobody can call it. */
export function maskMobileNumber(mobile: string): string {
  return maskMiddle(mobile, 3, 4)
}
