import type { NormalEvent, NormalQuantity, TypedId } from '../../../kernel/epcis/model.ts'
import { isExactNumber } from '../../../kernel/epcis/number.ts'
import { identify } from '../../../kernel/gs1/identify.ts'

/**
 * Terms: what the index of events can be asked for at once, each a 32-bit FNV-1a hash of `viewer|key|value`. Two values
 * may share a term, so a term only narrows: `matches` decides. Salted by the viewer, so that one party's search never
 * reads another's rows; what agencies look for in all of their jurisdiction (identifiers) stands once more under `*` in
 * the row of the party that recorded the event.
 */
export const anyViewer = '*'

const start = 0x811c9dc5
const prime = 0x01000193

/** FNV-1a over the code units of a text, two bytes each where it is not ASCII; `from`: the hash of what came before. */
function fold(text: string, from: number): number {
  let h = from
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    h = Math.imul(h ^ (c & 0xff), prime)
    if (c > 0x7f) h = Math.imul(h ^ (c >>> 8), prime)
  }
  return h
}

/** The term of a value under a key for a viewer, as PostgreSQL's int4. */
export const termOf = (salt: string, key: string, value: string): number =>
  fold(value, fold('|', fold(key, fold('|', fold(salt, start))))) | 0

/** Where identifiers stand in an event; the keys under which terms of them are kept. */
export const identifierKeys = ['parent', 'epc', 'in', 'out', 'class', 'inClass', 'outClass'] as const
export type IdentifierKey = (typeof identifierKeys)[number]

/** Parts of an event that carry extensions, by the word in a parameter's name. */
export const extensionAreas = [
  'top',
  'ilmd',
  'error',
  'readPoint',
  'bizLocation',
  'sensorElement',
  'sensorMetadata',
  'sensorReport',
] as const
export type ExtensionArea = (typeof extensionAreas)[number]

/** Attributes of sensor data with parameters that ask for equality. */
export const sensorWords = [
  'type',
  'deviceID',
  'dataProcessingMethod',
  'microorganism',
  'chemicalSubstance',
  'bizRules',
  'stringValue',
  'hexBinaryValue',
  'uriValue',
] as const
export type SensorWord = (typeof sensorWords)[number]

/** A name of an extension: standard names have neither a colon nor a slash. */
export const isExtension = (key: string): boolean => /[:/#]/.test(key)

/** Identifiers of a normal event by where they stand. */
export function identifiersOf(n: NormalEvent): Record<IdentifierKey, readonly string[]> {
  const classes = (list: readonly NormalQuantity[]) => list.map((q) => q.epcClass)
  return {
    parent: n.parentID === undefined ? [] : [n.parentID],
    epc: n.epcs,
    in: n.inputs,
    out: n.outputs,
    class: classes(n.quantities),
    inClass: classes(n.inputQuantities),
    outClass: classes(n.outputQuantities),
  }
}

export type Bag = Readonly<Record<string, unknown>>
export const isBag = (v: unknown): v is Bag =>
  typeof v === 'object' && v !== null && !Array.isArray(v) && !isExactNumber(v)
export const listOf = (v: unknown): readonly unknown[] => (Array.isArray(v) ? v : v === undefined ? [] : [v])

/** The bags of extension elements of one part of an event: one, or one for each sensor element or report. */
export function extensionsOf(n: NormalEvent, area: ExtensionArea): Bag[] {
  const only = (bag: Bag): Bag => Object.fromEntries(Object.entries(bag).filter(([k]) => isExtension(k)))
  switch (area) {
    case 'top':
      return [n.extensions]
    case 'ilmd':
      return [n.ilmd]
    case 'error':
      return n.errorDeclaration ? [n.errorDeclaration.extensions] : []
    case 'readPoint':
      return [n.readPointExtensions]
    case 'bizLocation':
      return [n.bizLocationExtensions]
    case 'sensorElement':
      return n.sensors.map(only)
    case 'sensorMetadata':
      return n.sensors.flatMap((s) => (isBag(s['sensorMetadata']) ? [only(s['sensorMetadata'])] : []))
    case 'sensorReport':
      return n.sensors.flatMap((s) => listOf(s['sensorReport']).filter(isBag).map(only))
  }
}

/** The text of a simple value as it is compared; undefined for an element with others inside. */
export function simpleText(v: unknown): string | undefined {
  if (typeof v === 'string') return v
  if (typeof v === 'number' || typeof v === 'boolean') return String(v)
  if (isExactNumber(v)) return v.rawJSON
  // an XML element with attributes keeps its text under #text, JSON-LD a typed value under @value
  if (isBag(v)) return simpleText(v['#text'] ?? v['@value'])
  return undefined
}

/** Every element nested inside a bag's own elements, at any depth, with its name. */
export function* innerOf(bag: Bag): Generator<readonly [name: string, value: unknown]> {
  for (const outer of Object.values(bag))
    for (const value of listOf(outer)) {
      if (!isBag(value)) continue
      for (const [name, inner] of Object.entries(value)) {
        if (name.startsWith('@') || name === '#text') continue
        for (const one of listOf(inner)) yield [name, one]
      }
      yield* innerOf(value)
    }
}

/**
 * The terms of an event for one viewer, each once. `own`: the row of the party that recorded the event, which agencies
 * read as well.
 */
export function termsOf(normal: NormalEvent, viewerId: string, { own = false }: { own?: boolean } = {}): number[] {
  const terms = new Set<number>()
  const add = (key: string, value: string) => terms.add(termOf(viewerId, key, value))
  const addTyped = (key: string, ids: readonly TypedId[]) => {
    for (const { type, id } of ids) add(`${key}:${type ?? ''}`, id)
  }
  const addFor = (salt: string, key: string, values: readonly string[]) => {
    const seen = new Set<string>()
    for (const v of values) {
      terms.add(termOf(salt, key, v))
      const { namespace } = identify(v)
      if (seen.has(namespace)) continue
      seen.add(namespace)
      terms.add(termOf(salt, `${key}~`, namespace))
    }
  }
  for (const [key, values] of Object.entries(identifiersOf(normal))) {
    addFor(viewerId, key, values)
    if (own) addFor(anyViewer, key, values)
  }
  if (normal.eventID !== undefined) {
    add('event', normal.eventID)
    if (own) terms.add(termOf(anyViewer, 'event', normal.eventID))
  }
  if (normal.readPoint !== undefined) add('readPoint', normal.readPoint)
  if (normal.bizLocation !== undefined) add('bizLocation', normal.bizLocation)
  if (normal.transformationID !== undefined) add('transformation', normal.transformationID)
  for (const v of normal.persistentDisposition?.set ?? []) add('set', v)
  for (const v of normal.persistentDisposition?.unset ?? []) add('unset', v)
  addTyped('bizTransaction', normal.bizTransactions)
  addTyped('source', normal.sources)
  addTyped('destination', normal.destinations)
  const { errorDeclaration: error } = normal
  if (error) {
    add('error', '')
    if (error.reason !== undefined) add('errorReason', error.reason)
    for (const id of error.correctiveEventIDs) add('corrective', id)
  }
  addSensors(normal, add)
  for (const area of extensionAreas)
    for (const bag of extensionsOf(normal, area)) {
      for (const [name, value] of Object.entries(bag)) {
        add(`${area}.`, name)
        for (const v of listOf(value)) {
          const text = simpleText(v)
          if (text !== undefined && text.length <= 200) add(`${area}.${name}`, text)
        }
      }
      for (const [name] of innerOf(bag)) add(`${area}..`, name)
    }
  return [...terms]
}

function addSensors(normal: NormalEvent, add: (key: string, value: string) => void): void {
  if (normal.sensors.length) add('sensor', '')
  for (const word of sensorWords) for (const v of sensorValues(normal, word)) add(`sensor:${word}`, v)
}

/**
 * The values of an attribute in the sensor data of an event, of its reports or of its metadata, where they may stand.
 */
export function sensorValues(normal: NormalEvent, word: SensorWord): string[] {
  return normal.sensors.flatMap((s) =>
    [s['sensorMetadata'], ...listOf(s['sensorReport'])].flatMap((bag) => {
      const text = isBag(bag) ? simpleText(bag[word]) : undefined
      return text === undefined ? [] : [word === 'hexBinaryValue' ? text.toUpperCase() : text]
    }),
  )
}
