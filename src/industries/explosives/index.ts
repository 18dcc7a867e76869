import type { Profile } from '../../kernel/profile.ts'
import { MB_4, MB_12, MB_13, MB_19, MB_32 } from '../hazardous/sources.ts'
import { both, DESIGN } from '../sources.ts'
import { CONTROL } from './control.ts'
import { EVENTS } from './events.ts'
import { RETENTION, RULES } from './rules.ts'

/** Civil explosives, from the maker to the blast, the return or the destruction. Nothing of it is ever public. */
export const explosives: Profile = {
  id: 'explosives',
  industry: 'hazardous',
  sector: 'hazardous',
  version: '1',
  effective: { from: '2014-07-29' },
  names: both('民用爆炸物品', 'Civil explosives'),
  roles: [
    {
      id: 'maker',
      names: both('生产企业', 'Maker'),
      licences: [
        { kind: 'explosives_production', names: both('生产许可证', 'Production licence'), required: true, ...MB_12 },
        {
          kind: 'explosives_safety',
          names: both('安全生产许可证', 'Safe production licence'),
          required: true,
          ...MB_13,
        },
      ],
    },
    {
      id: 'dealer',
      names: both('销售企业', 'Dealer'),
      licences: [{ kind: 'explosives_sale', names: both('销售许可证', 'Sale licence'), required: true, ...MB_19 }],
    },
    {
      id: 'blaster',
      names: both('爆破作业单位', 'Blasting unit'),
      licences: [{ kind: 'blasting', names: both('爆破作业单位许可证', 'Blasting licence'), required: true, ...MB_32 }],
    },
    { id: 'carrier', names: both('承运人', 'Carrier') },
  ],
  authorities: [
    { role: 'lead', names: both('公安机关', 'Police'), ...MB_4 },
    { role: 'cooperating', names: both('民用爆炸物品行业主管部门', 'Department of the industry'), ...MB_4 },
  ],
  productClasses: ['S601'],
  units: ['box', 'round', 'kg', 't', 'm', 'piece'],
  codeSchemes: ['cn.detonator.13', 'cn.edetonator.uid'],
  events: EVENTS,
  rules: [],
  judged: RULES,
  control: CONTROL,
  yields: [],
  retention: RETENTION,
  statistics: [
    { id: 'produced', names: both('生产量', 'Produced'), of: 'quantity', events: ['produce'], ...DESIGN },
    { id: 'sold', names: both('销售量', 'Sold'), of: 'quantity', events: ['sale'], ...DESIGN },
    { id: 'used', names: both('使用量', 'Used'), of: 'quantity', events: ['use'], ...DESIGN },
    { id: 'lost', names: both('丢失、被盗、被抢次数', 'Losses'), of: 'events', events: ['lost'], ...DESIGN },
  ],
  publicView: { events: [], firstScan: false, none: true },
}
