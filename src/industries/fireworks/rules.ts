import type { ProfileRetention } from '../../kernel/profile.ts'
import { compare, multiply, sum } from '../../kernel/quantity.ts'
import type { JudgedRule, Judgement, RuleFacts, RuleItem, RuleLicence } from '../../kernel/rule.ts'
import {
  bookProblem,
  countDiffers,
  lateBy3Days,
  namesMover,
  numberOf,
  owedIn3Days,
  permitProblem,
  roadProblem,
  textOf,
} from '../hazardous/permit.ts'
import * as src from '../hazardous/sources.ts'
import { both, DESIGN } from '../sources.ts'

/** Black powder and fuse: their buyers are makers, not the trade. */
const POWDER_CLASS = 'S60203'
const isPowder = ({ classCode }: RuleItem) => classCode?.startsWith(POWDER_CLASS) ?? false
/** What its maker said of who may set it off. */
const isProfessional = ({ history }: RuleItem) =>
  history.findLast((h) => textOf(h.values['use_class']) !== undefined)?.values['use_class'] === 'professional'

const goodOn = (l: RuleLicence, date: string) =>
  (l.validFrom === undefined || l.validFrom <= date) && (l.validTo === undefined || date <= l.validTo)

const NAMES = {
  maker: both('生产企业', 'a maker'),
  wholesaler: both('批发企业', 'a wholesaler'),
  retailer: both('零售经营者', 'a retailer'),
} as const

/** Who stands on the other side of each trade. Displays are bought for by those who give them; the law names no seller. */
const OTHER_SIDE: Readonly<Record<string, { readonly role: keyof typeof NAMES; readonly display?: true }>> = {
  maker_sale: { role: 'wholesaler', display: true },
  wholesale_in: { role: 'maker' },
  wholesale_out: { role: 'retailer', display: true },
  retail_in: { role: 'wholesaler' },
  return_out: { role: 'wholesaler' },
  return_in: { role: 'retailer' },
}

function channelProblem({ event, counterpart, items }: RuleFacts): Judgement | undefined {
  const professional = items.filter((i) => !isPowder(i) && isProfessional(i))
  const roles = counterpart?.roles ?? []
  const side = Object.hasOwn(OTHER_SIDE, event) ? OTHER_SIDE[event] : undefined
  if (side && !(items.length > 0 && items.every(isPowder))) {
    const right = roles.includes(side.role) || (side.display === true && roles.includes('display_unit'))
    const { zh, en } = NAMES[side.role]
    if (!right) return { text: both(`对方应为${zh}`, `The other side is ${en}`) }
  }
  const toRetail =
    event === 'retail_in' || event === 'retail_sale' || (event === 'wholesale_out' && !roles.includes('display_unit'))
  return toRetail && professional.length
    ? {
        text: both('专业燃放类不得供应零售或由零售销售', 'Goods for professionals go neither to nor from a retailer'),
        items: professional.map((i) => i.identifier),
      }
    : undefined
}

const ARRIVALS = ['wholesale_in', 'retail_in']

/** The way to this party is on record; goods that came without one came without a permit to give back. */
function cameByRoad({ history }: RuleItem, partyId: string): boolean {
  const steps = history.filter((h) => h.event === 'transport' || ARRIVALS.includes(h.event))
  const arrived = steps.findLastIndex((h) => h.partyId === partyId && ARRIVALS.includes(h.event))
  return arrived > 0 && steps[arrived - 1]!.event === 'transport'
}

/** Boxes in the shop after the event, as far as they are known: what the goods say, or what the shop counted. */
function boxesAfter({ items, values }: RuleFacts): string {
  const known = sum(items.filter((i) => i.unit === 'box').flatMap((i) => [i.available ?? '0', i.moved ?? '0']))
  const counted = numberOf(values['stock_boxes']) ?? '0'
  return compare(counted, known) > 0 ? counted : known
}

/** Stock against the limit on the licence: over `from` and not over `to` of it. */
const stockOver =
  (from: string, to?: string) =>
  (f: RuleFacts): Judgement | undefined => {
    const limit = f.actor.licences.find((l) => l.kind === 'fireworks_retail' && goodOn(l, f.happenedOn))?.limits?.[
      'stock_boxes'
    ]
    if (limit === undefined || !/^\d+(\.\d+)?$/.test(limit)) return undefined
    const stock = boxesAfter(f)
    if (compare(stock, multiply(limit, from)) <= 0) return undefined
    if (to !== undefined && compare(stock, multiply(limit, to)) > 0) return undefined
    return {
      text: both(`存放量 ${stock} 箱，许可证限制 ${limit} 箱`, `${stock} boxes in store, the licence allows ${limit}`),
    }
  }

const STOCK = ['retail_in', 'stock_check'] as const
const stock = (action: JudgedRule['action'], from: string, to?: string) => ({
  on: STOCK,
  action,
  names: both('零售存放量不超过许可证限制', 'No more in the shop than the licence allows'),
  // the limit is law; the steps at which we warn, alarm and refuse are a design seen in use
  source: `${src.YH_19.source}; ${src.FIREWORKS_IN_USE.source}`,
  confidence: 'design' as const,
  judge: stockOver(from, to),
})

export const RULES: readonly JudgedRule[] = [
  {
    id: 'R-FW-CHANNEL',
    on: [...Object.keys(OTHER_SIDE), 'retail_sale'],
    action: 'block',
    names: both('生产、批发、零售逐级购销', 'From maker to wholesaler to retailer'),
    ...src.YH_20,
    judge: channelProblem,
  },
  {
    id: 'R-FW-POWDER',
    on: ['maker_sale', 'wholesale_out'],
    action: 'block',
    names: both(
      '火药、引火线只售予有安全生产许可的企业',
      'Powder and fuse only to holders of a licence for safe production',
    ),
    ...src.YH_21,
    judge: ({ items, counterpart, happenedOn }) => {
      const powder = items.filter(isPowder)
      const good = counterpart?.licences.some((l) => l.kind === 'fireworks_safety' && goodOn(l, happenedOn))
      return powder.length && !good
        ? {
            text: both('购买者没有有效的安全生产许可证', 'The buyer has no licence for safe production in force'),
            items: powder.map((i) => i.identifier),
          }
        : undefined
    },
  },
  { id: 'R-FW-STOCK', ...stock('block', '1.2') },
  { id: 'R-FW-STOCK-alarm', ...stock('alarm', '1.05', '1.2') },
  { id: 'R-FW-STOCK-warn', ...stock('warn', '0.95', '1.05') },
  {
    id: 'R-FW-PERMIT',
    on: ['transport'],
    action: 'block',
    names: both('不得违反运输许可事项', 'Moved as the permit says'),
    ...src.YH_25,
    judge: (f) => permitProblem(f, 'transport', namesMover(f)),
  },
  {
    id: 'R-FW-ROAD',
    on: ['transport'],
    action: 'alarm',
    names: both('道路运输应遵守的规定', 'What is kept to on the road'),
    ...src.YH_25,
    judge: roadProblem,
  },
  {
    id: 'R-FW-3DAYS',
    on: ['permit_return'],
    action: 'alarm',
    names: both('到达后3日内交回许可证', 'The permit is given back within three days of arrival'),
    ...src.YH_26,
    judge: ({ values }) => lateBy3Days(values, 'received_on', 'returned_on'),
  },
  {
    id: 'R-FW-3DAYS-owed',
    on: ['store_in', 'store_out', 'wholesale_out', 'retail_sale'],
    action: 'alarm',
    names: both('到达后3日内交回许可证', 'The permit is given back within three days of arrival'),
    ...src.YH_26,
    judge: (f) => {
      const came = { ...f, items: f.items.filter((i) => cameByRoad(i, f.actor.partyId)) }
      const owed = (event: string) =>
        owedIn3Days(came, { event, key: 'traded_on', by: 'permit_return', byKey: 'received_on', own: true })
      return owed('wholesale_in') ?? owed('retail_in')
    },
  },
  {
    id: 'R-FW-BOOK',
    on: ['stock_check'],
    action: 'alarm',
    names: both('账物相符', 'Book equals stock'),
    ...src.BEIJING,
    judge: (f) => {
      const text = countDiffers(f)
      return text && { text }
    },
  },
  {
    id: 'R-FW-BOOK-typed',
    on: ['stock_check'],
    action: 'warn',
    names: both('填报的账面数与平台账面一致', "The book that was typed is the platform's"),
    ...DESIGN,
    judge: bookProblem,
  },
  {
    id: 'R-FW-LOSS',
    on: ['powder_lost'],
    action: 'alarm',
    names: both('火药、引火线丢失立即报告', 'A loss of powder or fuse is reported at once'),
    ...src.YH_15,
    judge: () => ({ text: both('黑火药、烟火药或引火线丢失', 'Black powder, composition or fuse lost') }),
  },
]

/** The law sets no time for fireworks records: two years are ours. */
export const RETENTION: readonly ProfileRetention[] = [{ events: [], months: 24, from: 'record', ...DESIGN }]
