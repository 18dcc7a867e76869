import type { Profile } from '../../kernel/profile.ts'
import { AUTHORITIES, HEALTH, YM_RECORDS, YP_36 } from '../medicine/sources.ts'
import { both, DESIGN } from '../sources.ts'
import { EVENTS } from './events.ts'
import { RULES } from './rules.ts'
import { TOLERANCE_MINUTES } from './temperature.ts'

const OURS = { source: `${YP_36.source}; design`, confidence: 'design' } as const

/** Vaccines, by smallest package: from lot release to the arm. */
export const vaccine: Profile = {
  id: 'vaccine',
  industry: 'drug',
  sector: 'drug',
  version: '1',
  effective: { from: '2019-12-01' },
  names: both('疫苗', 'Vaccines'),
  roles: [
    {
      id: 'holder',
      names: both('疫苗上市许可持有人', 'Holder of the marketing licence'),
      licences: [
        { kind: 'drug_production', names: both('药品生产许可证', 'Drug production licence'), required: true, ...OURS },
      ],
    },
    { id: 'importer', names: both('进口疫苗境内责任人', 'Domestic agent of imports') },
    { id: 'logistics', names: both('疫苗配送单位', 'Cold-chain carrier') },
    { id: 'cdc', names: both('疾病预防控制机构', 'Centre for disease control') },
    {
      id: 'clinic',
      names: both('接种单位', 'Vaccination clinic'),
      licences: [
        {
          kind: 'medical_practice',
          names: both('医疗机构执业许可证', 'Medical practice licence'),
          required: true,
          ...OURS,
        },
      ],
    },
  ],
  authorities: [...AUTHORITIES, HEALTH],
  productClasses: ['S302'],
  units: ['dose', 'pack', 'box', 'bottle'],
  codeSchemes: ['cn.drug.ms20', 'cn.drug.20.lenient', 'gs1.gtin'],
  events: EVENTS,
  rules: [],
  judged: RULES,
  // the law asks for the whole way without saying how often: the half hour is ours
  sensing: {
    quantity: 'temperature',
    events: ['receive', 'purchase_in'],
    from: 'departed_at',
    to: 'received_at',
    low: 'store_min_c',
    high: 'store_max_c',
    maxGapMinutes: TOLERANCE_MINUTES,
    ...DESIGN,
  },
  yields: [],
  retention: [{ events: [], months: 60, from: 'expiry', ...YM_RECORDS }],
  statistics: [
    { id: 'released', names: both('批签发批次', 'Lots released'), of: 'events', events: ['lot_release'], ...DESIGN },
    { id: 'injected', names: both('接种剂次', 'Doses given'), of: 'events', events: ['inoculate'], ...DESIGN },
    { id: 'refused', names: both('拒收次数', 'Refusals'), of: 'events', events: ['refuse'], ...DESIGN },
    { id: 'clinics', names: both('有接种记录的单位', 'Clinics'), of: 'parties', events: ['inoculate'], ...DESIGN },
  ],
  publicView: {
    events: [
      'activate',
      'lot_release',
      'sale',
      'temp_transport',
      'receive',
      'purchase_in',
      'inoculate',
      'recall',
      'recall_end',
    ],
    firstScan: true,
  },
}
