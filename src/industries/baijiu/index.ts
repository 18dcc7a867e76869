import type { Profile } from '../../kernel/profile.ts'
import { foodStatistics } from '../edible/rules.ts'
import { FOOD, FOOD_LICENCE, FOOD_ROLES } from '../food/index.ts'
import { both, DESIGN } from '../sources.ts'
import { EVENTS } from './events.ts'
import { JUDGED, OUTS, RETENTION, RULES, YIELDS } from './rules.ts'

/** Baijiu, after the opinion of 2015 with its five groups of information (industries.md §2.6). */
export const baijiu: Profile = {
  id: 'baijiu',
  ...FOOD,
  names: both('白酒', 'Baijiu'),
  roles: [
    { id: 'plant', names: both('白酒生产企业', 'Maker of baijiu'), licences: [FOOD_LICENCE] },
    ...FOOD_ROLES.filter((r) => r.id !== 'maker'),
  ],
  productClasses: ['S205'],
  alsoClasses: ['01', 'S201'],
  units: ['bottle', 'l', 'kg', 't', 'ml', 'box', 'barrel', 'can', 'piece'],
  events: EVENTS,
  rules: RULES,
  judged: JUDGED,
  statistics: [
    ...foodStatistics(OUTS, ['test', 'release']),
    {
      id: 'drills',
      names: both('追溯演练与自查', 'Drills and self-checks'),
      of: 'events',
      events: ['drill'],
      ...DESIGN,
    },
  ],
  yields: YIELDS,
  retention: RETENTION,
  publicView: {
    events: [
      'raw_in',
      'koji',
      'ferment',
      'distil',
      'age',
      'blend',
      'fill',
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
