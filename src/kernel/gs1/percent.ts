/** Percent-encoding as the GS1 standards ask for it in addresses and in EPC URNs. */

const encode = (c: string) => `%${c.codePointAt(0)!.toString(16).toUpperCase().padStart(2, '0')}`

/** In a Digital Link every character but letters, digits, `-`, `.`, `_` is escaped, also where RFC 3986 would not. */
export function encodeForLink(value: string): string {
  return value.replace(/[^A-Za-z0-9._-]/g, encode)
}

/** In an EPC URN only `"`, `%`, `&`, `/`, `<`, `>`, `?` and `#` are escaped (TDS §5.4). */
export function encodeForUrn(value: string): string {
  return value.replace(/["%&/<>?#]/g, encode)
}

/** Undefined for a malformed sequence, or one that stands for no character. */
export function decodePercent(text: string): string | undefined {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
