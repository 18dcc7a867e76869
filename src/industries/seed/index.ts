import type { Profile } from '../../kernel/profile.ts'
import { INPUT_UNITS } from '../input/fields.ts'
import { AUTHORITIES, ZZ_40 } from '../input/sources.ts'
import { both, DESIGN } from '../sources.ts'
import { EVENTS } from './events.ts'
import { RULES } from './rules.ts'

/** Crop seed, from the field to the sower. */
export const seed: Profile = {
  id: 'seed',
  industry: 'farm_input',
  sector: 'farm_input',
  version: '1',
  effective: { from: '2022-03-01' },
  names: both('农作物种子', 'Crop seed'),
  roles: [
    {
      id: 'producer',
      names: both('种子生产经营企业', 'Seed company'),
      licences: [
        {
          kind: 'seed_licence',
          names: both('种子生产经营许可证', 'Licence to produce and deal in seed'),
          required: true,
          source: `${ZZ_40.source}; design`,
          confidence: 'design',
        },
      ],
    },
    { id: 'dealer', names: both('种子经营者', 'Dealer') },
    { id: 'user', names: both('种植者', 'Grower') },
  ],
  authorities: AUTHORITIES,
  productClasses: ['S404'],
  units: INPUT_UNITS,
  inputKind: 'seed',
  codeSchemes: ['cn.seed.unit', 'gs1.gtin'],
  events: EVENTS,
  rules: [],
  judged: RULES,
  yields: [],
  // the ministry sets the period (art. 36); its text was not read, five years after the sale is what we remember
  retention: [{ events: [], months: 60, from: 'sale', ...DESIGN }],
  statistics: [
    { id: 'made', names: both('加工包装量', 'Packed'), of: 'quantity', events: ['process'], ...DESIGN },
    { id: 'sold', names: both('销售量', 'Sold'), of: 'quantity', events: ['out', 'sale', 'retail'], ...DESIGN },
    {
      id: 'sellers',
      names: both('有销售记录的主体', 'Sellers'),
      of: 'parties',
      events: ['out', 'sale', 'retail'],
      ...DESIGN,
    },
  ],
  publicView: {
    events: ['field', 'process', 'quarantine', 'out', 'dealer_in', 'receive', 'sale', 'recall', 'recall_end'],
    firstScan: true,
  },
}
