import { bareCode, parseCode } from '../../../../kernel/code.ts'
import { CODE_SCHEMES, type CodeScheme, recogniseCode } from '../../../../kernel/code-scheme.ts'
import type { ProfileField } from '../../../../kernel/profile.ts'
import { problemOf } from './values.ts'

type CodesField = Extract<ProfileField, { type: 'codes' }>

export const schemeOf = (id: string | undefined): CodeScheme | undefined => CODE_SCHEMES.find((s) => s.id === id)

/** Codes printed in groups have spaces too: a space parts two codes only where both sides are long enough to be one. */
const shortest = 8

/** The codes in a text that was pasted: one a line, or with commas between. */
export function codesIn(text: string): string[] {
  const lines = text
    .split(/[\n\r\t,，、;；]+/)
    .map((s) => s.trim())
    .filter(Boolean)
  return lines.flatMap((line) => {
    const parts = line.split(/\s+/)
    return parts.length > 1 && parts.every((part) => part.length >= shortest) ? parts : [line]
  })
}

/** A code as it is kept: without the address or the spaces around it, where that makes it a code of the scheme. */
export function tidyCode(text: string, scheme: CodeScheme | undefined): string {
  const code = text.normalize('NFKC').trim()
  if (!scheme) {
    const own = code.includes('://') ? parseCode(code) : undefined
    return own?.ok ? own.code : code
  }
  const inside = scheme.inText?.exec(code)?.[1]
  if (inside !== undefined) return inside
  const bare = bareCode(code)
  return bare !== undefined && scheme.pattern.test(bare) ? bare : code
}

/** Those that were not there yet, each once, in the order they came. */
export function addCodes(codes: readonly string[], text: string, scheme: CodeScheme | undefined) {
  const found = codesIn(text).map((c) => tidyCode(c, scheme))
  const known = new Set(codes)
  const fresh = [...new Set(found)].filter((c) => !known.has(c))
  return { codes: [...codes, ...fresh], added: fresh.length, twice: found.length - fresh.length }
}

/** Codes that are not what the field asks for, each with the scheme it is of, where it is known. */
export function wrongCodes(field: CodesField, codes: readonly string[]): Map<string, CodeScheme | undefined> {
  const wrong = codes.filter((code) => problemOf({ ...field, required: false }, [code]))
  return new Map(
    wrong.map((code) => {
      const found = recogniseCode(code)
      return [code, found.status === 'recognised' ? schemeOf(found.scheme) : undefined]
    }),
  )
}
