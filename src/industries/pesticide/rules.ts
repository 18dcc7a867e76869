import type { JudgedRule, RuleFacts } from '../../kernel/rule.ts'
import { chainRule, given, say } from '../edible/rules.ts'
import {
  inputRecallRules,
  intervalRule,
  licenceRule,
  licensed,
  permitRule,
  scanRule,
  told,
  unsaleableRule,
} from '../input/rules.ts'
import { NOTICE_925, NOTICE_2579, NY_24, NY_26, NY_42 } from '../input/sources.ts'
import { both, NY_22 } from '../sources.ts'
import { codeOfLabel, pesticideCodeFaults, readPesticideCode } from './unit-code.ts'

const SALES = ['out', 'dealer_out', 'retail'] as const
const DEALER_SALES = ['dealer_out', 'retail'] as const
const PRODUCTION = ['pesticide_production']
const TRADE = ['pesticide_trade']

/** Class of pesticides of restricted use, or said to be so when it was made or bought. */
const restricted = (facts: RuleFacts): boolean =>
  told(facts, 'restricted') === true ||
  facts.items.some((i) => i.classCode?.startsWith('S40102') || i.history.some((f) => f.values['restricted'] === true))

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' && value !== '' ? [value] : []

/** Codes of the event: on the label, in lists, in ranges. */
function codesOf({ values, event }: RuleFacts): string[] {
  if (event === 'label_check') {
    const text = String(values['label_text'] ?? '')
    return [codeOfLabel(text) ?? text]
  }
  return [...texts(values['unit_codes']), ...texts(values['code_from']), ...texts(values['code_to'])]
}

export const RULES: readonly JudgedRule[] = [
  licenceRule(
    'R-PEST-LICENCE',
    NY_26,
    [
      { on: ['produce', 'out'], kinds: PRODUCTION },
      { on: ['dealer_in', 'receive'], kinds: TRADE, as: ['dealer'] },
      { on: DEALER_SALES, kinds: TRADE },
    ],
    { on: ['dealer_in', 'receive', 'user_receive'], kinds: [...PRODUCTION, ...TRADE] },
  ),
  permitRule(['produce', 'dealer_in', ...SALES]),
  {
    id: 'R-PEST-RESTRICTED',
    on: DEALER_SALES,
    action: 'block',
    names: both('限制使用农药只能由定点经营者销售', 'Restricted pesticides are sold by designated outlets only'),
    ...NY_24,
    judge: (facts) =>
      restricted(facts) && !licensed(facts.actor, ['pesticide_restricted_outlet'], facts.happenedOn)
        ? say('本主体不是限制使用农药定点经营者', 'The acting party is no designated outlet', facts.items)
        : undefined,
  },
  {
    id: 'R-PEST-REALNAME',
    on: DEALER_SALES,
    action: 'block',
    names: both('限制使用农药实名购买', 'Restricted pesticides are bought under the real name'),
    ...NOTICE_925,
    judge: (facts) => {
      const { values, counterpart, event } = facts
      // a registered party is known by name; a buyer outside gives name and number
      const named =
        event === 'dealer_out' ? counterpart?.registered === true : given(values['buyer']) && given(values['buyer_id'])
      return restricted(facts) && !named
        ? say('未登记购买人姓名和证件号', "Buyer's name and number are missing")
        : undefined
    },
  },
  {
    id: 'R-PEST-QR',
    on: ['produce', 'label_check', ...SALES],
    action: 'alarm',
    names: both('单元识别代码与登记信息不符', 'The unit code does not fit the registration'),
    ...NOTICE_2579,
    judge: (facts) => {
      const permit = told(facts, 'permit_no')
      const production = told(facts, 'production')
      const known = {
        ...(typeof permit === 'string' ? { registrationNumber: permit } : {}),
        ...(typeof production === 'string' ? { production } : {}),
      }
      for (const code of codesOf(facts)) {
        const [fault] = pesticideCodeFaults(code, known)
        if (fault) return say(`${code}：${fault.zh}`, `${code.replace(/[^\x20-\x7e]/g, '?')}: ${fault.en}`, facts.items)
      }
      const specification = facts.values['specification_code']
      const other = codesOf(facts).find((code) => readPesticideCode(code)?.specification !== specification)
      return facts.event === 'produce' && given(specification) && other !== undefined
        ? say(`${other}：第9-11位与规格码不符`, `${other}: digits 9-11 are not the specification code`, facts.items)
        : undefined
    },
  },
  unsaleableRule(SALES, true),
  intervalRule(['produce'], 'safety_days', NY_22, ({ values }) => values['for_edible'] === true),
  scanRule,
  ...inputRecallRules([...SALES, 'use'], NY_42),
  chainRule([...SALES, 'use'], ['produce', 'dealer_in', 'receive', 'user_receive']),
]
