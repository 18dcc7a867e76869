import type { JudgedRule } from '../../kernel/rule.ts'
import { chainRule } from '../edible/rules.ts'
import {
  activeRule,
  batchRules,
  billRule,
  caseRule,
  destroyRule,
  holderRule,
  recallTask,
  receiptRule,
  repeatRule,
} from '../medicine/rules.ts'
import { YP_82 } from '../medicine/sources.ts'

const OUTS = ['stock_out', 'return'] as const
const USES = ['retail', 'hospital_use'] as const

export const RULES: readonly JudgedRule[] = [
  activeRule(
    ['stock_in', ...OUTS, ...USES, 'customer_return', 'insurance_settle', 'destroy', 'pack', 'unpack'],
    ['stock_in', 'pack'],
  ),
  holderRule([...OUTS, 'destroy']),
  receiptRule(['stock_in'], OUTS),
  repeatRule(USES, 'insurance_settle', 'customer_return'),
  // a return is a way back: what is recalled or expired may take it
  ...batchRules(['stock_in', 'stock_out', ...USES, 'pack']),
  recallTask('R-DR-RECALL', YP_82),
  destroyRule,
  caseRule([...OUTS, 'stock_in']),
  billRule(['stock_in', ...OUTS, 'stock_record', 'destroy', ...USES, 'customer_return']),
  chainRule([...OUTS, ...USES], ['activate', 'purchase_in', 'stock_in']),
]
