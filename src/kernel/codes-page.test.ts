import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseCode } from './code.ts'
import { recogniseCode } from './code-scheme.ts'
import { parseCreditCode } from './credit-code.ts'
import { readIdentifier } from './gs1/read.ts'
import { convertRec20 } from './gs1/rec20.ts'
import { parseIdentityNumber } from './identity-number.ts'
import { convert, quantityProblem } from './quantity.ts'
import { isUnit } from './unit.ts'

/** Rows of the tables of docs/domain/codes.md whose second column is headed "read as", by the number of the section. */
function workedExamples(section: number): [written: string, readAs: string][] {
  const page = readFileSync(new URL('../../docs/domain/codes.md', import.meta.url), 'utf8')
  const text = page.split(/^## /m).find((part) => part.startsWith(`${section}.`)) ?? ''
  const rows = text.split(/\| Written +\| read as +\|/)[1]?.split('\n') ?? []
  return rows.flatMap((row) => {
    const match = /^\| `([^`]+)` +\| `([^`]+)` +\|/.exec(row)
    return match ? [[match[1]!, match[2]!]] : []
  })
}

function readQuantity(text: string): string {
  const [value = '', unit, , target] = text.split(' ')
  if (!isUnit(unit)) return 'unknown unit'
  if (target === undefined) return quantityProblem(value, unit) ?? 'right'
  return isUnit(target) ? (convert(value, unit, target) ?? 'none') : 'unknown unit'
}

const readers: [section: number, least: number, read: (text: string) => string | undefined][] = [
  [
    1,
    13,
    (text) => {
      const parsed = parseCode(text)
      return parsed.ok ? parsed.kind : parsed.reason
    },
  ],
  [
    2,
    8,
    (text) => {
      const recognition = recogniseCode(text)
      return recognition.status === 'recognised' ? (recognition.canonical ?? recognition.scheme) : recognition.status
    },
  ],
  [
    3,
    7,
    (text) => {
      const parsed = parseCreditCode(text)
      return parsed.ok ? (parsed.warnings[0] ?? 'right') : parsed.reason
    },
  ],
  [
    4,
    5,
    (text) => {
      const parsed = parseIdentityNumber(text, '2026-11-21')
      return parsed.ok ? 'right' : parsed.reason
    },
  ],
  [5, 10, readQuantity],
  [
    7,
    13,
    (text) => {
      const read = readIdentifier(text)
      return read.problem ?? read.elementString ?? 'none'
    },
  ],
  [
    8,
    8,
    (text) => {
      const [value = '', from = '', , to = ''] = text.split(' ')
      return convertRec20(value, from, to) ?? 'none'
    },
  ],
]

test.each(readers)('section %i of docs/domain/codes.md says what the program does', (section, least, read) => {
  const examples = workedExamples(section)
  expect(examples.length).toBeGreaterThanOrEqual(least)
  for (const [written, readAs] of examples) expect(read(written), written).toBe(readAs)
})
