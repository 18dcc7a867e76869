import type { JudgedRule, RuleFacts } from '../../kernel/rule.ts'
import { chainRule, say } from '../edible/rules.ts'
import {
  inputRecallRules,
  intervalRule,
  licenceRule,
  permitRule,
  scanRule,
  told,
  unsaleableRule,
} from '../input/rules.ts'
import { NOTICE_2210 } from '../input/sources.ts'
import { both, DESIGN, SY_40 } from '../sources.ts'

const SALES = ['out', 'dealer_out', 'retail'] as const
const TRADE = ['vet_trade']
const PRODUCTION = ['vet_production']
/** 24 digits that begin with the day they were applied for. */
const VET_CODE = /^20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{16}$/

const codes = ({ values, items }: RuleFacts): string[] => [
  ...(Array.isArray(values['trace_codes']) ? values['trace_codes'].map(String) : []),
  ...items.flatMap(({ kind, identifier, history }) => [
    ...(kind === 'piece' ? [identifier.replace(/^.*\//, '')] : []),
    ...history.flatMap((f) => (Array.isArray(f.values['trace_codes']) ? f.values['trace_codes'].map(String) : [])),
  ]),
]

export const RULES: readonly JudgedRule[] = [
  licenceRule(
    'R-IN-LICENCE',
    { source: 'industries.md §4.6 IN-1; design', confidence: 'design' },
    [
      { on: ['in', 'out'], kinds: PRODUCTION },
      { on: ['dealer_in', 'receive'], kinds: TRADE, as: ['dealer'] },
      { on: ['dealer_out', 'retail'], kinds: TRADE },
    ],
    { on: ['dealer_in', 'receive', 'user_receive'], kinds: [...PRODUCTION, ...TRADE] },
  ),
  permitRule(['in', 'dealer_in', ...SALES]),
  {
    id: 'R-VET-CODE',
    on: SALES,
    action: 'block',
    names: both('无追溯码的兽药不得销售', 'No veterinary drug is sold without its code'),
    ...NOTICE_2210,
    judge: (facts) => {
      if (facts.happenedOn < '2016-07-01') return undefined
      const found = codes(facts)
      if (found.some((code) => VET_CODE.test(code))) return undefined
      // very small vials carry the code on the next package
      if (told(facts, 'small_vial') === true && facts.values['label_state'] !== 'no_code') return undefined
      return found.length
        ? say('追溯码不是24位兽药追溯码', 'Not a veterinary drug code of 24 digits', facts.items)
        : say('没有兽药追溯码', 'No veterinary drug code', facts.items)
    },
  },
  unsaleableRule(SALES, true),
  intervalRule(['in'], 'withdrawal_days', SY_40, ({ values }) => values['for_food_animals'] === true),
  scanRule,
  ...inputRecallRules([...SALES, 'use'], DESIGN),
  chainRule([...SALES, 'use'], ['in', 'dealer_in', 'receive', 'user_receive']),
]
