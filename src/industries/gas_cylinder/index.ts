import type { Profile } from '../../kernel/profile.ts'
import { cylinderDuties } from '../equipment/duty.ts'
import { AUTHORITIES, TS_40, TS_49 } from '../equipment/sources.ts'
import { both, DESIGN } from '../sources.ts'
import { EVENTS } from './events.ts'
import { lifeOf, RETENTION, RULES } from './rules.ts'

/** Gas cylinders: file, filling, delivery, inspection, scrapping. */
export const gasCylinder: Profile = {
  id: 'gas_cylinder',
  industry: 'special_equipment',
  sector: 'special_equipment',
  version: '1',
  effective: { from: '2014-01-01' },
  names: both('气瓶', 'Gas cylinders'),
  roles: [
    { id: 'maker', names: both('制造单位', 'Maker') },
    {
      id: 'filler',
      names: both('充装单位', 'Filling station'),
      licences: [
        { kind: 'cylinder_filling', names: both('气瓶充装许可证', 'Filling licence'), required: true, ...TS_49 },
      ],
    },
    { id: 'carrier', names: both('运输、配送单位', 'Carrier') },
    {
      id: 'inspection_station',
      names: both('检验站', 'Inspection station'),
      licences: [
        { kind: 'inspection', names: both('检验机构核准证', 'Approval of the body'), required: true, ...TS_40 },
      ],
    },
  ],
  authorities: AUTHORITIES,
  productClasses: ['S502'],
  units: ['cylinder'],
  codeSchemes: ['cn.cylinder.qr'],
  events: EVENTS,
  rules: [],
  judged: RULES,
  asset: {
    dutyKinds: {
      inspection: { names: both('定期检验', 'Periodic inspection'), event: 'inspect', owedBy: ['filler'] },
      scrap: { names: both('报废', 'Scrapping'), event: 'scrap', owedBy: ['filler'] },
    },
    identity: [
      { event: 'manufacture', key: 'cylinder_no' },
      { event: 'manufacture', key: 'maker_name' },
      { event: 'manufacture', key: 'medium' },
      { event: 'manufacture', key: 'volume_l' },
      { event: 'manufacture', key: 'made_on' },
      { event: 'manufacture', key: 'life_ends_on' },
      { event: 'manufacture', key: 'tag' },
      { event: 'register', key: 'registration_no' },
    ],
    numbers: [
      { event: 'manufacture', key: 'tag' },
      { event: 'register', key: 'registration_no' },
    ],
    inCharge: [{ event: 'fill', names: both('充装单位', 'Filling station') }],
    claims: ['manufacture', 'own', 'register'],
    duties: (history) => cylinderDuties(lifeOf(history)),
    state: (history) => {
      if (lifeOf(history).scrappedOn) return 'scrapped'
      return history.some((f) => f.event === 'register' || f.event === 'fill') ? 'in_use' : 'not_in_use'
    },
  },
  yields: [],
  retention: RETENTION,
  statistics: [
    { id: 'filled', names: both('充装次数', 'Fillings'), of: 'events', events: ['fill'], ...DESIGN },
    {
      id: 'checks',
      names: both('充装前检查次数', 'Checks before filling'),
      of: 'events',
      events: ['check_before'],
      ...DESIGN,
    },
  ],
  publicView: { events: ['manufacture', 'register', 'fill', 'out', 'inspect', 'scrap'], firstScan: false },
}
