import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bannedInput, parseSubstances, type Substance } from './banned-input.ts'

const list = parseSubstances(readFileSync(new URL('../../data/inputs/substances.tsv', import.meta.url), 'utf8'))

/** `banned 克百威` or `-`. */
function found(name: string, usedOn: string, productClass?: string, entries: readonly Substance[] = list) {
  const hit = bannedInput(entries, { name }, usedOn, productClass)
  return hit ? `${hit.status} ${hit.substance.substance}` : '-'
}

const COWPEA = '010406S01'
const MANGO = '0103S01'
const RICE = '010101'

test('the shipped list reads as 66 substances', () => {
  expect(list).toHaveLength(66)
  expect(list.find((s) => s.substance === '克百威')).toMatchObject({ from: '2026-06-01', otherNames: ['呋喃丹'] })
})

test.each([
  // inside a trade name, whatever the width and the spaces
  ['甲胺磷', 'banned 甲胺磷'],
  ['50%甲胺磷乳油', 'banned 甲胺磷'],
  ['５０％甲 胺　磷 乳油', 'banned 甲胺磷'],
  ['２，４-滴 丁酯', 'banned 2,4-滴丁酯'],
  ['2,4—滴丁酯乳油', 'banned 2,4-滴丁酯'],
  ['3%呋喃丹颗粒剂', 'banned 克百威'],
  ['ＤＤＴ粉剂', 'banned 滴滴涕'],
  ['砷酸铅', 'banned 砷类'],
  ['氧化乐果', 'banned 氧乐果'],
  // what only looks like it
  ['吡虫啉', '-'],
  ['20%丁硫克百威乳油', 'restricted 丁硫克百威'],
  ['30%乙酰甲胺磷', 'restricted 乙酰甲胺磷'],
  ['硫双灭多威', '-'],
  ['甲基毒死蜱', '-'],
  ['DDTX', '-'],
  ['666牌复合肥', '-'],
  ['', '-'],
  // both: the ban comes first
  ['克百威·丁硫克百威', 'banned 克百威'],
  ['丁硫克百威·克百威', 'banned 克百威'],
])('%s on cowpea in November 2026: %s', (name, expected) => {
  expect(found(name, '2026-11-01', COWPEA)).toBe(expected)
})

test.each([
  ['2026-05-31', '-'],
  ['2026-06-01', 'banned 克百威'],
  ['2026-06-02', 'banned 克百威'],
])('克百威 used on %s: %s, because the ban begins on 2026-06-01', (usedOn, expected) => {
  expect(found('克百威', usedOn, COWPEA)).toBe(expected)
})

test('a ban that was lifted counts up to the day before', () => {
  const lifted: Substance[] = [{ ...list[0]!, substance: '示例素', from: '2026-01-01', to: '2026-07-01' }]
  expect(found('示例素', '2026-06-30', COWPEA, lifted)).toBe('banned 示例素')
  expect(found('示例素', '2026-07-01', COWPEA, lifted)).toBe('-')
})

test.each([
  ['毒死蜱', COWPEA, 'restricted 毒死蜱'],
  ['毒死蜱', MANGO, '-'],
  ['乐果', MANGO, 'restricted 乐果'],
  ['乐果', RICE, '-'],
  ['氟虫腈', RICE, 'restricted 氟虫腈'],
  ['氟虫腈', '02S0101', '-'],
  ['毒死蜱', undefined, '-'],
  ['甲胺磷', undefined, 'banned 甲胺磷'],
])('%s on product class %s: %s', (name, productClass, expected) => {
  expect(found(name, '2026-11-01', productClass)).toBe(expected)
})

test('a substance given beside a harmless trade name is found', () => {
  const hit = bannedInput(list, { name: '虫虫乐', substances: ['吡虫啉', '克 百 威'] }, '2026-11-01', COWPEA)
  expect(hit?.substance.substance).toBe('克百威')
})

test('a banned drug of a loaded list is found for animals too', () => {
  const drug: Substance = { ...list[0]!, substance: '示例药', kind: 'veterinary_drug', otherNames: [] }
  expect(found('示例药注射液', '2026-11-01', '02S0101', [drug])).toBe('banned 示例药')
})

test('a substance on two rows, restricted and later banned, is found by the row of the day', () => {
  const rows: Substance[] = [
    {
      ...list[0]!,
      substance: '示例素',
      status: 'restricted',
      forbiddenOn: ['0104'],
      from: '2020-01-01',
      to: '2026-01-01',
    },
    { ...list[0]!, substance: '示例素', from: '2026-01-01' },
  ]
  expect(found('示例素', '2025-12-31', COWPEA, rows)).toBe('restricted 示例素')
  expect(found('示例素', '2025-12-31', MANGO, rows)).toBe('-')
  expect(found('示例素', '2026-01-01', MANGO, rows)).toBe('banned 示例素')
})

test('every substance of the list is found by its own name and is not hidden by another', () => {
  const day = '2026-11-01'
  const lost = list.filter((s) => {
    const hit = bannedInput(list, { name: `示例牌${s.substance}乳油` }, day, s.forbiddenOn[0])
    return hit?.substance !== s
  })
  expect(lost.map((s) => s.substance)).toEqual([])
})

test('a list with a broken line is refused', () => {
  expect(() => parseSubstances('substance\tkind\tstatus\n某\tpesticide\tmaybe')).toThrow('某')
})
