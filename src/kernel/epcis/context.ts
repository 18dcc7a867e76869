import type { Namespaces, Problem } from './model.ts'
import { isStandardContext, standardContext } from './names.ts'
import { at, problem } from './reasons.ts'

/** `@context` in its several forms as a list: an address, an object, or a list of these; absent = empty. */
export const contextList = (context: unknown): unknown[] =>
  context === undefined || context === null ? [] : Array.isArray(context) ? context : [context]

const isObject = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v)

/** The namespace a term of a context object stands for: `"ex": "http://…"` or `"ex": {"@id": "http://…"}`. */
function namespaceIn(value: unknown): string | undefined {
  const id = isObject(value) ? value['@id'] : value
  return typeof id === 'string' && /^[a-z][a-z0-9+.-]*:/i.test(id) ? id : undefined
}

/**
 * The prefixes that a context declares, over those already in force; a later one wins, as in JSON-LD. Addresses are
 * never fetched: GS1's own is known (names.ts), what another would declare is not.
 */
export function namespacesOf(context: readonly unknown[], inForce: Namespaces = {}): Namespaces {
  const names: Record<string, string> = Object.assign(Object.create(null), inForce)
  for (const entry of context) {
    if (!isObject(entry)) continue
    for (const [prefix, value] of Object.entries(entry)) {
      const namespace = namespaceIn(value)
      // keywords and terms of a vocabulary of one's own (`ex:weight`) declare no prefix
      if (namespace !== undefined && /^[^@:][^:]*$/.test(prefix)) names[prefix] = namespace
    }
  }
  return names
}

/** What is wrong with the form of a context. */
export function contextProblems(context: unknown, path: string): Problem[] {
  const list = Array.isArray(context)
  return contextList(context).flatMap((entry, i) => {
    const here = list ? at(path, i) : path
    if (typeof entry === 'string')
      return /^[a-z][a-z0-9+.-]*:\S+$/i.test(entry) ? [] : [problem(here, 'context_malformed')]
    return isObject(entry) ? [] : [problem(here, 'context_malformed')]
  })
}

/** One context for a document, and what an event must say itself because it means another thing by a prefix. */
export type MergedContext = { context: unknown[]; own: (unknown[] | undefined)[] }

/**
 * The contexts of events that came in different documents, as one: GS1's first, then the addresses and prefixes of all.
 * An event whose prefix means something else than the first one that used it gets its context back at event level.
 * Where all came with the same context, it is given back as it was.
 */
export function mergeContexts(contexts: readonly (readonly unknown[])[]): MergedContext {
  const texts = contexts.map((c) => JSON.stringify(c))
  const [first] = contexts
  if (first !== undefined && first.length > 0 && texts.every((t) => t === texts[0]))
    return { context: [...first], own: contexts.map(() => undefined) }

  const addresses = new Set<string>()
  const terms = new Map<string, unknown>()
  const own = contexts.map((context) => {
    const mine = new Map<string, unknown>()
    for (const entry of context) if (isObject(entry)) for (const [k, v] of Object.entries(entry)) mine.set(k, v)
    // inside one context a later entry wins; keywords (@vocab, @base) hold for their own document only
    const foreign = [...mine].some(
      ([k, v]) => k.startsWith('@') || (terms.has(k) && JSON.stringify(terms.get(k)) !== JSON.stringify(v)),
    )
    if (foreign) return [...context]
    for (const [k, v] of mine) terms.set(k, v)
    for (const entry of context) if (typeof entry === 'string' && !isStandardContext(entry)) addresses.add(entry)
    return undefined
  })
  const declared = terms.size > 0 ? [Object.fromEntries(terms)] : []
  return { context: [standardContext, ...addresses, ...declared], own }
}
