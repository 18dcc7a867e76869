import { readLimits } from './json.ts'
import type { EpcisEvent, Problem, ReadDocument, ReadEvent, Vocabulary } from './model.ts'
import { standardContext } from './names.ts'
import { problem } from './reasons.ts'
import { instantOf } from './time.ts'
import { eventOf } from './xml-event.ts'
import { EPCIS_XML, isStandard, QUERY_XML, ReadNames, SBDH } from './xml-names.ts'
import { elementsOf, textOf, walkXml, type XmlLimits, type XmlNode, XmlRefused, xmlLimits } from './xml-tree.ts'
import { add, contentOf, isObject, type JsonObject, put } from './xml-value.ts'

export type XmlReadLimits = XmlLimits & { events: number }
/** As readJson has them, with what is XML's own. */
export const xmlReadLimits: XmlReadLimits = { ...xmlLimits, events: readLimits.events }

const bodyPath = '/epcisBody/eventList'
const queryPath = '/epcisBody/queryResults/resultsBody/eventList'
const eventNames = new Set([
  'ObjectEvent',
  'AggregationEvent',
  'TransactionEvent',
  'TransformationEvent',
  'AssociationEvent',
  'QuantityEvent',
])

/**
 * Reads an EPCIS document in XML: EPCISDocument and EPCISQueryDocument of 2.0 and of 1.0 to 1.2, or an event alone. Its
 * events are as readJson gives them for the same events in JSON. Never throws; a text that is no such document has the
 * reason in `problems` and no events. Nothing outside the text is looked at: document types, entities and XInclude are
 * refused, and size, depth and attributes are bounded by `limits`.
 */
export function readXml(text: string, limits: XmlReadLimits = xmlReadLimits): ReadDocument {
  const names = new ReadNames()
  const events: ReadEvent[] = []
  const take = (node: XmlNode, ancestors: readonly XmlNode[]): boolean => {
    if (!isEvent(node, ancestors)) return false
    if (events.length >= limits.events) throw new XmlRefused('too_many_events', { most: limits.events })
    const problems: Problem[] = []
    const inQuery = ancestors.some((a) => a.local === 'QueryResults')
    const path = `${inQuery ? queryPath : bodyPath}/${events.length}`
    events.push({ event: eventOf(node, { names, problems, path }), namespaces: names.namespaces, problems })
    return true
  }
  try {
    const root = walkXml(text, { take, declared: (prefix, uri) => names.declare(prefix, uri) }, limits)
    return documentOf(root, events, names)
  } catch (e) {
    if (!(e instanceof XmlRefused)) throw e
    return { ...blank('EPCISDocument', ''), problems: [e.problem] }
  }
}

const blank = (kind: ReadDocument['kind'], schemaVersion: string): ReadDocument => ({
  kind,
  schemaVersion,
  context: [standardContext],
  vocabularies: [],
  events: [],
  problems: [],
})

const bodies = [
  ['EPCISBody', 'EventList'],
  ['EPCISBody', 'QueryResults', 'resultsBody', 'EventList'],
]

/**
 * Is an element with these ancestors an event: right in an event list of the body, or in the `extension` of it that 1.1
 * put new events in? A list anywhere else, such as in an extension of an event, is data.
 */
function isEvent(node: XmlNode, ancestors: readonly XmlNode[]): boolean {
  const parent = ancestors.at(-1)?.local
  // most elements stand within an event: told apart before anything is compared
  if (parent !== 'EventList' && parent !== 'extension') return false
  if (isStandard(node.uri) && node.local === 'extension') return false
  if (!ancestors.every((a, i) => i === 0 || isStandard(a.uri))) return false
  return bodies.some(
    (path) =>
      ancestors.length > path.length &&
      path.every((local, i) => ancestors[i + 1]!.local === local) &&
      ancestors.slice(path.length + 1).every((a) => a.local === 'extension'),
  )
}

function documentOf(root: XmlNode, events: ReadEvent[], names: ReadNames): ReadDocument {
  if (isStandard(root.uri) && eventNames.has(root.local)) {
    const problems: Problem[] = []
    const event: EpcisEvent = eventOf(root, { names, problems, path: '' })
    const read: ReadEvent = { event, namespaces: names.namespaces, problems }
    return { ...blank('EPCISDocument', '2.0'), context: contextOf(names), events: [read], bare: 'event' }
  }
  const query = root.local === 'EPCISQueryDocument' && [...QUERY_XML, ...EPCIS_XML].includes(root.uri)
  if (!query && !(root.local === 'EPCISDocument' && EPCIS_XML.includes(root.uri)))
    return { ...blank('EPCISDocument', ''), problems: [problem('', 'not_a_document')] }

  const attribute = (local: string) => root.attributes.find((a) => a.uri === '' && a.local === local)?.value.trim()
  const version = attribute('schemaVersion') ?? ''
  const document: ReadDocument = {
    ...blank(query ? 'EPCISQueryDocument' : 'EPCISDocument', version),
    creationDate: attribute('creationDate'),
    events,
  }
  const refuse = (...p: Parameters<typeof problem>) => document.problems.push(problem(...p))
  // the schema of the root and the version it names must be of one generation
  const known = root.uri.endsWith(':2') ? /^2\.0(?:\.\d+)*$/ : /^1(?:\.[0-2])?(?:\.\d+)*$/
  if (!known.test(version)) refuse('/schemaVersion', 'schema_version')
  if (document.creationDate === undefined ? !query : instantOf(document.creationDate) === undefined)
    refuse('/creationDate', 'creation_date')
  const header = child(root, 'EPCISHeader')
  if (header) readHeader(document, header, names)
  // what others put beside the body says something of the document, as in JSON
  for (const part of elementsOf(root))
    if (!isStandard(part.uri)) add((document.header ??= {}), names.key(part), contentOf(part, names))
  const body = child(root, 'EPCISBody')
  if (body === undefined) refuse('/epcisBody', 'body_missing')
  else if (query) readResults(document, body, names, refuse)
  else if (child(body, 'EventList') === undefined) {
    const [other] = elementsOf(body)
    // the schema lets a body without events stand, such as one whose header alone says something
    if (other) refuse('/epcisBody', 'xml_body_unsupported', { element: other.local })
  }
  document.context = contextOf(names)
  return document
}

/** GS1's context and the namespaces the document declared for its own. */
const contextOf = (names: ReadNames): unknown[] =>
  Object.keys(names.namespaces).length === 0 ? [standardContext] : [standardContext, names.namespaces]

const child = (node: XmlNode, local: string): XmlNode | undefined =>
  elementsOf(node).find((c) => isStandard(c.uri) && c.local === local)

/** Elements of that name right under a node or under the `extension` of 1.x in it. */
function within(node: XmlNode, local: string): XmlNode | undefined {
  const found = child(node, local)
  if (found !== undefined) return found
  const extension = child(node, 'extension')
  return extension === undefined ? undefined : within(extension, local)
}

function readResults(
  document: ReadDocument,
  body: XmlNode,
  names: ReadNames,
  refuse: (...p: Parameters<typeof problem>) => void,
): void {
  const results = child(body, 'QueryResults')
  if (results === undefined) {
    const [other] = elementsOf(body)
    if (other) refuse('/epcisBody', 'xml_body_unsupported', { element: other.local })
    else refuse('/epcisBody/queryResults', 'query_results_missing')
    return
  }
  const text = (local: string) => {
    const found = child(results, local)
    return found === undefined ? undefined : textOf(found).trim()
  }
  document.queryName = text('queryName')
  document.subscriptionID = text('subscriptionID')
  if (!document.queryName) refuse('/epcisBody/queryResults/queryName', 'query_name_missing')
  const resultsBody = child(results, 'resultsBody')
  if (resultsBody === undefined) refuse('/epcisBody/queryResults/resultsBody', 'query_results_missing')
  const masterData = resultsBody && child(resultsBody, 'VocabularyList')
  if (masterData) document.vocabularies.push(...vocabulariesOf(masterData, names))
}

/** The header as EPCIS-JSON has it where it does: sender, receiver and instance of the SBDH; all of it beside that. */
function readHeader(document: ReadDocument, node: XmlNode, names: ReadNames): void {
  const header: JsonObject = {}
  for (const part of elementsOf(node)) {
    if (part.uri === SBDH && part.local === 'StandardBusinessDocumentHeader') {
      const sbdh = plain(part)
      const identifier = (partner: unknown) => {
        const value = isObject(partner) ? partner['Identifier'] : undefined
        return isObject(value) ? value['#text'] : value
      }
      const text = (key: string, value: unknown) => {
        if (typeof value === 'string' && value.trim() !== '') header[key] = value.trim()
      }
      if (isObject(sbdh)) {
        text('sender', identifier([sbdh['Sender']].flat()[0]))
        text('receiver', identifier([sbdh['Receiver']].flat()[0]))
        const identification = sbdh['DocumentIdentification']
        if (isObject(identification)) text('instanceIdentifier', identification['InstanceIdentifier'])
      }
      header[sbdhKey] = sbdh
    } else if (!isStandard(part.uri)) put(header, names.key(part), contentOf(part, names))
  }
  const list = within(node, 'EPCISMasterData')
  const vocabularies = list && child(list, 'VocabularyList')
  if (vocabularies) {
    document.vocabularies.push(...vocabulariesOf(vocabularies, names))
    // where JSON has master data, for whoever writes the document out again
    header['epcisHeader'] = { epcisMasterData: { vocabularyList: vocabularyList(document.vocabularies) } }
  }
  if (Object.keys(header).length > 0) document.header = header
}

/** Master data as EPCIS-JSON has it. */
export const vocabularyList = (vocabularies: readonly Vocabulary[]): JsonObject[] =>
  vocabularies.map(({ type, elements }) => ({
    type,
    vocabularyElementList: elements.map(({ id, attributes, children }) => ({
      id,
      ...(attributes.length > 0 ? { attributes } : {}),
      ...(children.length > 0 ? { children } : {}),
    })),
  }))

/** Where a document's SBDH is kept as a whole: by local names, for all of it is of one namespace. */
export const sbdhKey = 'sbdh:StandardBusinessDocumentHeader'

/** A part of one namespace alone, by local names. */
function plain(node: XmlNode): unknown {
  const bare = (n: XmlNode): XmlNode => ({
    ...n,
    uri: '',
    content: n.content.map((c) => (typeof c === 'string' ? c : bare(c))),
  })
  return contentOf(bare(node), new ReadNames())
}

function vocabulariesOf(list: XmlNode, names: ReadNames): Vocabulary[] {
  const id = (node: XmlNode, attribute: string) =>
    node.attributes.find((a) => a.uri === '' && a.local === attribute)?.value.trim() ?? ''
  const elements = (node: XmlNode, local: string) => elementsOf(node).filter((c) => c.local === local)
  return elements(list, 'Vocabulary').map((vocabulary) => ({
    type: id(vocabulary, 'type'),
    elements: elements(vocabulary, 'VocabularyElementList')
      .flatMap((l) => elements(l, 'VocabularyElement'))
      .map((element) => ({
        id: id(element, 'id'),
        attributes: elements(element, 'attribute').map((a) => ({
          id: id(a, 'id'),
          attribute: contentOf(
            { ...a, attributes: a.attributes.filter((x) => x.local !== 'id' || x.uri !== '') },
            names,
          ),
        })),
        children: elements(element, 'children')
          .flatMap((c) => elements(c, 'id'))
          .map((c) => textOf(c).trim()),
      })),
  }))
}
