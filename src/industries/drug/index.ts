import type { Profile } from '../../kernel/profile.ts'
import { AUTHORITIES, HEALTH, INSURANCE, YP_36 } from '../medicine/sources.ts'
import { both, DESIGN } from '../sources.ts'
import { EVENTS } from './events.ts'
import { RULES } from './rules.ts'

/** The law asks each of them to trace (art. 36); that its licence is filed here is ours. */
const licence = (kind: string, zh: string, en: string) =>
  ({
    kind,
    names: both(zh, en),
    required: true,
    source: `${YP_36.source}; design`,
    confidence: 'design',
  }) as const

/** Medicines but vaccines and herbs: from the maker's code to the pharmacy or the ward. */
export const drug: Profile = {
  id: 'drug',
  industry: 'drug',
  sector: 'drug',
  version: '1',
  effective: { from: '2019-12-01' },
  names: both('药品', 'Medicines'),
  roles: [
    { id: 'holder', names: both('上市许可持有人', 'Holder of the marketing licence') },
    {
      id: 'maker',
      names: both('药品生产企业(含受托生产)', 'Maker'),
      licences: [licence('drug_production', '药品生产许可证', 'Drug production licence')],
    },
    { id: 'importer', names: both('进口药品境内责任人', 'Domestic agent of imports') },
    {
      id: 'wholesaler',
      names: both('药品批发企业', 'Wholesaler'),
      licences: [licence('drug_trade', '药品经营许可证', 'Drug trade licence')],
    },
    { id: 'logistics', names: both('第三方物流(配送)', 'Third-party logistics') },
    {
      id: 'pharmacy',
      names: both('零售药店', 'Pharmacy'),
      licences: [licence('drug_trade', '药品经营许可证', 'Drug trade licence')],
    },
    {
      id: 'hospital',
      names: both('医疗机构', 'Medical institution'),
      licences: [licence('medical_practice', '医疗机构执业许可证', 'Medical practice licence')],
    },
    { id: 'system_provider', names: both('追溯系统服务商', 'Provider of a trace system') },
  ],
  authorities: [...AUTHORITIES, HEALTH, INSURANCE],
  productClasses: ['S3'],
  units: ['pack', 'bottle', 'dose', 'box', 'bag', 'piece', 'kg', 'g'],
  codeSchemes: ['cn.drug.ms20', 'cn.drug.20.lenient', 'cn.drug.bwm', 'gs1.gtin'],
  events: EVENTS,
  rules: [],
  judged: RULES,
  yields: [],
  // GSP asks for five years as far as we remember; its text was not read
  retention: [{ events: [], months: 60, from: 'record', source: 'design (GSP 原文未读)', confidence: 'design' }],
  statistics: [
    { id: 'activated', names: both('赋码数量', 'Coded'), of: 'quantity', events: ['activate'], ...DESIGN },
    {
      id: 'sold',
      names: both('零售与领药数量', 'Sold or given out'),
      of: 'quantity',
      events: ['retail', 'hospital_use'],
      ...DESIGN,
    },
    {
      id: 'settled',
      names: both('医保核销次数', 'Settlements'),
      of: 'events',
      events: ['insurance_settle'],
      ...DESIGN,
    },
    { id: 'recalls', names: both('召回次数', 'Recalls'), of: 'events', events: ['recall'], ...DESIGN },
    {
      id: 'parties',
      names: both('出入库企业数', 'Parties with stock'),
      of: 'parties',
      events: ['stock_in', 'stock_out'],
      ...DESIGN,
    },
  ],
  publicView: {
    events: [
      'activate',
      'purchase_in',
      'stock_out',
      'stock_in',
      'retail',
      'hospital_use',
      'recall',
      'recall_end',
      'destroy',
    ],
    firstScan: true,
  },
}
