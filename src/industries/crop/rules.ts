import type { ProfileRetention, ProfileRule, ProfileYield } from '../../kernel/profile.ts'
import type { JudgedRule } from '../../kernel/rule.ts'
import { exitRules, farmRules } from '../edible/farm.ts'
import { ownRetention } from '../edible/rules.ts'
import {
  bannedInputAlarm,
  certificateRules,
  completeRecord,
  failedTest,
  TRADE_RETENTION,
  yieldBound,
  yieldRule,
} from '../shared-rules.ts'
import { both, NCP_27, NCP_29, NY_34, NY_36 } from '../sources.ts'

const INPUT_EVENTS = ['pesticide_use', 'fertiliser_use'] as const

export const RULES: readonly ProfileRule[] = [
  {
    id: 'AG-1',
    on: ['harvest'],
    when: 'safety_interval',
    action: 'block',
    names: both('安全间隔期内不得采收', 'No harvest inside the safety interval'),
    ...NY_34,
  },
  {
    id: 'AG-2',
    on: INPUT_EVENTS,
    when: 'banned_input',
    action: 'block',
    names: both('不得使用国家禁止使用的投入品', 'A banned input must not be used'),
    ...NCP_29,
  },
  bannedInputAlarm(INPUT_EVENTS),
  {
    id: 'AG-2-restricted',
    on: INPUT_EVENTS,
    when: 'restricted_input',
    action: 'block',
    names: both('该投入品不得用于此类作物', 'This input must not be used on this crop'),
    ...NY_34,
  },
  completeRecord(['sowing', ...INPUT_EVENTS, 'pest_occurrence', 'harvest']),
  ...certificateRules(['merge', 'split', 'pack']),
  failedTest,
  yieldRule(['process']),
]

export const JUDGED: readonly JudgedRule[] = [
  ...exitRules,
  ...farmRules({
    outs: ['dispatch', 'retail_sale', 'exit_permit'],
    tests: ['test', 'wholesale_entry'],
    newTests: ['field_test'],
    sources: ['harvest', 'purchase_in', 'receive', 'process'],
  }),
]

const bound = (inputClass: string, outputClass: string, maxRatio: string) =>
  yieldBound('process', inputClass, outputClass, maxRatio)

export const YIELDS: readonly ProfileYield[] = [
  // fresh goods handled and still fresh (sorted, ripened)
  bound('0103', '0103', '1'),
  bound('0104', '0104', '1'),
  bound('0106', '0106', '1'),
  bound('0103', '0103S90', '1'),
  bound('0103S01', '0103S9001', '0.5'),
  bound('0104', '0104S90', '1'),
  // sauce: salt, oil and sugar are added
  bound('010405S01', '0104S9003', '3'),
  // 4–5 kg of leaves for 1 kg of tea is usual
  bound('010701S01', '010701S90', '0.4'),
]

export const RETENTION: readonly ProfileRetention[] = [
  {
    events: ['sowing', 'field_work', 'fertiliser_use', 'pest_occurrence', 'harvest'],
    months: 24,
    from: 'record',
    ...NCP_27,
  },
  { events: ['pesticide_use'], months: 24, from: 'record', ...NY_36 },
  ownRetention(['base_filing', 'field_test', 'exit_permit']),
  TRADE_RETENTION,
]
