import type { Profile } from '../../kernel/profile.ts'
import { INPUT_UNITS } from '../input/fields.ts'
import { AUTHORITIES } from '../input/sources.ts'
import { both, DESIGN } from '../sources.ts'
import { EVENTS } from './events.ts'
import { RULES } from './rules.ts'

const licence = (kind: string, zh: string, en: string) =>
  ({ kind, names: both(zh, en), required: true, ...DESIGN }) as const

/** Veterinary drugs, from the maker's code to the animal. */
export const veterinaryDrug: Profile = {
  id: 'veterinary_drug',
  industry: 'farm_input',
  sector: 'farm_input',
  version: '1',
  effective: { from: '2020-03-27' },
  names: both('兽药', 'Veterinary drugs'),
  roles: [
    {
      id: 'maker',
      names: both('兽药生产企业', 'Maker'),
      licences: [licence('vet_production', '兽药生产许可证', 'Production licence')],
    },
    {
      id: 'dealer',
      names: both('兽药经营者', 'Dealer'),
      licences: [licence('vet_trade', '兽药经营许可证', 'Trade licence')],
    },
    { id: 'user', names: both('养殖者', 'Animal keeper') },
  ],
  authorities: AUTHORITIES,
  productClasses: ['S402'],
  units: [...INPUT_UNITS, 'dose'],
  inputKind: 'veterinary_drug',
  codeSchemes: ['cn.vet.24', 'gs1.gtin'],
  events: EVENTS,
  rules: [],
  judged: RULES,
  yields: [],
  // no period stands in the regulation; GSP for veterinary drugs was not read
  retention: [{ events: [], months: 24, from: 'record', ...DESIGN }],
  statistics: [
    { id: 'made', names: both('生产入库量', 'Made'), of: 'quantity', events: ['in'], ...DESIGN },
    { id: 'sold', names: both('销售量', 'Sold'), of: 'quantity', events: ['dealer_out', 'retail'], ...DESIGN },
    { id: 'used', names: both('使用量', 'Used'), of: 'quantity', events: ['use'], ...DESIGN },
    {
      id: 'dealers',
      names: both('有销售记录的经营者', 'Dealers'),
      of: 'parties',
      events: ['dealer_out', 'retail'],
      ...DESIGN,
    },
  ],
  publicView: {
    events: ['in', 'out', 'dealer_in', 'receive', 'dealer_out', 'recall', 'recall_end', 'destroy'],
    firstScan: true,
  },
}
