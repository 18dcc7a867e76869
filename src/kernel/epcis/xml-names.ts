import type { Namespaces } from './model.ts'
import { expandName, namespaceOf, splitName, standardPrefixes } from './names.ts'

/** Namespaces that are XML's and EPCIS's own business and no extension of an event. */
export const EPCIS_XML = ['urn:epcglobal:epcis:xsd:2', 'urn:epcglobal:epcis:xsd:1']
export const QUERY_XML = ['urn:epcglobal:epcis-query:xsd:2', 'urn:epcglobal:epcis-query:xsd:1']
export const SBDH = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader'
export const XSI = 'http://www.w3.org/2001/XMLSchema-instance'
export const XSD = 'http://www.w3.org/2001/XMLSchema'
export const XML = 'http://www.w3.org/XML/1998/namespace'
const structural = new Set([
  ...EPCIS_XML,
  ...QUERY_XML,
  'urn:epcglobal:epcis-masterdata:xsd:2',
  'urn:epcglobal:epcis-masterdata:xsd:1',
  'urn:epcglobal:xsd:1',
  'http://www.w3.org/2000/xmlns/',
  SBDH,
  XSI,
  XSD,
  XML,
])

/** Master data attributes have a colon at the end of their namespace in JSON-LD and none in XML. */
const inXml = (uri: string) => (uri === 'urn:epcglobal:cbv:mda:' ? 'urn:epcglobal:cbv:mda' : uri)
const unspelled = (uri: string) => (uri === 'urn:epcglobal:cbv:mda' ? 'urn:epcglobal:cbv:mda:' : uri)

/** An element of EPCIS itself: unqualified as the schema has it, or qualified as some write it. */
export const isStandard = (uri: string): boolean => uri === '' || EPCIS_XML.includes(uri) || QUERY_XML.includes(uri)

/** A prefix that may be declared: XML keeps those that begin with its name, and `urn:` begins a URI in JSON. */
const prefixName = /^(?!xml|urn$)[A-Za-z_][A-Za-z0-9_.-]*$/i

/**
 * The prefixes of a document being read. A prefix keeps its namespace for the whole document, as `@context` does; one
 * that is bound again to another namespace gets another name.
 */
export class ReadNames {
  /** What the events need besides the prefixes of GS1's context. */
  readonly namespaces: Record<string, string> = {}
  readonly #byUri = new Map<string, string>()

  /** Notes a declaration: values may use its prefix (`example:humidity`) though no element does. */
  declare(prefix: string, uri: string): void {
    if (!prefixName.test(prefix) || prefix === '__proto__' || uri === '' || structural.has(uri)) return
    if (namespaceOf(prefix, this.namespaces) === unspelled(uri) || Object.hasOwn(this.namespaces, prefix)) return
    this.namespaces[prefix] = unspelled(uri)
    if (!this.#byUri.has(unspelled(uri))) this.#byUri.set(unspelled(uri), prefix)
  }

  /** `prefix:local` for a qualified name, the local name alone for an unqualified one; `_xHHHH_` is undone. */
  key(name: { prefix: string; local: string; uri: string }): string {
    const local = decodeName(name.local)
    if (name.uri === '') return local
    if (name.uri === XML) return `xml:${local}`
    return `${this.#prefix(name.prefix, name.uri)}:${local}`
  }

  #prefix(wanted: string, given: string): string {
    const uri = unspelled(given)
    if (wanted !== '' && !/^urn$/i.test(wanted) && namespaceOf(wanted, this.namespaces) === uri) return wanted
    const known =
      this.#byUri.get(uri) ?? Object.keys(standardPrefixes).find((p) => namespaceOf(p, this.namespaces) === uri)
    if (known !== undefined) return known
    const base = wanted === '' || /^urn$/i.test(wanted) ? 'ns' : wanted
    let prefix = base
    // a namespace of one's own under a prefix of GS1's context is said aloud, as JSON-LD would
    for (let n = 2; Object.hasOwn(this.namespaces, prefix) || prefix === '__proto__'; n++) prefix = `${base}${n}`
    this.namespaces[prefix] = uri
    this.#byUri.set(uri, prefix)
    return prefix
  }
}

/** The prefixes of a document being written: every namespace that was asked for, to be declared at its root. */
export class WriteNames {
  readonly declarations = new Map<string, string>()
  readonly #byUri = new Map<string, string>()

  /** `reserved`: prefixes the document's own elements need. */
  constructor(reserved: Readonly<Record<string, string>> = {}) {
    for (const [prefix, uri] of Object.entries(reserved)) {
      this.declarations.set(prefix, uri)
      this.#byUri.set(uri, prefix)
    }
  }

  /** Declares what an event's values may use as prefixes; one that is taken for another namespace stays so. */
  declare(namespaces: Namespaces): void {
    for (const [prefix, uri] of Object.entries(namespaces)) {
      const namespace = inXml(uri)
      if (!prefixName.test(prefix) || namespace === '' || this.declarations.has(prefix)) continue
      this.declarations.set(prefix, namespace)
      if (!this.#byUri.has(namespace)) this.#byUri.set(namespace, prefix)
    }
  }

  /** A value that may be a CURIE (`example:humidity`): as it is where its prefix says the same here, else in full. */
  value(text: string, namespaces: Namespaces): string {
    const colon = text.indexOf(':')
    const prefix = text.slice(0, Math.max(colon, 0))
    if (colon < 1 || !Object.hasOwn(namespaces, prefix)) return text
    return this.declarations.get(prefix) === inXml(namespaces[prefix]!) ? text : expandName(text, namespaces)
  }

  /** `prefix:local` where the prefix can stand for one of `uris`, which mean the same; undefined where it is taken. */
  curie(prefix: string, uris: readonly string[], local: string): string | undefined {
    const bound = this.declarations.get(prefix)
    if (bound === undefined) this.declarations.set(prefix, uris[0]!)
    else if (!uris.includes(bound)) return undefined
    return `${prefix}:${local}`
  }

  /** The qualified name to write for an extension key (`prefix:name`, a full URI, or a bare name). */
  name(key: string, namespaces: Namespaces): string {
    const colon = key.indexOf(':')
    if (colon < 1) return encodeName(key)
    const prefix = key.slice(0, colon)
    if (prefix === 'xml') return `xml:${encodeName(key.slice(4))}`
    const namespace = /^(?:https?:\/\/|urn:|ni:\/\/)/i.test(key) ? undefined : namespaceOf(prefix, namespaces)
    if (namespace !== undefined) return this.qualified(prefix, namespace, key.slice(colon + 1))
    const [uri, local] = splitName(key, Object.values(namespaces))
    if (uri === '') return encodeName(key)
    return this.qualified(/^[a-z]+:$/i.test(uri) ? uri.slice(0, -1) : 'ns', uri, local)
  }

  /** A name in a namespace, which gets declared; by another prefix where the wanted one is taken. */
  qualified(wanted: string, uri: string, local: string): string {
    const namespace = inXml(uri)
    let prefix = this.#byUri.get(namespace)
    if (prefix === undefined) {
      const base = prefixName.test(wanted) ? wanted : 'ns'
      prefix = base
      for (let n = 2; this.declarations.has(prefix); n++) prefix = `${base}${n}`
      this.declarations.set(prefix, namespace)
      this.#byUri.set(namespace, prefix)
    }
    return `${prefix}:${encodeName(local)}`
  }
}

// NCName of Namespaces in XML 1.0: what a local name may start with and go on with
const START =
  /[A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{EFFFF}]/u
const NEXT =
  /[-.0-9A-Z_a-z\u00B7\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF\u200C-\u200D\u203F\u2040\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{EFFFF}]/u

/**
 * Any text as a local name: what XML does not take in a name is written `_xHHHH_` (ISO/IEC 9075-14, as databases and
 * .NET do), and so is an underscore that would look like the start of such a piece.
 */
export function encodeName(text: string): string {
  let out = ''
  const characters = [...text.toWellFormed()]
  const escaped = (c: string) => `_x${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}_`
  for (const [i, c] of characters.entries()) {
    const fits = (out === '' ? START : NEXT).test(c)
    const looks = c === '_' && /^x[0-9A-F]{4,6}_/.test(characters.slice(i + 1, i + 9).join(''))
    out += fits && !looks ? c : escaped(c)
  }
  // a key may be empty in JSON: no character of its own, so the escape stands for none
  return out === '' ? '_x0000_' : out
}

/** The text that `encodeName` wrote. */
export function decodeName(name: string): string {
  if (name === '_x0000_') return ''
  if (!name.includes('_x')) return name
  return name.replace(/_x([0-9A-F]{4,6})_/g, (whole, hex: string) => {
    const code = Number.parseInt(hex, 16)
    // no name smuggles in what XML itself would not carry
    return code < 0x20 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? whole : String.fromCodePoint(code)
  })
}
