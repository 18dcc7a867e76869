import { bareCode, type CodeKind, type CodeReason, parseCode } from './code.ts'
import { CN_SCHEMES } from './code-schemes-cn.ts'
import { gtin14, isGtin } from './gs1/check.ts'
import { parseLink } from './gs1/digital-link.ts'
import { identifyElements } from './gs1/identify.ts'
import type { CodeScheme } from './scheme.ts'

export type { CodeScheme } from './scheme.ts'

export const CODE_SCHEMES: readonly CodeScheme[] = [
  {
    id: 'cn.suyuan.v1',
    names: { zh: '本平台追溯码(第1版)', en: 'Code of this platform, version 1' },
    issuer: { zh: '本平台', en: 'this platform' },
    pattern: /^1[1345][0-9]{18}$/,
    length: 20,
    fixed: 3,
    check: (code) => parseCode(code).ok,
    resolver: 'own',
  },
  {
    id: 'gs1.gtin',
    names: { zh: '商品条码(GTIN)', en: 'GTIN' },
    issuer: { zh: 'GS1 成员(中国物品编码中心等)', en: 'GS1 member organisations' },
    pattern: /^(?:[0-9]{8}|[0-9]{12,14})$/,
    length: 14,
    fixed: 1,
    check: isGtin,
    resolver: 'gs1',
  },
  ...CN_SCHEMES,
]

/**
 * What a text is by the registry of schemes. `not_in_registry` says only that we do not know it: never that the goods
 * are counterfeit. `reason` is what is wrong with it as one of our own codes, for the person who mistyped one.
 */
export type Recognition =
  | {
      readonly status: 'recognised'
      readonly scheme: string
      readonly code: string
      /** Of our own codes. */
      readonly kind?: CodeKind
      /** Of GS1 keys: the identifier items are known by. */
      readonly canonical?: string
    }
  | { readonly status: 'not_in_registry'; readonly reason?: CodeReason }

/** Schemes in the order they are tried: longest first, then the one with more fixed characters. */
export function bySpecificity(schemes: readonly CodeScheme[]): CodeScheme[] {
  return [...schemes].sort((a, b) => b.length - a.length || b.fixed - a.fixed || (a.id < b.id ? -1 : 1))
}

const ORDERED = bySpecificity(CODE_SCHEMES.filter((s) => !s.ambiguous))

/** Finds the scheme a typed or scanned text belongs to; `schemes` in the order of `bySpecificity`. */
export function recogniseCode(text: string, schemes: readonly CodeScheme[] = ORDERED): Recognition {
  const link = parseLink(text.trim(), true)
  const identified = link.reason ? undefined : identifyElements(link.elements)
  if (identified) {
    const { canonical } = identified
    return { status: 'recognised', scheme: 'gs1.digital_link', code: link.elements[0]!.value, canonical }
  }
  // what a label's QR code says may hold a code of a scheme we know, whatever address stands around it
  for (const { id, inText } of schemes) {
    const inside = inText?.exec(text.trim())?.[1]
    if (inside !== undefined) return { status: 'recognised', scheme: id, code: inside }
  }
  // codes with letters and brackets are no digits to be freed of spaces
  const written = text.trim()
  const lettered = /[A-Za-z(（]/.test(written)
    ? schemes.find((s) => s.pattern.test(written) && (s.check?.(written) ?? true))
    : undefined
  if (lettered && lettered.resolver === 'none') return { status: 'recognised', scheme: lettered.id, code: written }
  const code = bareCode(text)
  if (code === undefined) return { status: 'not_in_registry', reason: 'code.other_address' }
  const scheme = schemes.find((s) => s.pattern.test(code) && (s.check?.(code) ?? true))
  const own = parseCode(code)
  if (scheme === undefined)
    return own.ok ? { status: 'not_in_registry' } : { status: 'not_in_registry', reason: own.reason }
  const gtin = scheme.resolver === 'gs1' ? gtin14(code) : undefined
  return {
    status: 'recognised',
    scheme: scheme.id,
    code,
    ...(scheme.resolver === 'own' && own.ok ? { kind: own.kind } : {}),
    ...(gtin === undefined ? {} : { canonical: identifyElements([{ ai: '01', value: gtin }])!.canonical }),
  }
}
