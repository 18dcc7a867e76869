import { expect, test } from 'vitest'
import { nextRun, type Schedule, scheduleProblem } from './schedule.ts'

const after = new Date('2026-06-01T08:00:30Z') // Monday 16:00:30 in China
const runs = (s: Schedule, count = 3) => {
  const found: string[] = []
  let at: Date | undefined = after
  for (let i = 0; i < count && at; i++) {
    at = nextRun(s, at)
    if (at) found.push(at.toISOString().slice(0, 19))
  }
  return found
}

test.each<[Schedule, string[]]>([
  // openapi.yaml: every morning at 1.05am, once
  [{ hour: '1', minute: '5' }, ['2026-06-01T17:05:00', '2026-06-02T17:05:00', '2026-06-03T17:05:00']],
  [{ second: '0' }, ['2026-06-01T08:01:00', '2026-06-01T08:02:00', '2026-06-01T08:03:00']],
  [{ second: '0/30' }, ['2026-06-01T08:01:00', '2026-06-01T08:01:30', '2026-06-01T08:02:00']],
  [{ minute: '30' }, ['2026-06-01T08:30:00', '2026-06-01T09:30:00', '2026-06-01T10:30:00']],
  [{ hour: '[20-22]' }, ['2026-06-01T12:00:00', '2026-06-01T13:00:00', '2026-06-01T14:00:00']],
  [{ hour: '6,18', minute: '0' }, ['2026-06-01T10:00:00', '2026-06-01T22:00:00', '2026-06-02T10:00:00']],
  [{ dayOfWeek: '1' }, ['2026-06-07T16:00:00', '2026-06-14T16:00:00', '2026-06-21T16:00:00']],
  [{ dayOfWeek: '7' }, ['2026-06-06T16:00:00', '2026-06-13T16:00:00', '2026-06-20T16:00:00']],
  [{ dayOfWeek: '[6-7]' }, ['2026-06-05T16:00:00', '2026-06-06T16:00:00', '2026-06-12T16:00:00']],
  [{ dayOfMonth: '1' }, ['2026-06-30T16:00:00', '2026-07-31T16:00:00', '2026-08-31T16:00:00']],
  [{ month: '7' }, ['2026-06-30T16:00:00', '2027-06-30T16:00:00', '2028-06-30T16:00:00']],
  // every field must fit: Fridays that are the 13th
  [{ dayOfMonth: '13', dayOfWeek: '5' }, ['2026-11-12T16:00:00', '2027-08-12T16:00:00', '2028-10-12T16:00:00']],
  [{ second: '15', hour: '17' }, ['2026-06-01T09:00:15', '2026-06-01T09:01:15', '2026-06-01T09:02:15']],
])('%j runs at %j', (schedule, expected) => {
  expect(scheduleProblem(schedule)).toBeUndefined()
  expect(runs(schedule)).toEqual(expected)
})

test.each<[Schedule, string]>([
  [{}, 'all'],
  [{ dayOfMonth: '31', month: '2' }, 'all'],
  [{ second: '60' }, 'second'],
  [{ minute: '-1' }, 'minute'],
  [{ hour: '24' }, 'hour'],
  [{ dayOfMonth: '0' }, 'dayOfMonth'],
  [{ month: '13' }, 'month'],
  [{ month: 'JAN' }, 'month'],
  [{ dayOfWeek: '0' }, 'dayOfWeek'],
  [{ dayOfWeek: '8' }, 'dayOfWeek'],
  [{ dayOfMonth: 'L' }, 'dayOfMonth'],
  [{ hour: '[5-3]' }, 'hour'],
  [{ hour: '[3-5' }, 'hour'],
  [{ hour: '1,,2' }, 'hour'],
  [{ hour: '' }, 'hour'],
  [{ hour: '1/0' }, 'hour'],
  [{ hour: '1/x' }, 'hour'],
  [{ second: '* * * * *' }, 'second'],
])('%j is refused for %s', (schedule, problem) => expect(scheduleProblem(schedule)).toBe(problem))
