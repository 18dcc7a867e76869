import { describe, expect, test } from 'vitest'
import { dutyReminders, licenceReminders, noticesFor, taskReminders } from './rules.ts'

const duty = (over: object = {}) => ({
  ...{ dutyId: 'd1', profile: 'lift', code: 'A', kind: 'inspection' },
  ...{ dueOn: '2026-06-30', remindFrom: '2026-05-31', blocks: true, ...over },
})

describe('a duty is told of when it comes near and when it is overdue', () => {
  test.each([
    ['2026-05-30', []],
    ['2026-05-31', ['duty.soon']],
    ['2026-06-30', ['duty.soon']],
    ['2026-07-01', ['duty.blocked']],
  ])('on %s: %j', (today, kinds) => {
    expect(dutyReminders([duty()], today).map((r) => r.kind)).toEqual(kinds)
  })

  test('one that does not stop its use is only overdue, and another day is another thing to tell', () => {
    const [plain] = dutyReminders([duty({ blocks: false })], '2026-07-01')
    expect(plain).toMatchObject({ kind: 'duty.overdue', about: 'duty/d1/2026-06-30/overdue' })
    expect(dutyReminders([duty({ dueOn: '2026-06-20' })], '2026-07-01')[0]!.about).toBe('duty/d1/2026-06-20/overdue')
  })
})

describe('a licence is told of thirty days before its last day and when it has ended', () => {
  const licence = (over: object = {}) => ({
    ...{ licenceId: 'l1', kind: 'inspection', number: 'N1', validTo: '2026-06-30' as string | null },
    ...over,
  })
  test.each([
    ['2026-05-30', []],
    ['2026-05-31', ['licence.expiring']],
    ['2026-06-30', ['licence.expiring']],
    ['2026-07-01', ['licence.expired']],
  ])('on %s: %j', (today, kinds) => {
    expect(licenceReminders([licence()], today).map((r) => r.kind)).toEqual(kinds)
  })

  test('not where another of the kind is good for longer, nor one without an end', () => {
    const later = licence({ licenceId: 'l2', validTo: '2027-06-30' })
    const endless = licence({ licenceId: 'l3', validTo: null })
    const other = licence({ licenceId: 'l4', kind: 'cylinder_filling', validTo: null })
    expect(licenceReminders([licence(), later], '2026-07-01')).toEqual([])
    expect(licenceReminders([licence(), endless], '2026-07-01')).toEqual([])
    expect(licenceReminders([licence(), other], '2026-07-01').map((r) => r.data['number'])).toEqual(['N1'])
  })
})

test('work that a rule opened is told of after its day', () => {
  const task = { taskId: 't1', textZh: '示例', textEn: 'Example', dueOn: '2026-06-30' }
  expect(taskReminders([task], '2026-06-30')).toEqual([])
  expect(taskReminders([task], '2026-07-01')).toMatchObject([{ kind: 'task.overdue', data: { taskId: 't1' } }])
})

test('up to three of a kind are told one by one, more of them in one notice with the first day', () => {
  const duties = (n: number) => Array.from({ length: n }, (_, i) => duty({ dutyId: `d${i}`, dueOn: `2026-06-2${i}` }))
  const told = (n: number) => noticesFor(dutyReminders(duties(n), '2026-07-01'), '2026-07-01')
  expect(told(3).map((n) => n.kind)).toEqual(['duty.blocked', 'duty.blocked', 'duty.blocked'])
  expect(told(4)).toMatchObject([{ kind: 'duty.many_blocked', data: { count: '4', dueOn: '2026-06-20', code: null } }])
})
