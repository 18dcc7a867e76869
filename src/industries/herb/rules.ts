import type { JudgedRule } from '../../kernel/rule.ts'
import { chainRule, failedTestRules, say } from '../edible/rules.ts'
import { batchRules, destroyRule, recallTask } from '../medicine/rules.ts'
import { YP_39, YP_82, ZYY_24 } from '../medicine/sources.ts'
import { both, DESIGN } from '../sources.ts'

const OUTS = ['market_trade', 'sale', 'dispense'] as const
const TESTS = ['test_material', 'pieces_test'] as const

/** A holder's duties are those of who makes decoction pieces (39), so the rules of medicines hold for them. */
const PIECES = { source: `${YP_39.source}、${YP_82.source}`, confidence: 'law' } as const

export const RULES: readonly JudgedRule[] = [
  {
    id: 'R-HERB-CHECK',
    on: ['purchase', 'receive'],
    action: 'warn',
    names: both('购进中药材应当进货查验', 'Herbs are checked when they are bought'),
    ...ZYY_24,
    judge: ({ values, items }) =>
      values['checked'] === true ? undefined : say('未进行进货查验', 'Not checked when bought', items),
  },
  // that a failed test stops the trade is law for food; for herbs no text was read
  ...failedTestRules(TESTS, OUTS, DESIGN).map((rule) => ({
    ...rule,
    id: rule.action === 'alarm' ? 'R-HERB-TESTFAIL' : 'R-HERB-TESTFAIL-STOP',
  })),
  ...batchRules(OUTS, PIECES),
  recallTask('R-DR-RECALL', PIECES),
  destroyRule,
  chainRule(OUTS, ['harvest', 'purchase', 'receive', 'pieces_produce']),
]
