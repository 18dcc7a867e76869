import type { JudgedRule, RuleFact, RuleFacts } from '../../kernel/rule.ts'
import { chainRule, say } from '../edible/rules.ts'
import { inputRecallRules, licenceRule, permitRule, scanRule, told, unsaleableRule } from '../input/rules.ts'
import { SEED_QR } from '../input/sources.ts'
import { both, DESIGN } from '../sources.ts'
import { readSeedLabel, seedLabelFaults } from './label.ts'

const SALES = ['out', 'sale', 'retail'] as const
const LICENCE = ['seed_licence']

const listed = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

/** Codes given out before: on an earlier label or in an earlier list of the same goods or of the party's own lines. */
const givenOut = (facts: readonly RuleFact[]): string[] =>
  facts
    .filter((f) => f.event === 'process')
    .flatMap((f) => {
      const label = f.values['label_text']
      return [...listed(f.values['unit_codes']), ...(typeof label === 'string' ? [readSeedLabel(label).unitCode] : [])]
    })

/** A code of this event that was used before: given to another lot, or sold before. */
function reused({ event, values, items, ledger, actor }: RuleFacts): string | undefined {
  const history = [...items.flatMap((i) => i.history), ...ledger]
  if (event === 'process') {
    const label = values['label_text']
    const own = [...listed(values['unit_codes']), ...(typeof label === 'string' ? [readSeedLabel(label).unitCode] : [])]
    const before = new Set(givenOut(history))
    return own.find((code) => code !== '' && before.has(code))
  }
  const sold = history.filter((f) => f.event === event && f.partyId === actor.partyId)
  const before = new Set(sold.flatMap((f) => listed(f.values['unit_codes'])))
  const again = listed(values['unit_codes']).find((code) => before.has(code))
  const piece = items.find((i) => i.kind === 'piece' && i.history.some((f) => f.event === 'retail'))
  return again ?? piece?.identifier
}

export const RULES: readonly JudgedRule[] = [
  {
    id: 'R-SEED-LABEL',
    on: ['process', 'label_check', ...SALES],
    action: 'alarm',
    names: both('种子标签二维码应有四行内容，代码不得重复使用', 'A seed label has four lines and a code used once'),
    ...SEED_QR,
    judge: (facts) => {
      const text = told(facts, 'label_text')
      const [fault] = typeof text === 'string' ? seedLabelFaults(text) : []
      if (fault) return say(`二维码${fault.zh}`, `QR: ${fault.en}`, facts.items)
      const code = facts.event === 'label_check' ? undefined : reused(facts)
      return code === undefined
        ? undefined
        : say(`单元识别代码 ${code} 已使用过`, `Unit code ${code} was used before`, facts.items)
    },
  },
  licenceRule(
    'R-IN-LICENCE',
    { source: 'industries.md §4.6 IN-1; design', confidence: 'design' },
    [{ on: ['process', 'out'], kinds: LICENCE }],
    { on: ['dealer_in'], kinds: LICENCE },
  ),
  permitRule(['process', 'dealer_in', ...SALES]),
  unsaleableRule(SALES, true),
  scanRule,
  ...inputRecallRules([...SALES, 'use'], DESIGN),
  chainRule([...SALES, 'use'], ['process', 'dealer_in', 'receive']),
]
