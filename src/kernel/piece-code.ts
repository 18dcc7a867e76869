import { CN_SCHEMES } from './code-schemes-cn.ts'
import { ownNamespace } from './epcis/own.ts'
import type { CodeScheme } from './scheme.ts'

/** A code of a national or industry scheme that names one thing: what it is called, and whose range it is in. */
export type PieceCode = {
  readonly scheme: string
  readonly code: string
  /** The identifier of the item in the trace: a URI of our own, for these schemes have none. */
  readonly identifier: string
  /** Key of trace.namespace: `code/<scheme>/<range>`. */
  readonly namespace: string
  /** The range can be claimed: the form says who was given it. */
  readonly claimable: boolean
}

const stem = `${ownNamespace}code/`
const SERIAL = CN_SCHEMES.filter((s) => s.serial)

/** Of codes whose form names no issuer: one of 256 shares, so that no home has all of them. */
function shareOf(code: string): string {
  let sum = 0
  for (let i = 0; i < code.length; i++) sum = (sum * 31 + code.charCodeAt(i)) % 256
  return `_${sum.toString(16).padStart(2, '0')}`
}

function pieceOf(scheme: CodeScheme, code: string): PieceCode {
  const range = scheme.serial?.range?.exec(code)?.[1]
  return {
    scheme: scheme.id,
    code,
    identifier: `${stem}${scheme.id}/${code}`,
    namespace: `code/${scheme.id}/${range ?? shareOf(code)}`,
    claimable: range !== undefined,
  }
}

/**
 * What a code is by the schemes of a profile, the narrowest first; undefined where it fits none of those that name single
 * things. Letters are kept as they are written.
 */
export function pieceCodeOf(text: string, schemes: readonly string[]): PieceCode | undefined {
  const code = text.trim()
  for (const scheme of SERIAL)
    if (schemes.includes(scheme.id) && scheme.pattern.test(code) && (scheme.check?.(code) ?? true))
      return pieceOf(scheme, code)
  return undefined
}

/** The code that an identifier of ours stands for. */
export function readPieceUri(uri: string): PieceCode | undefined {
  if (!uri.startsWith(stem)) return undefined
  const [id = '', code = ''] = uri.slice(stem.length).split('/')
  const scheme = SERIAL.find((s) => s.id === id)
  return scheme?.pattern.test(code) ? pieceOf(scheme, code) : undefined
}

/** Every reading of a text that somebody scanned or typed without saying the industry, the narrowest first. */
export const piecesLike = (text: string): PieceCode[] => {
  const code = text.trim()
  return SERIAL.filter((s) => s.pattern.test(code) && (s.check?.(code) ?? true)).map((s) => pieceOf(s, code))
}
