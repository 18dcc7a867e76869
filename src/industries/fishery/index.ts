import type { Profile } from '../../kernel/profile.ts'
import { both } from '../sources.ts'
import { PROCESSOR, PRODUCER, PURCHASER, RETAILER, WHOLESALER } from '../trading.ts'
import { EVENTS } from './events.ts'
import { RETENTION, RULES, YIELDS } from './rules.ts'

/** Aquatic products, worked out for tilapia from ponds. */
export const fishery: Profile = {
  id: 'fishery',
  industry: 'agriculture',
  sector: 'fishery',
  version: '1',
  effective: { from: '2023-01-01' },
  names: both('水产品', 'Aquatic products'),
  roles: [PRODUCER, PURCHASER, PROCESSOR, WHOLESALER, RETAILER],
  productClasses: ['03'],
  units: ['kg', 't', 'jin', 'fish', 'box', 'bag', 'piece'],
  events: EVENTS,
  rules: RULES,
  yields: YIELDS,
  retention: RETENTION,
  publicView: {
    events: [
      'stocking',
      'catch',
      'purchase_in',
      'test',
      'store',
      'fillet',
      'freeze',
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
