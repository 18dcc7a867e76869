import type { ProfileRetention, ProfileRule, ProfileYield } from '../../kernel/profile.ts'
import { certificateRules, failedTest, yieldRule } from '../shared-rules.ts'
import { AQUACULTURE_RECORDS, both, NCP_27, NCP_29, SP_65, SY_39, SY_40 } from '../sources.ts'

const INPUT_EVENTS = ['drug_use', 'feed_use'] as const

export const RULES: readonly ProfileRule[] = [
  {
    id: 'AG-1',
    on: ['catch'],
    when: 'safety_interval',
    action: 'block',
    names: both('休药期内不得捕捞上市', 'No catch inside the withdrawal period'),
    source: `${NCP_29.source}, ${SY_40.source}`,
    confidence: 'law',
  },
  {
    id: 'AG-2',
    on: INPUT_EVENTS,
    when: 'banned_input',
    action: 'block',
    names: both('不得使用禁止使用的药品和其他化合物', 'A banned drug or compound must not be used'),
    source: `${NCP_29.source}, ${SY_39.source}`,
    confidence: 'law',
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
    id: 'R-AG-RECORD',
    on: [...INPUT_EVENTS, 'disease_occurrence', 'catch'],
    when: 'record_complete',
    action: 'warn',
    names: both('生产记录缺少法定内容', 'The production record lacks what the law asks for'),
    ...NCP_27,
  },
  ...certificateRules(['merge', 'split', 'pack']),
  failedTest,
  yieldRule(['fillet', 'freeze', 'process']),
]

const bound = (event: string, inputClass: string, outputClass: string, maxRatio: string): ProfileYield => ({
  event,
  inputClass,
  outputClass,
  maxRatio,
  inputUnit: 'kg',
  outputUnit: 'kg',
  source: 'design',
  confidence: 'design',
})

/** Ours, far above what processing really gives (a tilapia gives about a third of its weight as fillet). */
export const YIELDS: readonly ProfileYield[] = [
  bound('fillet', '03S0101', '03S9003', '0.6'),
  // filleted, glazed and frozen in one go
  bound('fillet', '03S0101', '03S9001', '0.8'),
  // ice glaze adds weight
  bound('freeze', '03S9003', '03S9001', '1.3'),
  bound('freeze', '03S0101', '03S9002', '1.3'),
  bound('freeze', '03S0102', '03S9004', '1.3'),
  bound('process', '03S01', '03S01', '1'),
  bound('process', '03S01', '03S90', '1'),
  bound('process', '03S02', '03S90', '1'),
  bound('process', '03S90', '03S90', '1'),
]

export const RETENTION: readonly ProfileRetention[] = [
  {
    // the law counts from the record; practice counts two years from the sale of the whole batch, which is longer
    events: ['stocking', 'pond_work', 'feed_use', 'disease_occurrence', 'drug_use', 'catch'],
    months: 24,
    from: 'sale',
    ...AQUACULTURE_RECORDS,
  },
  {
    events: ['stocking', 'feed_use', 'disease_occurrence', 'drug_use', 'catch'],
    months: 24,
    from: 'record',
    ...NCP_27,
  },
  {
    events: ['purchase_in', 'receive', 'dispatch', 'wholesale_entry', 'retail_sale'],
    months: 6,
    from: 'record',
    ...SP_65,
  },
]
