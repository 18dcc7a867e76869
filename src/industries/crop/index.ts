import type { Profile } from '../../kernel/profile.ts'
import { both } from '../sources.ts'
import { PROCESSOR, PRODUCER, PURCHASER, RETAILER, WHOLESALER } from '../trading.ts'
import { EVENTS } from './events.ts'
import { RETENTION, RULES, YIELDS } from './rules.ts'

/** Plants: fruit, vegetables, tea … from the plot to the shop. */
export const crop: Profile = {
  id: 'crop',
  industry: 'agriculture',
  sector: 'crop',
  version: '1',
  // the law the rules come from is in force since this day
  effective: { from: '2023-01-01' },
  names: both('种植业产品', 'Crop products'),
  roles: [PRODUCER, PURCHASER, PROCESSOR, WHOLESALER, RETAILER],
  productClasses: ['01'],
  units: ['kg', 't', 'jin', 'box', 'basket', 'bag', 'piece'],
  events: EVENTS,
  rules: RULES,
  yields: YIELDS,
  retention: RETENTION,
  publicView: {
    events: [
      'sowing',
      'harvest',
      'purchase_in',
      'test',
      'store',
      'process',
      'merge',
      'split',
      'pack',
      'transport',
      'dispatch',
      'receive',
      'wholesale_entry',
      'retail_sale',
      'destroy',
    ],
    firstScan: true,
  },
}
