import { describe, expect, test } from 'vitest'
import { profiles } from '../../industries/index.ts'
import type { ProfileRetention } from '../../kernel/profile.ts'
import { expiryIn, isSale, keptUntil, monthsAfter, type RetentionFacts, shelfLifeEnd, shortestMonths } from './rules.ts'

const facts = (over: Partial<RetentionFacts> = {}): RetentionFacts => ({
  ...{ record: '2024-01-31', sale: null, shelf_life_end: null, expiry: null, life_end: null },
  ...over,
})
const law = (from: ProfileRetention['from'], months: number, events: string[] = []): ProfileRetention => ({
  ...{ events, months, from, source: '示例法第1条', confidence: 'law' },
})
const of = (id: string) => profiles.find((p) => p.id === id)!.retention

describe('from each basis', () => {
  test.each([
    ['record', '2024-01-31', 1, '2024-02-29'],
    ['record', '2024-01-31', 24, '2026-01-31'],
    ['sale', '2024-11-30', 3, '2025-02-28'],
    ['shelf_life_end', '2025-03-15', 6, '2025-09-15'],
    ['expiry', '2025-03-15', 60, '2030-03-15'],
    ['life_end', '2036-05-01', 0, '2036-05-01'],
  ] as const)('%s %s and %i months is %s', (from, since, months, until) => {
    expect(keptUntil([law(from, months)], 'x', facts({ [from]: since }))).toMatchObject({ until, unknown: null })
    const unknown = keptUntil([law(from, months)], 'x', facts({ [from]: null }))
    expect(unknown).toMatchObject({ until: null, unknown: 'basis_unknown', lawUntil: null })
  })
})

test('the longest of all that apply wins, whoever asks for it; what law asks for is told apart', () => {
  const ours: ProfileRetention = { ...law('record', 60), source: 'design', confidence: 'design' }
  const kept = keptUntil([law('record', 24), ours, law('record', 600, ['other'])], 'x', facts())
  expect(kept).toMatchObject({ until: '2029-01-31', lawUntil: '2026-01-31', unknown: null })
  expect(kept.because.map((b) => [b.months, b.confidence, b.until])).toEqual([
    [24, 'law', '2026-01-31'],
    [60, 'design', '2029-01-31'],
  ])
  // one that runs from an unknown day keeps it, however long the others are over
  expect(keptUntil([law('record', 1), law('expiry', 1)], 'x', facts())).toMatchObject({ until: null })
  expect(keptUntil([law('record', 1, ['other'])], 'x', facts())).toMatchObject({ until: null, unknown: 'no_rule' })
})

test('the times of industries.md section 8.1, as the profiles have them', () => {
  const until = (id: string, event: string, over: Partial<RetentionFacts> = {}) => {
    const kept = keptUntil(of(id), event, facts({ record: '2024-01-01', ...over }))
    return [kept.until, kept.lawUntil]
  }
  // 农产品质量安全法 27, 生猪屠宰管理条例 13: two years
  expect(until('crop', 'pesticide_use')).toEqual(['2026-01-01', '2026-01-01'])
  expect(until('livestock', 'slaughter_intake')).toEqual(['2026-01-01', '2026-01-01'])
  // aquaculture: practice counts from the sale, which is longer than the law's two years from the record
  expect(until('fishery', 'drug_use', { sale: '2025-06-01' })).toEqual(['2027-06-01', '2026-01-01'])
  expect(until('fishery', 'drug_use')).toEqual([null, '2026-01-01'])
  // 食品安全法 50: shelf life and six months, two years at least
  expect(until('food', 'dealer_in', { shelf_life_end: '2024-07-01' })[0]).toBe('2026-01-01')
  expect(until('food', 'dealer_in', { shelf_life_end: '2027-07-01' })[0]).toBe('2028-01-01')
  // 疫苗管理法: five years after expiry
  expect(until('vaccine', profiles.find((p) => p.id === 'vaccine')!.events[0]!.id, { expiry: '2026-05-01' })[0]).toBe(
    '2031-05-01',
  )
  // maintenance four years and as long as the lift stands
  expect(until('lift', 'maintain')[0]).toBe(null)
  expect(until('lift', 'maintain', { life_end: '2025-01-01' })[0]).toBe('2028-01-01')
  expect(until('gas_cylinder', 'fill', { life_end: '2030-01-01' })[0]).toBe('2030-01-01')
  // no chain is without a time: what none of its rules names is kept (`no_rule`)
  for (const p of profiles)
    expect(p.events.map((e) => keptUntil(p.retention, e.id, facts()).because.length).some(Boolean), p.id).toBe(true)
  expect(shortestMonths(profiles)).toBe(6)
})

test('months end where the month ends, also backwards', () => {
  expect(monthsAfter('2026-08-31', -6)).toBe('2026-02-28')
  expect(monthsAfter('2023-12-31', 2)).toBe('2024-02-29')
})

test('what an event says of expiry, also in its rows; a shelf life only where it can be read for sure', () => {
  expect(expiryIn({ expires_on: '2026-01-01', lines: [{ line_expires_on: '2027-01-01' }, { note: 'x' }] })).toBe(
    '2027-01-01',
  )
  expect(expiryIn({ expires_on: '见包装' })).toBe(null)
  expect(shelfLifeEnd({ shelf_life: '12个月', made_on: '2025-02-28' }, null)).toBe('2026-02-28')
  expect(shelfLifeEnd({ shelf_life: '2 years' }, '2025-02-28')).toBe('2027-02-28')
  expect(shelfLifeEnd({ shelf_life_days: '45', packed_on: '2025-12-20' }, null)).toBe('2026-02-03')
  expect(shelfLifeEnd({ shelf_life: '冷藏7天,常温2天' }, '2025-01-01')).toBe(null)
  expect(shelfLifeEnd({ shelf_life: '12个月' }, null)).toBe(null)
})

test('a sale is what hands goods to somebody', () => {
  const event = (id: string, profile: string) =>
    profiles.find((p) => p.id === profile)!.events.find((e) => e.id === id)!
  expect(isSale(event('retail_sale', 'crop'))).toBe(true)
  expect(isSale(event('sale', 'explosives'))).toBe(true)
  expect(isSale(event('harvest', 'crop'))).toBe(false)
})
