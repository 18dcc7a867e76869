import type { NormalEvent, NormalQuantity, TypedId } from '../../../kernel/epcis/model.ts'
import { decimalOf } from '../../../kernel/epcis/number.ts'
import { compareRec20 } from '../../../kernel/gs1/rec20.ts'
import { compare } from '../../../kernel/quantity.ts'
import type { Filter, Op, Query, Simple, VocabularyField } from './filter.ts'
import { instantKey } from './instant.ts'
import { fits } from './pattern.ts'
import { type Bag, extensionsOf, identifiersOf, innerOf, isBag, listOf, sensorValues, simpleText } from './terms.ts'

/** Master data as a query needs it: what lies inside what, and what is known of a word or place. */
export type MasterData = {
  /** The identifiers and everything below them, by `children` of captured master data. */
  withDescendants: (ids: readonly string[]) => ReadonlySet<string>
  /** Attribute name (CBV's without their namespace) → values; undefined where nothing is known of the identifier. */
  attributes: (id: string) => ReadonlyMap<string, readonly string[]> | undefined
}

export const noMasterData: MasterData = { withDescendants: (ids) => new Set(ids), attributes: () => undefined }

/** Whether an event is one that the query asks for: every filter holds. The truth that the index only narrows to. */
export function matches(n: NormalEvent, query: Pick<Query, 'filters'>, masterData: MasterData = noMasterData): boolean {
  return query.filters.every((f) => holds(n, f, masterData))
}

function holds(n: NormalEvent, f: Filter, masterData: MasterData): boolean {
  switch (f.on) {
    case 'word':
      return oneOf(f.values, n[f.field])
    case 'time':
      return within(f.field === 'declarationTime' ? n.errorDeclaration?.declarationTime : n[f.field], f.op, f.instant)
    case 'value':
      return valuesOf(n, f.field).some((v) => f.values.includes(v))
    case 'place': {
      const at = n[f.field]
      if (at === undefined) return false
      return f.descendants ? masterData.withDescendants(f.values).has(at) : f.values.includes(at)
    }
    case 'typed':
      return typedOf(n, f.field).some((t) => t.type === f.type && f.values.includes(t.id))
    case 'identifier': {
      const ids = identifiersOf(n)
      return f.keys.some((k) => ids[k].some((id) => f.patterns.some((p) => fits(p, id))))
    }
    case 'quantity':
      return [n.quantities, n.inputQuantities, n.outputQuantities].some((list) =>
        list.some((q) => measures(q.quantity, q.uom, f.op, f.values, f.uom)),
      )
    case 'exists':
      return f.what === 'errorDeclaration' ? n.errorDeclaration !== undefined : n.sensors.length > 0
    case 'sensor':
      return sensorValues(n, f.word).some((v) => f.values.includes(v))
    case 'sensorBoolean':
      return reportsOf(n).some((r) => simpleText(r['booleanValue']) === String(f.value))
    case 'sensorNumber':
      return reportsOf(n).some((r) => measures(simpleText(r[f.word]), simpleText(r['uom']), f.op, f.values, f.uom))
    case 'sensorTime':
      return sensorTimes(n, f.word).some((t) => within(t, f.op, f.instant))
    case 'extension':
      return extensionHolds(n, f)
    case 'attribute':
      return fieldValues(n, f.field).some((id) => attributeHolds(masterData.attributes(id), f))
  }
}

const oneOf = (values: readonly string[], value: string | undefined): boolean =>
  value !== undefined && values.includes(value)

function within(time: string | undefined, op: 'GE' | 'LT', bound: string): boolean {
  const key = time === undefined ? undefined : instantKey(time)
  return key !== undefined && (op === 'GE' ? key >= bound : key < bound)
}

function valuesOf(n: NormalEvent, field: (Filter & { on: 'value' })['field']): readonly string[] {
  const maybe = (v: string | undefined) => (v === undefined ? [] : [v])
  switch (field) {
    case 'set':
      return n.persistentDisposition?.set ?? []
    case 'unset':
      return n.persistentDisposition?.unset ?? []
    case 'eventID':
      return maybe(n.eventID)
    case 'transformationID':
      return maybe(n.transformationID)
    case 'errorReason':
      return maybe(n.errorDeclaration?.reason)
    case 'corrective':
      return n.errorDeclaration?.correctiveEventIDs ?? []
  }
}

function typedOf(n: NormalEvent, field: 'bizTransaction' | 'source' | 'destination'): readonly TypedId[] {
  return field === 'bizTransaction' ? n.bizTransactions : field === 'source' ? n.sources : n.destinations
}

const ordered = (op: Op, order: number): boolean =>
  op === 'EQ' ? order === 0 : op === 'GT' ? order > 0 : op === 'GE' ? order >= 0 : op === 'LT' ? order < 0 : order <= 0

/**
 * Compares a measured value with those given, in the unit given: an event in CEL is found by a query in KEL. Without a
 * unit in the query the numbers are compared as they stand.
 */
function measures(
  value: string | undefined,
  uom: string | undefined,
  op: Op,
  values: readonly string[],
  asked: string | undefined,
): boolean {
  const decimal = value === undefined ? undefined : decimalOf(value)
  if (decimal === undefined) return false
  return values.some((v) => {
    const order =
      asked === undefined ? compare(decimal, v) : uom === undefined ? undefined : compareRec20(decimal, uom, v, asked)
    return order !== undefined && ordered(op, order)
  })
}

const reportsOf = (n: NormalEvent): Bag[] => n.sensors.flatMap((s) => listOf(s['sensorReport']).filter(isBag))

/** `time` stands in reports and in metadata, the other two in metadata only. */
function sensorTimes(n: NormalEvent, word: 'time' | 'startTime' | 'endTime'): string[] {
  const metadata = n.sensors.flatMap((s) => (isBag(s['sensorMetadata']) ? [s['sensorMetadata']] : []))
  const bags = word === 'time' ? [...metadata, ...reportsOf(n)] : metadata
  return bags.flatMap((b) => simpleText(b[word]) ?? [])
}

function extensionHolds(n: NormalEvent, f: Filter & { on: 'extension' }): boolean {
  for (const bag of extensionsOf(n, f.area)) {
    if (f.inner) {
      for (const [name, value] of innerOf(bag)) if (f.names.includes(name) && valueHolds(value, f)) return true
    } else
      for (const name of f.names)
        if (Object.hasOwn(bag, name) && listOf(bag[name]).some((v) => valueHolds(v, f))) return true
  }
  return false
}

const valueHolds = (value: unknown, f: Filter & { on: 'extension' }): boolean =>
  f.op === 'EXISTS' || simpleHolds(simpleText(value), f.op, f.values)

function simpleHolds(text: string | undefined, op: Op, values: readonly Simple[]): boolean {
  if (text === undefined) return false
  return values.some((v) => {
    if (op === 'EQ' && v.text === text) return true
    if (v.number !== undefined) {
      const decimal = decimalOf(text)
      if (decimal !== undefined) return ordered(op, compare(decimal, v.number))
    }
    if (v.instant !== undefined) {
      const at = instantKey(text)
      if (at !== undefined) return ordered(op, at < v.instant ? -1 : at > v.instant ? 1 : 0)
    }
    return false
  })
}

/** What may have master data behind it: the values of a field. */
function fieldValues(n: NormalEvent, field: VocabularyField): readonly string[] {
  const maybe = (v: string | undefined) => (v === undefined ? [] : [v])
  const classes = (list: readonly NormalQuantity[]) => list.map((q) => q.epcClass)
  const ids = (list: readonly TypedId[]) => list.map((t) => t.id)
  switch (field) {
    case 'readPoint':
    case 'bizLocation':
    case 'bizStep':
    case 'disposition':
      return maybe(n[field])
    case 'epcClass':
      return [n.quantities, n.inputQuantities, n.outputQuantities].flatMap(classes)
    case 'source':
      return ids(n.sources)
    case 'destination':
      return ids(n.destinations)
    case 'bizTransaction':
      return ids(n.bizTransactions)
    default:
      return field.flatMap((name) => listOf(n.extensions[name]).flatMap((v) => simpleText(v) ?? []))
  }
}

function attributeHolds(
  known: ReadonlyMap<string, readonly string[]> | undefined,
  f: Filter & { on: 'attribute' },
): boolean {
  if (!known) return false
  return f.attributes.some((name) => {
    const values = known.get(name)
    return values !== undefined && (f.values === undefined || values.some((v) => f.values!.includes(v)))
  })
}

/** The sort key of an extension field to order by: numbers as numbers, instants as instants, else the text's bytes. */
export function orderKey(
  n: NormalEvent,
  names: readonly string[],
): { rank: 0 | 1 | 2; number?: string; text: string } | undefined {
  for (const name of names) {
    const text = listOf(n.extensions[name])
      .map(simpleText)
      .find((v) => v !== undefined)
    if (text === undefined) continue
    const decimal = decimalOf(text)
    if (decimal !== undefined) return { rank: 0, number: decimal, text }
    const at = instantKey(text)
    return at === undefined ? { rank: 2, text } : { rank: 1, text: at }
  }
  return undefined
}
