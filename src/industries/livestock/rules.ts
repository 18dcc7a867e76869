import type { ProfileRetention, ProfileRule, ProfileYield } from '../../kernel/profile.ts'
import type { JudgedRule, RuleFacts } from '../../kernel/rule.ts'
import { farmRules } from '../edible/farm.ts'
import { ownRetention, recallRules, say } from '../edible/rules.ts'
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
import { both, EAR_TAGS, NCP_27, SY_40, SZ_12, SZ_13, SZ_15, SZ_16, SZ_17, SZ_18 } from '../sources.ts'

const INPUT_EVENTS = ['drug_use', 'feed_use'] as const

export const RULES: readonly ProfileRule[] = [
  {
    id: 'AG-1',
    on: ['off_take', 'collection'],
    when: 'safety_interval',
    action: 'block',
    names: both('休药期内不得出栏、收集', 'Nothing leaves inside the withdrawal period'),
    // art. 40 forbids food use, not every sale; that leaving the farm is what we stop is our way to keep it
    source: `${WITHDRAWAL} (出栏时执行为平台设计)`,
    confidence: 'law',
  },
  bannedDrug(INPUT_EVENTS),
  bannedInputAlarm(INPUT_EVENTS),
  completeRecord([...INPUT_EVENTS, 'disease_occurrence', 'death_disposal', 'off_take', 'slaughter']),
  {
    id: 'R-MEAT-TAG',
    on: ['origin_quarantine'],
    when: 'tag_missing',
    action: 'warn',
    names: both('无畜禽标识不得出具检疫证明', 'No tag, no quarantine certificate'),
    // known from secondary pages only: not strong enough to refuse
    ...EAR_TAGS,
  },
  {
    id: 'AG-3-intake',
    on: ['slaughter_intake'],
    when: 'quarantine_missing',
    action: 'block',
    names: both('无检疫证明不得进厂屠宰', 'Without quarantine certificate no intake for slaughter'),
    source: `${SZ_12.source}, ${SZ_13.source}`,
    confidence: 'law',
  },
  {
    id: 'AG-3-out',
    on: ['slaughter_out'],
    when: 'inspection_missing',
    action: 'block',
    names: both('未经检疫、肉品品质检验合格不得出厂', 'Without quarantine and meat inspection nothing leaves'),
    source: `${SZ_15.source}, ${SZ_16.source}`,
    confidence: 'law',
  },
  ...certificateRules(['merge', 'split']),
  failedTest,
  yieldRule(['slaughter', 'process']),
]

const forged = ({ values, items }: RuleFacts) =>
  values['forged_suspected'] === true
    ? say('怀疑检疫证明系伪造', 'The quarantine certificate may be forged', items)
    : undefined

export const JUDGED: readonly JudgedRule[] = [
  {
    id: 'R-AG-WITHDRAWAL',
    on: ['slaughter_intake'],
    action: 'block',
    names: both('休药期内的动物不得用于食品', 'No animals inside the withdrawal period become food'),
    ...SY_40,
    judge: ({ values, happenedOn, items }) => {
      const until = values['withdrawal_until']
      return typeof until === 'string' && happenedOn <= until
        ? say(`休药期至${until}`, `In withdrawal until ${until}`, items)
        : undefined
    },
  },
  {
    id: 'R-MEAT-INTAKE-FORGED',
    on: ['slaughter_intake'],
    action: 'block',
    names: both('检疫证明涉嫌伪造不得进厂', 'No intake with a certificate that may be forged'),
    source: `${SZ_12.source}, ${SZ_13.source}`,
    confidence: 'law',
    judge: forged,
  },
  {
    id: 'AG-4',
    on: ['slaughter_intake'],
    action: 'alarm',
    names: both('发现伪造检疫证明，应报告农业农村部门', 'A forged certificate is reported to agriculture'),
    ...SZ_13,
    judge: forged,
  },
  ...recallRules(['slaughter_out', 'dispatch', 'retail_sale'], SZ_18, ['slaughter_recall']),
  ...farmRules({
    outs: ['dispatch', 'slaughter_out', 'retail_sale'],
    tests: ['test', 'wholesale_entry'],
    newTests: ['slaughter_test'],
    sources: ['off_take', 'collection', 'purchase_in', 'slaughter_intake', 'slaughter', 'receive', 'process'],
  }),
]

/**
 * A head has no weight of its own, so nothing converts head into kilograms. What bounds a slaughter is the most a
 * head can give: ours, far above the usual (a market pig gives about 80–100 kg), so that a boar passes and meat of
 * animals that never came in does not.
 */
export const YIELDS: readonly ProfileYield[] = [
  yieldBound('slaughter', '02S0101', '02S0401', '200', 'head'),
  yieldBound('slaughter', '02S0101', '02S040101', '2', 'head', 'half_carcass'),
  yieldBound('slaughter', '02S0101', '02S0402', '80', 'head'),
  yieldBound('slaughter', '02S0101', '02S04', '1'),
  yieldBound('slaughter', '02S0102', '02S0403', '700', 'head'),
  yieldBound('slaughter', '02S0103', '02S0404', '80', 'head'),
  yieldBound('slaughter', '02S0201', '02S0405', '6', 'bird'),
  yieldBound('slaughter', '02S0202', '02S0406', '6', 'bird'),
  yieldBound('process', '02S04', '02S04', '1'),
  // a carcass cut up, weighed or counted by halves
  yieldBound('process', '02S040101', '02S0401', '1'),
  yieldBound('process', '02S040101', '02S0401', '100', 'half_carcass'),
  yieldBound('process', '02S04', '02S9001', '1'),
  // sausage: starch, water, salt are added
  yieldBound('process', '02S04', '02S9002', '1.5'),
]

export const RETENTION: readonly ProfileRetention[] = [
  {
    events: [
      'stocking',
      'ear_tagging',
      'feed_use',
      'drug_use',
      'disease_occurrence',
      'death_disposal',
      'off_take',
      'collection',
      'slaughter',
    ],
    months: 24,
    from: 'record',
    ...NCP_27,
  },
  ownRetention(['base_filing', 'breeding', 'disinfection', 'slaughter_test', 'slaughter_recall']),
  { events: ['slaughter_intake'], months: 24, from: 'record', ...SZ_13 },
  { events: ['meat_inspection', 'slaughter_quarantine'], months: 24, from: 'record', ...SZ_15 },
  { events: ['slaughter_out'], months: 24, from: 'record', ...SZ_17 },
  TRADE_RETENTION,
]
