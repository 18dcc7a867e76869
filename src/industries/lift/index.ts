import type { Profile } from '../../kernel/profile.ts'
import { liftDuties } from '../equipment/duty.ts'
import { AUTHORITIES, TJ_31, TS_22, TS_40 } from '../equipment/sources.ts'
import { both, DESIGN } from '../sources.ts'
import { EVENTS } from './events.ts'
import { lifeOf, RETENTION, RULES } from './rules.ts'

/** Lifts, from the maker to the scrapyard. */
export const lift: Profile = {
  id: 'lift',
  industry: 'special_equipment',
  sector: 'special_equipment',
  version: '1',
  effective: { from: '2014-01-01' },
  names: both('电梯', 'Lifts'),
  roles: [
    { id: 'maker', names: both('制造单位', 'Maker') },
    {
      id: 'installer',
      names: both('安装、改造、修理单位', 'Installer'),
      licences: [
        {
          kind: 'lift_installation',
          names: both('安装(含修理)许可', 'Installation licence'),
          required: true,
          ...TS_22,
        },
      ],
    },
    { id: 'user', names: both('使用单位', 'User') },
    {
      id: 'maintainer',
      names: both('维护保养单位', 'Maintenance unit'),
      licences: [
        { kind: 'lift_maintenance', names: both('电梯维保许可', 'Maintenance licence'), required: true, ...TJ_31 },
      ],
    },
    {
      id: 'inspection_body',
      names: both('检验、检测机构', 'Inspection body'),
      licences: [
        { kind: 'inspection', names: both('检验检测机构核准证', 'Approval of the body'), required: true, ...TS_40 },
      ],
    },
    { id: 'rescue_centre', names: both('应急处置平台', 'Rescue centre') },
  ],
  authorities: AUTHORITIES,
  productClasses: ['S501'],
  units: ['set'],
  codeSchemes: ['cn.se.device', 'cn.se.reg20', 'cn.lift.rescue'],
  events: EVENTS,
  rules: [],
  judged: RULES,
  asset: {
    dutyKinds: {
      inspection: { names: both('定期检验', 'Periodic inspection'), event: 'inspect', owedBy: ['user'] },
      inspection_before_restart: {
        names: both('启用前检验', 'Inspection before it runs again'),
        event: 'inspect',
        owedBy: ['user'],
      },
      maintenance: { names: both('维护保养', 'Maintenance'), event: 'maintain', owedBy: ['maintainer', 'user'] },
      self_check: { names: both('自行检查', 'Own check'), event: 'self_check', owedBy: ['user'] },
      registration: { names: both('使用登记', 'Registration'), event: 'register', owedBy: ['user'] },
      handover: { names: both('移交技术资料', 'Handing over the papers'), event: 'handover', owedBy: ['installer'] },
    },
    identity: [
      { event: 'manufacture', key: 'product_no' },
      { event: 'manufacture', key: 'device_code' },
      { event: 'manufacture', key: 'model' },
      { event: 'manufacture', key: 'made_on' },
      { event: 'install', key: 'place' },
      { event: 'register', key: 'registration_no' },
      { event: 'register', key: 'registration_code' },
      { event: 'register', key: 'rescue_no' },
    ],
    numbers: [
      { event: 'manufacture', key: 'device_code' },
      { event: 'register', key: 'registration_no' },
      { event: 'register', key: 'registration_code' },
      { event: 'register', key: 'rescue_no' },
    ],
    // what platforms in use show on a scan (P-96333, G-elev)
    inCharge: [
      { event: 'register', names: both('使用单位', 'User') },
      { event: 'maintain', names: both('维护保养单位', 'Maintenance unit') },
    ],
    claims: ['manufacture', 'register'],
    duties: (history, today) => liftDuties(lifeOf(history), today),
    state: (history) => {
      const life = lifeOf(history)
      if (life.scrappedOn) return 'scrapped'
      if (life.stoppedOn) return 'stopped'
      return life.startedOn ? 'in_use' : 'not_in_use'
    },
  },
  yields: [],
  retention: RETENTION,
  statistics: [
    { id: 'lifts', names: both('登记电梯数', 'Lifts registered'), of: 'events', events: ['register'], ...DESIGN },
    { id: 'trapped', names: both('困人处置次数', 'Rescues'), of: 'events', events: ['fault'], ...DESIGN },
  ],
  publicView: {
    events: [
      'manufacture',
      'install',
      'supervise',
      'register',
      'maintain',
      'inspect',
      'self_test',
      'stop_use',
      'scrap',
    ],
    firstScan: false,
  },
}
