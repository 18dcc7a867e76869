import type { Namespaces } from './model.ts'
import { exactNumber, isExactNumber, isNumber, plainDecimal } from './number.ts'
import { isStandard, type ReadNames, type WriteNames, XSD, XSI } from './xml-names.ts'
import { attributeText, elementText } from './xml-text.ts'
import { elementsOf, textOf, type XmlAttribute, type XmlNode } from './xml-tree.ts'

/**
 * Extension content between XML and JSON (docs/domain/epcis.md, "XML"):
 * text alone ↔ string · `xsi:type` of a number or boolean ↔ that type · `xsi:nil` ↔ null · child elements ↔ object ·
 * the same element again ↔ array · an unqualified attribute ↔ `@name` · a qualified one → `prefix:name` · text beside
 * attributes ↔ `#text` · text between elements ↔ `#mixed`, the pieces in order.
 */

export type JsonObject = Record<string, unknown>
export const isObject = (v: unknown): v is JsonObject => typeof v === 'object' && v !== null && !Array.isArray(v)

/** Sets an own property whatever its name: `__proto__` is a name like any other in a document. */
export function put(target: JsonObject, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
  else target[key] = value
}

/** Sets a property, or makes it a list of what was there and the new value: no value of an element is a list itself. */
export function add(target: JsonObject, key: string, value: unknown): void {
  const there = Object.hasOwn(target, key) ? target[key] : undefined
  if (Array.isArray(there)) there.push(value)
  else put(target, key, there === undefined ? value : [there, value])
}

/** What XML Schema says of the instance and not of the data: its types, its nil, where its schema lies. */
const ofSchema = (a: XmlAttribute) => a.uri === XSI

/** The value of an extension element. */
export function contentOf(node: XmlNode, names: ReadNames): unknown {
  const children = elementsOf(node)
  const text = textOf(node)
  const own = node.attributes.filter((a) => !ofSchema(a))
  if (children.length === 0 && own.length === 0) {
    if (node.attributes.some((a) => ofSchema(a) && a.local === 'nil' && /^(?:true|1)$/.test(a.value.trim())))
      return null
    return typed(text, node.attributes.find((a) => ofSchema(a) && a.local === 'type')?.value)
  }
  const value: JsonObject = {}
  for (const a of own) put(value, a.uri === '' ? `@${a.local}` : names.key(a), a.value)
  if (children.length > 0 && text.trim() !== '') {
    const pieces = node.content.map((c) => {
      if (typeof c === 'string') return c
      const piece: JsonObject = {}
      put(piece, names.key(c), contentOf(c, names))
      return piece
    })
    return { ...value, '#mixed': pieces }
  }
  for (const child of children) add(value, names.key(child), contentOf(child, names))
  if (children.length === 0 && text !== '') value['#text'] = text
  return value
}

const numeric =
  /^(?:\w[\w.-]*:)?(?:integer|int|long|short|byte|decimal|double|float|(?:non)?(?:negative|positive)Integer)$/i

/** A typed text as JSON has it, where it is spelled as JSON spells such a value. */
function typed(text: string, type: string | undefined): unknown {
  if (type === undefined) return text
  if (/^(?:\w[\w.-]*:)?boolean$/.test(type) && (text === 'true' || text === 'false')) return text === 'true'
  // the digits of a number that no double holds are kept (number.ts)
  return numeric.test(type) &&
    /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) &&
    plainDecimal(text) !== undefined
    ? exactNumber(Number(text), text)
    : text
}

/** Extension children of an element of EPCIS: qualified elements and attributes, put into `target` by their key. */
export function addExtension(target: JsonObject, node: XmlNode, names: ReadNames): void {
  add(target, names.key(isStandard(node.uri) ? { ...node, uri: '' } : node), contentOf(node, names))
}

/** An extension property as elements: several for a list, none for an empty one. */
export function writeValue(key: string, value: unknown, names: WriteNames, namespaces: Namespaces): string {
  if (Array.isArray(value))
    return value
      .flat(Number.POSITIVE_INFINITY)
      .map((v) => writeValue(key, v, names, namespaces))
      .join('')
  const name = names.name(key, namespaces)
  if (value === null || value === undefined) return `<${name} ${names.qualified('xsi', XSI, 'nil')}="true"/>`
  if (typeof value === 'boolean' || isNumber(value)) {
    const text = isExactNumber(value) ? value.rawJSON : String(value)
    const type = typeof value === 'boolean' ? 'boolean' : /^-?\d+$/.test(text) ? 'integer' : 'double'
    return `<${name} ${names.qualified('xsi', XSI, 'type')}="${names.qualified('xsd', XSD, type)}">${text}</${name}>`
  }
  if (!isObject(value)) return `<${name}>${elementText(String(value))}</${name}>`
  let attributes = ''
  let content = ''
  const entries = Object.entries(value)
  const isAttribute = ([k, v]: [string, unknown]) => attributeName.test(k) && typeof v === 'string'
  const elements = entries.filter((e) => !isAttribute(e))
  for (const [k, v] of entries.filter(isAttribute)) attributes += ` ${k.slice(1)}="${attributeText(v as string)}"`
  const [only] = elements
  if (elements.length === 1 && only![0] === '#text' && typeof only![1] === 'string' && attributes !== '')
    content = elementText(only![1])
  else if (elements.length === 1 && only![0] === '#mixed' && isMixed(only![1]))
    for (const piece of only![1])
      content +=
        typeof piece === 'string' ? elementText(piece) : writeValue(...Object.entries(piece)[0]!, names, namespaces)
  else for (const [k, v] of elements) content += writeValue(k, v, names, namespaces)
  return `<${name}${attributes}>${content}</${name}>`
}

/** A key that can be an attribute's name: ASCII is enough, any other becomes an element. */
const attributeName = /^@(?!xmlns$)[A-Za-z_][A-Za-z0-9_.-]*$/

/** Pieces as reading makes them: text and elements in turn, with some text and some element in it. */
const isMixed = (value: unknown): value is (string | JsonObject)[] =>
  Array.isArray(value) &&
  value.some((p) => typeof p === 'string' && p.trim() !== '') &&
  value.some(isObject) &&
  value.every(
    (p, i) =>
      (typeof p === 'string' && p !== '' && typeof value[i - 1] !== 'string') ||
      (isObject(p) && Object.keys(p).length === 1 && !Array.isArray(Object.values(p)[0])),
  )
