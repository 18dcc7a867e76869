import type { ProfileAuthority } from '../../kernel/profile.ts'
import { both, type Source } from '../sources.ts'

/*
 * Texts as restated by our domain notes, which read them in the LawRefBook/Laws snapshot of 2025-04-19: 药品管理法
 * (2019), 药品管理法实施条例 (2019-03-02, a newer revision was not looked for), 疫苗管理法 (2019), 中医药法 (2016).
 * The data sets NMPAB/T 1004–1010 were not found; fields of a trace system in use stand in their place.
 */

const law = (source: string): Source => ({ source, confidence: 'law' })
const practice = (source: string): Source => ({ source, confidence: 'practice' })

/** Makers, dealers and hospitals run a trace system and give its information. */
export const YP_36 = law('药品管理法 第12、36条')
/** Makers of decoction pieces have the duties of a holder and a trace system. */
export const YP_39 = law('药品管理法 第39条')
/** True record of purchase and sale: eleven things. */
export const YP_57 = law('药品管理法 第57条')
/** Recall: stop, tell, bring back, publish, report. */
export const YP_82 = law('药品管理法 第82条')
/** Hospitals' purchase record. */
export const YPS_26 = law('药品管理法实施条例 第26条')
/** The unit that is traced is the smallest package. */
export const YM_10 = law('疫苗管理法 第10条')
/** Lot release: summary of making and test; imports also certificate of origin and customs clearance. */
export const YM_27 = law('疫苗管理法 第27条')
/** Temperature is kept and recorded in storage and transport. */
export const YM_37 = law('疫苗管理法 第37条')
/** The lot-release certificate goes with the goods; the sale is recorded. */
export const YM_38 = law('疫苗管理法 第38条')
/** Certificate and full temperature record are asked for; without them: refused and reported at once. */
export const YM_39 = law('疫苗管理法 第39条')
/** Regular check; what is unreadable, out of temperature or expired is kept apart, marked, disposed of, recorded. */
export const YM_40 = law('疫苗管理法 第40条')
/** Person, booklet and vaccine are matched before the jab. */
export const YM_45 = law('疫苗管理法 第45条')
/** What is recorded of a jab. */
export const YM_46 = law('疫苗管理法 第46条')
/** Stop and recall of vaccines. */
export const YM_73 = law('疫苗管理法 第73条')
/** Records are kept until five years after the expiry. */
export const YM_RECORDS = law('疫苗管理法 第38、39、40、46条')
/** Herbs: purchase check, purchase and sales record, origin stated. */
export const ZYY_24 = law('中医药法 第24条')

/** Fields, bill types and code states of the largest trace system, as its open SDK shows them. */
export const MS_IN_USE = practice('在用药品追溯平台接口 (G-kyt)')
/** NMPAB/T 1001-2019 in summaries only. */
export const NMPAB_1001 = practice('NMPAB/T 1001-2019 (二手资料)')
/** What a code must be linked to; a draft text was read. */
export const NMPAB_1002 = practice('NMPAB/T 1002-2019 (征求意见稿)')
/** One minimum unit is sold and settled once; scanned in settlement since 2026-01-01. */
export const SETTLEMENT = practice('医保追溯码采集 (P-3codes, 二手资料)')
/** National herb circulation trace system of the commerce ministry: structure only. */
export const HERB_SYSTEM: Source = { source: '国家中药材流通追溯体系建设规范 (商务部)', confidence: 'document' }

/** The platform's province in the division tree. */
const HAINAN = '460000'
/** What took over in the reform of 2018 is from memory in our notes; the days are ours. */
const REFORM: Source = { source: '2018年机构改革 (日期为平台设计)', confidence: 'design' }
const CHARGE: Source = { source: 'industries.md §3; design', confidence: 'design' }

export const AUTHORITIES: readonly ProfileAuthority[] = [
  {
    role: 'lead',
    names: both('海南省食品药品监督管理局', 'Hainan Food and Drug Administration'),
    divisionId: HAINAN,
    from: '2016-09-30',
    to: '2019-01-01',
    source: `海南省实施方案 (2016-09-30); ${REFORM.source}`,
    confidence: 'design',
  },
  { role: 'lead', names: both('药品监督管理部门', 'Drug administration'), from: '2019-01-01', ...REFORM },
]
export const HEALTH: ProfileAuthority = {
  role: 'cooperating',
  names: both('卫生健康部门', 'Health commission'),
  from: '2019-01-01',
  ...CHARGE,
}
export const INSURANCE: ProfileAuthority = {
  role: 'cooperating',
  names: both('医疗保障部门', 'Medical insurance'),
  from: '2019-01-01',
  ...CHARGE,
}
export const COMMERCE: ProfileAuthority = { role: 'platform', names: both('商务部门', 'Commerce'), ...HERB_SYSTEM }
