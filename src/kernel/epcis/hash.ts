import { type CbvVocabulary, cbvUri } from './cbv.ts'
import { identified } from './identified.ts'
import type { NormalEvent, NormalQuantity, TypedId } from './model.ts'
import { commentKey, splitName } from './names.ts'
import { decimalOf, isExactNumber } from './number.ts'
import { instantOf, toMilliseconds } from './time.ts'

type Fields = Record<string, unknown>
const isObject = (v: unknown): v is Fields =>
  typeof v === 'object' && v !== null && !Array.isArray(v) && !isExactNumber(v)

/** UTF-8 order is the order of code points; that of UTF-16 differs above U+FFFF. */
function byCodePoint(a: string, b: string): number {
  const n = Math.min(a.length, b.length)
  for (let i = 0; i < n; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x === y) continue
    const high = (c: number) => (c >= 0xd800 && c <= 0xdfff ? c + 0x2000 : c >= 0xe000 ? c - 0x800 : c)
    return high(x) - high(y)
  }
  return a.length - b.length
}
const sorted = (list: readonly string[]): string => [...list].sort(byCodePoint).join('')

const pair = (key: string, value: string | undefined): string => (value ? `${key}=${value}` : '')
const time = (value: string): string => toMilliseconds(instantOf(value) ?? value)

/** Order of the fields by the canonical property order of CBV 2.0 §8.9.3. */
const metadataOrder = 'time startTime endTime deviceID deviceMetadata rawData dataProcessingMethod bizRules'.split(' ')
const reportOrder =
  'type exception deviceID deviceMetadata rawData dataProcessingMethod bizRules time microorganism chemicalSubstance value component stringValue booleanValue hexBinaryValue uriValue minValue maxValue meanValue sDev percRank percValue uom coordinateReferenceSystem'.split(
    ' ',
  )
const sensorWords: Readonly<Record<string, CbvVocabulary>> = {
  type: 'measurementType',
  exception: 'sensorAlert',
  component: 'component',
}
const sensorTimes = new Set(['time', 'startTime', 'endTime'])

/** Text of values whose type the standard does not fix: numbers without superfluous zeros, identifiers canonical. */
function looseText(value: unknown): string {
  if (typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') return decimalOf(value) ?? ''
  const t = value.trim()
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(t)) return decimalOf(t) ?? t
  if (t.startsWith('urn:epcglobal:cbv:')) return cbvText(t)
  return /^(?:urn:epc:|https?:\/\/)/i.test(t) ? identifierText(t) : t
}

const freely: readonly CbvVocabulary[] = [
  'bizStep',
  'disposition',
  'bizTransactionType',
  'sourceDestType',
  'errorReason',
]
function cbvText(urn: string): string {
  for (const vocabulary of freely) {
    const uri = cbvUri(vocabulary, urn)
    if (uri !== urn) return uri
  }
  return urn
}

/** Ours stay as they are: `/s/…` is how the platform knows them, not how anybody else sees them. */
function identifierText(text: string): string {
  const { canonical } = identified(text)
  return canonical.startsWith('/s/') ? text : canonical
}

/**
 * The pre-hash string of an event by CBV 2.0 §8.9 (with the ordering, spelling and placing of the examples published with
 * GS1 Germany's reference implementation). Left out by the standard: recordTime, eventID, errorDeclaration,
 * certificationInfo. Extensions of readPoint, bizLocation and sensor elements follow the ILMD, each behind the name of
 * the field it stands in; CBV 2.0 has no `sensorElementList` in the string.
 */
export function preHash(e: NormalEvent): string {
  const ours = (id: string): string => (e.asCame && Object.hasOwn(e.asCame, id) ? e.asCame[id]! : id)
  const namespaces = e.namespaces ?? []

  const epcs = (key: string, list: readonly string[]) =>
    list.length > 0 ? key + sorted(list.map((id) => pair('epc', ours(id)))) : ''
  const quantities = (key: string, list: readonly NormalQuantity[]) =>
    list.length > 0
      ? key +
        sorted(
          list.map(
            (q) =>
              `quantityElement${pair('epcClass', ours(q.epcClass))}${pair('quantity', q.quantity)}${pair('uom', q.uom)}`,
          ),
        )
      : ''
  const typed = (list: readonly TypedId[], name: string, vocabulary: CbvVocabulary) =>
    list.length > 0
      ? `${name}List${sorted(
          list.map((t) => pair('type', t.type && cbvUri(vocabulary, t.type)) + pair(name, ours(t.id))),
        )}`
      : ''
  const word = (key: string, vocabulary: CbvVocabulary, value: string | undefined) =>
    pair(key, value && cbvUri(vocabulary, value))

  /** Extension elements: `{namespace}name=value`, lists as repeated keys, sorted on every level. */
  const elements = (o: Fields): string => {
    const list: string[] = []
    for (const [key, value] of Object.entries(o)) {
      if (key === commentKey || value === null) continue
      const [namespace, local] = key.includes(':') ? splitName(key, namespaces) : ['', key]
      // an attribute of an XML element is hashed as a child of its name
      const name = (namespace ? `{${namespace}}${local}` : local).replace(/^@/, '')
      for (const v of Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value]) {
        if (v === null) continue
        if (isObject(v)) {
          // the text of an XML element that has attributes too is its own value
          const { '#text': own, ...inner } = v
          const value = own === undefined ? '' : looseText(own)
          list.push((value ? `${name}=${value}` : name) + elements(inner))
        } else {
          const text = looseText(v)
          list.push(text ? `${name}=${text}` : name)
        }
      }
    }
    return sorted(list)
  }

  const sensorText = (key: string, value: unknown): string => {
    if (value === undefined || value === null) return ''
    if (sensorTimes.has(key)) return typeof value === 'string' ? pair(key, time(value)) : ''
    const vocabulary = sensorWords[key]
    if (vocabulary) return typeof value === 'string' ? pair(key, cbvUri(vocabulary, value)) : ''
    return pair(key, typeof value === 'string' && Object.hasOwn(e.asCame ?? {}, value) ? ours(value) : looseText(value))
  }
  const standard = (o: Fields, order: readonly string[]) =>
    order.map((k) => sensorText(k, Object.hasOwn(o, k) ? o[k] : undefined)).join('')
  const own = (o: Fields, order: readonly string[]) =>
    elements(Object.fromEntries(Object.entries(o).filter(([k]) => !order.includes(k))))

  const parts = e.sensors.map((s) => ({
    metadata: isObject(s['sensorMetadata']) ? s['sensorMetadata'] : undefined,
    reports: Array.isArray(s['sensorReport']) ? s['sensorReport'].filter(isObject) : [],
    extensions: Object.fromEntries(
      Object.entries(s).filter(([k]) => k !== 'sensorMetadata' && k !== 'sensorReport'),
    ) as Fields,
  }))
  const sensors = parts.map(({ metadata, reports }) => {
    const meta = metadata ? standard(metadata, metadataOrder) : ''
    const reported = sorted(
      reports.map((r) => standard(r, reportOrder)).flatMap((r) => (r ? [`sensorReport${r}`] : [])),
    )
    return meta || reported ? `sensorElement${meta ? `sensorMetadata${meta}` : ''}${reported}` : ''
  })
  const sensorExtensions = parts.map(({ metadata, reports, extensions }) => {
    const meta = metadata ? own(metadata, metadataOrder) : ''
    const reported = sorted(reports.map((r) => own(r, reportOrder)).flatMap((r) => (r ? [`sensorReport${r}`] : [])))
    const inner = (meta ? `sensorMetadata${meta}` : '') + reported + elements(extensions)
    return inner ? `sensorElement${inner}` : ''
  })

  const aggregate = e.type === 'AggregationEvent' || e.type === 'AssociationEvent'
  const disposed = e.persistentDisposition
  const dispositions = (key: string, list: readonly string[] = []) =>
    sorted(list.map((d) => word(key, 'disposition', d)))
  const persistent = dispositions('set', disposed?.set) + dispositions('unset', disposed?.unset)
  const at = (key: string, id: string | undefined) => (id ? `${key}${pair('id', ours(id))}` : '')
  const extra = (key: string, o: Fields) => {
    const inner = elements(o)
    return inner ? key + inner : ''
  }
  const ilmd = elements(e.ilmd)

  return [
    pair('eventType', e.type),
    pair('eventTime', time(e.eventTime)),
    pair('eventTimeZoneOffset', e.eventTimeZoneOffset),
    aggregate ? '' : epcs('epcList', e.epcs),
    pair('parentID', e.parentID && ours(e.parentID)),
    epcs('inputEPCList', e.inputs),
    aggregate ? epcs('childEPCs', e.epcs) : '',
    aggregate ? '' : quantities('quantityList', e.quantities),
    aggregate ? quantities('childQuantityList', e.quantities) : '',
    quantities('inputQuantityList', e.inputQuantities),
    epcs('outputEPCList', e.outputs),
    quantities('outputQuantityList', e.outputQuantities),
    pair('action', e.action),
    pair('transformationID', e.transformationID && ours(e.transformationID)),
    word('bizStep', 'bizStep', e.bizStep),
    word('disposition', 'disposition', e.disposition),
    persistent ? `persistentDisposition${persistent}` : '',
    at('readPoint', e.readPoint),
    at('bizLocation', e.bizLocation),
    typed(e.bizTransactions, 'bizTransaction', 'bizTransactionType'),
    typed(e.sources, 'source', 'sourceDestType'),
    typed(e.destinations, 'destination', 'sourceDestType'),
    sorted(sensors),
    ilmd ? `ilmd${ilmd}` : '',
    extra('readPoint', e.readPointExtensions),
    extra('bizLocation', e.bizLocationExtensions),
    sorted(sensorExtensions),
    elements(e.extensions),
  ].join('')
}

/** `ni:///sha-256;<hex>?ver=CBV2.0` of the SHA-256 of the pre-hash string (RFC 6920, CBV 2.0 §8.9.2). */
export const hashUri = (hex: string): string => `ni:///sha-256;${hex}?ver=CBV2.0`
