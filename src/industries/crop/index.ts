import type { Profile } from '../../kernel/profile.ts'
import { farmAuthorities, farmStatistics } from '../edible/farm.ts'
import { both } from '../sources.ts'
import { AGRICULTURE, PROCESSOR, PRODUCER, PUBLIC_TRADE, PURCHASER, RETAILER, WHOLESALER } from '../trading.ts'
import { EVENTS } from './events.ts'
import { JUDGED, RETENTION, RULES, YIELDS } from './rules.ts'

/** Plants: fruit, vegetables, tea … from the plot to the shop. */
export const crop: Profile = {
  id: 'crop',
  ...AGRICULTURE,
  sector: 'crop',
  names: both('种植业产品', 'Crop products'),
  roles: [PRODUCER, PURCHASER, PROCESSOR, WHOLESALER, RETAILER],
  productClasses: ['01'],
  units: ['kg', 't', 'jin', 'box', 'basket', 'bag', 'piece'],
  events: EVENTS,
  rules: RULES,
  judged: JUDGED,
  authorities: farmAuthorities('海南省农业厅', 'Hainan Department of Agriculture'),
  statistics: farmStatistics(['harvest'], ['test', 'field_test']),
  yields: YIELDS,
  retention: RETENTION,
  publicView: {
    events: [
      'sowing',
      'harvest',
      'purchase_in',
      'field_test',
      'test',
      'store',
      'process',
      'exit_permit',
      ...PUBLIC_TRADE,
    ],
    firstScan: true,
  },
}
