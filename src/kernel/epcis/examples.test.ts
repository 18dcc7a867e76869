import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { preHash } from './hash.ts'
import { documentValue, readJson } from './json.ts'
import { normalForm } from './normal.ts'
import { isSound, validateDocument } from './validate.ts'

/** GS1's examples are not part of this repository: `GS1_EXAMPLES=<folder> npx vitest run src/kernel/epcis/examples.test.ts`. */
const folder = process.env['GS1_EXAMPLES']
const files =
  folder === undefined
    ? []
    : readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => /\.json(?:ld)?$/.test(f))

describe.skipIf(folder === undefined)('GS1’s own examples (skipped: GS1_EXAMPLES names no folder)', () => {
  test('there are some', () => expect(files.length).toBeGreaterThan(0))

  test.each(files)('%s: accepted, hashed, and written as it was', (file) => {
    const text = readFileSync(`${folder}/${file}`, 'utf8')
    const d = validateDocument(readJson(text))
    expect([...d.problems, ...d.events.flatMap((e) => e.problems)]).toEqual([])
    expect(isSound(d)).toBe(true)
    for (const e of d.events)
      expect(preHash(normalForm(e.event, e.namespaces))).toMatch(/^eventType=\w+EventeventTime=/)
    const { kind, header, queryName, subscriptionID, context, creationDate } = d
    const events = d.events.map((e) => ({ event: e.event, context }))
    const out = documentValue({ kind, header, queryName, subscriptionID, creationDate: creationDate ?? '', events })
    expect(out).toEqual(JSON.parse(text))
  })
})
