import type { ProfileRetention } from '../../kernel/profile.ts'
import type { JudgedRule, RuleFact, RuleFacts } from '../../kernel/rule.ts'
import { type LiftLife, liftDuties } from '../equipment/duty.ts'
import * as src from '../equipment/sources.ts'
import { addDays } from '../safety-interval.ts'
import { both } from '../sources.ts'

const dated = (history: readonly RuleFact[], event: string, key: string, only?: (f: RuleFact) => boolean): string[] =>
  history.flatMap((f) => {
    const value = f.values[key]
    return f.event === event && typeof value === 'string' && (only?.(f) ?? true) ? [value] : []
  })
const passed = (f: RuleFact) => f.values['result'] !== 'fail'
const last = (dates: readonly string[]): { readonly at?: string } => {
  const at = [...dates].sort().at(-1)
  return at === undefined ? {} : { at }
}
const when = <K extends string>(key: K, dates: readonly string[]): { readonly [P in K]?: string } => {
  const { at } = last(dates)
  return (at === undefined ? {} : { [key]: at }) as { [P in K]?: string }
}

/** A lift's life as its history tells it. */
export function lifeOf(history: readonly RuleFact[]): LiftLife {
  const stopped = last(dated(history, 'stop_use', 'stopped_on')).at
  const resumed = last(dated(history, 'resume_use', 'resumed_on')).at
  return {
    ...when('supervisedOn', dated(history, 'supervise', 'inspected_on', passed)),
    inspectedOn: dated(history, 'inspect', 'inspected_on', passed),
    maintainedOn: dated(history, 'maintain', 'maintained_on'),
    checkedOn: dated(history, 'self_check', 'checked_on'),
    ...when('startedOn', dated(history, 'start_use', 'started_on')),
    ...when('registeredOn', dated(history, 'register', 'registered_on')),
    ...when('acceptedOn', dated(history, 'install', 'accepted_on')),
    ...when('handedOverOn', dated(history, 'handover', 'handed_on')),
    ...(stopped !== undefined && (resumed === undefined || resumed < stopped) ? { stoppedOn: stopped } : {}),
    ...when('scrappedOn', dated(history, 'scrap', 'scrapped_on')),
  }
}

const liveOf = ({ items }: RuleFacts) => lifeOf(items[0]?.history ?? [])
/** A failed inspection after the last that passed. */
const failedSince = ({ items }: RuleFacts): string | undefined => {
  const history = items[0]?.history ?? []
  const failed = last(dated(history, 'inspect', 'inspected_on', (f) => !passed(f))).at
  const good = last([
    ...dated(history, 'inspect', 'inspected_on', passed),
    ...dated(history, 'supervise', 'inspected_on', passed),
  ]).at
  return failed !== undefined && (good === undefined || good < failed) ? failed : undefined
}

const USE = ['start_use', 'resume_use'] as const

export const RULES: readonly JudgedRule[] = [
  {
    id: 'R-LIFT-INSP',
    on: USE,
    action: 'block',
    names: both(
      '未经检验、检验不合格或逾期的不得使用',
      'Not used without an inspection that passed and is not overdue',
    ),
    ...src.TS_40,
    judge: (f) => {
      const life = liveOf(f)
      const failed = failedSince(f)
      if (failed) return { text: both(`${failed} 检验不合格`, `Inspection of ${failed} failed`) }
      if (!life.supervisedOn)
        return { text: both('没有合格的监督检验记录', 'No supervision inspection that passed is on record') }
      const due = liftDuties(life, f.happenedOn).find((d) => d.blocks && d.kind.startsWith('inspection'))
      // a lift that stood still for a year is inspected before it runs again, though its date has not come
      if (due?.kind === 'inspection_before_restart')
        return { text: both('停用满一年，应经检验后启用', 'Out of use for a year: inspected before it runs again') }
      return due && due.dueOn < f.happenedOn
        ? { text: both(`检验已于 ${due.dueOn} 到期`, `The inspection was due on ${due.dueOn}`) }
        : undefined
    },
  },
  {
    id: 'R-LIFT-INSP-alarm',
    on: ['maintain', 'self_check', 'fault'],
    action: 'alarm',
    names: both('检验逾期仍在使用', 'In use though its inspection is overdue'),
    ...src.TS_40,
    judge: (f) => {
      const life = liveOf(f)
      const due = life.stoppedOn ? undefined : liftDuties(life, f.happenedOn).find((d) => d.kind === 'inspection')
      return due && due.dueOn < f.happenedOn
        ? { text: both(`检验已于 ${due.dueOn} 到期`, `The inspection was due on ${due.dueOn}`) }
        : undefined
    },
  },
  {
    id: 'R-LIFT-REG',
    on: ['maintain', 'self_check', 'inspect'],
    action: 'alarm',
    names: both('投入使用30日内应办理使用登记', 'Registered within 30 days of first use'),
    ...src.TS_33,
    judge: (f) => {
      const { startedOn, registeredOn } = liveOf(f)
      return startedOn && !registeredOn && addDays(startedOn, 30) < f.happenedOn
        ? { text: both(`${startedOn} 投入使用，至今未登记`, `In use since ${startedOn}, not registered`) }
        : undefined
    },
  },
  {
    id: 'R-LIFT-15D',
    on: ['maintain'],
    action: 'alarm',
    names: both('至少每15日维护保养一次', 'Maintained at least every 15 days'),
    ...src.TJ_31,
    judge: (f) => {
      const { maintainedOn, stoppedOn } = liveOf(f)
      const before = last(maintainedOn.filter((d) => d <= f.happenedOn)).at
      return before && !stoppedOn && addDays(before, 15) < f.happenedOn
        ? { text: both(`上次维保为 ${before}，已超过15日`, `Last maintained on ${before}, more than 15 days ago`) }
        : undefined
    },
  },
  {
    id: 'R-LIFT-MONTH',
    on: ['self_check', 'maintain'],
    action: 'warn',
    names: both('使用单位每月至少自行检查一次', "The user's own check at least once a month"),
    ...src.TJ_27,
    judge: (f) => {
      const life = liveOf(f)
      const due = life.stoppedOn ? undefined : liftDuties(life, f.happenedOn).find((d) => d.kind === 'self_check')
      return due && due.dueOn < f.happenedOn
        ? { text: both(`应于 ${due.dueOn} 前自行检查`, `The own check was due by ${due.dueOn}`) }
        : undefined
    },
  },
  {
    id: 'R-LIFT-SIGN',
    on: ['maintain'],
    action: 'warn',
    names: both(
      '维保记录应有作业人员证号并经使用单位确认',
      "Worker's certificate and the user's confirmation belong to the record",
    ),
    source: `${src.TS_45.source}; ${src.LIFT_IN_USE.source}`,
    confidence: 'practice',
    judge: ({ values }) => {
      const lacking = [
        ...(values['worker_certificate'] ? [] : [both('作业人员证编号', "the worker's certificate")]),
        ...(values['user_confirmed'] === true ? [] : [both('使用单位确认', "the user's confirmation")]),
      ]
      return lacking.length
        ? {
            text: both(`缺少${lacking.map((l) => l.zh).join('、')}`, `Lacks ${lacking.map((l) => l.en).join(' and ')}`),
          }
        : undefined
    },
  },
  {
    id: 'R-LIFT-HANDOVER',
    on: ['register', 'start_use', 'maintain'],
    action: 'task',
    names: both('验收后30日内移交全部技术资料', 'All technical papers within 30 days of acceptance'),
    ...src.TS_24,
    judge: (f) => {
      const { acceptedOn, handedOverOn } = liveOf(f)
      return acceptedOn && !handedOverOn
        ? {
            text: both(`应于 ${addDays(acceptedOn, 30)} 前移交`, `Due by ${addDays(acceptedOn, 30)}`),
            from: addDays(acceptedOn, 30),
          }
        : undefined
    },
  },
  {
    id: 'R-LIFT-TRAPPED',
    on: ['fault'],
    action: 'alarm',
    names: both('困人超过2小时属于特种设备事故', 'Persons trapped for more than two hours: an accident'),
    source: '特种设备安全监察条例 (困人2小时以上为事故，条文以原文为准)',
    confidence: 'practice',
    judge: ({ values }) => {
      const from = Date.parse(String(values['called_at'] ?? ''))
      const to = Date.parse(String(values['freed_at'] ?? ''))
      return values['trapped'] === true && to - from > 2 * 3_600_000
        ? { text: both('困人时间超过2小时', 'Trapped for more than two hours') }
        : undefined
    },
  },
  {
    id: 'R-SE-SCRAPPED',
    on: ['sale', 'install', 'start_use', 'resume_use', 'maintain', 'inspect', 'register'],
    action: 'block',
    names: both('已报废的设备不得再使用', 'Scrapped equipment is not used again'),
    ...src.TS_48,
    judge: (f) => {
      const { scrappedOn } = liveOf(f)
      return scrappedOn ? { text: both(`已于 ${scrappedOn} 报废`, `Scrapped on ${scrappedOn}`) } : undefined
    },
  },
  {
    id: 'R-SE-SCRAP',
    on: ['scrap'],
    action: 'task',
    names: both('报废后应注销使用登记', 'The registration is cancelled after scrapping'),
    ...src.TS_48,
    judge: ({ values }) =>
      values['registration_cancelled'] === true
        ? undefined
        : { text: both('使用登记尚未注销', 'The registration has not been cancelled') },
  },
]

export const RETENTION: readonly ProfileRetention[] = [
  { events: ['maintain'], months: 48, from: 'record', ...src.LIFT_LOCAL },
  // the law asks for the file (art. 35); that it is kept for the whole life is our reading
  { events: [], months: 0, from: 'life_end', source: `${src.TS_35.source}; design`, confidence: 'design' },
]
