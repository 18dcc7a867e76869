import type { JudgedRule } from '../../kernel/rule.ts'
import { chainRule, say } from '../edible/rules.ts'
import { inputRecallRules, intervalRule, licenceRule, permitRule, scanRule, unsaleableRule } from '../input/rules.ts'
import { SL_21, SL_23, SL_28 } from '../input/sources.ts'
import { both } from '../sources.ts'

const SALES = ['out', 'dealer_out', 'retail'] as const
const PRODUCTION = ['feed_production']

export const RULES: readonly JudgedRule[] = [
  {
    id: 'R-FEED-REPACK',
    on: ['repack', 'unpack'],
    action: 'block',
    names: both('经营者不得对饲料进行拆包、分装', 'A dealer does not unpack feed or pack it anew'),
    ...SL_23,
    judge: ({ actor, items }) =>
      actor.roles.includes('dealer') && !actor.roles.includes('maker')
        ? say('经营者不得拆包、分装', 'A dealer may not unpack or pack anew', items)
        : undefined,
  },
  {
    id: 'R-FEED-LABEL',
    on: ['produce'],
    action: 'warn',
    names: both('含动物源性成分的应标明不得饲喂反刍动物', 'Feed with animal matter is marked: not for ruminants'),
    ...SL_21,
    judge: ({ values, items }) =>
      values['animal_origin'] === true && values['ruminant_warning'] !== true
        ? say('标签应标明“本产品不得饲喂反刍动物”', 'The label must say: not for ruminants', items)
        : undefined,
  },
  // dealers in feed need no licence of their own as far as our notes go: only makers are asked for one
  licenceRule(
    'R-IN-LICENCE',
    { source: 'industries.md §4.6 IN-1; design', confidence: 'design' },
    [{ on: ['produce', 'out'], kinds: PRODUCTION }],
    { on: ['dealer_in'], kinds: PRODUCTION },
  ),
  permitRule(['produce', 'dealer_in', ...SALES]),
  unsaleableRule(SALES, false),
  intervalRule(['produce'], 'withdrawal_days', SL_21, ({ values }) => values['medicated'] === true),
  scanRule,
  ...inputRecallRules([...SALES, 'use'], SL_28),
  chainRule([...SALES, 'use'], ['produce', 'dealer_in', 'receive', 'user_receive', 'repack']),
]
