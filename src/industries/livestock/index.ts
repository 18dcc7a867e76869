import type { Profile } from '../../kernel/profile.ts'
import { farmAuthorities, farmStatistics } from '../edible/farm.ts'
import { both, SZ_2, SZ_11 } from '../sources.ts'
import { AGRICULTURE, PROCESSOR, PRODUCER, PUBLIC_TRADE, PURCHASER, RETAILER, WHOLESALER } from '../trading.ts'
import { EVENTS } from './events.ts'
import { JUDGED, RETENTION, RULES, YIELDS } from './rules.ts'

/** Animals on land, worked out for pigs: from the farm through the slaughterhouse to the shop. */
export const livestock: Profile = {
  id: 'livestock',
  ...AGRICULTURE,
  sector: 'livestock',
  names: both('畜禽产品', 'Livestock and poultry products'),
  roles: [
    PRODUCER,
    PURCHASER,
    {
      id: 'slaughterhouse',
      names: both('屠宰厂(场)', 'Slaughterhouse'),
      licences: [
        {
          kind: 'pig_slaughter',
          names: both('生猪定点屠宰证书', 'Designated pig slaughter certificate'),
          required: true,
          ...SZ_2,
        },
        {
          kind: 'animal_health',
          names: both('动物防疫条件合格证', 'Animal health conditions certificate'),
          required: true,
          ...SZ_11,
        },
      ],
    },
    PROCESSOR,
    WHOLESALER,
    RETAILER,
  ],
  productClasses: ['02'],
  units: ['kg', 'head', 'half_carcass', 't', 'jin', 'bird', 'egg', 'box', 'bag', 'piece'],
  events: EVENTS,
  rules: RULES,
  judged: JUDGED,
  authorities: farmAuthorities('海南省农业厅', 'Hainan Department of Agriculture'),
  statistics: farmStatistics(['off_take', 'collection', 'slaughter'], ['test', 'slaughter_test']),
  yields: YIELDS,
  retention: RETENTION,
  publicView: {
    events: [
      'stocking',
      'off_take',
      'collection',
      'origin_quarantine',
      'purchase_in',
      'slaughter_intake',
      'slaughter_test',
      'slaughter',
      'slaughter_quarantine',
      'meat_inspection',
      'slaughter_out',
      'slaughter_recall',
      'test',
      'store',
      'process',
      ...PUBLIC_TRADE,
    ],
    firstScan: true,
  },
}
