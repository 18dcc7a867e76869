import type { Namespaces, Problem } from './model.ts'
import { commentKey, expandName, extensionKey } from './names.ts'
import { decimalOf } from './number.ts'
import { at, problem } from './reasons.ts'
import { instantOf } from './time.ts'
import {
  aBoolean,
  aClass,
  aHex,
  aListOf,
  aNumber,
  anEventId,
  anIdentifier,
  aText,
  aTime,
  aUnit,
  aWord,
  type Check,
  type Fields,
  field,
  isObject,
} from './validate-value.ts'

/** The parts of an event that are objects: their fields, the extensions they may have, and rules between fields. */
type Shape = {
  fields: Readonly<Record<string, Check>>
  required?: readonly string[]
  /** May it have extension elements (EPCIS 2.0 §7.3: extension points)? */
  extensible?: boolean
  rules?: (o: Fields, path: string) => Problem[]
}

/** Judges an object of a shape: required fields, every field by its own check, extensions by their prefix. */
export const anObject =
  (shape: Shape, namespaces: Namespaces): Check =>
  (value, path) => {
    if (!isObject(value)) return [problem(path, 'not_an_object')]
    const found: Problem[] = []
    for (const name of shape.required ?? [])
      if (field(value, name) === undefined) found.push(problem(at(path, name), 'field_missing', { field: name }))
    for (const [key, v] of Object.entries(value)) {
      const check = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined
      if (check) found.push(...check(v, at(path, key)))
      else found.push(...unknownKey(key, v, at(path, key), namespaces, shape.extensible ?? false))
    }
    return [...found, ...(shape.rules?.(value, path) ?? [])]
  }

/** What is wrong with a key that is no field: an extension needs a declared prefix and a place that may be extended. */
export function unknownKey(
  key: string,
  value: unknown,
  path: string,
  namespaces: Namespaces,
  extensible: boolean,
): Problem[] {
  const kind = extensionKey(key, namespaces)
  if (kind === 'undeclared') return [problem(path, 'prefix_undeclared', { prefix: key.slice(0, key.indexOf(':')) })]
  if (kind === 'extension' && key.endsWith('comment') && expandName(key, namespaces) === commentKey) return []
  if (kind === 'bare' || !extensible) return [problem(path, 'field_unknown', { field: key })]
  return undeclaredWithin(value, path, namespaces)
}

/** Prefixes inside an extension's content that nobody declared; bare names are the extension's own business. */
function undeclaredWithin(value: unknown, path: string, namespaces: Namespaces): Problem[] {
  if (Array.isArray(value)) return value.flatMap((v, i) => undeclaredWithin(v, at(path, i), namespaces))
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([key, v]) => {
    const here = at(path, key)
    return extensionKey(key, namespaces) === 'undeclared'
      ? [problem(here, 'prefix_undeclared', { prefix: key.slice(0, key.indexOf(':')) })]
      : undeclaredWithin(v, here, namespaces)
  })
}

/** ILMD: extension elements only, whatever they hold (EPCIS 2.0 §7.3.8). */
export const ilmd = (namespaces: Namespaces): Check => anObject({ fields: {}, extensible: true }, namespaces)

/** readPoint and bizLocation (EPCIS 2.0 §7.3.5.3). */
export const place = (namespaces: Namespaces): Check =>
  anObject({ fields: { id: anIdentifier }, required: ['id'], extensible: true }, namespaces)

/** QuantityElement (EPCIS 2.0 §7.3.3.3): a class or lot; how much of it, where that is known; a unit only of a quantity. */
export const quantities = (namespaces: Namespaces): Check =>
  aListOf(
    anObject(
      {
        fields: { epcClass: aClass, quantity: aNumber, uom: aUnit },
        required: ['epcClass'],
        rules: (o, path) => [
          ...(field(o, 'uom') !== undefined && field(o, 'quantity') === undefined
            ? [problem(at(path, 'uom'), 'uom_without_quantity')]
            : []),
          ...(decimalOf(field(o, 'quantity'))?.startsWith('-')
            ? [problem(at(path, 'quantity'), 'quantity_negative')]
            : []),
        ],
      },
      namespaces,
    ),
  )

export const bizTransactions = (namespaces: Namespaces): Check =>
  aListOf(
    anObject(
      {
        fields: { type: aWord('bizTransactionType'), bizTransaction: anIdentifier },
        required: ['bizTransaction'],
      },
      namespaces,
    ),
  )

/** Sources and destinations (EPCIS 2.0 §7.3.5.4): each with its type. */
export const sourcesOrDestinations = (name: 'source' | 'destination', namespaces: Namespaces): Check =>
  aListOf(
    anObject({ fields: { type: aWord('sourceDestType'), [name]: anIdentifier }, required: ['type', name] }, namespaces),
  )

/** EPCIS 2.0 §7.3.5.2.1: something is set or unset, each word once, none both. */
export const persistentDisposition = (namespaces: Namespaces): Check => {
  const words = aListOf(aWord('disposition'), { filled: true, distinct: true })
  return anObject(
    {
      fields: { set: words, unset: words },
      rules: (o, path) => {
        const set = field(o, 'set')
        const unset = field(o, 'unset')
        if (set === undefined && unset === undefined) return [problem(path, 'persistent_disposition_empty')]
        if (!Array.isArray(set) || !Array.isArray(unset)) return []
        return unset.flatMap((word, i) =>
          set.includes(word) ? [problem(at(at(path, 'unset'), i), 'persistent_disposition_both', { value: word })] : [],
        )
      },
    },
    namespaces,
  )
}

/** EPCIS 2.0 §7.4.1.4. */
export const errorDeclaration = (namespaces: Namespaces): Check =>
  anObject(
    {
      fields: {
        declarationTime: aTime,
        reason: aWord('errorReason'),
        correctiveEventIDs: aListOf(anEventId),
      },
      required: ['declarationTime'],
      extensible: true,
    },
    namespaces,
  )

const sensorMetadataFields = {
  time: aTime,
  startTime: aTime,
  endTime: aTime,
  deviceID: anIdentifier,
  deviceMetadata: anIdentifier,
  rawData: anIdentifier,
  dataProcessingMethod: anIdentifier,
  bizRules: anIdentifier,
}
const sensorReportFields = {
  type: aWord('measurementType'),
  exception: aWord('sensorAlert'),
  deviceID: anIdentifier,
  deviceMetadata: anIdentifier,
  rawData: anIdentifier,
  dataProcessingMethod: anIdentifier,
  bizRules: anIdentifier,
  time: aTime,
  microorganism: anIdentifier,
  chemicalSubstance: anIdentifier,
  coordinateReferenceSystem: anIdentifier,
  value: aNumber,
  component: aWord('component'),
  stringValue: aText,
  booleanValue: aBoolean,
  hexBinaryValue: aHex,
  uriValue: anIdentifier,
  minValue: aNumber,
  maxValue: aNumber,
  meanValue: aNumber,
  sDev: aNumber,
  percRank: aNumber,
  percValue: aNumber,
  uom: aUnit,
}
/** They stand in the metadata for every report, or in each report for itself (TCR-53, set 3). */
const inline = ['time', 'deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod']

/**
 * Sensor elements (EPCIS 2.0 §7.3.7, TCR-53). `declaredWrong`: the event is an error declaration; it repeats an event as
 * it was captured, and that event's inline attributes are not judged again.
 */
export const sensorElements = (namespaces: Namespaces, declaredWrong: boolean): Check => {
  const metadata = anObject(
    {
      fields: sensorMetadataFields,
      extensible: true,
      rules: (o, path) => {
        const [from, to] = ['startTime', 'endTime'].map((k) => instantOf(String(field(o, k) ?? '')))
        return from && to && Date.parse(from) > Date.parse(to)
          ? [problem(at(path, 'startTime'), 'sensor_time_order')]
          : []
      },
    },
    namespaces,
  )
  const report = anObject(
    {
      fields: sensorReportFields,
      extensible: true,
      rules: (o, path) => {
        const rank = field(o, 'percRank')
        const outside = rank !== undefined && !(Number(decimalOf(rank)) >= 0 && Number(decimalOf(rank)) <= 100)
        return [
          ...(field(o, 'type') === undefined && field(o, 'exception') === undefined
            ? [problem(path, 'sensor_no_type')]
            : []),
          ...(outside || (rank === undefined) !== (field(o, 'percValue') === undefined)
            ? [problem(at(path, rank === undefined ? 'percValue' : 'percRank'), 'sensor_percentile')]
            : []),
        ]
      },
    },
    namespaces,
  )
  return aListOf(
    anObject(
      {
        fields: { sensorMetadata: metadata, sensorReport: aListOf(report, { filled: true }) },
        extensible: true,
        rules: (o, path) => {
          const reports = field(o, 'sensorReport')
          if (reports === undefined) return [problem(at(path, 'sensorReport'), 'sensor_report_missing')]
          const meta = field(o, 'sensorMetadata')
          if (declaredWrong || !isObject(meta) || !Array.isArray(reports)) return []
          return reports.flatMap((r, i) =>
            inline
              .filter((key) => isObject(r) && field(meta, key) !== undefined && field(r, key) !== undefined)
              .map((key) => problem(at(at(at(path, 'sensorReport'), i), key), 'sensor_twice', { field: key })),
          )
        },
      },
      namespaces,
    ),
  )
}
