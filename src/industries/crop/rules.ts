import type { ProfileRetention, ProfileRule, ProfileYield } from '../../kernel/profile.ts'
import { certificateRules, failedTest, yieldRule } from '../shared-rules.ts'
import { both, NCP_27, NCP_29, NY_34, NY_36, SP_65 } from '../sources.ts'

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
  {
    id: 'AG-2-alarm',
    on: INPUT_EVENTS,
    when: 'banned_input',
    action: 'alarm',
    names: both('试图记录使用禁用投入品', 'Somebody recorded a banned input'),
    source: 'industries.md §1.7 AG-2; design',
    confidence: 'design',
  },
  {
    id: 'AG-2-restricted',
    on: INPUT_EVENTS,
    when: 'restricted_input',
    action: 'block',
    names: both('该投入品不得用于此类作物', 'This input must not be used on this crop'),
    ...NY_34,
  },
  {
    id: 'R-AG-RECORD',
    on: ['sowing', ...INPUT_EVENTS, 'pest_occurrence', 'harvest'],
    when: 'record_complete',
    action: 'warn',
    names: both('生产记录缺少法定内容', 'The production record lacks what the law asks for'),
    ...NCP_27,
  },
  ...certificateRules(['merge', 'split', 'pack']),
  failedTest,
  yieldRule(['process']),
]

/** Ours: bounds that stop a slip of the pen or a laundered batch, far above what processing really gives. */
const bound = (inputClass: string, outputClass: string, maxRatio: string): ProfileYield => ({
  event: 'process',
  inputClass,
  outputClass,
  maxRatio,
  inputUnit: 'kg',
  outputUnit: 'kg',
  source: 'design',
  confidence: 'design',
})

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
  {
    events: ['purchase_in', 'receive', 'dispatch', 'wholesale_entry', 'retail_sale'],
    months: 6,
    from: 'record',
    ...SP_65,
  },
]
