import type { Profile } from '../../kernel/profile.ts'
import { foodStatistics } from '../edible/rules.ts'
import { FOOD, FOOD_LICENCE, FOOD_ROLES } from '../food/index.ts'
import { both } from '../sources.ts'
import { EVENTS } from './events.ts'
import { JUDGED, OUTS, RETENTION, RULES, YIELDS } from './rules.ts'

/** Edible vegetable oil (industries.md §2.5). Provisional: its record rule was not found. */
export const edibleOil: Profile = {
  id: 'edible_oil',
  ...FOOD,
  version: '0.1',
  names: both('食用植物油(暂定)', 'Edible vegetable oil (provisional)'),
  roles: [
    { id: 'plant', names: both('食用植物油生产企业', 'Maker of edible oil'), licences: [FOOD_LICENCE] },
    ...FOOD_ROLES.filter((r) => r.id !== 'maker'),
  ],
  productClasses: ['S204'],
  alsoClasses: ['01', 'S201'],
  units: ['l', 't', 'kg', 'ml', 'bottle', 'barrel', 'box', 'can', 'piece'],
  events: EVENTS,
  rules: RULES,
  judged: JUDGED,
  statistics: foodStatistics(OUTS, ['test', 'release']),
  yields: YIELDS,
  retention: RETENTION,
  publicView: {
    events: [
      'raw_in',
      'extract',
      'refine',
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
