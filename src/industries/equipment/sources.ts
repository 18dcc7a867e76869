import type { ProfileAuthority } from '../../kernel/profile.ts'
import { both, type Source } from '../sources.ts'

/*
 * Texts as restated by our domain notes, which read them in the LawRefBook/Laws snapshot of 2025-04-19: 特种设备安全法
 * (2013), 特种设备安全监察条例 (2009). TSG rules were seen in secondary pages only.
 */

const law = (source: string): Source => ({ source, confidence: 'law' })
const document = (source: string): Source => ({ source, confidence: 'document' })
const practice = (source: string): Source => ({ source, confidence: 'practice' })

/** Papers and name plate that leave the maker with the equipment. */
export const TS_21 = law('特种设备安全法 第21条')
export const TS_22 = law('特种设备安全法 第22条')
/** Written notice before installing, altering, repairing. */
export const TS_23 = law('特种设备安全法 第23条')
/** All technical papers within 30 days of acceptance. */
export const TS_24 = law('特种设备安全法 第24条')
/** Nothing unlicensed, uninspected, failed or scrapped is sold. */
export const TS_27 = law('特种设备安全法 第27条')
/** Registered before use or within 30 days after. */
export const TS_33 = law('特种设备安全法 第33条')
/** The technical file. */
export const TS_35 = law('特种设备安全法 第35条')
/** Inspection applied for one month before it expires; not in time or failed: not used. */
export const TS_40 = law('特种设备安全法 第40条')
export const TS_45 = law('特种设备安全法 第45条')
export const TS_47 = law('特种设备安全法 第47条')
/** Scrapped: function removed, registration cancelled. */
export const TS_48 = law('特种设备安全法 第48条')
/** Filling: licence, checks and records before and after; nothing that does not meet safety rules is filled. */
export const TS_49 = law('特种设备安全法 第49条')
/** The user's own check at least once a month. */
export const TJ_27 = law('特种设备安全监察条例 第27条')
/** Lifts are maintained at least every 15 days. */
export const TJ_31 = law('特种设备安全监察条例 第31条')
/** Inspection years and base month of lifts. */
export const TSG_T7001 = practice('TSG T7001-2023 (二手资料)')
/** Own test of lifts in years without inspection. */
export const TSG_T7008 = practice('TSG T7008-2023 (二手资料)')
/** What lift platforms in use ask for (our notes' G-elev). */
export const LIFT_IN_USE = practice('在用电梯维保平台字段 (G-elev)')
/** 96333: calls, rescue, times. */
export const RESCUE = practice('96333 电梯应急处置 (二手资料)')
/** Maintenance records kept four years by the rules of some cities. */
export const LIFT_LOCAL = document('杭州市、滨州市电梯安全管理条例')
/** Filling stations' duties from receipt to delivery; a local standard of Henan (Shangqiu …), read in a copy. */
export const DB4114 = document('DB4114/T 185-2023')
/** The family of the seven refusals to fill. */
export const SEVEN_REFUSALS = practice('气瓶“七不充装” (二手资料)')
/** Life and inspection of household LPG cylinders. */
export const LPG_LIFE = practice('GB 5842-2006 及地方规定 (二手资料)')
export const TSG_23 = practice('TSG 23-2021 及修改单 (二手资料)')
/** Fields of filling and inspection software in use. */
export const FILLING_IN_USE = practice('在用气瓶充装平台字段 (G-cylfill)')
export const STATION_IN_USE = practice('在用气瓶检验平台字段 (G-cylchk)')

/** Who is in charge. The Hainan plan of 2016 named the quality bureau, merged into the market regulators in 2018. */
export const AUTHORITIES: readonly ProfileAuthority[] = [
  {
    role: 'lead',
    names: both('质量技术监督局', 'Quality and technical supervision bureau'),
    to: '2018-04-01',
    source: '海南省重要产品追溯体系建设实施方案 (2016)；机构改革日期为约数',
    confidence: 'document',
  },
  {
    role: 'lead',
    names: both('市场监督管理局', 'Market regulation bureau'),
    from: '2018-04-01',
    source: '机构改革 (2018)，日期为约数',
    confidence: 'design',
  },
]
