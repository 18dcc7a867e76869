import type { Namespaces } from './model.ts'

/** GS1's JSON-LD context under the address this platform writes. */
export const standardContext = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'

/** The addresses under which GS1 publishes that context. It is known here and never fetched. */
export const isStandardContext = (url: string): boolean =>
  /^https?:\/\/(?:ref\.gs1\.org\/standards\/epcis\/(?:\d+(?:\.\d+)*\/)?|gs1\.github\.io\/EPCIS\/)epcis-context\.jsonld$/.test(
    url,
  )

/** Prefixes that GS1's context declares; a document may declare them otherwise. */
export const standardPrefixes: Namespaces = {
  epcis: 'https://ref.gs1.org/epcis/',
  cbv: 'https://ref.gs1.org/cbv/',
  cbvmda: 'urn:epcglobal:cbv:mda:',
  // GS1's context as published now; its copies of 2023 still say https://gs1.org/voc/
  gs1: 'https://ref.gs1.org/voc/',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  owl: 'http://www.w3.org/2002/07/owl#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  dcterms: 'http://purl.org/dc/terms/',
}

/** A comment in JSON, as XML has its own: no part of what happened. */
export const commentKey = 'http://www.w3.org/2000/01/rdf-schema#comment'

/** The namespace a prefix stands for, by the document and else by GS1's context. */
export function namespaceOf(prefix: string, namespaces: Namespaces): string | undefined {
  if (Object.hasOwn(namespaces, prefix)) return namespaces[prefix]
  return Object.hasOwn(standardPrefixes, prefix) ? standardPrefixes[prefix] : undefined
}

/** Master data attributes: `urn:epcglobal:cbv:mda:` in JSON-LD, without the colon in XML; one namespace nevertheless. */
const spelled = (namespace: string) => (namespace === 'urn:epcglobal:cbv:mda' ? 'urn:epcglobal:cbv:mda:' : namespace)

/** Schemes whose URIs stand as they are where a CURIE could stand too. */
const absolute = /^(?:https?:\/\/|urn:|ni:\/\/)/i

/**
 * An extension key or a CURIE in full: `example:grade` → `http://ns.example.com/epcis/grade`. A full URI, a bare word and
 * a prefix nobody declared come back as they are.
 */
export function expandName(name: string, namespaces: Namespaces): string {
  const colon = name.indexOf(':')
  if (colon < 1 || absolute.test(name)) return name
  const namespace = namespaceOf(name.slice(0, colon), namespaces)
  return namespace === undefined ? name : spelled(namespace) + name.slice(colon + 1)
}

/** Is the key an extension's: a declared prefix or a full URI? `undeclared` where it has a prefix that nobody declared. */
export function extensionKey(key: string, namespaces: Namespaces): 'extension' | 'undeclared' | 'bare' {
  const colon = key.indexOf(':')
  if (colon < 1) return 'bare'
  if (absolute.test(key) || namespaceOf(key.slice(0, colon), namespaces) !== undefined) return 'extension'
  return 'undeclared'
}

/**
 * Namespace and local name of an expanded key: by the longest declared namespace, else behind the last `/`, `#` or `:`.
 * Master data attributes are `urn:epcglobal:cbv:mda` here, as in XML.
 */
export function splitName(key: string, namespaces: readonly string[]): [namespace: string, local: string] {
  let best = ''
  for (const n of namespaces) {
    const s = spelled(n)
    if (s.length > best.length && key.length > s.length && key.startsWith(s)) best = s
  }
  if (!best) {
    const at = Math.max(key.lastIndexOf('/'), key.lastIndexOf('#'), key.lastIndexOf(':')) + 1
    best = at > 0 && at < key.length ? key.slice(0, at) : ''
  }
  return [best === 'urn:epcglobal:cbv:mda:' ? 'urn:epcglobal:cbv:mda' : best, key.slice(best.length)]
}
