import type { Profile } from '../../kernel/profile.ts'
import { farmAuthorities, farmStatistics } from '../edible/farm.ts'
import { both } from '../sources.ts'
import { AGRICULTURE, PROCESSOR, PRODUCER, PUBLIC_TRADE, PURCHASER, RETAILER, WHOLESALER } from '../trading.ts'
import { EVENTS } from './events.ts'
import { JUDGED, RETENTION, RULES, YIELDS } from './rules.ts'

/** Aquatic products, worked out for tilapia from ponds. */
export const fishery: Profile = {
  id: 'fishery',
  ...AGRICULTURE,
  sector: 'fishery',
  names: both('水产品', 'Aquatic products'),
  roles: [PRODUCER, PURCHASER, PROCESSOR, WHOLESALER, RETAILER],
  productClasses: ['03'],
  units: ['kg', 't', 'jin', 'fish', 'box', 'bag', 'piece'],
  events: EVENTS,
  rules: RULES,
  judged: JUDGED,
  authorities: farmAuthorities('海南省海洋与渔业厅', 'Hainan Department of Ocean and Fisheries'),
  statistics: farmStatistics(['catch', 'sea_catch'], ['test', 'field_test']),
  yields: YIELDS,
  retention: RETENTION,
  publicView: {
    events: [
      'stocking',
      'catch',
      'sea_catch',
      'purchase_in',
      'field_test',
      'test',
      'store',
      'fillet',
      'freeze',
      'process',
      'exit_permit',
      ...PUBLIC_TRADE,
    ],
    firstScan: true,
  },
}
