/**
 * EPCIS 2.0 events as the platform knows them: the event in the JSON form of the standard exactly as it came in
 * (`EpcisEvent`), and the normal form (`NormalEvent`) on which hash, trace facts, index and query are worked out.
 */

export const eventTypes = [
  'ObjectEvent',
  'AggregationEvent',
  'TransactionEvent',
  'TransformationEvent',
  'AssociationEvent',
] as const
export type EventType = (typeof eventTypes)[number]
export type Action = 'ADD' | 'OBSERVE' | 'DELETE'

/** An event in EPCIS-JSON, as captured: property names of the standard, extension keys as `prefix:name` or full URI. */
export type EpcisEvent = { type: string; [key: string]: unknown }

/** Prefix → namespace URI of the extensions in force for an event (from `@context` objects or `xmlns`). */
export type Namespaces = Readonly<Record<string, string>>

/**
 * What is wrong with a document or event. `path` is a JSON pointer into the document (`/epcisBody/eventList/0/action`),
 * the same for the XML form; `reason` is stable and has words in both languages under `epcis.problem.<reason>`;
 * `message` says it in English for integrators' logs.
 */
export type Problem = { path: string; reason: string; message: string }

export type VocabularyElement = {
  id: string
  attributes: { id: string; attribute: unknown }[]
  children: string[]
}
/** Master data of a header: `type` is a vocabulary type such as `urn:epcglobal:epcis:vtype:BusinessLocation`. */
export type Vocabulary = { type: string; elements: VocabularyElement[] }

export type ReadEvent = { event: EpcisEvent; namespaces: Namespaces; problems: Problem[] }

/** A document after reading: its events in order, each with its own problems; `problems` are the document's. */
export type ReadDocument = {
  kind: 'EPCISDocument' | 'EPCISQueryDocument'
  schemaVersion: string
  creationDate?: string | undefined
  /** `@context` as it came, strings and objects; of an XML document: the standard context and its namespaces. */
  context: unknown[]
  /** Kept as it came: sender, receiver, SBDH and other header content. */
  header?: Record<string, unknown> | undefined
  vocabularies: Vocabulary[]
  events: ReadEvent[]
  problems: Problem[]
  queryName?: string | undefined
  subscriptionID?: string | undefined
  /** No document came but an event, or a list of events: where they stand decides the paths of their problems. */
  bare?: 'event' | 'list' | undefined
}

/** Decimal string of the captured number; absent quantity = all of it, unit unknown. */
export type NormalQuantity = { epcClass: string; quantity?: string | undefined; uom?: string | undefined }
/** `type` is the bare CBV word (`owning_party`, `po`) where it is one, else the URI. */
export type TypedId = { type?: string | undefined; id: string }

export type ErrorDeclaration = {
  declarationTime: string
  reason?: string | undefined
  correctiveEventIDs: string[]
  /** Extension content, keys expanded. */
  extensions: Record<string, unknown>
}

/**
 * The normal form: identifiers canonical (`https://id.gs1.org/…` for GS1 keys, our own `/s/<code>`, other URIs as they
 * are), CBV words bare (`shipping`) whether they came bare, as URN or as web URI, other vocabulary as full URI, times as
 * UTC instants (`2026-11-28T21:24:00.123Z`, as many fraction digits as came, none trimmed of meaning), numbers as
 * decimal strings, extension keys expanded to namespace + name (`https://example.com/ns/name` with the namespace's own
 * ending kept). Lists keep the order in which they came; ordering is the hash's business.
 */
export type NormalEvent = {
  type: EventType
  eventID?: string | undefined
  eventTime: string
  eventTimeZoneOffset: string
  recordTime?: string | undefined
  action?: Action | undefined
  bizStep?: string | undefined
  disposition?: string | undefined
  persistentDisposition?: { set: string[]; unset: string[] } | undefined
  readPoint?: string | undefined
  bizLocation?: string | undefined
  parentID?: string | undefined
  /** epcList of object and transaction events; childEPCs of aggregation and association events. */
  epcs: string[]
  /** quantityList, or childQuantityList. */
  quantities: NormalQuantity[]
  inputs: string[]
  inputQuantities: NormalQuantity[]
  outputs: string[]
  outputQuantities: NormalQuantity[]
  transformationID?: string | undefined
  bizTransactions: TypedId[]
  sources: TypedId[]
  destinations: TypedId[]
  certificationInfo: string[]
  /** Keys expanded; values as they came with nested keys expanded. */
  ilmd: Record<string, unknown>
  /** As in the standard's JSON: `{sensorMetadata?, sensorReport[]}`, keys of extensions expanded, times UTC. */
  sensors: Record<string, unknown>[]
  errorDeclaration?: ErrorDeclaration | undefined
  /** Top-level extension elements. Extensions of readPoint and bizLocation stand under their full path key. */
  extensions: Record<string, unknown>
  readPointExtensions: Record<string, unknown>
  bizLocationExtensions: Record<string, unknown>
  /** Namespaces declared for the event's extensions: the event hash writes namespace and name of a key apart. */
  namespaces?: readonly string[] | undefined
  /** Canonical `/s/<code>` → the address as it came: our identifiers are hashed as everybody sees them. */
  asCame?: Readonly<Record<string, string>> | undefined
}
