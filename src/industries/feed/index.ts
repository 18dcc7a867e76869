import type { Profile } from '../../kernel/profile.ts'
import { INPUT_UNITS } from '../input/fields.ts'
import { AUTHORITIES, SL_RECORDS } from '../input/sources.ts'
import { both, DESIGN } from '../sources.ts'
import { EVENTS } from './events.ts'
import { RULES } from './rules.ts'

/** Feed and feed additives. No national trace code of feed was found: ours and GTIN. */
export const feed: Profile = {
  id: 'feed',
  industry: 'farm_input',
  sector: 'farm_input',
  version: '1',
  effective: { from: '2017-03-01' },
  names: both('饲料和饲料添加剂', 'Feed and feed additives'),
  roles: [
    {
      id: 'maker',
      names: both('饲料、饲料添加剂生产企业', 'Maker'),
      licences: [
        {
          kind: 'feed_production',
          names: both('饲料生产许可证', 'Feed production licence'),
          required: true,
          ...DESIGN,
        },
      ],
    },
    { id: 'dealer', names: both('饲料经营者', 'Dealer') },
    { id: 'user', names: both('养殖者', 'Animal keeper') },
  ],
  authorities: AUTHORITIES,
  productClasses: ['S403'],
  units: INPUT_UNITS,
  inputKind: 'feed',
  codeSchemes: ['cn.suyuan.v1', 'gs1.gtin'],
  events: EVENTS,
  rules: [],
  judged: RULES,
  yields: [],
  retention: [
    {
      events: ['raw_in', 'out', 'receive', 'dealer_in', 'dealer_out', 'retail'],
      months: 24,
      from: 'record',
      ...SL_RECORDS,
    },
    { events: [], months: 24, from: 'record', ...DESIGN },
  ],
  statistics: [
    { id: 'made', names: both('生产量', 'Made'), of: 'quantity', events: ['produce'], ...DESIGN },
    { id: 'sold', names: both('销售量', 'Sold'), of: 'quantity', events: ['out', 'dealer_out', 'retail'], ...DESIGN },
    { id: 'recalls', names: both('召回次数', 'Recalls'), of: 'events', events: ['recall'], ...DESIGN },
    {
      id: 'dealers',
      names: both('有台账的经营者', 'Dealers'),
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
