import fc from 'fast-check'
import { anyEvent, extensionContext } from './arbitrary.ts'

/** An EPCISDocument with these events in JSON; `over` replaces its fields, undefined takes one away. */
export const epcisDocument = (eventList: readonly unknown[], over: Record<string, unknown> = {}) => ({
  '@context': extensionContext,
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-06-01T08:00:00.000Z',
  epcisBody: { eventList },
  ...over,
})

/** What stands in for a value when a document is damaged. */
const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown[]>(
    null,
    true,
    '',
    ' ',
    '\0',
    '\ud800',
    '__proto__',
    -1,
    1e308,
    [],
    {},
    [[]],
    'urn:epc:id:sgtin:1.2.3',
    'https://id.gs1.org/01/1',
    'http://[',
    'https://%zz/01/09506000134353',
    'ADD',
    '2026-13-01T00:00:00Z',
    '0001-01-01T00:00:00+14:00',
  ),
  fc.string({ maxLength: 20 }),
  fc.jsonValue({ maxDepth: 3 }),
)

/** A document of valid events with one to four of its parts replaced, dropped, doubled, listed or renamed. */
export const damagedDocument: fc.Arbitrary<unknown> = fc
  .tuple(
    fc.array(anyEvent, { minLength: 1, maxLength: 3 }),
    fc.array(fc.tuple(fc.nat(), fc.nat(4), junk), { minLength: 1, maxLength: 4 }),
  )
  .map(([events, harms]) => {
    const document = structuredClone(epcisDocument(events)) as Record<string, unknown>
    for (const [where, how, value] of harms) harm(document, where, how, value)
    return document
  })

/** Damages one spot of a tree: the `where`-th of all its entries. */
function harm(root: object, where: number, how: number, value: unknown): void {
  const spots: [Record<string, unknown>, string][] = []
  const collect = (o: object) => {
    for (const [key, inner] of Object.entries(o)) {
      spots.push([o as Record<string, unknown>, key])
      if (typeof inner === 'object' && inner !== null) collect(inner)
    }
  }
  collect(root)
  const spot = spots[where % Math.max(spots.length, 1)]
  if (!spot) return
  const [holder, key] = spot
  const old = holder[key]
  // a copy: a tree that holds itself is no JSON
  const put = (k: string, v: unknown) =>
    Object.defineProperty(holder, k, {
      value: structuredClone(v),
      enumerable: true,
      configurable: true,
      writable: true,
    })
  if (how === 0) put(key, value)
  else if (how === 1) delete holder[key]
  else if (how === 2) put(Array.isArray(holder) ? String(holder.length) : `${key}2`, old)
  else if (how === 3) put(key, [old, old])
  else if (!Array.isArray(holder)) put(typeof value === 'string' ? value : 'unknown', old)
}
