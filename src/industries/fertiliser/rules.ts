import type { JudgedRule } from '../../kernel/rule.ts'
import { chainRule } from '../edible/rules.ts'
import { inputRecallRules, licenceRule, permitRule, scanRule, unsaleableRule } from '../input/rules.ts'
import { DESIGN } from '../sources.ts'

const SALES = ['out', 'dealer_out', 'retail'] as const
const PRODUCTION = ['fertiliser_production']

export const RULES: readonly JudgedRule[] = [
  // which fertilisers need a production licence is not in our notes: only a supplier's licence that ran out is refused
  licenceRule('R-IN-LICENCE', DESIGN, [], { on: ['dealer_in'], kinds: PRODUCTION }),
  permitRule(['produce', 'dealer_in', ...SALES]),
  unsaleableRule(SALES, false),
  scanRule,
  ...inputRecallRules([...SALES, 'use'], DESIGN),
  chainRule([...SALES, 'use'], ['produce', 'dealer_in', 'receive']),
]
