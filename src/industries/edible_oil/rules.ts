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
import { yieldBound, yieldRule } from '../shared-rules.ts'

export const OUTS = ['sale', 'wholesale_out', 'sale_outside', 'retail_sale'] as const
const MAKING = ['extract', 'refine', 'blend', 'fill'] as const

export const RULES: readonly ProfileRule[] = [yieldRule(MAKING)]

export const JUDGED: readonly JudgedRule[] = [
  ...rawRules(['raw_in', 'raw_receive']),
  releaseRule(OUTS, MAKING, SP_51),
  expiryRule(OUTS),
  ...recallRules(OUTS),
  ...failedTestRules(['test'], OUTS),
  chainRule(OUTS, ['raw_in', 'raw_receive', ...MAKING, 'dealer_in', 'dealer_receive']),
]

const SEEDS = ['01', 'S20402'] as const

/** Oilseed gives at most two thirds of its weight; oil stays oil; a litre weighs more than 0.8 kg. Ours. */
export const YIELDS: readonly ProfileYield[] = [
  ...SEEDS.flatMap((from) => [
    yieldBound('extract', from, 'S20402', '0.67'),
    yieldBound('extract', from, 'S20402', '0.84', 'kg', 'l'),
    yieldBound('extract', from, 'S20403', '0.67'),
    yieldBound('extract', from, 'S20403', '0.84', 'kg', 'l'),
  ]),
  ...['S20402', 'S20403'].flatMap((from) =>
    ['refine', 'blend'].flatMap((event) => yieldsOf(event, [from], 'S20403', '1.25', false)),
  ),
  ...yieldsOf('fill', ['S20403'], 'S20401', '1.25'),
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
    ...MAKING,
    'tank_store',
    'tanker_load',
    'test',
    'recall',
    'recall_progress',
    'recall_remedied',
    'expired_dispose',
    'retail_sale',
  ]),
]
