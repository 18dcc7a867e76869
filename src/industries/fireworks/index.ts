import type { Profile } from '../../kernel/profile.ts'
import { YH_4, YH_9, YH_19, YH_33 } from '../hazardous/sources.ts'
import { both, DESIGN, type Source } from '../sources.ts'
import { CONTROL } from './control.ts'
import { EVENTS } from './events.ts'
import { RETENTION, RULES } from './rules.ts'

/** The regulation of 2016 still names the departments of before. */
const REFORM: Source = { source: '机构改革 (2018)，日期为约数', confidence: 'design' }

/** Fireworks, from the maker through wholesale to the shop or the display; black powder and fuse with them. */
export const fireworks: Profile = {
  id: 'fireworks',
  industry: 'hazardous',
  sector: 'hazardous',
  version: '1',
  effective: { from: '2016-02-06' },
  names: both('烟花爆竹', 'Fireworks'),
  roles: [
    {
      id: 'maker',
      names: both('生产企业', 'Maker'),
      licences: [
        { kind: 'fireworks_safety', names: both('安全生产许可证', 'Safe production licence'), required: true, ...YH_9 },
      ],
    },
    {
      id: 'wholesaler',
      names: both('批发企业', 'Wholesaler'),
      licences: [
        { kind: 'fireworks_wholesale', names: both('经营(批发)许可证', 'Wholesale licence'), required: true, ...YH_19 },
      ],
    },
    {
      id: 'retailer',
      names: both('零售经营者', 'Retailer'),
      licences: [
        { kind: 'fireworks_retail', names: both('经营(零售)许可证', 'Retail licence'), required: true, ...YH_19 },
      ],
    },
    { id: 'carrier', names: both('承运人', 'Carrier') },
    {
      id: 'display_unit',
      names: both('焰火燃放单位', 'Display unit'),
      licences: [
        { kind: 'fireworks_display', names: both('焰火燃放许可证', 'Display permit'), required: false, ...YH_33 },
      ],
    },
  ],
  authorities: [
    { role: 'lead', names: both('安全生产监督管理部门', 'Work safety department'), to: '2018-04-01', ...YH_4 },
    { role: 'lead', names: both('应急管理部门', 'Emergency management'), from: '2018-04-01', ...REFORM },
    { role: 'cooperating', names: both('公安部门', 'Police'), ...YH_4 },
    { role: 'cooperating', names: both('质量监督检验部门', 'Quality supervision'), to: '2018-04-01', ...YH_4 },
    { role: 'cooperating', names: both('市场监督管理部门', 'Market regulation'), from: '2018-04-01', ...REFORM },
  ],
  productClasses: ['S602'],
  units: ['box', 'piece', 'kg', 'm'],
  events: EVENTS,
  rules: [],
  judged: RULES,
  control: CONTROL,
  yields: [],
  retention: RETENTION,
  statistics: [
    { id: 'produced', names: both('生产量', 'Produced'), of: 'quantity', events: ['produce'], ...DESIGN },
    { id: 'wholesaled', names: both('批发量', 'Sold wholesale'), of: 'quantity', events: ['wholesale_out'], ...DESIGN },
    { id: 'retailed', names: both('零售量', 'Sold retail'), of: 'quantity', events: ['retail_sale'], ...DESIGN },
    { id: 'destroyed', names: both('销毁量', 'Destroyed'), of: 'quantity', events: ['destroy'], ...DESIGN },
  ],
  publicView: { events: ['produce'], firstScan: false },
}
