import { expect, test } from 'vitest'
import { validateFields } from '../../kernel/field-values.ts'
import { judgeRules, type RuleFact } from '../../kernel/rule.ts'
import { rareEarth } from './index.ts'

type Step = [event: string, on: string, values: Record<string, unknown>]
const partyId = '00000000-0000-7000-8000-000000000001'
const chain: Step[] = [
  ['mining', '2026-01-05', { mined_on: '2026-01-05', ore: 'ionic', mine: '示例矿', quota_no: '示例1' }],
  ['separation', '2026-02-01', { processed_on: '2026-02-01' }],
  ['smelting', '2026-02-20', { processed_on: '2026-02-20', purity: '99.9%' }],
  ['test', '2026-02-21', { tested_on: '2026-02-21', content: '99.5%', result: 'pass' }],
  ['dispatch', '2026-03-01', { invoice_no: '1' }],
]
const facts = (steps: readonly Step[]): RuleFact[] =>
  steps.map(([event, on, values]) => ({
    profile: 'rare_earth',
    event,
    happenedOn: on,
    happenedAt: `${on}T00:00:00Z`,
    partyId,
    values,
  }))
const judged = (steps: readonly Step[]) => {
  const all = facts(steps)
  return judgeRules(rareEarth.judged!, {
    ...all.at(-1)!,
    actor: { partyId, registered: true, roles: [], licences: [] },
    items: [{ identifier: 'b1', kind: 'batch', held: false, history: all.slice(0, -1) }],
    ledger: [],
  }).map((f) => `${f.rule.id} ${f.rule.action}`)
}

test('from the mine to the sale', () => {
  for (const [event, , values] of chain)
    expect(validateFields(rareEarth.events.find((e) => e.id === event)!, values)).toEqual([])
  expect(chain.flatMap((_, i) => judged(chain.slice(0, i + 1)))).toEqual([])
})

test('RE-ORIGIN: what comes from nowhere is told', () => {
  expect(judged(chain.slice(1))).toEqual(['RE-ORIGIN warn'])
  expect(judged([chain[1]!])).toEqual(['RE-ORIGIN warn'])
})
