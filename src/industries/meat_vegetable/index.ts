import type { Profile } from '../../kernel/profile.ts'
import { COMMERCE, FOOD_AUTHORITIES } from '../edible/sources.ts'
import { both, DESIGN, SZ_2 } from '../sources.ts'
import { EVENTS } from './events.ts'
import { JUDGED, OUTS, RETENTION, TESTS } from './rules.ts'
import { CITY, NORM } from './sources.ts'

/** Issued with the filing (实名备案); both the main and the second card count. */
const CARD = {
  kind: 'circulation_card',
  names: both('流通服务卡(实名备案)', 'Circulation card (real-name filing)'),
  required: true,
  ...NORM,
} as const

/**
 * Meat and vegetables after the farm: wholesale market, retail market, supermarket, canteen (industries.md §1.3, §1.4).
 * The ten node types and four kinds of operator are those of a docked city platform.
 */
export const meatVegetable: Profile = {
  id: 'meat_vegetable',
  industry: 'food',
  sector: 'food',
  version: '1',
  effective: { from: '2010-11-08' },
  names: both('肉类蔬菜流通', 'Meat and vegetables in circulation'),
  authorities: [COMMERCE, ...FOOD_AUTHORITIES],
  roles: [
    { id: 'base', names: both('种植基地', 'Growing base') },
    { id: 'farm', names: both('养殖场', 'Livestock farm') },
    {
      id: 'slaughterhouse',
      names: both('屠宰厂', 'Slaughterhouse'),
      licences: [
        {
          kind: 'pig_slaughter',
          names: both('生猪定点屠宰证书', 'Designated pig slaughter certificate'),
          required: true,
          ...SZ_2,
        },
      ],
    },
    { id: 'meat_market', names: both('肉类批发市场', 'Wholesale market for meat') },
    { id: 'vegetable_market', names: both('菜类批发市场', 'Wholesale market for vegetables') },
    { id: 'meat_distribution', names: both('肉类配送中心', 'Distribution of meat'), licences: [CARD] },
    { id: 'vegetable_distribution', names: both('菜类配送中心', 'Distribution of vegetables'), licences: [CARD] },
    { id: 'retail_market', names: both('标准化菜市场', 'Retail market') },
    { id: 'supermarket', names: both('连锁超市', 'Supermarket'), licences: [CARD] },
    { id: 'group_consumer', names: both('团体消费单位', 'Canteen or restaurant'), licences: [CARD] },
    { id: 'pig_wholesaler', names: both('生猪批发商', 'Wholesaler of pigs'), licences: [CARD] },
    { id: 'wholesaler', names: both('肉类蔬菜批发商', 'Wholesaler'), licences: [CARD] },
    { id: 'retailer', names: both('零售商(摊位)', 'Retailer with a stall'), licences: [CARD] },
    { id: 'other', names: both('其他经营者', 'Other operator'), licences: [CARD] },
  ],
  productClasses: ['S206'],
  alsoClasses: ['0104', '02S04'],
  units: ['kg', 'jin', 't', 'half_carcass', 'box', 'basket', 'bag', 'piece'],
  codeSchemes: ['cn.mv.batch16'],
  events: EVENTS,
  rules: [],
  judged: JUDGED,
  statistics: [
    {
      id: 'traded',
      names: both('批发交易量', 'Traded wholesale'),
      of: 'quantity',
      events: ['wholesale_trade'],
      ...DESIGN,
    },
    {
      id: 'records',
      names: both('各环节记录数', 'Records by kind of node'),
      of: 'events',
      events: ['wholesale_in_meat', 'wholesale_in_veg', ...OUTS, 'retail_in', 'super_in', 'group_in'],
      ...CITY,
    },
    { id: 'tests', names: both('检测批次', 'Tests'), of: 'events', events: TESTS, ...DESIGN },
    { id: 'operators', names: both('有交易的经营者', 'Operators that traded'), of: 'parties', events: OUTS, ...DESIGN },
  ],
  yields: [],
  retention: RETENTION,
  publicView: {
    events: [
      'wholesale_in_meat',
      'wholesale_in_veg',
      'entry_check',
      'market_test',
      'test',
      'test_publish',
      'wholesale_trade',
      'receive',
      'retail_in',
      'super_in',
      'group_in',
      'purchase_in',
      'label_print',
      'retail_trade',
      'stop_sale',
      'stop_lifted',
      'recall',
      'recall_progress',
      'recall_remedied',
      'destroy',
    ],
    firstScan: true,
  },
}
