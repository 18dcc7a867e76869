import type { ProfileRetention, ProfileRule, ProfileYield } from '../../kernel/profile.ts'
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
import { AQUACULTURE_RECORDS, both, NCP_27 } from '../sources.ts'

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
  TRADE_RETENTION,
]
