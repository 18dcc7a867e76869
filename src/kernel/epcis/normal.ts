import { type CbvVocabulary, cbvWord } from './cbv.ts'
import { identified } from './identified.ts'
import type {
  Action,
  EpcisEvent,
  ErrorDeclaration,
  EventType,
  Namespaces,
  NormalEvent,
  NormalQuantity,
  TypedId,
} from './model.ts'
import { expandName } from './names.ts'
import { decimalOf, isExactNumber, isNumber } from './number.ts'
import { instantOf } from './time.ts'

type Fields = Record<string, unknown>
const isObject = (v: unknown): v is Fields =>
  typeof v === 'object' && v !== null && !Array.isArray(v) && !isExactNumber(v)
const field = (o: Fields, key: string): unknown => (Object.hasOwn(o, key) ? o[key] : undefined)
const objects = (v: unknown): Fields[] => (Array.isArray(v) ? v.filter(isObject) : [])
const text = (v: unknown): string | undefined => (typeof v === 'string' ? v.trim() : undefined)
const texts = (v: unknown): string[] =>
  Array.isArray(v) ? v.filter((x) => typeof x === 'string').map((x) => x.trim()) : []
const instant = (v: unknown): string | undefined => {
  const t = text(v)
  return t === undefined ? undefined : (instantOf(t) ?? t)
}

/** Fields of events by the standard; every other key of an event is an extension. */
export const eventFields: ReadonlySet<string> = new Set(
  '@context type eventID eventTime eventTimeZoneOffset recordTime errorDeclaration certificationInfo action bizStep disposition persistentDisposition readPoint bizLocation bizTransactionList sourceList destinationList sensorElementList ilmd epcList quantityList parentID childEPCs childQuantityList inputEPCList inputQuantityList outputEPCList outputQuantityList transformationID'.split(
    ' ',
  ),
)

/** Numeric fields of a sensor report. */
export const sensorNumbers: ReadonlySet<string> = new Set(
  'value minValue maxValue meanValue sDev percRank percValue'.split(' '),
)
/** Fields of sensor metadata and reports that hold an identifier or another URI. */
export const sensorUris: ReadonlySet<string> = new Set(
  'deviceID deviceMetadata rawData dataProcessingMethod bizRules microorganism chemicalSubstance coordinateReferenceSystem uriValue'.split(
    ' ',
  ),
)
export const sensorTimes: ReadonlySet<string> = new Set(['time', 'startTime', 'endTime'])

/** A value with every nested key expanded; what is no object or list stays as it is. */
function expandValue(value: unknown, namespaces: Namespaces): unknown {
  if (Array.isArray(value)) return value.map((v) => expandValue(v, namespaces))
  return isObject(value) ? expandKeys(value, namespaces) : value
}

/** The entries of an object with expanded keys, without those that `known` names. */
function expandKeys(o: Fields, namespaces: Namespaces, known?: ReadonlySet<string>): Fields {
  const entries = Object.entries(o).filter(([k]) => !known?.has(k))
  // entries, not assignment: `__proto__` stays a key
  return Object.fromEntries(entries.map(([k, v]) => [expandName(k, namespaces), expandValue(v, namespaces)]))
}

const none: ReadonlySet<string> = new Set()
const onlyId: ReadonlySet<string> = new Set(['id'])
const errorFields: ReadonlySet<string> = new Set(['declarationTime', 'reason', 'correctiveEventIDs'])

/**
 * The normal form of an event (see NormalEvent): what came as URN, Digital Link or bare word, in JSON or XML, is the same
 * here. It takes whatever shape the event has and leaves out what has the wrong one; `problemsOf` says what that was.
 */
export function normalForm(event: EpcisEvent, namespaces: Namespaces): NormalEvent {
  const asCame: Record<string, string> = {}
  const identifier = (raw: string): string => {
    const full = expandName(raw.trim(), namespaces)
    const { canonical } = identified(full)
    if (canonical.startsWith('/s/') && canonical !== full && !Object.hasOwn(asCame, canonical)) asCame[canonical] = full
    return canonical
  }
  const id = (v: unknown): string | undefined => (typeof v === 'string' && v.trim() ? identifier(v) : undefined)
  const ids = (v: unknown): string[] => texts(v).map(identifier)
  const word = (vocabulary: CbvVocabulary, v: unknown): string | undefined => {
    const t = text(v)
    return t === undefined ? undefined : (cbvWord(vocabulary, t) ?? expandName(t, namespaces))
  }
  const typed = (list: unknown, key: string, vocabulary: CbvVocabulary): TypedId[] =>
    objects(list).flatMap((o) => {
      const named = id(field(o, key))
      if (named === undefined) return []
      const type = word(vocabulary, field(o, 'type'))
      return [type === undefined ? { id: named } : { type, id: named }]
    })
  const quantities = (list: unknown): NormalQuantity[] =>
    objects(list).flatMap((o) => {
      const epcClass = id(field(o, 'epcClass'))
      if (epcClass === undefined) return []
      const quantity = decimalOf(field(o, 'quantity'))
      const uom = text(field(o, 'uom'))
      return [{ epcClass, ...(quantity !== undefined ? { quantity } : {}), ...(uom !== undefined ? { uom } : {}) }]
    })
  const words = (v: unknown): string[] => texts(v).map((t) => cbvWord('disposition', t) ?? expandName(t, namespaces))

  /** One field of sensor metadata or of a report; extensions and unknown fields with expanded keys. */
  const sensorField = (key: string, v: unknown): [string, unknown] => {
    if (sensorTimes.has(key)) return [key, instant(v) ?? v]
    if (sensorUris.has(key)) return [key, id(v) ?? v]
    if (sensorNumbers.has(key)) return [key, (isNumber(v) || typeof v === 'string' ? decimalOf(v) : undefined) ?? v]
    if (key === 'type') return [key, word('measurementType', v) ?? v]
    if (key === 'exception') return [key, word('sensorAlert', v) ?? v]
    if (key === 'component') return [key, word('component', v) ?? v]
    if (key === 'uom' || key === 'stringValue' || key === 'hexBinaryValue') return [key, text(v) ?? v]
    return [expandName(key, namespaces), expandValue(v, namespaces)]
  }
  const sensorPart = (o: Fields): Fields => Object.fromEntries(Object.entries(o).map(([k, v]) => sensorField(k, v)))
  const sensors = objects(field(event, 'sensorElementList')).map((element) => {
    const metadata = field(element, 'sensorMetadata')
    return {
      ...(isObject(metadata) ? { sensorMetadata: sensorPart(metadata) } : {}),
      sensorReport: objects(field(element, 'sensorReport')).map(sensorPart),
      ...expandKeys(element, namespaces, sensorParts),
    }
  })

  const place = (v: unknown): { id?: string | undefined; extensions: Fields } =>
    isObject(v)
      ? { id: id(field(v, 'id')), extensions: expandKeys(v, namespaces, onlyId) }
      : { id: id(v), extensions: {} }
  const readPoint = place(field(event, 'readPoint'))
  const bizLocation = place(field(event, 'bizLocation'))
  const persistent = field(event, 'persistentDisposition')
  const declared = field(event, 'errorDeclaration')
  const certification = field(event, 'certificationInfo')
  const ilmd = field(event, 'ilmd')
  const aggregate = event.type === 'AggregationEvent' || event.type === 'AssociationEvent'

  const normal: NormalEvent = {
    type: event.type as EventType,
    eventID: text(field(event, 'eventID')),
    eventTime: instant(field(event, 'eventTime')) ?? '',
    eventTimeZoneOffset: text(field(event, 'eventTimeZoneOffset')) ?? '',
    recordTime: instant(field(event, 'recordTime')),
    action: text(field(event, 'action')) as Action | undefined,
    bizStep: word('bizStep', field(event, 'bizStep')),
    disposition: word('disposition', field(event, 'disposition')),
    persistentDisposition: isObject(persistent)
      ? { set: words(field(persistent, 'set')), unset: words(field(persistent, 'unset')) }
      : undefined,
    readPoint: readPoint.id,
    bizLocation: bizLocation.id,
    parentID: id(field(event, 'parentID')),
    epcs: ids(field(event, aggregate ? 'childEPCs' : 'epcList')),
    quantities: quantities(field(event, aggregate ? 'childQuantityList' : 'quantityList')),
    inputs: ids(field(event, 'inputEPCList')),
    inputQuantities: quantities(field(event, 'inputQuantityList')),
    outputs: ids(field(event, 'outputEPCList')),
    outputQuantities: quantities(field(event, 'outputQuantityList')),
    transformationID: id(field(event, 'transformationID')),
    bizTransactions: typed(field(event, 'bizTransactionList'), 'bizTransaction', 'bizTransactionType'),
    sources: typed(field(event, 'sourceList'), 'source', 'sourceDestType'),
    destinations: typed(field(event, 'destinationList'), 'destination', 'sourceDestType'),
    certificationInfo: (typeof certification === 'string' ? [certification.trim()] : texts(certification)).map(
      identifier,
    ),
    ilmd: isObject(ilmd) ? expandKeys(ilmd, namespaces, none) : {},
    sensors,
    errorDeclaration: isObject(declared) ? errorDeclaration(declared, word, namespaces) : undefined,
    extensions: expandKeys(event, namespaces, eventFields),
    readPointExtensions: readPoint.extensions,
    bizLocationExtensions: bizLocation.extensions,
    namespaces: Object.values(namespaces),
  }
  return Object.keys(asCame).length > 0 ? { ...normal, asCame } : normal
}

const sensorParts: ReadonlySet<string> = new Set(['sensorMetadata', 'sensorReport'])

function errorDeclaration(
  o: Fields,
  word: (vocabulary: CbvVocabulary, v: unknown) => string | undefined,
  namespaces: Namespaces,
): ErrorDeclaration {
  return {
    declarationTime: instant(field(o, 'declarationTime')) ?? '',
    reason: word('errorReason', field(o, 'reason')),
    correctiveEventIDs: texts(field(o, 'correctiveEventIDs')),
    extensions: expandKeys(o, namespaces, errorFields),
  }
}
