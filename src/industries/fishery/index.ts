import type { Profile } from '../../kernel/profile.ts'
import { both } from '../sources.ts'
import { AGRICULTURE, PROCESSOR, PRODUCER, PUBLIC_TRADE, PURCHASER, RETAILER, WHOLESALER } from '../trading.ts'
import { EVENTS } from './events.ts'
import { RETENTION, RULES, YIELDS } from './rules.ts'

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
  yields: YIELDS,
  retention: RETENTION,
  publicView: {
    events: ['stocking', 'catch', 'purchase_in', 'test', 'store', 'fillet', 'freeze', 'process', ...PUBLIC_TRADE],
    firstScan: true,
  },
}
