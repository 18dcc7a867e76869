import type { ProfileRetention, ProfileRule, ProfileYield } from '../../kernel/profile.ts'
import type { JudgedRule, RuleFacts } from '../../kernel/rule.ts'
import { exitRules, farmRules } from '../edible/farm.ts'
import { ownRetention, say } from '../edible/rules.ts'
import {
  bannedDrug,
  bannedInputAlarm,
  certificateRules,
  completeRecord,
  failedTest,
  TRADE_RETENTION,
  WITHDRAWAL,
  yieldBound,
  yieldRule,
} from '../shared-rules.ts'
import { AQUACULTURE_RECORDS, AQUATIC_PROCEDURE, both, NCP_27 } from '../sources.ts'

const INPUT_EVENTS = ['drug_use', 'feed_use'] as const

export const RULES: readonly ProfileRule[] = [
  {
    id: 'AG-1',
    on: ['catch'],
    when: 'safety_interval',
    action: 'block',
    names: both('休药期内不得捕捞上市', 'No catch inside the withdrawal period'),
    source: WITHDRAWAL,
    confidence: 'law',
  },
  bannedDrug(INPUT_EVENTS),
  bannedInputAlarm(INPUT_EVENTS),
  completeRecord([...INPUT_EVENTS, 'disease_occurrence', 'catch']),
  ...certificateRules(['merge', 'split', 'pack']),
  failedTest,
  yieldRule(['fillet', 'freeze', 'process']),
]

const whole = (value: unknown) => (typeof value === 'string' ? Number(value) : 0)

/** Each label printed is used or destroyed at most once. */
const labels: JudgedRule = {
  id: 'R-AQ-LABEL',
  on: ['label_print'],
  action: 'warn',
  names: both('标签使用与销毁数不得超过打印数', 'No more labels are used or destroyed than printed'),
  source: `${AQUATIC_PROCEDURE.source}; design`,
  confidence: 'design',
  judge: ({ values, items }: RuleFacts) => {
    const [printed, gone] = [whole(values['printed']), whole(values['used']) + whole(values['destroyed'])]
    return gone > printed
      ? say(`打印${printed}枚，使用和销毁共${gone}枚`, `${printed} printed, ${gone} used or destroyed`, items)
      : undefined
  },
}

export const JUDGED: readonly JudgedRule[] = [
  labels,
  ...exitRules,
  ...farmRules({
    outs: ['dispatch', 'retail_sale', 'exit_permit'],
    tests: ['test', 'wholesale_entry'],
    newTests: ['field_test'],
    sources: ['catch', 'sea_catch', 'purchase_in', 'receive', 'fillet', 'freeze', 'process'],
  }),
]

/** A tilapia gives about a third of its weight as fillet. */
export const YIELDS: readonly ProfileYield[] = [
  yieldBound('fillet', '03S0101', '03S9003', '0.6'),
  // filleted, glazed and frozen in one go
  yieldBound('fillet', '03S0101', '03S9001', '0.8'),
  // ice glaze adds weight
  yieldBound('freeze', '03S9003', '03S9001', '1.3'),
  yieldBound('freeze', '03S0101', '03S9002', '1.3'),
  yieldBound('freeze', '03S0102', '03S9004', '1.3'),
  yieldBound('process', '03S01', '03S01', '1'),
  yieldBound('process', '03S01', '03S90', '1'),
  yieldBound('process', '03S02', '03S90', '1'),
  yieldBound('process', '03S90', '03S90', '1'),
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
  ownRetention([
    'base_filing',
    'feed_purchase',
    'drug_purchase',
    'sea_catch',
    'label_print',
    'field_test',
    'exit_permit',
  ]),
  TRADE_RETENTION,
]
