import type { ProfileAuthority } from '../../kernel/profile.ts'
import { both, DESIGN, type Source } from '../sources.ts'

/*
 * Texts as restated by our domain notes, which read them in the LawRefBook/Laws snapshot of 2025-04-19: 食品安全法
 * (2021-04-29), 食品安全法实施条例 (2019-10-11), 乳品质量安全监督管理条例 (2008). Later amendments were not checked.
 */

const law = (source: string): Source => ({ source, confidence: 'law' })
const document = (source: string): Source => ({ source, confidence: 'document' })
const practice = (source: string): Source => ({ source, confidence: 'practice' })

/** Food past its shelf life may not be sold. */
export const SP_EXPIRED = law('食品安全法 第34条第(十)项、第54条，食品安全法实施条例 第29条')
/** Control of the making: step, equipment, storage, packing. */
export const SP_46_2 = law('食品安全法 第46条第(二)项')
/** Makers' purchase record; supplier's licence and certificate of the goods; tested where there is none. */
export const SP_50 = law('食品安全法 第50条')
/** Makers' record of the test before leaving. */
export const SP_51 = law('食品安全法 第51条')
/** Dealers' purchase record and wholesalers' sales record. */
export const SP_53 = law('食品安全法 第53条')
/** Additives: the maker's test record, the dealer's purchase record. */
export const SP_59 = law('食品安全法 第59条')
export const SP_60 = law('食品安全法 第60条')
/** Recall. */
export const SP_63 = law('食品安全法 第63条')
/** Infant formula: every batch tested, filed, registered, not repacked. */
export const SP_81 = law('食品安全法 第81条')
/** Importers' record. */
export const SP_98 = law('食品安全法 第98条')
/** Storage and transport for others: who gave the goods, who gets them; kept two years. */
export const SPS_25 = law('食品安全法实施条例 第25条')
/** Spoiled, expired and returned food: marked or kept apart, disposed of, recorded. */
export const SPS_29 = law('食品安全法实施条例 第29条')
/** Purchase, test, wholesale and import records of food and additives, all kept alike. */
export const SP_RECORDS = law('食品安全法 第50、51、53、59、60、98条')

export const RP_13 = law('乳品质量安全监督管理条例 第13条')
export const RP_22 = law('乳品质量安全监督管理条例 第22条')
/** Milk that may not be bought. */
export const RP_24 = law('乳品质量安全监督管理条例 第24、25条')
/** Milk at 0–4 °C within two hours; the hand-over sheet. */
export const RP_25 = law('乳品质量安全监督管理条例 第25条')
/** Every batch of milk tested at the plant; none from a seller without licence. */
export const RP_31 = law('乳品质量安全监督管理条例 第31条')
export const RP_32 = law('乳品质量安全监督管理条例 第32、33条')
/** Every batch tested before it leaves; samples kept; reports kept two years. */
export const RP_34 = law('乳品质量安全监督管理条例 第34条')
export const RP_35 = law('乳品质量安全监督管理条例 第35条')
export const RP_36 = law('乳品质量安全监督管理条例 第36条')
export const RP_38 = law('乳品质量安全监督管理条例 第38条')
/** Records of stations, hand-over, intake and tests, ledgers of sellers: two years. */
export const RP_RECORDS = law('乳品质量安全监督管理条例 第22、25、31、34、38条')

/** A batch leaves only after its test. */
export const RELEASE = law('食品安全法 第51条，乳品质量安全监督管理条例 第34条')
/** Failed in a test: no sale, told to the authority. Stop orders downstream are the commerce ministry's (2010). */
export const FAILED = law('食品安全法 第64条 (向下游中止交易: 全国肉类蔬菜流通追溯体系建设规范)')

/** Baijiu makers' traceability, five groups of information (2015). */
export const BAIJIU = document('关于白酒生产企业建立质量安全追溯体系的指导意见 (2015)')
/** The five groups for every food maker: text of notice 39 of 2017 not found. */
export const FIVE_GROUPS = practice('总局2017年第39号公告 (二手资料，原文未见)')
/** Each step of a chain names where the goods came from. */
export const CHAIN = practice('NY/T 4712-2025 (二手资料)')
/** Follows from the law on what must be controlled, but no text lists the fields. */
export const INFERRED: Source = { source: 'design (由法条推定，未见记录规范原文)', confidence: 'design' }
/** Rules for infant formula and oil records of 2015–2016 were not found. */
export const PROVISIONAL: Source = {
  source: 'design (暂定: 2015年第281号等记录规范原文未找到)',
  confidence: 'design',
}

/** The platform's province in the division tree. */
export const HAINAN = '460000'
export const PLAN = '海南省实施方案 (2016-09-30)'
/** The offices of the plan were replaced in the reform of 2018; that they end with the year is ours. */
export const REFORM: Source = { source: '2018年机构改革 (截止日为平台设计)', confidence: 'design' }

/** Food is under market regulation; until the reform of 2018 Hainan had an office of its own for it. */
export const FOOD_AUTHORITIES: readonly ProfileAuthority[] = [
  {
    role: 'lead',
    names: both('海南省食品药品监督管理局', 'Hainan Food and Drug Administration'),
    divisionId: HAINAN,
    from: '2016-09-30',
    to: '2019-01-01',
    source: `${PLAN}; ${REFORM.source}`,
    confidence: 'design',
  },
  {
    role: 'lead',
    names: both('市场监督管理部门', 'Market regulation'),
    from: '2019-01-01',
    ...REFORM,
  },
]

export const COMMERCE: ProfileAuthority = {
  role: 'platform',
  names: both('商务部门', 'Commerce'),
  ...document('全国肉类蔬菜流通追溯体系建设规范(试行) (2010-11-08)'),
}

export const AGRICULTURE_OFFICE: ProfileAuthority = {
  role: 'cooperating',
  names: both('农业农村部门', 'Agriculture and rural affairs'),
  from: '2019-01-01',
  ...REFORM,
}

export const CUSTOMS: ProfileAuthority = {
  role: 'cooperating',
  names: both('海关', 'Customs'),
  ...DESIGN,
}

export const INDUSTRY_OFFICE: ProfileAuthority = {
  role: 'platform',
  names: both('工业和信息化部门', 'Industry and information technology'),
  ...document('七部门意见 (2019-05-31)'),
}
