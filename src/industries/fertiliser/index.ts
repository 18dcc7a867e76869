import type { Profile } from '../../kernel/profile.ts'
import { INPUT_UNITS } from '../input/fields.ts'
import { AUTHORITIES } from '../input/sources.ts'
import { both, DESIGN } from '../sources.ts'
import { EVENTS } from './events.ts'
import { RULES } from './rules.ts'

/** Fertilisers. No trace code of fertiliser was found: ours and GTIN. */
export const fertiliser: Profile = {
  id: 'fertiliser',
  industry: 'farm_input',
  sector: 'farm_input',
  version: '1',
  effective: { from: '2023-01-01' },
  names: both('肥料', 'Fertilisers'),
  roles: [
    {
      id: 'maker',
      names: both('肥料生产企业', 'Maker'),
      licences: [
        {
          kind: 'fertiliser_production',
          names: both('肥料生产许可(按品种)', 'Production licence, for some kinds'),
          required: false,
          ...DESIGN,
        },
      ],
    },
    { id: 'dealer', names: both('肥料经营者', 'Dealer') },
    { id: 'user', names: both('使用者', 'User') },
  ],
  authorities: [
    ...AUTHORITIES,
    // quality of chemical fertilisers, from memory in our notes
    { role: 'cooperating', names: both('市场监督管理部门', 'Market regulation'), from: '2019-01-01', ...DESIGN },
  ],
  productClasses: ['S405'],
  units: INPUT_UNITS,
  inputKind: 'fertiliser',
  codeSchemes: ['cn.suyuan.v1', 'gs1.gtin'],
  events: EVENTS,
  rules: [],
  judged: RULES,
  yields: [],
  retention: [{ events: [], months: 24, from: 'record', ...DESIGN }],
  statistics: [
    { id: 'made', names: both('生产量', 'Made'), of: 'quantity', events: ['produce'], ...DESIGN },
    { id: 'sold', names: both('销售量', 'Sold'), of: 'quantity', events: ['dealer_out', 'retail'], ...DESIGN },
    { id: 'used', names: both('使用量', 'Used'), of: 'quantity', events: ['use'], ...DESIGN },
  ],
  publicView: {
    events: ['produce', 'out', 'dealer_in', 'receive', 'dealer_out', 'recall', 'recall_end'],
    firstScan: true,
  },
}
