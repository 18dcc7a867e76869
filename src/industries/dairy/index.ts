import type { Profile } from '../../kernel/profile.ts'
import { foodStatistics } from '../edible/rules.ts'
import { AGRICULTURE_OFFICE, FOOD_AUTHORITIES, RP_25, RP_31 } from '../edible/sources.ts'
import { FOOD, FOOD_LICENCE, FOOD_ROLES } from '../food/index.ts'
import { both } from '../sources.ts'
import { EVENTS } from './events.ts'
import { JUDGED, OUTS, RETENTION, RULES, YIELDS } from './rules.ts'

/** Dairy: from the herdsman and the milk station through the plant to the shop (industries.md §2.3). */
export const dairy: Profile = {
  id: 'dairy',
  ...FOOD,
  names: both('乳制品', 'Dairy products'),
  authorities: [...FOOD_AUTHORITIES, AGRICULTURE_OFFICE],
  roles: [
    { id: 'dairy_farm', names: both('奶畜养殖场', 'Dairy farm') },
    {
      id: 'station',
      names: both('生鲜乳收购站', 'Milk station'),
      licences: [
        {
          kind: 'raw_milk_purchase',
          names: both('生鲜乳收购许可证', 'Licence to buy raw milk'),
          required: true,
          ...RP_31,
        },
        {
          kind: 'raw_milk_transport',
          names: both('生鲜乳准运证明', 'Permit to carry raw milk'),
          required: false,
          ...RP_25,
        },
      ],
    },
    { id: 'plant', names: both('乳制品生产企业', 'Dairy plant'), licences: [FOOD_LICENCE] },
    ...FOOD_ROLES.filter((r) => r.id !== 'maker'),
  ],
  productClasses: ['S202'],
  alsoClasses: ['02S05', 'S201', '01'],
  units: ['kg', 't', 'l', 'box', 'bag', 'bottle', 'can', 'pack', 'barrel', 'piece'],
  events: EVENTS,
  rules: RULES,
  judged: JUDGED,
  statistics: foodStatistics(OUTS, ['test', 'milk_intake', 'release']),
  yields: YIELDS,
  retention: RETENTION,
  publicView: {
    events: [
      'milk_collect',
      'milk_transport',
      'milk_intake',
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
