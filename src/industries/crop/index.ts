import type { Profile } from '../../kernel/profile.ts'
import { both } from '../sources.ts'
import { AGRICULTURE, PROCESSOR, PRODUCER, PUBLIC_TRADE, PURCHASER, RETAILER, WHOLESALER } from '../trading.ts'
import { EVENTS } from './events.ts'
import { RETENTION, RULES, YIELDS } from './rules.ts'

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
  yields: YIELDS,
  retention: RETENTION,
  publicView: {
    events: ['sowing', 'harvest', 'purchase_in', 'test', 'store', 'process', ...PUBLIC_TRADE],
    firstScan: true,
  },
}
