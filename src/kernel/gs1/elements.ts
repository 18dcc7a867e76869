import { aiAtStart, aiEntry, fieldLengths, matchesAi } from './ai.ts'
import { readField, type ValueReason, valueProblem } from './linters.ts'

/** One data element: an Application Identifier and its value. */
export interface Element {
  readonly ai: string
  readonly value: string
}

export type ElementReason =
  | ValueReason
  | 'gs1.empty'
  | 'gs1.malformed'
  | 'gs1.unknown_ai'
  | 'gs1.missing_ai'
  | 'gs1.excluded_ai'
  | 'gs1.repeated_ai'
  | 'gs1.serial_missing'

/** Elements in the order in which they stood; of a wrong text those that were read before the fault. */
export type ParsedElements = { readonly elements: readonly Element[]; readonly reason?: ElementReason }

/** `(01)09506000134352(10)ABC`; a bracket that belongs to a value is written `\(`. */
export function parseBracketed(text: string): ParsedElements {
  const elements: Element[] = []
  let rest = text
  while (rest !== '') {
    const match = /^\(([0-9]+)\)((?:\\\(|[^(])*)/.exec(rest)
    if (!match) return { elements, reason: 'gs1.malformed' }
    const entry = aiEntry(match[1]!)
    if (!entry) return { elements, reason: 'gs1.unknown_ai' }
    const value = match[2]!.replaceAll('\\(', '(')
    elements.push({ ai: entry.ai, value })
    const reason = valueProblem(entry, value)
    if (reason) return { elements, reason }
    rest = rest.slice(match[0].length)
  }
  return elements.length ? { elements } : { elements, reason: 'gs1.empty' }
}

/** Group separator: how a scanner sends the FNC1 between two elements. */
export const FNC1 = '\x1d'

/**
 * What a scanner sends after the symbology identifier: elements one behind the other, FNC1 where an element of variable
 * length is not the last. An FNC1 behind an element of predefined length is superfluous and tolerated.
 */
export function parseConcatenated(text: string): ParsedElements {
  const elements: Element[] = []
  let rest = text
  if (rest === '') return { elements, reason: 'gs1.empty' }
  while (rest !== '') {
    const entry = aiAtStart(rest)
    if (!entry) return { elements, reason: 'gs1.unknown_ai' }
    rest = rest.slice(entry.ai.length)
    const end = rest.indexOf(FNC1)
    const field = end < 0 ? rest : rest.slice(0, end)
    const read = readField(entry, field)
    if ('reason' in read) {
      elements.push({ ai: entry.ai, value: field.slice(0, fieldLengths(entry).max) })
      return { elements, reason: read.reason }
    }
    elements.push({ ai: entry.ai, value: field.slice(0, read.length) })
    rest = rest.slice(read.length)
    if (rest.startsWith(FNC1)) rest = rest.slice(1)
    else if (rest !== '' && !entry.fixed) return { elements, reason: 'gs1.wrong_length' }
  }
  return { elements }
}

/** Keys whose serial part is optional, and needed where a digital signature (8030) is to bind one thing. */
const OPTIONAL_SERIAL = ['253', '255', '8003']

/**
 * What is wrong with the elements together: an AI that must not stand beside another, one that needs another, one that
 * stands twice with different values. To be asked of everything that marks one thing, not of each symbol on its own.
 */
export function combinationProblem(elements: readonly Element[]): ElementReason | undefined {
  const values = new Map<string, string>()
  for (const { ai, value } of elements) {
    const known = values.get(ai)
    if (known !== undefined && known !== value) return 'gs1.repeated_ai'
    values.set(ai, value)
  }
  const ais = [...values.keys()]
  const has = (pattern: string, besides: string) => ais.some((ai) => ai !== besides && matchesAi(pattern, ai))
  for (const ai of ais) if (aiEntry(ai)!.excludes.some((pattern) => has(pattern, ai))) return 'gs1.excluded_ai'
  for (const ai of ais) {
    const met = aiEntry(ai)!.requires.every((groups) => groups.some((group) => group.every((p) => has(p, ai))))
    if (!met) return 'gs1.missing_ai'
  }
  if (values.has('8030')) {
    for (const ai of OPTIONAL_SERIAL) {
      const value = values.get(ai)
      if (value !== undefined && value.length === fieldLengths(aiEntry(ai)!).min) return 'gs1.serial_missing'
    }
  }
  return undefined
}

/** The elements in brackets, as people write them; a bracket inside a value is escaped. */
export function bracketed(elements: readonly Element[]): string {
  return elements.map(({ ai, value }) => `(${ai})${value.replaceAll('(', '\\(')}`).join('')
}

/** The elements as a scanner sends them, FNC1 where it is needed, without a symbology identifier. */
export function concatenated(elements: readonly Element[]): string {
  return elements
    .map(({ ai, value }, i) => ai + value + (aiEntry(ai)!.fixed || i === elements.length - 1 ? '' : FNC1))
    .join('')
}
