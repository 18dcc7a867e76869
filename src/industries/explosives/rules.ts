import type { ProfileRetention } from '../../kernel/profile.ts'
import { add, compare, convert, isQuantity, subtract } from '../../kernel/quantity.ts'
import type { JudgedRule, Judgement, RuleFact, RuleFacts, RuleItem, RulePermit } from '../../kernel/rule.ts'
import { isUnit } from '../../kernel/unit.ts'
import {
  bookProblem,
  countDiffers,
  lastOf,
  lateBy3Days,
  namesMover,
  numberOf,
  owedIn3Days,
  permitProblem,
  roadProblem,
  textOf,
} from '../hazardous/permit.ts'
import * as src from '../hazardous/sources.ts'
import { addDays } from '../safety-interval.ts'
import { both, DESIGN } from '../sources.ts'
import { zoneProblem } from './zone.ts'

/** Licences by which a buyer that needs no purchase permit buys (art. 22). */
const BUYERS: Readonly<Record<string, { readonly kind: string; readonly zh: string; readonly en: string }>> = {
  sale_licence: { kind: 'explosives_sale', zh: '销售许可证', en: 'sale licence' },
  production_licence: { kind: 'explosives_production', zh: '生产许可证', en: 'production licence' },
}

/** A purchase permit states the buyer (art. 21); the seller only where the police wrote one in. */
const namesBuyer =
  ({ actor, counterpart }: RuleFacts) =>
  (permit: RulePermit): boolean =>
    permit.holderId === counterpart?.partyId &&
    (permit.counterpartId === undefined || permit.counterpartId === actor.partyId)

function saleProblem(f: RuleFacts): Judgement | undefined {
  const { values, actor, counterpart, happenedOn } = f
  const paper = textOf(values['buyer_paper']) ?? ''
  const by = Object.hasOwn(BUYERS, paper) ? BUYERS[paper] : undefined
  if (!by) return permitProblem(f, 'purchase', namesBuyer(f))
  const good = counterpart?.licences.some(
    (l) =>
      l.kind === by.kind &&
      (l.validFrom === undefined || l.validFrom <= happenedOn) &&
      (l.validTo === undefined || happenedOn <= l.validTo),
  )
  if (!good) return { text: both(`购买单位没有有效的${by.zh}`, `The buyer has no ${by.en} in force`) }
  return paper === 'sale_licence' && !actor.roles.includes('maker')
    ? { text: both('销售企业应向生产企业购买', 'A dealer buys from a maker') }
    : undefined
}

/** An amount of a fact in that unit; 0 where it is not one. */
function amountIn({ values }: Pick<RuleFact, 'values'>, unit: unknown, key = 'amount'): string | undefined {
  const value = values[key]
  if (typeof value !== 'object' || value === null || !('quantity' in value) || !('unit' in value)) return undefined
  if (!isQuantity(value.quantity) || !isUnit(value.unit) || !isUnit(unit)) return undefined
  return convert(value.quantity, value.unit, unit)
}
const unitOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'unit' in value ? value.unit : undefined

const CUSTODY = ['issue', 'use', 'return', 'destroy', 'lost'] as const

/** Issued in a shift that has ended, and neither used nor returned: what is still out. */
function leftOut({ history, kind }: RuleItem, at: number): string | undefined {
  const issued = history.filter((f) => f.event === 'issue')
  const shift = issued.filter((f) => Date.parse(String(f.values['shift_to'])) < at)
  const last = shift.at(-1)
  if (!last) return undefined
  if (kind === 'piece') return lastOf(history, ...CUSTODY) === last ? '1' : undefined
  const unit = unitOf(last.values['amount'])
  let out = '0'
  for (const f of shift) out = add(out, amountIn(f, unit) ?? '0')
  for (const f of history.filter((h) => h.event === 'use' || h.event === 'return'))
    out = subtract(out, amountIn(f, unit) ?? '0')
  return compare(out, '0') > 0 ? out : undefined
}

function shiftProblem(f: RuleFacts): Judgement | undefined {
  const { event, values, items, happenedAt } = f
  if (event === 'issue') {
    const unit = unitOf(values['amount'])
    const amount = amountIn({ values }, unit)
    const need = amountIn({ values }, unit, 'shift_need')
    if (amount !== undefined && need === undefined)
      return { text: both('领取数量无法与当班用量核对', 'The quantity cannot be held against the need of the shift') }
    if (amount !== undefined && need !== undefined && compare(amount, need) > 0)
      return { text: both(`领取 ${amount} 超过当班用量 ${need}`, `${amount} issued, the shift needs ${need}`) }
  }
  const at = Date.parse(String(values['returned_at'] ?? values['used_at'] ?? happenedAt))
  const out = items.filter((i) => leftOut(i, at) !== undefined)
  return out.length
    ? { text: both('剩余物品未当班清退回库', 'Not returned in its shift'), items: out.map((i) => i.identifier) }
    : undefined
}

/** Why a piece cannot be issued. A code is in one person's hands: who has it is not said here. */
function notInStock({ history, state, holderId }: RuleItem, partyId: string): ReturnType<typeof both> | undefined {
  const last = lastOf(history, ...CUSTODY)
  if (last?.event === 'issue')
    return both(`已于 ${last.happenedOn} 发放他人`, `Issued to another person on ${last.happenedOn}`)
  if (last?.event === 'lost') return both('已报丢失、被盗、被抢', 'Reported lost, stolen or robbed')
  if (last?.event === 'use' || last?.event === 'destroy' || state === 'used' || state === 'void')
    return both('已使用、销毁或作废', 'Used, destroyed or void')
  if (holderId !== undefined && holderId !== partyId) return both('不在本单位库存', "Not in this unit's stock")
  const known = history.length > 0 || holderId === partyId
  return state === 'issued' || state === 'out' || (state === undefined && !known)
    ? both('不在库', 'Not in stock')
    : undefined
}

function codeProblem({ items, values, actor }: RuleFacts): Judgement | undefined {
  const codes: readonly unknown[] = Array.isArray(values['codes']) ? values['codes'] : []
  const pieces = items.filter((i) => i.kind === 'piece')
  const wrong = pieces.flatMap((i) => {
    const why = notInStock(i, actor.partyId)
    return why ? [{ id: i.identifier, why }] : []
  })
  if (wrong.length) return { text: wrong[0]!.why, items: wrong.map((w) => w.id) }
  return pieces.length < codes.length
    ? { text: both('有雷管编码没有入库记录', 'A detonator code is not on record in this stock') }
    : undefined
}

function stockProblem(f: RuleFacts): Judgement | undefined {
  const { values } = f
  const [stored, capacity] = ['stored', 'capacity'].map((k) => numberOf(values[k]))
  const difference = countDiffers(f)
  const wrong = [
    ...(difference ? [difference] : []),
    ...(stored !== undefined && capacity !== undefined && compare(stored, capacity) > 0
      ? [both(`存量 ${stored} 超过设计容量 ${capacity}`, `${stored} stored, capacity ${capacity}`)]
      : []),
    ...(values['apart'] === false ? [both('性质相抵触的未分库储存', 'Incompatible goods together')] : []),
  ]
  return wrong.length ? { text: both(wrong.map((w) => w.zh).join('；'), wrong.map((w) => w.en).join('; ')) } : undefined
}

const DAYS3 = both('3日内备案、缴销', 'Filed, and the permit given back, within three days')
const days3 = (source: string) => ({ action: 'alarm', names: DAYS3, source, confidence: 'law' }) as const

export const RULES: readonly JudgedRule[] = [
  {
    id: 'R-EXP-PERMIT',
    on: ['sale'],
    action: 'block',
    names: both('凭许可证并按许可的品种、数量销售', 'Sold by permit or licence, within its variety and quantity'),
    ...src.MB_22,
    judge: saleProblem,
  },
  {
    id: 'R-EXP-PERMIT-road',
    on: ['transport'],
    action: 'block',
    names: both(
      '凭运输许可证并按许可的品种、数量、路线运输',
      'Moved by permit, within its variety, quantity and route',
    ),
    source: `${src.MB_27.source}、第28条`,
    confidence: 'law',
    judge: (f) => permitProblem(f, 'transport', namesMover(f)),
  },
  {
    id: 'R-EXP-ROAD',
    on: ['transport'],
    action: 'alarm',
    names: both('道路运输应遵守的规定', 'What is kept to on the road'),
    ...src.MB_28,
    judge: roadProblem,
  },
  {
    id: 'R-EXP-PAY',
    on: ['sale'],
    action: 'block',
    names: both('不得使用现金或者实物交易', 'Never for cash or barter'),
    ...src.MB_23,
    judge: ({ values }) =>
      values['payment'] === 'cash' || values['payment'] === 'barter'
        ? { text: both('应通过银行账户交易', 'Paid through bank accounts only') }
        : undefined,
  },
  {
    id: 'R-EXP-3DAYS-task',
    on: ['sale'],
    action: 'task',
    names: both('成交之日起3日内备案', 'Filed within three days of the deal'),
    ...src.MB_24,
    judge: ({ values }) => {
      const sold = textOf(values['sold_on'])
      return sold
        ? {
            text: both(`应于 ${addDays(sold, 3)} 前备案`, `To be filed by ${addDays(sold, 3)}`),
            from: addDays(sold, 3),
          }
        : undefined
    },
  },
  {
    id: 'R-EXP-3DAYS',
    on: ['filing_sell', 'filing_buy'],
    ...days3(src.MB_24.source),
    judge: ({ values }) => lateBy3Days(values, 'deal_on', 'filed_on'),
  },
  {
    id: 'R-EXP-3DAYS-return',
    on: ['permit_return'],
    ...days3(src.MB_29.source),
    judge: ({ values }) => lateBy3Days(values, 'received_on', 'returned_on'),
  },
  {
    id: 'R-EXP-3DAYS-owed',
    on: ['store_in', 'store_out', 'issue', 'use'],
    ...days3(`${src.MB_24.source}、第29条`),
    judge: (f) =>
      owedIn3Days(f, { event: 'sale', key: 'sold_on', by: 'filing_buy', byKey: 'deal_on', own: false }) ??
      owedIn3Days(f, { event: 'arrive', key: 'received_on', by: 'permit_return', byKey: 'received_on', own: true }),
  },
  {
    id: 'R-EXP-SHIFT',
    on: ['issue', 'use', 'return'],
    action: 'alarm',
    names: both(
      '领取不得超过当班用量，剩余当班清退',
      'No more than the shift needs; what is left goes back in the shift',
    ),
    ...src.MB_37,
    judge: shiftProblem,
  },
  {
    id: 'R-EXP-ONECODE',
    on: ['issue'],
    action: 'block',
    names: both('一枚雷管一个编码，只发一人', 'One detonator, one code, one person'),
    source: `${src.DETONATOR.source}; ${src.MB_37.source}`,
    confidence: 'document',
    judge: codeProblem,
  },
  {
    id: 'R-EXP-ZONE',
    on: ['use'],
    action: 'block',
    names: both('电子雷管只在准爆区域和时间内起爆', 'Electronic detonators only in a permitted zone and time'),
    ...src.CONTROLLER_IN_USE,
    judge: zoneProblem,
  },
  {
    id: 'R-EXP-EXPIRED',
    on: ['sale', 'transport', 'issue'],
    action: 'block',
    names: both('过期失效的应清理出库并销毁', 'What has expired leaves the store and is destroyed'),
    ...src.MB_43,
    judge: ({ items, happenedOn }) => {
      const expired = items.filter((i) => i.expiresOn !== undefined && i.expiresOn < happenedOn)
      return expired.length
        ? {
            text: both(`已于 ${expired[0]!.expiresOn} 过期`, `Expired on ${expired[0]!.expiresOn}`),
            items: expired.map((i) => i.identifier),
          }
        : undefined
    },
  },
  {
    id: 'R-EXP-STOCK',
    on: ['stock_check'],
    action: 'alarm',
    names: both('账物相符、不超容量、相抵触的分库', 'Book equals stock, within capacity, incompatible goods apart'),
    source: `${src.MB_41_1.source}、第(二)项`,
    confidence: 'law',
    judge: stockProblem,
  },
  {
    id: 'R-EXP-BOOK',
    on: ['stock_check'],
    action: 'warn',
    names: both('填报的账面数与平台账面一致', "The book that was typed is the platform's"),
    ...DESIGN,
    judge: bookProblem,
  },
  {
    id: 'R-EXP-LOSS',
    on: ['lost'],
    action: 'alarm',
    names: both('丢失、被盗、被抢立即报告公安机关', 'A loss is reported to the police at once'),
    ...src.MB_41_4,
    judge: ({ items }) => ({
      text: both('民用爆炸物品丢失、被盗或者被抢', 'Civil explosives lost, stolen or robbed'),
      ...(items.length ? { items: items.map((i) => i.identifier) } : {}),
    }),
  },
]

export const RETENTION: readonly ProfileRetention[] = [
  { events: ['sale'], months: 24, from: 'sale', ...src.MB_23 },
  { events: ['issue', 'return'], months: 24, from: 'record', ...src.MB_37 },
  { events: [], months: 24, from: 'record', ...DESIGN },
]
