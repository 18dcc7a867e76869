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

export const OUTS = ['sale', 'additive_out', 'wholesale_out', 'sale_outside', 'retail_sale'] as const
const SOURCES = ['raw_in', 'raw_receive', 'additive_in', 'import_in', 'dealer_in', 'dealer_receive', 'process'] as const

export const RULES: readonly ProfileRule[] = [yieldRule(['process'])]

export const JUDGED: readonly JudgedRule[] = [
  ...rawRules(['raw_in', 'raw_receive']),
  releaseRule(OUTS, ['process'], SP_51, undefined, ['release', 'additive_release']),
  expiryRule(OUTS),
  ...recallRules(OUTS),
  ...failedTestRules(['test'], OUTS),
  chainRule(OUTS, SOURCES),
]

/** Water is added: twenty kilograms of drink from one of concentrate. */
export const YIELDS: readonly ProfileYield[] = yieldsOf('process', ['01', '02', '03', 'S2'], 'S201', '20')

export const RETENTION: readonly ProfileRetention[] = [
  ...foodRetention([
    'raw_in',
    'raw_receive',
    'release',
    'additive_release',
    'sale',
    'additive_out',
    'additive_in',
    'import_in',
    'dealer_in',
    'dealer_receive',
    'wholesale_out',
    'sale_outside',
  ]),
  ownRetention([
    ...FIVE_GROUP_IDS,
    'feed',
    'process',
    'test',
    'recall',
    'recall_progress',
    'recall_remedied',
    'expired_dispose',
    'retail_sale',
  ]),
]
