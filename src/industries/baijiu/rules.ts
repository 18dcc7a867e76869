import type { ProfileRetention, ProfileRule, ProfileYield } from '../../kernel/profile.ts'
import type { JudgedRule } from '../../kernel/rule.ts'
import { FIVE_GROUP_IDS } from '../edible/events.ts'
import {
  chainRule,
  expiryRule,
  failedTestRules,
  foodRetention,
  ownRetention,
  rawRules,
  recallRules,
  releaseRule,
  yieldsOf,
} from '../edible/rules.ts'
import { SP_51 } from '../edible/sources.ts'
import { yieldRule } from '../shared-rules.ts'

export const OUTS = ['sale', 'wholesale_out', 'sale_outside', 'retail_sale'] as const
const TRANSFORMING = ['koji', 'ferment', 'distil', 'blend', 'fill'] as const

export const RULES: readonly ProfileRule[] = [yieldRule(TRANSFORMING)]

export const JUDGED: readonly JudgedRule[] = [
  ...rawRules(['raw_in', 'raw_receive']),
  releaseRule(OUTS, TRANSFORMING, SP_51),
  // liquor has no shelf life unless its maker says one; where it has one it counts
  expiryRule(OUTS),
  ...recallRules(OUTS),
  ...failedTestRules(['test'], OUTS),
  chainRule(OUTS, ['raw_in', 'raw_receive', ...TRANSFORMING, 'dealer_in', 'dealer_receive']),
]

const GRAIN = ['01', 'S20503', 'S201'] as const

/** Mash takes up water; a kilogram of grain gives well below a litre of strong liquor; blending adds water. Ours. */
export const YIELDS: readonly ProfileYield[] = [
  ...yieldsOf('koji', GRAIN, 'S20503', '2', false),
  ...yieldsOf('ferment', GRAIN, 'S20503', '5', false),
  ...yieldsOf('distil', GRAIN, 'S20502', '1', false),
  ...yieldsOf('blend', ['S20502', 'S201'], 'S20502', '3', false),
  ...yieldsOf('fill', ['S20502'], 'S20501', '1.25'),
]

export const RETENTION: readonly ProfileRetention[] = [
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
  ownRetention([
    ...FIVE_GROUP_IDS,
    'support',
    'drill',
    ...TRANSFORMING,
    'steam',
    'saccharify',
    'age',
    'store',
    'test',
    'recall',
    'recall_progress',
    'recall_remedied',
    'expired_dispose',
    'retail_sale',
  ]),
]
