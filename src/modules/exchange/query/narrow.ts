import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Filter, Query } from './filter.ts'
import { microsecondOf } from './instant.ts'
import type { MasterData } from './matches.ts'
import { anyViewer, termOf } from './terms.ts'

/** More places than this below those asked for, and the index is not asked for them one by one. */
const mostPlaces = 500
/** As in `termsOf`: longer texts have no term. */
const longestValue = 200

const columns = { type: 'event_type', action: 'action', bizStep: 'biz_step', disposition: 'disposition' } as const

/**
 * Conditions on `exchange.epcis_event i` that every event fulfils which the query asks for, for the index to narrow by.
 * `salt`: the viewer whose rows are read, or `anyViewer` for rows of a jurisdiction, which know identifiers only.
 */
export function narrowing(query: Pick<Query, 'filters'>, salt: string, masterData: MasterData): RawBuilder<SqlBool>[] {
  const conditions: RawBuilder<SqlBool>[] = []
  const every: number[] = []
  for (const f of query.filters) {
    if (f.on === 'word') {
      const column = sql.raw(`i.${columns[f.field]}`)
      conditions.push(
        f.values.length === 1
          ? sql<SqlBool>`${column} = ${f.values[0]}`
          : sql<SqlBool>`${column} = any(${[...f.values]}::text[])`,
      )
    } else if (f.on === 'time' && f.field !== 'declarationTime') {
      // the index has microseconds, rounded: at the bound itself the event decides
      const column = sql.raw(f.field === 'eventTime' ? 'i.event_time' : 'i.record_time')
      const at = microsecondOf(f.instant)
      conditions.push(
        f.op === 'GE'
          ? sql<SqlBool>`${column} >= ${at}::timestamptz`
          : sql<SqlBool>`${column} <= ${at}::timestamptz + interval '1 microsecond'`,
      )
    } else {
      const terms = termsFor(f, salt, masterData)
      if (terms?.length === 1) every.push(terms[0]!)
      else if (terms) conditions.push(sql<SqlBool>`i.terms && ${`{${terms.join(',')}}`}::integer[]`)
    }
  }
  if (every.length) conditions.push(sql<SqlBool>`i.terms @> ${`{${every.join(',')}}`}::integer[]`)
  return conditions
}

/** Whether a query names things of which there are few: then terms find them and the viewer's whole index is no help. */
export const namesThings = (query: Pick<Query, 'filters'>): boolean =>
  query.filters.some(
    (f) =>
      (f.on === 'identifier' && f.patterns.every((p) => 'one' in p)) || (f.on === 'value' && f.field === 'eventID'),
  )

/** Terms of which an event must have one; undefined where the filter cannot be asked of the index. */
function termsFor(f: Filter, salt: string, masterData: MasterData): number[] | undefined {
  const all = (key: string, values: readonly string[]) => values.map((v) => termOf(salt, key, v))
  if (f.on === 'identifier') {
    const terms = new Set<number>()
    for (const p of f.patterns)
      for (const k of f.keys) {
        if ('one' in p) terms.add(termOf(salt, k, p.one))
        else if (p.namespace !== undefined) terms.add(termOf(salt, `${k}~`, p.namespace))
        else return undefined
      }
    return [...terms]
  }
  if (f.on === 'value' && f.field === 'eventID') return all('event', f.values)
  if (salt === anyViewer) return undefined
  switch (f.on) {
    case 'value':
      return all(f.field === 'transformationID' ? 'transformation' : f.field, f.values)
    case 'time':
      return all('error', [''])
    case 'place': {
      const places = f.descendants ? [...masterData.withDescendants(f.values)] : f.values
      return places.length > mostPlaces ? undefined : all(f.field, places)
    }
    case 'typed':
      return all(`${f.field}:${f.type}`, f.values)
    case 'exists':
      return all(f.what === 'errorDeclaration' ? 'error' : 'sensor', [''])
    case 'sensor':
      return all(`sensor:${f.word}`, f.values)
    case 'sensorBoolean':
    case 'sensorNumber':
    case 'sensorTime':
      return all('sensor', [''])
    case 'extension':
      return extensionTerms(f, salt)
    default:
      return undefined
  }
}

function extensionTerms(f: Filter & { on: 'extension' }, salt: string): number[] {
  if (f.inner) return f.names.map((name) => termOf(salt, `${f.area}..`, name))
  // only what can be nothing but a text is found by its value
  const texts = f.values.map((v) => (v.number === undefined && v.instant === undefined ? v.text : undefined))
  if (f.op === 'EQ' && texts.every((t) => t !== undefined && t.length <= longestValue))
    return f.names.flatMap((name) => texts.map((t) => termOf(salt, `${f.area}.${name}`, t!)))
  return f.names.map((name) => termOf(salt, `${f.area}.`, name))
}
