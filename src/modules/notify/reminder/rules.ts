import { addDays } from '../../../industries/index.ts'
import { endingDays } from '../../registry/licence/rules.ts'
import type { NoticeData, NoticeKind } from '../rules.ts'

/** So many of one kind that come due on one day are told one by one; more of them in one notice. */
export const toldOneByOne = 3

/** A dated duty of an asset, as far as a notice says it. */
export type DueDuty = {
  dutyId: string
  profile: string
  code: string
  kind: string
  dueOn: string
  remindFrom: string
  blocks: boolean
}
/** A confirmed licence; `validTo`: the last day it is good. */
export type DueLicence = { licenceId: string; kind: string; number: string; validTo: string | null }
/** Open work that a rule asked for. */
export type DueTask = { taskId: string; textZh: string; textEn: string; dueOn: string }

/** Something a party is to be told once. `about` names the thing, its day and the stage; `group`: told together. */
export type Reminder = { about: string; kind: NoticeKind; group: string; data: NoticeData }

/** `soon` from the day of reminding to the last day, `overdue` after it. */
const stageOf = (dueOn: string, remindFrom: string, today: string): 'soon' | 'overdue' | undefined => {
  if (dueOn < today) return 'overdue'
  return remindFrom <= today ? 'soon' : undefined
}

/** What a party must know on a day of its duties: each coming once when it comes near, once when it is overdue. */
export function dutyReminders(duties: readonly DueDuty[], today: string): Reminder[] {
  return duties.flatMap(({ dutyId, profile, code, kind, dueOn, remindFrom, blocks }): Reminder[] => {
    const stage = stageOf(dueOn, remindFrom, today)
    if (!stage) return []
    const told = stage === 'soon' ? 'duty.soon' : blocks ? 'duty.blocked' : 'duty.overdue'
    return [
      {
        about: `duty/${dutyId}/${dueOn}/${stage}`,
        kind: told,
        group: `${told}/${profile}/${kind}`,
        data: { profile, code, duty: kind, dueOn },
      },
    ]
  })
}

/** Licences that end within 30 days, or have ended, where no other of the same kind is good for longer. */
export function licenceReminders(licences: readonly DueLicence[], today: string): Reminder[] {
  return licences.flatMap(({ licenceId, kind, number, validTo }): Reminder[] => {
    if (validTo === null) return []
    const stage = stageOf(validTo, addDays(validTo, -endingDays), today)
    const followed = licences.some((l) => l.kind === kind && (l.validTo === null || l.validTo > validTo))
    if (!stage || followed) return []
    const told = stage === 'soon' ? 'licence.expiring' : 'licence.expired'
    return [
      {
        about: `licence/${licenceId}/${validTo}/${stage}`,
        kind: told,
        group: licenceId,
        data: { licence: kind, number, dueOn: validTo },
      },
    ]
  })
}

/** Work that a rule opened and whose day has passed. */
export const taskReminders = (tasks: readonly DueTask[], today: string): Reminder[] =>
  tasks
    .filter((t) => t.dueOn < today)
    .map(({ taskId, textZh, textEn, dueOn }) => ({
      about: `task/${taskId}/${dueOn}/overdue`,
      kind: 'task.overdue',
      group: taskId,
      data: { taskId, textZh, textEn, dueOn },
    }))

const together: Partial<Record<NoticeKind, NoticeKind>> = {
  'duty.soon': 'duty.many_soon',
  'duty.overdue': 'duty.many_overdue',
  'duty.blocked': 'duty.many_blocked',
}

/**
 * The notices for what a party has not been told yet: one each, and one for all where more than three of a kind come on
 * the same day (a filling station does not read two thousand lines). Each is of this day: told again it is another.
 */
export function noticesFor(
  reminders: readonly Reminder[],
  today: string,
): { kind: NoticeKind; about: string; data: NoticeData }[] {
  return [...Map.groupBy(reminders, (r) => r.group).entries()].flatMap(([group, of]) => {
    const [first] = of
    const many = together[first!.kind]
    if (!many || of.length <= toldOneByOne)
      return of.map(({ kind, about, data }) => ({ kind, about: `${about}/${today}`, data }))
    const days = of.map((r) => r.data['dueOn']!).sort()
    const data = { ...first!.data, code: null, count: String(of.length), dueOn: days[0]! }
    return [{ kind: many, about: `${group}/${today}`, data }]
  })
}
