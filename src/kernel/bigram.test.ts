import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameBigrams, normaliseName, queryBigrams } from './bigram.ts'

test.each([
  ['海南芒果', ['海南', '南芒', '芒果']],
  ['海南（示例）', ['南示', '海南', '示例']],
  ['ＡＢ c', ['ab', 'bc']],
  ['H\u0331ab', ['ab', 'ẖa']],
  ['芒', ['芒']],
  ['𠮷野家', ['野家', '𠮷野']],
  ['  ', []],
])('grams of %s', (name, expected) => {
  expect(nameBigrams(name)).toEqual([...expected].sort())
})

test.each([
  ['三亚 芒果', ['三亚', '芒果']],
  ['芒', ['芒']],
  ['芒 三亚', ['三亚']],
  ['(示例)', ['示例']],
  ['', []],
])('grams of the query %s', (text, expected) => {
  expect(queryBigrams(text)).toEqual([...expected].sort())
})

test('whatever two or more neighbouring characters of a name are searched, the name is found', () => {
  const name = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...'海南三亚芒果合作社(示例)（）𠮷Ａb 1'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    ),
  })
  fc.assert(
    fc.property(name, fc.nat(), fc.nat(), (text, from, length) => {
      const characters = [...normaliseName(text)]
      const part = characters.slice(from % (characters.length + 1)).slice(0, 2 + (length % 8))
      if (part.length < 2) return
      const stored = new Set(nameBigrams(text))
      for (const gram of queryBigrams(part.join(''))) expect(stored.has(gram), gram).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('no gram holds half a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const gram of nameBigrams(text)) expect(gram.isWellFormed()).toBe(true)
    }),
  )
})

test('a normalised name normalises to itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => normaliseName(normaliseName(text)) === normaliseName(text)),
  )
})
