import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { addDays, allowedFrom, type InputUse, insideInterval, withdrawalDays } from './safety-interval.ts'

const page = readFileSync(new URL('../../docs/domain/safety-interval.md', import.meta.url), 'utf8')

/** Rows of the table under a heading of the page. */
function table(heading: string): string[][] {
  const [, after = ''] = page.split(`## ${heading}\n`)
  const [section = ''] = after.split('\n## ')
  const rows = section.split('\n').filter((line) => line.startsWith('| '))
  return rows.slice(1).map((line) => line.slice(2, -2).split(' | '))
}

/** `plot-1 2026-05-01..2026-05-03 7; …` */
function uses(text = ''): InputUse[] {
  return text.split('; ').map((use) => {
    const [targetId = '', dates = '', days] = use.split(' ')
    const [usedOn = '', stoppedOn] = dates.split('..')
    const interval = { inputName: `${days} d`, intervalDays: Number(days) }
    return { targetId, usedOn, ...(stoppedOn ? { stoppedOn } : {}), ...interval }
  })
}

const orNone = (date: string | undefined) => date ?? '-'

test('the page has its tables', () => {
  expect([table('Allowed from').length, table('Harvest on a day').length, table('Degree-days').length]).toEqual([
    12, 9, 5,
  ])
})

test.each(table('Allowed from'))('after %s a harvest of %s is allowed from %s', (text, target, from) => {
  expect(orNone(allowedFrom(uses(text), target ?? '')?.from)).toBe(from)
})

test.each(table('Harvest on a day'))(
  'after %s a harvest of %s on %s is refused until %s',
  (text, target, on, until) => {
    expect(orNone(insideInterval(uses(text), target ?? '', on ?? '')?.from)).toBe(until)
  },
)

test.each(table('Degree-days'))('%s degree-days at %s °C are %s days', (degreeDays = '', celsius = '', days) => {
  expect(String(withdrawalDays(degreeDays, celsius) ?? '-')).toBe(days)
})

test('the use that decides is named', () => {
  const decided = allowedFrom(uses('plot-1 2026-05-01 21; plot-1 2026-05-10 3'), 'plot-1')
  expect(decided?.because.inputName).toBe('21 d')
})

test('an input with no interval said refuses nothing', () => {
  expect(allowedFrom([{ targetId: 'p', inputName: '有机肥', usedOn: '2026-05-01' }], 'p')).toBeUndefined()
})

test('the order in which uses are recorded does not matter', () => {
  const list = uses('p 2026-05-01 21; p 2026-05-10 3; p 2026-05-02..2026-05-09 14')
  expect(allowedFrom(list, 'p')).toEqual(allowedFrom(list.toReversed(), 'p'))
})

test('a day of summer time or of a leap year is one day', () => {
  expect(addDays('1988-04-09', 2)).toBe('1988-04-11')
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
})

test('a date that is no date is a mistake of the caller', () => {
  expect(() => addDays('soon', 1)).toThrow(RangeError)
})
