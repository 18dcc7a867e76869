import type { Profile } from '../../kernel/profile.ts'
import { foodStatistics } from '../edible/rules.ts'
import { FOOD_AUTHORITIES, INDUSTRY_OFFICE, SP_81 } from '../edible/sources.ts'
import { FOOD, FOOD_LICENCE, FOOD_ROLES } from '../food/index.ts'
import { both } from '../sources.ts'
import { EVENTS } from './events.ts'
import { JUDGED, OUTS, RETENTION, RULES, YIELDS } from './rules.ts'

/** Infant formula milk powder (industries.md §2.4). Provisional: its record rules of 2015 were not found. */
export const infantFormula: Profile = {
  id: 'infant_formula',
  ...FOOD,
  version: '0.1',
  names: both('婴幼儿配方乳粉(暂定)', 'Infant formula (provisional)'),
  authorities: [...FOOD_AUTHORITIES, INDUSTRY_OFFICE],
  roles: [
    {
      id: 'plant',
      names: both('婴幼儿配方乳粉生产企业', 'Maker of infant formula'),
      licences: [
        FOOD_LICENCE,
        {
          kind: 'infant_formula_registration',
          names: both('产品配方注册证书', 'Registration of the formula'),
          required: true,
          ...SP_81,
        },
      ],
    },
    ...FOOD_ROLES.filter((r) => r.id !== 'maker'),
  ],
  productClasses: ['S203'],
  alsoClasses: ['02S05', 'S202', 'S201'],
  units: ['can', 'kg', 't', 'l', 'box', 'bag', 'pack', 'piece'],
  events: EVENTS,
  rules: RULES,
  judged: JUDGED,
  statistics: foodStatistics(OUTS, ['test', 'release']),
  yields: YIELDS,
  retention: RETENTION,
  publicView: {
    events: [
      'raw_in',
      'premix',
      'dry',
      'mix',
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
