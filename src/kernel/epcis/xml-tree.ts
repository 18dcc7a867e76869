import { SaxesParser } from 'saxes'
import type { Problem } from './model.ts'
import { problem, type Reason } from './reasons.ts'

/**
 * XML read with what an attacker could use left out: no document type, so no entities of any kind, nothing fetched,
 * and every measure of the text bounded. The tree is handed over piece by piece, so that a document of many events
 * never stands in memory whole.
 */

export type XmlAttribute = { prefix: string; local: string; uri: string; value: string }
/** `content` is in document order: text pieces and elements. */
export type XmlNode = {
  prefix: string
  local: string
  uri: string
  attributes: XmlAttribute[]
  content: (XmlNode | string)[]
}

export type XmlLimits = {
  /** Characters of the whole text. */
  length: number
  depth: number
  /** Elements and attributes of the whole document. */
  nodes: number
  /** Attributes of one element, namespace declarations included. */
  attributes: number
}
export const xmlLimits: XmlLimits = { length: 64 * 1024 * 1024, depth: 80, nodes: 4_000_000, attributes: 2000 }

/** A text that is no XML read here, with the document's problem. */
export class XmlRefused extends Error {
  readonly problem: Problem
  constructor(reason: Reason, values: Record<string, unknown> = {}) {
    const said = problem('', reason, values)
    super(said.message)
    this.problem = said
  }
}

const XINCLUDE = 'http://www.w3.org/2001/XInclude'
const XMLNS = 'http://www.w3.org/2000/xmlns/'
const declaredEncodings = ['utf-8', 'utf8', 'us-ascii']

/**
 * Walks a text. `take` sees each element when it closes, with its ancestors from the root down, and answers true to keep
 * it for itself; else it becomes part of its parent. `declared` hears every namespace declaration in document order.
 * @throws XmlRefused
 */
export function walkXml(
  text: string,
  handlers: {
    take: (node: XmlNode, ancestors: readonly XmlNode[]) => boolean
    declared?: (prefix: string, uri: string) => void
  },
  limits: XmlLimits = xmlLimits,
): XmlNode {
  if (text.length > limits.length) throw new XmlRefused('too_large')
  // half a surrogate pair is no character; the parser would take what follows for the other half
  if (!text.isWellFormed()) throw new XmlRefused('xml_malformed', { detail: 'a lone surrogate' })
  const parser = new SaxesParser({ xmlns: true, position: true })
  const open: XmlNode[] = []
  let root: XmlNode | undefined
  let nodes = 0
  let attributes = 0
  const count = () => {
    nodes++
    if (nodes > limits.nodes) throw new XmlRefused('too_large')
  }
  parser.on('error', (err) => {
    throw new XmlRefused('xml_malformed', { detail: err.message })
  })
  parser.on('xmldecl', (decl) => {
    if (decl.version !== undefined && decl.version !== '1.0')
      throw new XmlRefused('xml_version', { value: decl.version })
    if (decl.encoding !== undefined && !declaredEncodings.includes(decl.encoding.toLowerCase()))
      throw new XmlRefused('xml_encoding', { value: decl.encoding })
  })
  parser.on('doctype', () => {
    throw new XmlRefused('xml_doctype')
  })
  parser.on('opentagstart', () => {
    count()
    attributes = 0
    if (open.length >= limits.depth) throw new XmlRefused('too_deep')
  })
  parser.on('attribute', () => {
    count()
    attributes++
    if (attributes > limits.attributes) throw new XmlRefused('too_large')
  })
  parser.on('opentag', (tag) => {
    if (tag.uri === XINCLUDE) throw new XmlRefused('xml_include')
    const own: XmlAttribute[] = []
    for (const a of Object.values(tag.attributes)) {
      if (a.uri === XMLNS || a.name === 'xmlns') handlers.declared?.(a.prefix === '' ? '' : a.local, a.value)
      else own.push({ prefix: a.prefix, local: a.local, uri: a.uri, value: a.value })
    }
    open.push({ prefix: tag.prefix, local: tag.local, uri: tag.uri, attributes: own, content: [] })
  })
  const addText = (piece: string) => {
    const content = open.at(-1)?.content
    if (content === undefined || piece === '') return
    // a character data section is text like any other
    if (typeof content.at(-1) === 'string') content[content.length - 1] += piece
    else content.push(piece)
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const node = open.pop()!
    const parent = open.at(-1)
    if (parent === undefined) root = node
    else if (!handlers.take(node, open)) parent.content.push(node)
  })
  // a byte order mark at the very start is the parser's to skip
  parser.write(text)
  parser.close()
  if (root === undefined) throw new XmlRefused('xml_malformed', { detail: 'the document is empty' })
  return root
}

export const elementsOf = (node: XmlNode): XmlNode[] => node.content.filter((c) => typeof c !== 'string')
/** All text right under an element, as it stands. */
export const textOf = (node: XmlNode): string => node.content.filter((c) => typeof c === 'string').join('')
