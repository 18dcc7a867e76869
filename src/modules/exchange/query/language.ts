import { contextList, contextProblems, namespacesOf } from '../../../kernel/epcis/context.ts'
import type { Namespaces } from '../../../kernel/epcis/model.ts'
import { expandName } from '../../../kernel/epcis/names.ts'
import { canonicalIdentifier } from '../../../kernel/gs1/identify.ts'
import type { Filter, Op, OrderBy, Query, VocabularyField } from './filter.ts'
import { attributeName, fullNames, isStandardField, splitArea, splitAttribute } from './names.ts'
import { patternOf } from './pattern.ts'
import { type IdentifierKey, type SensorWord, sensorWords } from './terms.ts'
import {
  actions,
  boolean,
  comparable,
  count,
  flag,
  type Given,
  ids,
  instant,
  list,
  number,
  numbers,
  refuse,
  simples,
  single,
  types,
  wordOf,
  words,
} from './values.ts'

/** More parameters are no query a person wrote. */
const mostParameters = 200

type Made = Filter extends infer F ? (F extends { param: string } ? Omit<F, 'param'> : never) : never
type Reader = (g: Given) => Made | undefined

const all: readonly IdentifierKey[] = ['parent', 'epc', 'in', 'out']
const allClasses: readonly IdentifierKey[] = ['class', 'inClass', 'outClass']
const match =
  (keys: readonly IdentifierKey[], ofClass = false): Reader =>
  (g) => ({
    on: 'identifier',
    keys,
    patterns: list(g).map((v) => {
      const p = patternOf(v, ofClass)
      return typeof p === 'string' ? refuse(p, g.name, { value: v }) : p
    }),
  })
const time =
  (field: 'eventTime' | 'recordTime' | 'declarationTime', op: 'GE' | 'LT'): Reader =>
  (g) => ({ on: 'time', field, op, instant: instant(g) })
const sensorTime =
  (word: 'time' | 'startTime' | 'endTime', op: 'GE' | 'LT'): Reader =>
  (g) => ({ on: 'sensorTime', word, op, instant: instant(g) })
const place =
  (field: 'readPoint' | 'bizLocation', descendants: boolean): Reader =>
  (g) => ({ on: 'place', field, values: ids(g), descendants })
const exists =
  (what: 'errorDeclaration' | 'sensorElementList'): Reader =>
  (g) =>
    flag(g) ? { on: 'exists', what } : undefined

/** Parameters with fixed names (EPCIS 2.0 §8.2.7.1 and openapi.yaml); where the two files differ in a name, both. */
const fixed: Readonly<Record<string, Reader>> = {
  eventType: (g) => ({ on: 'word', field: 'type', values: types(g) }),
  EQ_action: (g) => ({ on: 'word', field: 'action', values: actions(g) }),
  EQ_bizStep: (g) => ({ on: 'word', field: 'bizStep', values: words(g, 'bizStep') }),
  EQ_disposition: (g) => ({ on: 'word', field: 'disposition', values: words(g, 'disposition') }),
  EQ_persistentDisposition_set: (g) => ({ on: 'value', field: 'set', values: words(g, 'disposition') }),
  EQ_persistentDisposition_unset: (g) => ({ on: 'value', field: 'unset', values: words(g, 'disposition') }),
  EQ_readPoint: place('readPoint', false),
  WD_readPoint: place('readPoint', true),
  EQ_bizLocation: place('bizLocation', false),
  WD_bizLocation: place('bizLocation', true),
  EQ_transformationID: (g) => ({ on: 'value', field: 'transformationID', values: ids(g) }),
  EQ_eventID: (g) => ({ on: 'value', field: 'eventID', values: list(g) }),
  EQ_errorReason: (g) => ({ on: 'value', field: 'errorReason', values: words(g, 'errorReason') }),
  EQ_correctiveEventID: (g) => ({ on: 'value', field: 'corrective', values: list(g) }),
  MATCH_epc: match(['epc']),
  MATCH_parentID: match(['parent']),
  MATCH_inputEPC: match(['in']),
  MATCH_outputEPC: match(['out']),
  MATCH_anyEPC: match(all),
  MATCH_epcClass: match(['class'], true),
  MATCH_inputEPCClass: match(['inClass'], true),
  MATCH_outputEPCClass: match(['outClass'], true),
  MATCH_anyEPCClass: match(allClasses, true),
  EXISTS_errorDeclaration: exists('errorDeclaration'),
  EXISTS_sensorElementList: exists('sensorElementList'),
  EQ_booleanValue: (g) => ({ on: 'sensorBoolean', value: boolean(g) }),
  ...Object.fromEntries(
    sensorWords.map((word) => [
      `EQ_${word}`,
      (g: Given): Made => ({ on: 'sensor', word, values: sensorGiven(g, word) }),
    ]),
  ),
  ...Object.fromEntries(
    (['GE', 'LT'] as const).flatMap((op): [string, Reader][] => [
      [`${op}_eventTime`, time('eventTime', op)],
      [`${op}_recordTime`, time('recordTime', op)],
      // openapi.yaml, query-schema.json and the text of the standard each have a name of their own for it
      [`${op}_errorDeclarationTime`, time('declarationTime', op)],
      [`${op}_errorDeclaration_Time`, time('declarationTime', op)],
      [`${op}_ERROR_DECLARATION_Time`, time('declarationTime', op)],
      [`${op}_time`, sensorTime('time', op)],
      [`${op}_startTime`, sensorTime('startTime', op)],
      [`${op}_endTime`, sensorTime('endTime', op)],
    ]),
  ),
}

/** Values of a sensor attribute as `sensorValues` gives them. */
export function sensorGiven(g: Pick<Given, 'name' | 'value' | 'url' | 'namespaces'>, word: SensorWord): string[] {
  const values = g.url || word !== 'stringValue' ? list(g) : list({ ...g, url: false })
  return values.map((v) => {
    if (word === 'type') return wordOf(v, 'measurementType', g)
    if (word === 'hexBinaryValue')
      return /^(?:[0-9A-Fa-f]{2})+$/.test(v)
        ? v.toUpperCase()
        : refuse('value_malformed', g.name, { expected: 'hexadecimal digits' })
    return word === 'stringValue' ? v : canonicalIdentifier(expandName(v, g.namespaces))
  })
}

/** Families whose names hold a type, a unit or a field. */
function family(g: Given): Made | undefined {
  const typed = /^EQ_(bizTransaction|source|destination)_(.+)$/.exec(g.name)
  if (typed) {
    const field = typed[1] as 'bizTransaction' | 'source' | 'destination'
    const vocabulary = field === 'bizTransaction' ? 'bizTransactionType' : 'sourceDestType'
    return { on: 'typed', field, type: wordOf(typed[2]!, vocabulary, g), values: ids(g) }
  }
  const quantity = /^(EQ|GT|GE|LT|LE)_quantity(?:_([A-Z0-9]{2,4}))?$/.exec(g.name)
  if (quantity) {
    const op = quantity[1] as Op
    return { on: 'quantity', op, values: op === 'EQ' ? numbers(g) : [number(g)], uom: quantity[2] }
  }
  const sensor =
    /^(EQ|GT|GE|LT|LE)_(?:(value|minValue|maxValue|meanValue|sDev|percValue)_([A-Z0-9]{2,4})|(percRank))$/.exec(g.name)
  if (sensor) {
    const op = sensor[1] as Op
    return {
      on: 'sensorNumber',
      word: (sensor[2] ?? sensor[4])!,
      op,
      values: op === 'EQ' ? numbers(g) : [number(g)],
      uom: sensor[3],
    }
  }
  const attribute = /^(HASATTR|EQ_?ATTR)_(.+)$/.exec(g.name)
  if (attribute) return attributes(g, attribute[1] === 'HASATTR', attribute[2]!)
  const extension = /^(EQ|GT|GE|LT|LE|EXISTS)_(.+)$/.exec(g.name)
  if (!extension) return undefined
  const op = extension[1] as Op | 'EXISTS'
  const { inner, area, field } = splitArea(extension[2]!)
  const names = fullNames(field, g.namespaces, inner)
  if (!names) return undefined
  if (op === 'EXISTS') return flag(g) ? { on: 'extension', area, inner, names, op, values: [] } : undefined
  return { on: 'extension', area, inner, names, op, values: op === 'EQ' ? simples(g) : comparable(g) }
}

function attributes(g: Given, has: boolean, text: string): Made | undefined {
  const split = has ? { field: text, attribute: '' } : splitAttribute(text)
  const field = split && (isStandardField(split.field) ? split.field : fullNames(split.field, g.namespaces, false))
  if (!split || !field) return undefined
  const values = list(g)
  const names = (has ? values : [split.attribute]).map((v) => attributeName(v, g.namespaces))
  return { on: 'attribute', field: field as VocabularyField, attributes: names, ...(has ? {} : { values }) }
}

/** Prefixes that a query's own `@context` declares; contexts are never fetched. */
function contextOf(context: unknown): Namespaces {
  if (contextProblems(context, '').length) refuse('value_malformed', '@context', { expected: 'context' })
  return namespacesOf(contextList(context))
}

/** Parameters that say how the answer comes, not which events are in it. */
const controls = new Set(['orderBy', 'orderDirection', 'eventCountLimit', 'maxEventCount', '@context'])

/**
 * Reads a query: the JSON body of a named one, or the parameters of a query string (`url`), where a list stands between
 * bars. `namespaces`: prefixes declared beside it (GS1-Extensions).
 * @throws invalid `epcis_query.parameter_unknown`, `.value_malformed`, `.word_unknown`, `.pattern_malformed`,
 * `.too_many_values`, `.contradictory`, each with the `parameter`
 */
export function readQuery(
  given: Readonly<Record<string, unknown>>,
  { url = false, namespaces = {} }: { url?: boolean; namespaces?: Namespaces } = {},
): Query {
  const names = Object.keys(given)
  if (names.length > mostParameters) refuse('too_many_values', names[mostParameters]!, { most: mostParameters })
  const declared = { ...namespaces, ...(url ? {} : contextOf(given['@context'])) }
  const filters = names.flatMap((name): Filter[] => {
    if (controls.has(name)) return url && name === '@context' ? refuse('parameter_unknown', name) : []
    const g: Given = { name, value: given[name], url, namespaces: declared }
    if (Object.hasOwn(fixed, name)) {
      const made = fixed[name]!(g)
      return made ? [{ param: name, ...made }] : []
    }
    const known = /^EXISTS_/.test(name) && single(g) !== undefined && isFamily(g)
    const made = family(g)
    if (made) return [{ param: name, ...made }]
    return known ? [] : refuse('parameter_unknown', name)
  })
  return { filters, ...orderOf(given, url, declared) }
}

/** An EXISTS_ with the value false names a field, too, but asks for nothing. */
const isFamily = (g: Given): boolean => {
  const { inner, field } = splitArea(g.name.slice('EXISTS_'.length))
  return fullNames(field, g.namespaces, inner) !== undefined
}

function orderOf(
  given: Readonly<Record<string, unknown>>,
  url: boolean,
  namespaces: Namespaces,
): Omit<Query, 'filters'> {
  const of = (name: string): Given | undefined =>
    Object.hasOwn(given, name) ? { name, value: given[name], url, namespaces } : undefined
  const [by, direction, limit, most] = ['orderBy', 'orderDirection', 'eventCountLimit', 'maxEventCount'].map(of)
  const orderBy = by && orderField(by)
  const way = direction === undefined ? 'DESC' : single(direction)
  if (way !== 'ASC' && way !== 'DESC') return refuse('value_malformed', 'orderDirection', { expected: 'ASC or DESC' })
  const eventCountLimit = limit && count(limit)
  const maxEventCount = most && count(most)
  if (eventCountLimit !== undefined && maxEventCount !== undefined)
    refuse('contradictory', 'eventCountLimit', { other: 'maxEventCount' })
  if (eventCountLimit !== undefined && orderBy === undefined) refuse('limit_without_order', 'eventCountLimit')
  return { orderBy, direction: way, eventCountLimit, maxEventCount }
}

function orderField(g: Given): OrderBy {
  const value = single(g)
  if (value === 'eventTime' || value === 'recordTime') return value
  const names = typeof value === 'string' ? fullNames(value, g.namespaces, false) : undefined
  return names
    ? { names }
    : refuse('value_malformed', g.name, { expected: 'eventTime, recordTime or the full name of an extension field' })
}
