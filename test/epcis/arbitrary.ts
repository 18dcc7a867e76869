import fc from 'fast-check'
import { wordsOf } from '../../src/kernel/epcis/cbv.ts'
import type { OutDocument, OutEvent } from '../../src/kernel/epcis/json.ts'
import type { EpcisEvent } from '../../src/kernel/epcis/model.ts'
import { standardContext } from '../../src/kernel/epcis/names.ts'
import { gs1CheckDigit } from '../../src/kernel/gs1/check.ts'

/**
 * Random EPCIS events that every rule of the standard lets pass: all types, identifiers as EPC URN and as Digital Link
 * on several domains, CBV words and words of others, sensor data, error declarations and nested extensions. Extension
 * values are those that JSON and XML both can say (docs/domain/epcis.md, "XML"); `loose` ones go beyond that.
 */

type Fields = Record<string, unknown>

const digits = (n: number) => fc.stringMatching(new RegExp(`^[0-9]{${n}}$`))
const serial = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,11}$/)
const withCheck = (body: string) => body + gs1CheckDigit(body)
/** A company prefix and what of the 12 digits of a GTIN or 12 of a GLN is left to it. */
const prefixes = ['0614141', '4012345', '952000', '69012345', '123456789012']
const prefix = fc.constantFrom(...prefixes)
const domain = fc.constantFrom('https://id.gs1.org', 'https://example.com', 'https://brand.example/shop')

/** The parts of a GTIN: URN `prefix.item`, and its 14 digits. */
const gtin = prefix.chain((p) =>
  fc.tuple(digits(1), digits(12 - p.length)).map(([indicator, item]) => ({
    urn: `${p}.${indicator}${item}`,
    key: withCheck(`${indicator}${p}${item}`),
  })),
)
const gln = prefix.chain((p) =>
  digits(12 - p.length).map((reference) => ({ urn: `${p}.${reference}`, key: withCheck(`${p}${reference}`) })),
)

/** One object, in either spelling or as a URI of one's own. */
export const anyEpc: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(gtin, serial, domain, fc.boolean())
    .map(([g, s, d, urn]) => (urn ? `urn:epc:id:sgtin:${g.urn}.${s}` : `${d}/01/${g.key}/21/${s}`)),
  fc
    .tuple(prefix, digits(1), fc.boolean())
    .chain(([p, extension, urn]) =>
      digits(16 - p.length).map((r) =>
        urn ? `urn:epc:id:sscc:${p}.${extension}${r}` : `https://id.gs1.org/00/${withCheck(`${extension}${p}${r}`)}`,
      ),
    ),
  fc.tuple(prefix, serial).map(([p, s]) => `urn:epc:id:giai:${p}.${s}`),
  serial.map((s) => `https://items.example.org/thing/${s}`),
)

/** A class or lot, as quantity lists take it. */
export const anyClass: fc.Arbitrary<string> = fc
  .tuple(gtin, serial, domain, fc.nat(2))
  .map(([g, s, d, form]) =>
    form === 0
      ? `urn:epc:class:lgtin:${g.urn}.${s}`
      : form === 1
        ? `urn:epc:idpat:sgtin:${g.urn}.*`
        : `${d}/01/${g.key}/10/${s}`,
  )

const place = fc.oneof(
  fc.tuple(gln, fc.constantFrom('0', '12', 'A7')).map(([g, e]) => `urn:epc:id:sgln:${g.urn}.${e}`),
  fc.tuple(gln, domain).map(([g, d]) => `${d}/414/${g.key}`),
  fc.constantFrom('geo:52.1,4.3', 'https://places.example.org/ramp'),
)
const party = fc.oneof(
  gln.map((g) => `urn:epc:id:pgln:${g.urn}`),
  fc.tuple(gln, domain).map(([g, d]) => `${d}/417/${g.key}`),
)
const paper = fc.oneof(
  fc.tuple(gln, serial).map(([g, s]) => `urn:epc:id:gdti:${g.urn}.${s}`),
  serial.map((s) => `http://transaction.example.com/po/${s}`),
  serial.map((s) => `urn:epcglobal:cbv:bt:0614141073467:${s}`),
)

const two = (n: number) => String(n).padStart(2, '0')
const offset = fc.constantFrom('+00:00', '-06:00', '+08:00', '+05:30', '-03:30', '+14:00')
/** A time as people write it: any zone, any number of fraction digits. */
export const anyTime: fc.Arbitrary<string> = fc
  .record({
    year: fc.integer({ min: 2001, max: 2029 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
    hour: fc.integer({ min: 0, max: 23 }),
    minute: fc.integer({ min: 0, max: 59 }),
    fraction: fc.constantFrom('', '.5', '.591', '.116000', '.123456', '.0'),
    zone: fc.oneof(offset, fc.constant('Z')),
  })
  .map((t) => `${t.year}-${two(t.month)}-${two(t.day)}T${two(t.hour)}:${two(t.minute)}:07${t.fraction}${t.zone}`)

/** A number as quantities and sensors have it: whole, with decimals, very small. */
const amount = fc.oneof(
  fc.nat(1_000_000),
  fc.nat(1_000_000).map((n) => n / 1000),
  fc.constantFrom(0, 0.1, 200.5, 1e-7, 1e21),
)
const word = (vocabulary: Parameters<typeof wordsOf>[0]) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...wordsOf(vocabulary)) },
    serial.map((s) => `https://words.example.org/${vocabulary}/${s}`),
  )

/** Keeps what came out as undefined away: a field that is not there. */
const present = <T extends Fields>(o: T): Fields =>
  Object.fromEntries(Object.entries(o).filter(([, v]) => v !== undefined))
const maybe = <T>(a: fc.Arbitrary<T>) => fc.option(a, { nil: undefined, freq: 2 })
const several = <T>(a: fc.Arbitrary<T>, min = 1) =>
  fc.uniqueArray(a, { minLength: min, maxLength: 4, selector: (v) => JSON.stringify(v) })

// ---- extensions

export const extensionNamespaces = {
  ex: 'http://ns.example.com/epcis/',
  ext1: 'http://example.com/ext1/',
  odd: 'https://example.org/ns#',
  short: 'urn:example:ns:',
} as const

const local = fc.oneof(
  { weight: 5, arbitrary: fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/) },
  fc.constantFrom('品名', 'a.b-c_d', '1st', 'with blank', 'a&b', '_x0041_', 'ns', 'grade%'),
)
const key = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(fc.constantFrom(...Object.keys(extensionNamespaces)), local).map(([p, l]) => `${p}:${l}`),
  },
  fc.constantFrom(
    'cbvmda:lotNumber',
    'cbvmda:netWeight',
    'http://else.example.net/v/grade',
    'https://else.example.net/v#size',
  ),
)
/** Text that XML can carry, with everything that needs care in it. */
export const anyText: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({ maxLength: 12 }),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
    fc.constantFrom(
      '有机大米 & <一级>',
      ']]>',
      '"\'&amp;',
      'line\nbreak\ttab\rreturn',
      ' both sides ',
      '',
      'urn:epc:id:sgtin:0614141.107346.2018',
      '23.50',
      'true',
      '<!-- -->',
      '&#0;',
    ),
  )
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML cannot carry these
  .map((t) => t.toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '?'))

const scalarValue = fc.oneof(
  { weight: 4, arbitrary: anyText },
  fc.integer({ min: -1000, max: 1_000_000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }).map((n) => (Object.is(n, -0) ? 0 : n)),
  fc.boolean(),
  fc.constant(null),
)
/** An extension value that JSON and XML can both say: no list of one, no empty list or object, no list in a list. */
const { value: extensionValue } = fc.letrec<{ value: unknown; object: Fields }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalarValue,
    tie('object'),
    fc.array(fc.oneof(scalarValue, tie('object')), { minLength: 2, maxLength: 3 }),
  ),
  object: fc
    .tuple(
      fc.dictionary(key, tie('value'), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
      maybe(fc.constantFrom('KGM', 'a "quoted" & <one>\n')),
    )
    .map(([o, unit]) => (unit === undefined ? o : { ...o, '@measurementUnitCode': unit })),
}))
const someExtensions = fc.dictionary(key, extensionValue, { maxKeys: 3, noNullPrototype: true })

/** What JSON lets an extension be and XML does not tell apart: lists of one and of none, empty objects, lists in lists. */
export const looseValue: fc.Arbitrary<unknown> = fc.oneof(
  extensionValue,
  fc.constantFrom([], {}, ['one'], [['a', 'b'], ['c']], [{}]),
)

// ---- events

const quantityElement = fc
  .record({ epcClass: anyClass, quantity: maybe(amount), uom: fc.constantFrom('KGM', 'LTR', 'EA') })
  .map(({ quantity, uom, epcClass }) => (quantity === undefined ? { epcClass } : { epcClass, quantity, uom }))
const quantities = several(quantityElement)
const typed = (name: string, id: fc.Arbitrary<string>, type: fc.Arbitrary<string | undefined>) =>
  several(fc.record({ type, [name]: id }).map(present))
const where = fc.tuple(place, someExtensions).map(([id, e]) => ({ id, ...e }))

const report = fc
  .record({
    kind: fc.constantFrom('value', 'text', 'truth', 'hex', 'alarm', 'range'),
    type: word('measurementType'),
    value: amount,
    component: maybe(word('component')),
    text: anyText.map((t) => t.trim()),
    time: anyTime,
    extension: fc.dictionary(key, anyText, { maxKeys: 2, noNullPrototype: true }),
  })
  .map(({ kind, type, value, component, text, time, extension }): Fields => {
    if (kind === 'alarm') return { exception: 'ALARM_CONDITION', booleanValue: true, ...extension }
    if (kind === 'text') return { type: 'https://words.example.org/colour', stringValue: text, ...extension }
    if (kind === 'truth') return { type: 'https://words.example.org/open', booleanValue: false }
    if (kind === 'hex') return { type: 'https://words.example.org/raw', hexBinaryValue: 'f0F0a1' }
    if (kind === 'range')
      return { type, minValue: value, maxValue: value + 1, percRank: 50, percValue: value, uom: 'CEL', ...extension }
    return present({ type, value, uom: 'CEL', component, time, ...extension })
  })
const sensorElement = fc
  .record({
    metadata: maybe(
      fc
        .record({
          deviceID: fc.constant('urn:epc:id:giai:4000001.111'),
          rawData: maybe(fc.constant('https://example.org/8004/401')),
          extension: fc.dictionary(key, anyText, { maxKeys: 1, noNullPrototype: true }),
        })
        .map(({ extension, ...m }) => ({ ...present(m), ...extension })),
    ),
    reports: fc.array(report, { minLength: 1, maxLength: 3 }),
    extension: someExtensions,
  })
  .map(({ metadata, reports, extension }) => present({ sensorMetadata: metadata, sensorReport: reports, ...extension }))

const uuid = fc.uuid().map((u) => `urn:uuid:${u}`)
const declaration = fc
  .tuple(anyTime, maybe(word('errorReason')), maybe(several(uuid)), someExtensions)
  .map(([declarationTime, reason, correctiveEventIDs, e]) => ({
    ...present({ declarationTime, reason, correctiveEventIDs }),
    ...e,
  }))
const dispositions = several(word('disposition'), 2).map(([first, ...others]) => ({ set: [first], unset: others }))

const common = fc
  .record({
    eventID: maybe(uuid),
    eventTime: anyTime,
    eventTimeZoneOffset: offset,
    recordTime: maybe(anyTime),
    errorDeclaration: maybe(declaration),
    certificationInfo: maybe(
      fc.oneof(
        fc.constant('https://certificates.example.org/A1'),
        fc.constant(['https://certificates.example.org/A1', 'https://certificates.example.org/B2']),
      ),
    ),
    bizStep: maybe(word('bizStep')),
    disposition: maybe(word('disposition')),
    readPoint: maybe(where),
    bizLocation: maybe(where),
    sourceList: maybe(typed('source', party, fc.constantFrom('owning_party', 'possessing_party'))),
    destinationList: maybe(typed('destination', place, fc.constant('location'))),
    sensorElementList: maybe(fc.array(sensorElement, { minLength: 1, maxLength: 2 })),
  })
  .map(present)
const papers = typed('bizTransaction', paper, maybe(word('bizTransactionType')))
const epcs = several(anyEpc)

const object = fc
  .record({
    epcList: fc.oneof(epcs, fc.constant([])),
    quantityList: quantities,
    action: fc.constantFrom('ADD', 'OBSERVE', 'DELETE'),
    bizTransactionList: maybe(papers),
    persistentDisposition: maybe(dispositions),
    ilmd: maybe(someExtensions.filter((e) => Object.keys(e).length > 0)),
  })
  .map(({ ilmd, ...o }) => present({ type: 'ObjectEvent', ...o, ilmd: o.action === 'ADD' ? ilmd : undefined }))
const parented = (type: string) =>
  fc
    .record({
      parentID: anyEpc,
      childEPCs: epcs,
      childQuantityList: maybe(quantities),
      action: fc.constantFrom('ADD', 'OBSERVE', 'DELETE'),
      bizTransactionList: maybe(papers),
    })
    .map((o) => present({ type, ...o }))
const transaction = fc
  .record({
    bizTransactionList: papers,
    parentID: maybe(anyEpc),
    epcList: epcs,
    quantityList: maybe(quantities),
    action: fc.constantFrom('ADD', 'OBSERVE', 'DELETE'),
  })
  .map((o) => present({ type: 'TransactionEvent', ...o }))
const transformation = fc
  .record({
    inputEPCList: epcs,
    inputQuantityList: maybe(quantities),
    outputEPCList: maybe(epcs),
    outputQuantityList: quantities,
    transformationID: maybe(paper),
    bizTransactionList: maybe(papers),
    persistentDisposition: maybe(dispositions),
    ilmd: maybe(someExtensions.filter((e) => Object.keys(e).length > 0)),
  })
  .map((o) => present({ type: 'TransformationEvent', ...o }))

/** A valid event in EPCIS-JSON; its extension prefixes are those of `extensionContext`. */
export const anyEvent: fc.Arbitrary<EpcisEvent> = fc
  .tuple(
    common,
    fc.oneof(object, parented('AggregationEvent'), parented('AssociationEvent'), transaction, transformation),
    someExtensions,
  )
  .map(([c, o, e]) => ({ ...c, ...o, ...e }) as EpcisEvent)

/** The `@context` of the events that `anyEvent` makes. */
export const extensionContext: unknown[] = [standardContext, extensionNamespaces]

export const anyOutEvent: fc.Arbitrary<OutEvent> = anyEvent.map((event) => ({ event, context: extensionContext }))

/** A document of up to four events, of either kind. */
export const anyDocument: fc.Arbitrary<OutDocument> = fc
  .record({
    query: fc.boolean(),
    creationDate: anyTime,
    events: fc.array(anyOutEvent, { minLength: 1, maxLength: 4 }),
    subscriptionID: maybe(fc.uuid()),
  })
  .map(({ query, creationDate, events, subscriptionID }) =>
    query
      ? { kind: 'EPCISQueryDocument', creationDate, events, queryName: 'SimpleEventQuery', subscriptionID }
      : { kind: 'EPCISDocument', creationDate, events },
  )
