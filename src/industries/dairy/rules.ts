import type { ProfileRetention, ProfileRule, ProfileYield } from '../../kernel/profile.ts'
import type { JudgedRule, RuleFact, RuleFacts } from '../../kernel/rule.ts'
import {
  chainRule,
  expiryRule,
  failedTestRules,
  foodRetention,
  given,
  ownRetention,
  rawRules,
  recallRules,
  releaseRule,
  say,
  yieldsOf,
} from '../edible/rules.ts'
import { RP_13, RP_24, RP_25, RP_31, RP_34, RP_36, RP_RECORDS } from '../edible/sources.ts'
import { yieldRule } from '../shared-rules.ts'
import { both } from '../sources.ts'

export const OUTS = ['sale', 'wholesale_out', 'sale_outside', 'retail_sale'] as const
/** Milk that failed leaves the station as little as a product leaves the plant. */
const ALL_OUTS = ['milk_transport', ...OUTS] as const
const TWO_HOURS = 2 * 60 * 60 * 1000

/** Hours in milliseconds between two instants of the values; undefined where one is missing. */
function between(values: RuleFacts['values'], from: string, to: string): number | undefined {
  const [a, b] = [values[from], values[to]]
  if (typeof a !== 'string' || typeof b !== 'string') return undefined
  return Date.parse(b) - Date.parse(a)
}

/** Milk is at 0–4 °C two hours after milking. Measured earlier it may still be warm. */
const cold: JudgedRule = {
  id: 'R-FD-MILK-COLD',
  on: ['milk_collect'],
  action: 'block',
  names: both('挤奶后2小时内应降温至0—4℃', 'Milk is at 0 to 4 °C within two hours'),
  ...RP_25,
  judge: ({ values, items }) => {
    const degrees = values['milk_temperature']
    const passed = between(values, 'milked_at', 'measured_at')
    if (typeof degrees !== 'string' || passed === undefined || passed < TWO_HOURS) return undefined
    if (Number(degrees) >= 0 && Number(degrees) <= 4) return undefined
    return say(
      `挤奶2小时后奶温为${degrees}℃，应为0—4℃`,
      `${degrees} °C two hours after milking: 0 to 4 °C is due`,
      items,
    )
  },
}

const refused: JudgedRule = {
  id: 'R-FD-MILK-REFUSE',
  on: ['milk_collect'],
  action: 'block',
  names: both('不得收购的生鲜乳', 'Milk that may not be bought'),
  ...RP_24,
  judge: ({ values, happenedOn, items }) => {
    if (values['healthy'] === false)
      return say('奶畜未经检疫、检测合格', 'The animals were not quarantined and tested', items)
    if (values['colostrum'] === true) return say('产犊7日内的初乳', 'Milk of the first seven days after calving', items)
    const until = values['withdrawal_until']
    if (typeof until === 'string' && happenedOn <= until)
      return {
        ...say(`用药期或休药期至${until}`, `Treated or in withdrawal until ${until}`, items),
        from: nextDay(until),
      }
    return undefined
  },
}

const nextDay = (date: string) => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10)

/** Bought only from a station with a licence: filed with the station, or written down at the gate. */
const licensed: JudgedRule = {
  id: 'R-FD-MILK-LICENCE',
  on: ['milk_intake'],
  action: 'block',
  names: both('不得向无生鲜乳收购许可证者购进', 'No milk from a seller without licence'),
  ...RP_31,
  judge: ({ values, counterpart, happenedOn }) => {
    const filed = counterpart?.licences.some(
      (l) =>
        l.kind === 'raw_milk_purchase' &&
        (l.validFrom ?? '') <= happenedOn &&
        happenedOn <= (l.validTo ?? '9999-12-31'),
    )
    return filed || given(values['station_licence'])
      ? undefined
      : say('供货者没有有效的生鲜乳收购许可证', 'The seller has no valid licence to buy raw milk')
  },
}

/** A release that passes although one of its parts failed is none. */
export const allParts = ({ values }: RuleFact): boolean =>
  ['sensory', 'physical', 'hygiene'].every((key) => values[key] !== 'fail')

export const RULES: readonly ProfileRule[] = [yieldRule(['process'])]

export const JUDGED: readonly JudgedRule[] = [
  cold,
  refused,
  licensed,
  ...rawRules(['raw_in', 'raw_receive']),
  releaseRule(OUTS, ['process'], RP_34, allParts),
  expiryRule(OUTS),
  ...recallRules(ALL_OUTS, RP_36),
  ...failedTestRules(['test', 'milk_collect', 'milk_intake'], [...ALL_OUTS, 'process']),
  chainRule(ALL_OUTS, [
    'milk_collect',
    'milk_intake',
    'raw_in',
    'raw_receive',
    'process',
    'dealer_in',
    'dealer_receive',
  ]),
]

/** Milk to powder loses water, powder to milk gains it; sugar, cream and fruit are added. Ours, and generous. */
export const YIELDS: readonly ProfileYield[] = [
  ...yieldsOf('process', ['02S05', 'S20201'], 'S20202', '1.5'),
  ...yieldsOf('process', ['02S05', 'S20201'], 'S20203', '0.3'),
  ...yieldsOf('process', ['S20203'], 'S20202', '12'),
  ...yieldsOf('process', ['S20202'], 'S20202', '1'),
  ...yieldsOf('process', ['S20203'], 'S20203', '1'),
  ...yieldsOf('process', ['S201', '01'], 'S202', '2'),
]

export const RETENTION: readonly ProfileRetention[] = [
  {
    events: [
      'milk_collect',
      'milk_transport',
      'milk_intake',
      'release',
      'dealer_in',
      'dealer_receive',
      'wholesale_out',
    ],
    months: 24,
    from: 'record',
    ...RP_RECORDS,
  },
  ...foodRetention([
    'raw_in',
    'raw_receive',
    'release',
    'sale',
    'sale_outside',
    'dealer_in',
    'dealer_receive',
    'wholesale_out',
  ]),
  // the regulation names the archive, not its time
  { ...ownRetention(['farm_archive']), source: `${RP_13.source}; design` },
  ownRetention(['process', 'test', 'recall', 'recall_progress', 'recall_remedied', 'expired_dispose', 'retail_sale']),
]
