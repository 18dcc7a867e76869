import { type CbvVocabulary, cbvWord } from './cbv.ts'
import type { EpcisEvent, Problem } from './model.ts'
import { expandName } from './names.ts'
import { exactNumber, plainDecimal } from './number.ts'
import { at, problem } from './reasons.ts'
import { isStandard, type ReadNames, XSI } from './xml-names.ts'
import { elementsOf, textOf, type XmlNode } from './xml-tree.ts'
import { addExtension, contentOf, type JsonObject, put } from './xml-value.ts'

/** What reading an event needs to know of its document, and where it says what is wrong. */
export type Reading = { names: ReadNames; problems: Problem[]; path: string }

const step = (r: Reading, key: string | number): Reading => ({ ...r, path: at(r.path, key) })

/**
 * An event element as EPCIS-JSON has the event. What 1.x keeps in `extension` and `baseExtension` stands in the event
 * itself, and a QuantityEvent of 1.0 becomes the ObjectEvent that 1.1 tells to write instead. What no event has is kept
 * under its name, so that validation refuses it with its place.
 */
export function eventOf(node: XmlNode, reading: Reading): EpcisEvent {
  const quantityEvent = isStandard(node.uri) && node.local === 'QuantityEvent'
  const type = isStandard(node.uri) ? (quantityEvent ? 'ObjectEvent' : node.local) : reading.names.key(node)
  const event: EpcisEvent = { type }
  ownAttributes(event, node, reading)
  const quantity: JsonObject = {}
  for (const part of fields(node, reading)) {
    if (!isStandard(part.uri)) addExtension(event, part, reading.names)
    else if (quantityEvent && (part.local === 'epcClass' || part.local === 'quantity'))
      once(quantity, part.local, part.local === 'quantity' ? number(textOf(part)) : collapsed(part), reading)
    else readField(event, part, step(reading, part.local))
  }
  if (quantityEvent) Object.assign(event, { action: 'OBSERVE', quantityList: [quantity] })
  return event
}

const texts = new Set([
  'eventTime',
  'recordTime',
  'eventTimeZoneOffset',
  'eventID',
  'action',
  'parentID',
  'transformationID',
])
const epcLists = new Set(['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList'])
const quantityLists = new Set(['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'])
const typedLists: Readonly<Record<string, [element: string, vocabulary: CbvVocabulary]>> = {
  bizTransactionList: ['bizTransaction', 'bizTransactionType'],
  sourceList: ['source', 'sourceDestType'],
  destinationList: ['destination', 'sourceDestType'],
}

function readField(event: JsonObject, node: XmlNode, r: Reading): void {
  const there = event['certificationInfo']
  // one is a URI in JSON, several are a list of URIs
  if (node.local === 'certificationInfo' && there !== undefined)
    event['certificationInfo'] = [there, collapsed(node)].flat()
  else once(event, node.local, fieldOf(node, r), r)
}

function fieldOf(node: XmlNode, r: Reading): unknown {
  const name = node.local
  if (texts.has(name)) return collapsed(node)
  if (name === 'bizStep' || name === 'disposition') return word(name, collapsed(node), r)
  if (epcLists.has(name)) return list(node, 'epc', r).map(collapsed)
  if (quantityLists.has(name)) return list(node, 'quantityElement', r).map((q, i) => quantityOf(q, step(r, i)))
  const typed = Object.hasOwn(typedLists, name) ? typedLists[name] : undefined
  if (typed) return list(node, typed[0], r).map((n, i) => typedId(n, ...typed, step(r, i)))
  switch (name) {
    case 'certificationInfo':
      return collapsed(node)
    case 'readPoint':
    case 'bizLocation':
      return placeOf(node, r)
    case 'persistentDisposition':
      return persistentOf(node, r)
    case 'ilmd':
      return extensionsOf(node, r)
    case 'sensorElementList':
      return list(node, 'sensorElement', r).map((n, i) => sensorElementOf(n, step(r, i)))
    case 'errorDeclaration':
      return declarationOf(node, r)
    default:
      return contentOf(node, r.names)
  }
}

/** Text whose white space is not its own: URIs, times, words. */
const collapsed = (node: XmlNode): string => textOf(node).trim().replace(/\s+/g, ' ')

/** The bare CBV word, whatever prefix of the document it was written with; words of others as they are. */
const word = (vocabulary: CbvVocabulary, text: string, { names }: Reading): string =>
  cbvWord(vocabulary, text) ?? cbvWord(vocabulary, expandName(text, names.namespaces)) ?? text

/** A number as JSON has it, its digits kept (number.ts); a text that is none stays, for validation to refuse. */
function number(text: string): unknown {
  const plain = plainDecimal(text.trim())
  return plain === undefined ? text.trim() : exactNumber(Number(plain), plain)
}

function boolean(text: string): unknown {
  if (/^(?:true|1)$/.test(text.trim())) return true
  return /^(?:false|0)$/.test(text.trim()) ? false : text
}

function once(target: JsonObject, key: string, value: unknown, r: Reading): void {
  if (Object.hasOwn(target, key)) r.problems.push(problem(r.path, 'field_repeated', { field: key }))
  else put(target, key, value)
}

/**
 * Child elements with what `extension` wraps in its place: the wrapper is how 1.x grew and says nothing. Text of its
 * own an element of EPCIS with children has not.
 */
function fields(node: XmlNode, r: Reading): XmlNode[] {
  const text = textOf(node).trim()
  if (text !== '') r.problems.push(problem(r.path, 'text_unexpected', { parent: node.local, value: text }))
  return elementsOf(node).flatMap((child) =>
    isStandard(child.uri) && (child.local === 'extension' || child.local === 'baseExtension')
      ? fields(child, r)
      : [child],
  )
}

/** The elements of a list; any other element in it is a problem. */
function list(node: XmlNode, element: string, r: Reading): XmlNode[] {
  return fields(node, r).filter((child) => {
    if (isStandard(child.uri) && child.local === element) return true
    r.problems.push(problem(r.path, 'element_unexpected', { parent: node.local, element: child.local }))
    return false
  })
}

/** Attributes of an element of EPCIS: of others' namespaces they are extensions, of none the caller knows them or not. */
function ownAttributes(target: JsonObject, node: XmlNode, { names }: Reading): void {
  for (const a of node.attributes) if (a.uri !== XSI) put(target, names.key(a), a.value)
}

function quantityOf(node: XmlNode, r: Reading): JsonObject {
  const quantity: JsonObject = {}
  for (const part of fields(node, r)) {
    if (isStandard(part.uri) && part.local === 'quantity') {
      const nil = part.attributes.some((a) => a.uri === XSI && a.local === 'nil' && /^(?:true|1)$/.test(a.value.trim()))
      // nil says as much as no quantity: all of it, nobody counted
      if (!nil) once(quantity, 'quantity', number(textOf(part)), step(r, 'quantity'))
    } else if (isStandard(part.uri)) once(quantity, part.local, collapsed(part), step(r, part.local))
    else addExtension(quantity, part, r.names)
  }
  return quantity
}

function typedId(node: XmlNode, element: string, vocabulary: CbvVocabulary, r: Reading): JsonObject {
  for (const child of elementsOf(node))
    r.problems.push(problem(r.path, 'element_unexpected', { parent: element, element: child.local }))
  const value: JsonObject = {}
  for (const a of node.attributes)
    if (a.uri === '' && a.local === 'type') value['type'] = word(vocabulary, a.value.trim(), r)
    else if (a.uri !== XSI) put(value, r.names.key(a), a.value)
  value[element] = collapsed(node)
  return value
}

function placeOf(node: XmlNode, r: Reading): JsonObject {
  const place: JsonObject = {}
  ownAttributes(place, node, r)
  for (const part of fields(node, r))
    if (isStandard(part.uri) && part.local === 'id') once(place, 'id', collapsed(part), step(r, 'id'))
    else addExtension(place, part, r.names)
  return place
}

function persistentOf(node: XmlNode, r: Reading): JsonObject {
  const value: JsonObject = {}
  for (const part of fields(node, r)) {
    if (isStandard(part.uri) && (part.local === 'set' || part.local === 'unset')) {
      const words = (value[part.local] ?? []) as string[]
      words.push(word('disposition', collapsed(part), r))
      value[part.local] = words
    } else addExtension(value, part, r.names)
  }
  return value
}

function extensionsOf(node: XmlNode, r: Reading): JsonObject {
  const value: JsonObject = {}
  ownAttributes(value, node, r)
  for (const part of fields(node, r)) addExtension(value, part, r.names)
  return value
}

function declarationOf(node: XmlNode, r: Reading): JsonObject {
  const value: JsonObject = {}
  ownAttributes(value, node, r)
  for (const part of fields(node, r)) {
    const here = step(r, part.local)
    if (!isStandard(part.uri)) addExtension(value, part, r.names)
    else if (part.local === 'declarationTime') once(value, 'declarationTime', collapsed(part), here)
    else if (part.local === 'reason') once(value, 'reason', word('errorReason', collapsed(part), r), here)
    else if (part.local === 'correctiveEventIDs')
      once(value, 'correctiveEventIDs', list(part, 'correctiveEventID', here).map(collapsed), here)
    else addExtension(value, part, r.names)
  }
  return value
}

const sensorNumbers = new Set(['value', 'minValue', 'maxValue', 'meanValue', 'sDev', 'percRank', 'percValue'])
const sensorWords: Readonly<Record<string, CbvVocabulary>> = {
  type: 'measurementType',
  exception: 'sensorAlert',
  component: 'component',
}

function sensorElementOf(node: XmlNode, r: Reading): JsonObject {
  const element: JsonObject = {}
  ownAttributes(element, node, r)
  const reports: JsonObject[] = []
  for (const part of fields(node, r)) {
    if (!isStandard(part.uri)) addExtension(element, part, r.names)
    else if (part.local === 'sensorMetadata')
      once(element, 'sensorMetadata', sensorPart(part, step(r, 'sensorMetadata')), step(r, 'sensorMetadata'))
    else if (part.local === 'sensorReport') {
      reports.push(sensorPart(part, step(step(r, 'sensorReport'), reports.length)))
      element['sensorReport'] = reports
    } else addExtension(element, part, r.names)
  }
  return element
}

/** Metadata and reports are attributes in XML. */
function sensorPart(node: XmlNode, r: Reading): JsonObject {
  const value: JsonObject = {}
  for (const a of node.attributes) {
    if (a.uri === XSI) continue
    const vocabulary = a.uri === '' && Object.hasOwn(sensorWords, a.local) ? sensorWords[a.local] : undefined
    if (vocabulary !== undefined) put(value, a.local, word(vocabulary, a.value.trim(), r))
    else if (a.uri === '' && sensorNumbers.has(a.local)) put(value, a.local, number(a.value))
    else if (a.uri === '' && a.local === 'booleanValue') put(value, a.local, boolean(a.value))
    else put(value, r.names.key(a), a.value)
  }
  for (const part of fields(node, r)) addExtension(value, part, r.names)
  return value
}
