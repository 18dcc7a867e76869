import type { ProfileRetention } from '../../kernel/profile.ts'
import { add, compare, convert } from '../../kernel/quantity.ts'
import type { JudgedRule, RuleFacts, RuleParty } from '../../kernel/rule.ts'
import { isUnit } from '../../kernel/unit.ts'
import {
  aboutItems,
  chainRule,
  expiryRule,
  failedTestRules,
  given,
  ownRetention,
  recallRules,
  say,
} from '../edible/rules.ts'
import { both, MARKET_CHECK, SP_65 } from '../sources.ts'
import { CERTIFICATES, NORM, STOP } from './sources.ts'

/** What leaves, is sold, or gets a label for the shopper. */
export const OUTS = ['wholesale_trade', 'retail_trade', 'label_print', 'group_use'] as const
const ENTRIES = ['retail_in', 'super_in', 'group_in', 'purchase_in'] as const
export const TESTS = ['market_test', 'test', 'entry_check'] as const
const CARD = 'circulation_card'

/** A card that is filed and runs, and that its holder has not reported lost. */
function hasCard(party: RuleParty, date: string): boolean {
  return party.licences.some(
    (l) => l.kind === CARD && (l.validFrom ?? '') <= date && date <= (l.validTo ?? '9999-12-31'),
  )
}

/** Cards of the acting party by the last filing of each: the main card may be lost and the second run. */
function onlyDead({ ledger }: RuleFacts): boolean {
  const states = new Map(
    ledger.filter((f) => f.event === 'operator_register').map((f) => [f.values['card'], f.values['card_state']]),
  )
  return states.size > 0 && ![...states.values()].includes('active')
}

/** Trade is between filed operators with a card; a buyer that is not filed is possible (code list: 买方 0 未注册). */
const card: JudgedRule = {
  id: 'R-MV-CARD',
  on: ['wholesale_trade'],
  action: 'block',
  names: both('经营者未备案或卡未启用，不得交易', 'No trade without filing and an active card'),
  ...NORM,
  judge: (facts) => {
    const { actor, counterpart, happenedOn } = facts
    if (!actor.registered || !hasCard(actor, happenedOn))
      return say('卖方未备案或没有启用的流通服务卡', 'The seller is not filed or has no active card')
    if (onlyDead(facts)) return say('卖方的流通服务卡已挂失或注销', "The seller's card is lost or cancelled")
    return counterpart?.registered && !hasCard(counterpart, happenedOn)
      ? say('买方没有启用的流通服务卡', 'The buyer has no active card')
      : undefined
  },
}

const PAPERS = ['quarantine_certificate', 'inspection_certificate'] as const

/** Meat carries the number of one of its two certificates, now or since it entered the chain. */
const certificate: JudgedRule = {
  id: 'R-MV-CERTNO',
  on: ['wholesale_in_meat', ...ENTRIES],
  action: 'block',
  names: both('肉类进货须有检疫证号或检验证号', 'Meat needs the number of one of its certificates'),
  ...CERTIFICATES,
  judge: ({ event, values, items }) => {
    if (event !== 'wholesale_in_meat' && values['goods'] !== 'meat') return undefined
    if (PAPERS.some((key) => given(values[key]))) return undefined
    const known =
      items.length > 0 && items.every((i) => i.history.some((f) => PAPERS.some((key) => given(f.values[key]))))
    return known
      ? undefined
      : say('检疫合格证号和品质检验合格证号均为空', 'Neither quarantine nor inspection certificate', items)
  },
}

/** A weight value in kilograms; anything else counts nothing. */
function kilograms(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('quantity' in value) || !('unit' in value)) return '0'
  const { quantity, unit } = value
  return typeof quantity === 'string' && isUnit(unit) ? (convert(quantity, unit, 'kg') ?? '0') : '0'
}

/** Σ printed ≤ Σ bought, of this party and this batch; what has been sold on meanwhile cannot be labelled either. */
const printed: JudgedRule = {
  id: 'R-MV-WEIGHT',
  on: ['label_print'],
  action: 'block',
  names: both('打印重量不得超过该批次购进重量', 'No more is printed than was bought of the batch'),
  ...NORM,
  judge: ({ values, items, actor }) => {
    const now = kilograms(values['printed'])
    for (const item of items) {
      const own = item.history.filter((f) => f.partyId === actor.partyId)
      const sumOf = (events: readonly string[], key: string) =>
        own.filter((f) => events.includes(f.event)).reduce((kg, f) => add(kg, kilograms(f.values[key])), '0')
      const bought = sumOf([...ENTRIES, 'wholesale_in_meat', 'wholesale_in_veg'], 'weight')
      const total = add(sumOf(['label_print'], 'printed'), now)
      if (compare(total, bought) > 0)
        return say(
          `批次${item.identifier}已购进${bought}千克，打印合计${total}千克`,
          `${bought} kg of ${item.identifier} were bought, ${total} kg would be printed`,
          [item],
        )
      const left = kilograms({ quantity: item.available, unit: item.unit })
      if (item.available !== undefined && item.unit && massed(item.unit) && compare(now, left) > 0)
        return say(
          `批次${item.identifier}只余${left}千克，本次打印${now}千克`,
          `${left} kg of ${item.identifier} are left, ${now} kg would be printed`,
          [item],
        )
    }
    return undefined
  },
}

const massed = (unit: string) => isUnit(unit) && convert('1', unit, 'kg') !== undefined

/** A product the market has stopped is traded again only after the stop is lifted by who set it. */
const stopped: JudgedRule = {
  id: 'R-MV-STOP',
  on: OUTS,
  action: 'block',
  names: both('市场已停止销售', 'The market stopped the sale'),
  ...STOP,
  judge: (facts) =>
    aboutItems(
      facts,
      ({ history }) =>
        history.some(
          (f, i) =>
            f.event === 'stop_sale' &&
            !history.slice(i + 1).some((l) => l.event === 'stop_lifted' && l.partyId === f.partyId),
        ),
      (codes) => `批次 ${codes} 已被停止销售`,
      (codes) => `The sale of ${codes} was stopped`,
    ),
}

/** Goods without any paper are tested before they enter. */
const untested: JudgedRule = {
  id: 'R-MV-ENTRY',
  on: ['entry_check'],
  action: 'warn',
  names: both('无凭证的应先抽样检验或快速检测', 'Goods without papers are tested before entry'),
  ...MARKET_CHECK,
  judge: ({ values, items }) =>
    values['check'] === 'none' && !given(values['result'])
      ? say('没有凭证，也没有检测结论', 'No papers and no test', items)
      : undefined,
}

export const JUDGED: readonly JudgedRule[] = [
  card,
  certificate,
  printed,
  ...failedTestRules(TESTS, OUTS),
  stopped,
  untested,
  expiryRule(OUTS),
  ...recallRules(OUTS),
  chainRule(OUTS, ['wholesale_in_meat', 'wholesale_in_veg', 'receive', ...ENTRIES]),
]

export const RETENTION: readonly ProfileRetention[] = [
  {
    events: [
      'wholesale_in_meat',
      'wholesale_in_veg',
      'wholesale_trade',
      'receive',
      ...ENTRIES,
      'label_print',
      'retail_trade',
    ],
    months: 6,
    from: 'record',
    ...SP_65,
  },
  ownRetention([
    'operator_register',
    'seller_file',
    'entry_check',
    'market_test',
    'test_publish',
    'stop_sale',
    'stop_lifted',
  ]),
]
