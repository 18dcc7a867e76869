import type { Names } from '../../kernel/names.ts'
import type { ProfileRetention } from '../../kernel/profile.ts'
import type { JudgedRule, RuleFact, RuleFacts } from '../../kernel/rule.ts'
import { type CylinderLife, cylinderEnd } from '../equipment/duty.ts'
import * as src from '../equipment/sources.ts'
import { both } from '../sources.ts'
import { REFUSALS } from './events.ts'

const textOf = (v: unknown): string | undefined => (typeof v === 'string' && v !== '' ? v : undefined)
const lastOf = (history: readonly RuleFact[], event: string): RuleFact | undefined =>
  history.filter((f) => f.event === event).at(-1)

/** A cylinder's life as its history tells it. */
export function lifeOf(history: readonly RuleFact[]): CylinderLife {
  const made = lastOf(history, 'manufacture')?.values
  const inspected = lastOf(history, 'inspect')?.values
  const madeOn = textOf(made?.['made_on'])
  const endsOn = textOf(made?.['life_ends_on'])
  const inspectBy = textOf(inspected?.['next_on']) ?? textOf(made?.['inspect_by'])
  const scrappedOn = textOf(lastOf(history, 'scrap')?.values['scrapped_on'])
  return {
    householdLpg: made?.['household_lpg'] === true,
    ...(madeOn ? { madeOn } : {}),
    ...(endsOn ? { endsOn } : {}),
    ...(inspectBy ? { inspectBy } : {}),
    ...(scrappedOn ? { scrappedOn } : {}),
  }
}

const historyOf = ({ items }: RuleFacts) => items[0]?.history ?? []

/** What the records say against filling; the ids of `REFUSALS`. What only a look at the cylinder shows is in the check itself. */
export function recordedRefusals({ happenedOn, actor, values, items }: RuleFacts): string[] {
  const history = items[0]?.history ?? []
  const life = lifeOf(history)
  const made = lastOf(history, 'manufacture')?.values
  const owned = lastOf(history, 'own')
  const medium = textOf(made?.['medium'])
  const end = cylinderEnd(life)
  const found: string[] = []
  const add = (id: string, wrong: boolean) => wrong && found.push(id)
  add(
    'not_registered',
    !made || !lastOf(history, 'register') || (medium !== undefined && medium !== textOf(values['medium'])),
  )
  add('not_own', !owned || owned.partyId !== actor.partyId)
  add('overdue', life.inspectBy !== undefined && life.inspectBy < happenedOn)
  add('failed', life.scrappedOn !== undefined || lastOf(history, 'inspect')?.values['result'] === 'scrap')
  add('over_life', end !== undefined && end < happenedOn)
  return found
}

/** What the check itself found wrong. */
function seenRefusals({ values }: RuleFacts): string[] {
  const wrong: readonly (readonly [key: string, id: string])[] = [
    ['colour_right', 'colour'],
    ['residual', 'no_residual'],
    ['undamaged', 'damaged'],
    ['unmodified', 'modified'],
    ['oil_free', 'oil'],
    ['purged', 'not_purged'],
  ]
  return wrong.flatMap(([key, id]) => (values[key] === false ? [id] : []))
}

function sentence(ids: readonly string[]): Names {
  const names = ids.map((id) => REFUSALS.find((r) => r.id === id)!.names)
  return both(names.map((n) => n.zh).join('；'), names.map((n) => n.en).join('; '))
}

const GATE = both('不符合安全技术规范的气瓶不得充装', 'A cylinder that does not meet the safety rules is not filled')

export const RULES: readonly JudgedRule[] = [
  {
    id: 'R-CYL-FILL',
    on: ['check_before'],
    action: 'block',
    names: GATE,
    source: `${src.TS_49.source}; ${src.SEVEN_REFUSALS.source}`,
    confidence: 'law',
    judge: (f) => {
      if (f.values['decision'] !== 'allow') return undefined
      const found = [...new Set([...recordedRefusals(f), ...seenRefusals(f)])]
      return found.length ? { text: sentence(found) } : undefined
    },
  },
  {
    id: 'R-CYL-FILL-refused',
    on: ['check_before'],
    action: 'warn',
    names: both('不予充装已记录', 'The refusal to fill is on record'),
    ...src.DB4114,
    judge: ({ values }) => {
      const refusals = values['refusals']
      return values['decision'] === 'refuse' && Array.isArray(refusals)
        ? { text: sentence(refusals.filter((id) => REFUSALS.some((r) => r.id === id))) }
        : undefined
    },
  },
  {
    id: 'R-CYL-CHECKED',
    on: ['fill'],
    action: 'block',
    names: both('充装前应检查合格', 'Checked before it is filled'),
    ...src.TS_49,
    judge: (f) => {
      const history = historyOf(f)
      const check = lastOf(history, 'check_before')
      const filled = lastOf(history, 'fill')
      if (check?.values['decision'] !== 'allow' || (filled && filled.happenedAt >= check.happenedAt))
        return { text: both('没有本次充装的合格检查', 'No check that allows this filling') }
      const found = recordedRefusals(f)
      return found.length ? { text: sentence(found) } : undefined
    },
  },
  {
    id: 'R-CYL-OVERFILL',
    on: ['out', 'deliver'],
    action: 'block',
    names: both('超装或泄漏的气瓶不得出站', 'An overfilled or leaking cylinder does not leave'),
    ...src.SEVEN_REFUSALS,
    judge: (f) => {
      const history = historyOf(f)
      const filled = lastOf(history, 'fill')
      const check = lastOf(history, 'check_after')
      if (!filled) return undefined
      if (!check || check.happenedAt < filled.happenedAt)
        return { text: both('充装后未复检', 'Not checked after filling') }
      if (check.values['overfilled'] === true) return { text: both('超装', 'Overfilled') }
      return check.values['tight'] === false ? { text: both('泄漏', 'Leaking') } : undefined
    },
  },
  {
    id: 'R-CYL-SCRAP',
    on: ['own', 'register', 'check_before', 'fill', 'out', 'deliver'],
    action: 'block',
    names: both('报废或超过使用年限的气瓶不得使用', 'A scrapped cylinder, or one beyond its life, is not used'),
    source: `${src.TS_48.source}; ${src.DB4114.source}; ${src.LPG_LIFE.source}`,
    confidence: 'document',
    judge: (f) => {
      // a check that refuses it must remain possible
      if (f.event === 'check_before' && f.values['decision'] !== 'allow') return undefined
      const life = lifeOf(historyOf(f))
      if (life.scrappedOn) return { text: both(`已于 ${life.scrappedOn} 报废`, `Scrapped on ${life.scrappedOn}`) }
      const end = cylinderEnd(life)
      return end !== undefined && end < f.happenedOn
        ? { text: both(`使用年限至 ${end}`, `Its life ended on ${end}`) }
        : undefined
    },
  },
  {
    id: 'R-CYL-INSP',
    on: ['out', 'deliver'],
    action: 'block',
    names: both('未经检验或逾期的不得使用', 'Not used when its inspection is overdue'),
    ...src.TS_40,
    judge: (f) => {
      const { inspectBy } = lifeOf(historyOf(f))
      return inspectBy !== undefined && inspectBy < f.happenedOn
        ? { text: both(`检验已于 ${inspectBy} 到期`, `The inspection was due on ${inspectBy}`) }
        : undefined
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
  { events: ['check_before', 'fill', 'check_after'], months: 24, from: 'record', ...src.DB4114 },
  { events: [], months: 0, from: 'life_end', source: `${src.TS_35.source}; design`, confidence: 'design' },
]
