import type { Pattern } from './pattern.ts'
import type { ExtensionArea, IdentifierKey, SensorWord } from './terms.ts'

export type Op = 'EQ' | 'GT' | 'GE' | 'LT' | 'LE'

/** A value given for an extension field: a text as it stands, and what else it may mean. */
export type Simple = { text?: string; number?: string; instant?: string }

/** Fields with master data behind them, for HASATTR_ and EQATTR_; an extension by its possible full names. */
export type VocabularyField =
  | 'readPoint'
  | 'bizLocation'
  | 'bizStep'
  | 'disposition'
  | 'epcClass'
  | 'source'
  | 'destination'
  | 'bizTransaction'
  | readonly string[]

/**
 * One condition of a query; all must hold. Values are in the normal form of events (model.ts): bare CBV words, canonical
 * identifiers, sortable instants, decimal strings. `param`: the parameter it came from.
 */
export type Filter = { param: string } & (
  | { on: 'word'; field: 'type' | 'action' | 'bizStep' | 'disposition'; values: readonly string[] }
  | { on: 'time'; field: 'eventTime' | 'recordTime' | 'declarationTime'; op: 'GE' | 'LT'; instant: string }
  | {
      on: 'value'
      field: 'set' | 'unset' | 'eventID' | 'transformationID' | 'errorReason' | 'corrective'
      values: readonly string[]
    }
  | { on: 'place'; field: 'readPoint' | 'bizLocation'; values: readonly string[]; descendants: boolean }
  | { on: 'typed'; field: 'bizTransaction' | 'source' | 'destination'; type: string; values: readonly string[] }
  | { on: 'identifier'; keys: readonly IdentifierKey[]; patterns: readonly Pattern[] }
  | { on: 'quantity'; op: Op; values: readonly string[]; uom?: string | undefined }
  | { on: 'exists'; what: 'errorDeclaration' | 'sensorElementList' }
  | { on: 'sensor'; word: SensorWord; values: readonly string[] }
  | { on: 'sensorBoolean'; value: boolean }
  | { on: 'sensorNumber'; word: string; op: Op; values: readonly string[]; uom?: string | undefined }
  | { on: 'sensorTime'; word: 'time' | 'startTime' | 'endTime'; op: 'GE' | 'LT'; instant: string }
  | {
      on: 'extension'
      area: ExtensionArea
      inner: boolean
      names: readonly string[]
      op: Op | 'EXISTS'
      values: readonly Simple[]
    }
  | { on: 'attribute'; field: VocabularyField; attributes: readonly string[]; values?: readonly string[] | undefined }
)

/** What events come in: their time, or an extension field of the top level. */
export type OrderBy = 'eventTime' | 'recordTime' | { names: readonly string[] }

export type Query = {
  filters: readonly Filter[]
  orderBy?: OrderBy | undefined
  direction: 'ASC' | 'DESC'
  /** The first so many of the order asked for. */
  eventCountLimit?: number | undefined
  /** More than this is refused. */
  maxEventCount?: number | undefined
}
