import type { Profile } from '../../kernel/profile.ts'
import { INPUT_UNITS } from '../input/fields.ts'
import { AUTHORITIES, NY_24, NY_26, NY_RECORDS } from '../input/sources.ts'
import { both, DESIGN } from '../sources.ts'
import { EVENTS } from './events.ts'
import { RULES } from './rules.ts'

/** Pesticides, from the factory to the field. */
export const pesticide: Profile = {
  id: 'pesticide',
  industry: 'farm_input',
  sector: 'farm_input',
  version: '1',
  effective: { from: '2022-03-29' },
  names: both('农药', 'Pesticides'),
  roles: [
    {
      id: 'maker',
      names: both('登记证持有人、生产企业', 'Holder of the registration, maker'),
      licences: [
        {
          kind: 'pesticide_production',
          names: both('农药生产许可证', 'Pesticide production licence'),
          required: true,
          ...NY_26,
        },
      ],
    },
    {
      id: 'dealer',
      names: both('农药经营者', 'Dealer'),
      licences: [
        { kind: 'pesticide_trade', names: both('农药经营许可证', 'Pesticide trade licence'), required: true, ...NY_26 },
        {
          kind: 'pesticide_restricted_outlet',
          names: both('限制使用农药定点经营资格', 'Designated outlet of restricted pesticides'),
          required: false,
          ...NY_24,
        },
      ],
    },
    { id: 'carrier', names: both('运输者', 'Carrier') },
    { id: 'user', names: both('使用者(农户、合作社、企业)', 'User') },
    { id: 'service', names: both('病虫害防治服务组织', 'Pest-control service') },
  ],
  authorities: AUTHORITIES,
  productClasses: ['S401'],
  units: INPUT_UNITS,
  inputKind: 'pesticide',
  codeSchemes: ['cn.pest.unit', 'gs1.gtin'],
  events: EVENTS,
  rules: [],
  judged: RULES,
  yields: [],
  retention: [
    {
      events: ['raw_in', 'out', 'dealer_in', 'receive', 'dealer_out', 'retail', 'use'],
      months: 24,
      from: 'record',
      ...NY_RECORDS,
    },
    { events: [], months: 24, from: 'record', ...DESIGN },
  ],
  statistics: [
    { id: 'made', names: both('生产量', 'Made'), of: 'quantity', events: ['produce'], ...DESIGN },
    { id: 'sold', names: both('销售量', 'Sold'), of: 'quantity', events: ['dealer_out', 'retail'], ...DESIGN },
    { id: 'used', names: both('使用量', 'Used'), of: 'quantity', events: ['use'], ...DESIGN },
    {
      id: 'waste',
      names: both('包装废弃物回收次数', 'Packages taken back'),
      of: 'events',
      events: ['waste'],
      ...DESIGN,
    },
    {
      id: 'dealers',
      names: both('有台账的经营者', 'Dealers with a ledger'),
      of: 'parties',
      events: ['dealer_out', 'retail'],
      ...DESIGN,
    },
  ],
  publicView: {
    events: ['produce', 'out', 'dealer_in', 'receive', 'dealer_out', 'recall', 'recall_end', 'destroy'],
    firstScan: true,
  },
}
