import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { preHash } from './hash.ts'
import { documentValue, readJson } from './json.ts'
import { normalForm } from './normal.ts'
import { validateDocument } from './validate.ts'

/** GS1's examples are not part of this repository: `GS1_EXAMPLES=<folder> npx vitest run src/kernel/epcis/examples.test.ts`. */
const folder = process.env['GS1_EXAMPLES']
const files =
  folder === undefined
    ? []
    : readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => /\.json(?:ld)?$/.test(f))

/**
 * Hashes published for these documents with the reference implementation (hash.test.ts). The eventIDs inside GS1's
 * examples are hashes too, by a draft of the algorithm that kept URNs: they agree with no CBV 2.0 implementation.
 */
const publishedHashes: Record<string, string> = {
  'object_event_all_possible_fields.jsonld': '9811bfb2672e9c3a0f6151be339d22b60db375c8b23d2740f6137cc6539f0639',
  'transaction_event_all_possible_fields.jsonld': '4a85d64a96409f0c57baed258666b26d83e6690d204a8aaed4c7e2624d8b0c81',
  'transformation_event_all_possible_fields.jsonld': '529cc54b8cf9d8664208cc6c77473274d8c2dd473469920a7d09a814623f52cc',
}

describe.skipIf(folder === undefined)('GS1’s own examples (skipped: GS1_EXAMPLES names no folder)', () => {
  test('there are some', () => expect(files.length).toBeGreaterThan(0))

  test.each(files)('%s: accepted, hashed, and written as it was', (file) => {
    const text = readFileSync(`${folder}/${file}`, 'utf8')
    const d = validateDocument(readJson(text))
    expect([...d.problems, ...d.events.flatMap((e) => e.problems)]).toEqual([])
    for (const e of d.events)
      expect(preHash(normalForm(e.event, e.namespaces))).toMatch(/^eventType=\w+EventeventTime=/)
    const published = publishedHashes[file.split('/').at(-1)!]
    if (published)
      for (const e of d.events)
        expect(
          createHash('sha256')
            .update(preHash(normalForm(e.event, e.namespaces)))
            .digest('hex'),
        ).toBe(published)
    const { kind, header, queryName, subscriptionID, context, creationDate } = d
    const events = d.events.map((e) => ({ event: e.event, context }))
    const out = documentValue({ kind, header, queryName, subscriptionID, creationDate: creationDate ?? '', events })
    expect(out).toEqual(JSON.parse(text))
  })
})
