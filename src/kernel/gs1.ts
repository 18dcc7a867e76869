/**
 * GS1 keys as far as the platform reads them today: GTINs and the Digital Link addresses built on them
 * (GS1 General Specifications §7.9 check digit; GS1 Digital Link: URI syntax).
 */

/** GS1 mod-10 over the digits before the last: from the right, weights 3, 1, 3, 1 … */
export function gs1CheckDigit(digits: string): number {
  let sum = 0
  for (let i = 0; i < digits.length; i++) sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 3 : 1)
  return (10 - (sum % 10)) % 10
}

/** True for a GTIN-8, -12, -13 or -14 with the right check digit. All zeros passes the arithmetic and is no GTIN. */
export function isGtin(text: string): boolean {
  if (!/^(?:[0-9]{8}|[0-9]{12,14})$/.test(text) || /^0+$/.test(text)) return false
  return gs1CheckDigit(text.slice(0, -1)) === Number(text.at(-1))
}

/** The GTIN filled with zeros to 14 digits, the form in which two GTINs are compared; undefined when it is none. */
export function gtin14(text: string): string | undefined {
  return isGtin(text) ? text.padStart(14, '0') : undefined
}

/** What a Digital Link with a GTIN says. `canonical` is the identifier items are known by. */
export interface DigitalLink {
  /** 14 digits. */
  readonly gtin: string
  readonly lot?: string
  readonly serial?: string
  /**
   * `https://id.gs1.org/01/<gtin>` and then `/21/<serial>`, or without a serial `/10/<lot>`: a serial is unique within
   * its GTIN, so the lot is a fact about the piece and not part of its name.
   */
  readonly canonical: string
}

/** GS1 AI encodable character set 82, at most 20 characters: what a lot or a serial may consist of. */
const CHARACTER_SET_82 = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/
/** Key qualifiers of a GTIN in the order the standard fixes: variant, lot, serial. */
const QUALIFIERS = ['22', '10', '21']

function gs1Path(text: string): string[] | undefined {
  const path = /^https?:\/\/[^/?#\s]+(\/[^?#\s]*)/i.exec(text)?.[1]
  if (path === undefined) return undefined
  const parts = path.replace(/\/$/, '').split('/').slice(1)
  // the key may stand behind any path of the resolver: take the last 01 that is followed by a GTIN
  for (let i = parts.length - 2; i >= 0; i--) if (parts[i] === '01' && gtin14(parts[i + 1]!)) return parts.slice(i)
  return undefined
}

/**
 * Reads `https://<any resolver>/…/01/{gtin}[/22/{variant}][/10/{lot}][/21/{serial}]`, query ignored.
 * Undefined when it is none: wrong check digit, an unknown or misplaced qualifier, a character that GS1 does not allow.
 */
export function parseDigitalLink(text: string): DigitalLink | undefined {
  const parts = gs1Path(text.trim())
  if (parts === undefined || parts.length % 2 !== 0) return undefined
  const gtin = gtin14(parts[1]!)!
  const values = new Map<string, string>()
  let last = -1
  for (let i = 2; i < parts.length; i += 2) {
    const place = QUALIFIERS.indexOf(parts[i]!)
    if (place <= last) return undefined // unknown, repeated or out of order
    last = place
    let value: string
    try {
      value = decodeURIComponent(parts[i + 1]!)
    } catch {
      return undefined // malformed percent-encoding
    }
    if (!CHARACTER_SET_82.test(value)) return undefined
    values.set(parts[i]!, value)
  }
  const lot = values.get('10')
  const serial = values.get('21')
  return {
    gtin,
    ...(lot === undefined ? {} : { lot }),
    ...(serial === undefined ? {} : { serial }),
    canonical: gs1Identifier(gtin, { lot, serial }),
  }
}

/** The canonical identifier of a GTIN class, lot or serialised piece; `gtin` of 14 digits. */
export function gs1Identifier(
  gtin: string,
  { lot, serial }: { lot?: string | undefined; serial?: string | undefined },
): string {
  const base = `https://id.gs1.org/01/${gtin}`
  if (serial !== undefined) return `${base}/21/${percentEncode(serial)}`
  return lot === undefined ? base : `${base}/10/${percentEncode(lot)}`
}

/** GS1 encodes every character of set 82 that has a meaning in an address; letters, digits, `-`, `.`, `_` stay. */
function percentEncode(value: string): string {
  return value.replace(/[^A-Za-z0-9._-]/g, (c) => `%${c.codePointAt(0)!.toString(16).toUpperCase().padStart(2, '0')}`)
}
