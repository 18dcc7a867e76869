import type { Profile, ProfileRole } from '../../kernel/profile.ts'
import { foodStatistics } from '../edible/rules.ts'
import { AGRICULTURE_OFFICE, CUSTOMS, FOOD_AUTHORITIES, SP_50 } from '../edible/sources.ts'
import { both, DESIGN } from '../sources.ts'
import { EVENTS } from './events.ts'
import { JUDGED, OUTS, RETENTION, RULES, YIELDS } from './rules.ts'

/** Buyers look at the licence of who sells (art. 50); that it is filed here is ours. */
export const FOOD_LICENCE = {
  kind: 'food_production',
  names: both('食品生产许可证', 'Food production licence'),
  required: true,
  source: `${SP_50.source}; design`,
  confidence: 'design',
} as const

const TRADE_LICENCE = {
  kind: 'food_trade',
  names: both('食品经营许可证', 'Food trade licence'),
  required: false,
  ...DESIGN,
} as const

export const FOOD_ROLES: readonly ProfileRole[] = [
  { id: 'maker', names: both('食品生产企业', 'Food maker'), licences: [FOOD_LICENCE] },
  { id: 'dealer', names: both('批发(经营)企业', 'Wholesaler'), licences: [TRADE_LICENCE] },
  { id: 'retailer', names: both('零售企业', 'Retailer'), licences: [TRADE_LICENCE] },
  { id: 'logistics', names: both('第三方贮存、运输', 'Storage or transport contractor') },
]

/** What chains of food share; the law of 2021-04-29 is the text read. */
export const FOOD = {
  industry: 'food',
  sector: 'food',
  version: '1',
  effective: { from: '2021-04-29' },
  authorities: FOOD_AUTHORITIES,
  codeSchemes: ['gs1.gtin', 'cn.food.sc'],
} as const satisfies Partial<Profile>

/** Food in general, additives, imports, meat products (industries.md §2.1, §2.2). */
export const food: Profile = {
  id: 'food',
  ...FOOD,
  names: both('食品(一般食品、肉制品)', 'Food in general, meat products'),
  authorities: [...FOOD_AUTHORITIES, AGRICULTURE_OFFICE, CUSTOMS],
  roles: [
    ...FOOD_ROLES,
    { id: 'material_supplier', names: both('原料供应者', 'Supplier of raw materials') },
    { id: 'additive_maker', names: both('添加剂生产企业', 'Maker of additives'), licences: [FOOD_LICENCE] },
    { id: 'caterer', names: both('餐饮服务提供者', 'Caterer'), licences: [TRADE_LICENCE] },
    { id: 'importer', names: both('进口商', 'Importer') },
  ],
  productClasses: ['S2'],
  alsoClasses: ['01', '02', '03'],
  units: ['kg', 't', 'g', 'l', 'ml', 'box', 'bag', 'bottle', 'can', 'pack', 'barrel', 'piece'],
  events: EVENTS,
  rules: RULES,
  judged: JUDGED,
  statistics: foodStatistics(OUTS, ['test', 'release', 'additive_release']),
  yields: YIELDS,
  retention: RETENTION,
  publicView: {
    events: [
      'import_in',
      'raw_in',
      'process',
      'release',
      'pack',
      'test',
      'sale',
      'dealer_receive',
      'wholesale_out',
      'retail_sale',
      'recall',
      'recall_progress',
      'recall_remedied',
      'expired_dispose',
    ],
    firstScan: true,
  },
}
