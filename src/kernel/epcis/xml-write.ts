import { type CbvVocabulary, cbvUri, cbvUrn, cbvWord, isCbvWord } from './cbv.ts'
import { contextList, namespacesOf } from './context.ts'
import type { CbvXmlFormat } from './format.ts'
import type { OutDocument, OutEvent } from './json.ts'
import type { Namespaces, Vocabulary } from './model.ts'
import { decimalOf, isNumber } from './number.ts'
import { readVocabularies } from './vocabulary.ts'
import { SBDH, WriteNames } from './xml-names.ts'
import { sbdhKey } from './xml-read.ts'
import { attributeText, elementText } from './xml-text.ts'
import { isObject, type JsonObject, writeValue } from './xml-value.ts'

/** What writing an event needs: the document's prefixes, the event's own, and how CBV words are spelled. */
type Writing = { names: WriteNames; namespaces: Namespaces; cbv: CbvXmlFormat }

/**
 * The document in EPCIS 2.0 XML, in the order of the schema. Reading it again gives events with the same normal form and
 * hash (docs/domain/epcis.md, "XML", says what XML cannot say: a list of one, an empty list or object in an extension).
 * Whatever stands in a value, the text is well formed: what XML has no character for becomes U+FFFD, what no name can be
 * is escaped. CBV words are URNs unless `cbv` asks for web URIs.
 */
export function writeXml(d: OutDocument, cbv: CbvXmlFormat = 'No_Preference'): string {
  const query = d.kind === 'EPCISQueryDocument'
  const names = new WriteNames(
    query ? { epcisq: 'urn:epcglobal:epcis-query:xsd:2' } : { epcis: 'urn:epcglobal:epcis:xsd:2' },
  )
  const events = d.events.map((e) => writeEvent(e, names, cbv)).join('')
  const header = writeHeader(d, names)
  const namespaces = namespacesOf(d.events[0]?.context ?? [])
  const beside = Object.entries(d.header ?? {})
    .filter(([key]) => key.includes(':') && key !== sbdhKey)
    .map(([key, value]) => writeValue(key, value, names, namespaces))
    .join('')
  const list = `<EventList>${events}</EventList>`
  const vocabularies = d.vocabularies?.length ? writeVocabularies(d.vocabularies, names) : ''
  const body = query
    ? `<epcisq:QueryResults>${leaf('queryName', d.queryName ?? 'SimpleEventQuery')}${d.subscriptionID === undefined ? '' : leaf('subscriptionID', d.subscriptionID)}<resultsBody>${d.events.length > 0 || vocabularies === '' ? list : ''}${vocabularies}</resultsBody></epcisq:QueryResults>`
    : list
  const root = query ? 'epcisq:EPCISQueryDocument' : 'epcis:EPCISDocument'
  const declared = [...names.declarations].map(([p, uri]) => ` xmlns:${p}="${attributeText(uri)}"`).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${declared} schemaVersion="2.0" creationDate="${attributeText(d.creationDate)}">${header}<EPCISBody>${body}</EPCISBody>${beside}</${root}>\n`
}

/** One event alone, as `GET /epcis/events/{eventID}` may answer: its element is the root. */
export function writeXmlEvent(e: OutEvent, cbv: CbvXmlFormat = 'No_Preference'): string {
  const names = new WriteNames()
  const event = writeEvent(e, names, cbv)
  const declared = [...names.declarations].map(([p, uri]) => ` xmlns:${p}="${attributeText(uri)}"`).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n${event.replace(/^<[^\s>]+/, (start) => start + declared)}\n`
}

const leaf = (name: string, text: string, attributes = '') => `<${name}${attributes}>${elementText(text)}</${name}>`

/** Order of fields within an event: EPCglobal-epcis-2_0.xsd. `!` marks lists that the schema wants even empty. */
const common = 'eventTime recordTime eventTimeZoneOffset eventID errorDeclaration certificationInfo'
const where = 'action bizStep disposition readPoint bizLocation'
const parties = 'sourceList destinationList sensorElementList persistentDisposition'
const orders: Readonly<Record<string, string>> = {
  ObjectEvent: `${common} epcList! ${where} bizTransactionList quantityList ${parties} ilmd`,
  AggregationEvent: `${common} parentID childEPCs! ${where} bizTransactionList childQuantityList ${parties}`,
  TransactionEvent: `${common} bizTransactionList parentID epcList! ${where} quantityList ${parties}`,
  TransformationEvent: `${common} inputEPCList inputQuantityList outputEPCList outputQuantityList transformationID ${where} bizTransactionList ${parties} ilmd`,
  AssociationEvent: `${common} parentID childEPCs childQuantityList ${where} bizTransactionList ${parties}`,
}

function writeEvent({ event, context }: OutEvent, names: WriteNames, cbv: CbvXmlFormat): string {
  const namespaces = namespacesOf(contextList(event['@context']), namespacesOf(context))
  names.declare(namespaces)
  const w: Writing = { names, namespaces, cbv }
  const name = event.type.includes(':') ? names.name(event.type, namespaces) : names.name(event.type || 'event', {})
  const order = (Object.hasOwn(orders, event.type) ? orders[event.type]! : common).split(' ')
  const written = new Set(['@context', 'type'])
  let out = ''
  for (const entry of order) {
    const key = entry.replace('!', '')
    written.add(key)
    if (Object.hasOwn(event, key) && event[key] !== undefined) out += writeField(key, event[key], w)
    else if (key !== entry) out += `<${key}/>`
  }
  // extensions stand last; a field of EPCIS that its type does not have is written, for its reader to refuse
  for (const [key, value] of Object.entries(event)) if (!written.has(key)) out += writeField(key, value, w)
  return `<${name}>${out}</${name}>`
}

const epcLists = new Set(['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList'])
const quantityLists = new Set(['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'])
const typedLists: Readonly<Record<string, [element: string, vocabulary: CbvVocabulary]>> = {
  bizTransactionList: ['bizTransaction', 'bizTransactionType'],
  sourceList: ['source', 'sourceDestType'],
  destinationList: ['destination', 'sourceDestType'],
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

/** Text of a scalar; undefined for what is none. */
function scalar(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  return isNumber(value) ? (decimalOf(value) ?? String(value)) : undefined
}

const uri = (text: string, w: Writing) => w.names.value(text, w.namespaces)

/** GS1's web vocabulary, and the address it had when EPCIS 2.0 came out. */
const gs1Voc = ['https://ref.gs1.org/voc/', 'https://gs1.org/voc/']

/** A word of a standard vocabulary as XML spells it, or the word of others as it is. */
function word(vocabulary: CbvVocabulary, text: string, w: Writing): string {
  const known = cbvWord(vocabulary, text)
  if (known === undefined) return uri(text, w)
  if (w.cbv === 'Always_Web_URI') return cbvUri(vocabulary, known)
  if (w.cbv === 'Never_Translates' && !isCbvWord(vocabulary, text)) return uri(text, w)
  // measurement types and components have no URN: they are written short, as GS1's own examples do
  const short =
    vocabulary === 'measurementType' || vocabulary === 'sensorAlert'
      ? w.names.curie('gs1', gs1Voc, known)
      : vocabulary === 'component'
        ? w.names.curie('cbv', ['https://ref.gs1.org/cbv/'], `Comp-${known}`)
        : undefined
  if (short !== undefined) return short
  return cbvUrn(vocabulary, known)
}

function writeField(key: string, value: unknown, w: Writing): string {
  const extension = () => writeValue(key, value, w.names, w.namespaces)
  const text = scalar(value)
  if (texts.has(key)) return text === undefined ? extension() : leaf(key, uri(text, w))
  if (key === 'bizStep' || key === 'disposition')
    return text === undefined ? extension() : leaf(key, word(key, text, w))
  if (key === 'certificationInfo')
    return [value]
      .flat()
      .map((v) => leaf(key, uri(scalar(v) ?? '', w)))
      .join('')
  if (Array.isArray(value)) {
    if (epcLists.has(key)) return wrap(key, value.map((v) => leaf('epc', uri(scalar(v) ?? '', w))).join(''))
    if (quantityLists.has(key)) return wrap(key, value.map((v) => quantity(v, w)).join(''))
    const typed = Object.hasOwn(typedLists, key) ? typedLists[key] : undefined
    if (typed) return wrap(key, value.map((v) => typedId(v, ...typed, w)).join(''))
    if (key === 'sensorElementList') return wrap(key, value.map((v) => sensorElement(v, w)).join(''))
  }
  if (isObject(value)) {
    if (key === 'readPoint' || key === 'bizLocation') return wrap(key, parts(value, ['id'], w))
    if (key === 'persistentDisposition')
      return wrap(
        key,
        [...dispositions('unset', value, w), ...dispositions('set', value, w), rest(value, ['set', 'unset'], w)].join(
          '',
        ),
      )
    if (key === 'ilmd') return wrap(key, rest(value, [], w))
    if (key === 'errorDeclaration') return wrap(key, declaration(value, w))
  }
  return extension()
}

const wrap = (name: string, content: string) => (content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`)

/** The named parts in their order, then everything else as extension. */
function parts(value: JsonObject, order: readonly string[], w: Writing): string {
  let out = ''
  for (const key of order) {
    const text = scalar(value[key])
    if (text !== undefined) out += leaf(key, uri(text, w))
  }
  return out + rest(value, order, w)
}

const rest = (value: JsonObject, done: readonly string[], w: Writing): string =>
  Object.entries(value)
    .filter(([key, v]) => v !== undefined && !(done.includes(key) && (scalar(v) !== undefined || Array.isArray(v))))
    .map(([key, v]) => writeValue(key, v, w.names, w.namespaces))
    .join('')

const quantity = (value: unknown, w: Writing): string =>
  isObject(value) ? wrap('quantityElement', parts(value, ['epcClass', 'quantity', 'uom'], w)) : ''

function typedId(value: unknown, element: string, vocabulary: CbvVocabulary, w: Writing): string {
  if (!isObject(value)) return ''
  const type = scalar(value['type'])
  const attribute = type === undefined ? '' : ` type="${attributeText(word(vocabulary, type, w))}"`
  return leaf(element, uri(scalar(value[element]) ?? '', w), attribute)
}

const dispositions = (which: 'set' | 'unset', value: JsonObject, w: Writing): string[] =>
  [value[which] ?? []].flat().map((v) => leaf(which, word('disposition', scalar(v) ?? '', w)))

function declaration(value: JsonObject, w: Writing): string {
  const time = scalar(value['declarationTime'])
  const reason = scalar(value['reason'])
  const ids = value['correctiveEventIDs']
  return [
    time === undefined ? '' : leaf('declarationTime', time),
    reason === undefined ? '' : leaf('reason', word('errorReason', reason, w)),
    Array.isArray(ids)
      ? wrap('correctiveEventIDs', ids.map((id) => leaf('correctiveEventID', scalar(id) ?? '')).join(''))
      : '',
    rest(value, ['declarationTime', 'reason', 'correctiveEventIDs'], w),
  ].join('')
}

const sensorWords: Readonly<Record<string, CbvVocabulary>> = {
  type: 'measurementType',
  exception: 'sensorAlert',
  component: 'component',
}

function sensorElement(value: unknown, w: Writing): string {
  if (!isObject(value)) return ''
  const metadata = value['sensorMetadata']
  const reports = value['sensorReport']
  return wrap(
    'sensorElement',
    [
      isObject(metadata) ? sensorPart('sensorMetadata', metadata, w) : '',
      ...(Array.isArray(reports) ? reports.map((r) => (isObject(r) ? sensorPart('sensorReport', r, w) : '')) : []),
      Object.entries(value)
        .filter(
          ([key, v]) => !(key === 'sensorMetadata' && isObject(v)) && !(key === 'sensorReport' && Array.isArray(v)),
        )
        .map(([key, v]) => writeValue(key, v, w.names, w.namespaces))
        .join(''),
    ].join(''),
  )
}

/** Metadata and reports are attributes; what no attribute can hold, in an extension, becomes an element. */
function sensorPart(name: string, value: JsonObject, w: Writing): string {
  const attributes = new Map<string, string>()
  let content = ''
  for (const [key, v] of Object.entries(value)) {
    if (v === undefined) continue
    const text = scalar(v)
    const vocabulary = Object.hasOwn(sensorWords, key) ? sensorWords[key] : undefined
    const attribute = w.names.name(key, w.namespaces)
    if (text === undefined || attributes.has(attribute) || attribute === 'xmlns')
      content += writeValue(key, v, w.names, w.namespaces)
    else attributes.set(attribute, vocabulary ? word(vocabulary, text, w) : key === 'stringValue' ? text : uri(text, w))
  }
  const written = [...attributes].map(([k, v]) => ` ${k}="${attributeText(v)}"`).join('')
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`
}

/** The header: the SBDH as it came or made of sender and receiver, and master data. */
function writeHeader(d: OutDocument, names: WriteNames): string {
  if (d.kind === 'EPCISQueryDocument' || d.header === undefined) return ''
  const { header } = d
  const sbdh = isObject(header[sbdhKey]) ? header[sbdhKey] : sbdhOf(d)
  let out = sbdh === undefined ? '' : writeValue(sbdhKey, inSbdh(sbdh), names, { sbdh: SBDH })
  const epcisHeader = header['epcisHeader']
  const master = isObject(epcisHeader) ? epcisHeader['epcisMasterData'] : undefined
  const vocabularies = isObject(master) ? readVocabularies(master['vocabularyList'], '', []) : []
  if (vocabularies.length > 0)
    out += `<extension><EPCISMasterData>${writeVocabularies(vocabularies, names)}</EPCISMasterData></extension>`
  return out === '' ? '' : `<EPCISHeader>${out}</EPCISHeader>`
}

function sbdhOf({ header = {}, creationDate }: OutDocument): JsonObject | undefined {
  const [sender, receiver, instance] = ['sender', 'receiver', 'instanceIdentifier'].map((key) => scalar(header[key]))
  if (sender === undefined && receiver === undefined && instance === undefined) return undefined
  return {
    HeaderVersion: '1.0',
    Sender: { Identifier: sender ?? '' },
    Receiver: { Identifier: receiver ?? '' },
    DocumentIdentification: {
      Standard: 'EPCglobal',
      TypeVersion: '1.0',
      InstanceIdentifier: instance ?? '',
      Type: 'Events',
      CreationDateAndTime: creationDate,
    },
  }
}

/** Local names of the SBDH in its namespace again. */
function inSbdh(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inSbdh)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, v]) => (/^[@#]/.test(key) ? [key, v] : [`sbdh:${key}`, inSbdh(v)])),
  )
}

function writeVocabularies(vocabularies: readonly Vocabulary[], names: WriteNames): string {
  const attribute = (id: string, value: unknown): string =>
    Array.isArray(value)
      ? value.map((v) => attribute(id, v)).join('')
      : writeValue('attribute', value, names, {}).replace(
          /^<attribute/,
          (start) => `${start} id="${attributeText(id)}"`,
        )
  const element = ({ id, attributes, children }: Vocabulary['elements'][number]) =>
    `<VocabularyElement id="${attributeText(id)}">${attributes.map((a) => attribute(a.id, a.attribute)).join('')}${children.length > 0 ? wrap('children', children.map((c) => leaf('id', c)).join('')) : ''}</VocabularyElement>`
  const one = ({ type, elements }: Vocabulary) =>
    `<Vocabulary type="${attributeText(type)}">${elements.length > 0 ? wrap('VocabularyElementList', elements.map(element).join('')) : ''}</Vocabulary>`
  return `<VocabularyList>${vocabularies.map(one).join('')}</VocabularyList>`
}
