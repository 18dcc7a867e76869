import type { Profile } from '../../kernel/profile.ts'
import { AUTHORITIES, COMMERCE, HEALTH, YP_39 } from '../medicine/sources.ts'
import { both, DESIGN } from '../sources.ts'
import { EVENTS } from './events.ts'
import { RULES } from './rules.ts'

/** Herbs and decoction pieces, from the base to the hospital's pharmacy. */
export const herb: Profile = {
  id: 'herb',
  industry: 'drug',
  sector: 'drug',
  version: '1',
  effective: { from: '2019-12-01' },
  names: both('中药材与中药饮片', 'Herbs and decoction pieces'),
  roles: [
    { id: 'grower', names: both('种植养殖企业', 'Grower') },
    { id: 'herb_dealer', names: both('中药材经营户', 'Herb dealer') },
    { id: 'market', names: both('中药材专业市场', 'Herb market') },
    {
      id: 'pieces_maker',
      names: both('饮片生产企业', 'Maker of decoction pieces'),
      licences: [
        {
          kind: 'drug_production',
          names: both('药品生产许可证', 'Drug production licence'),
          required: true,
          source: `${YP_39.source}; design`,
          confidence: 'design',
        },
      ],
    },
    { id: 'medicine_maker', names: both('中成药生产企业', 'Maker of proprietary medicines') },
    { id: 'pieces_dealer', names: both('饮片经营企业', 'Dealer in pieces') },
    { id: 'hospital', names: both('医疗机构', 'Hospital') },
    { id: 'pharmacy', names: both('零售药店', 'Pharmacy') },
  ],
  authorities: [...AUTHORITIES, HEALTH, COMMERCE],
  productClasses: ['S303'],
  units: ['kg', 'g', 't', 'bag', 'box'],
  codeSchemes: ['cn.suyuan.v1', 'cn.drug.20.lenient'],
  events: EVENTS,
  rules: [],
  judged: RULES,
  yields: [],
  retention: [{ events: [], months: 60, from: 'record', source: 'design (GSP 原文未读)', confidence: 'design' }],
  statistics: [
    { id: 'harvested', names: both('采收量', 'Harvested'), of: 'quantity', events: ['harvest'], ...DESIGN },
    { id: 'made', names: both('饮片生产批次', 'Lots of pieces'), of: 'events', events: ['pieces_produce'], ...DESIGN },
    {
      id: 'traded',
      names: both('市场交易量', 'Traded on markets'),
      of: 'quantity',
      events: ['market_trade'],
      ...DESIGN,
    },
    {
      id: 'sellers',
      names: both('有销售记录的主体', 'Sellers'),
      of: 'parties',
      events: ['market_trade', 'sale'],
      ...DESIGN,
    },
  ],
  publicView: {
    events: [
      'seed',
      'plant',
      'harvest',
      'purchase',
      'test_material',
      'pieces_produce',
      'pieces_test',
      'market_trade',
      'sale',
      'recall',
    ],
    firstScan: true,
  },
}
