import type { ProfileAuthority } from '../../kernel/profile.ts'
import { both, type Source } from '../sources.ts'

/*
 * Texts as restated by our domain notes, which read them in the LawRefBook/Laws snapshot of 2025-04-19: 农药管理条例
 * (2022-03-29), 兽药管理条例 (2020), 饲料和饲料添加剂管理条例 (2017), 种子法 (2021-12-24), 农产品质量安全法 (2022-09-02).
 */

const law = (source: string): Source => ({ source, confidence: 'law' })
const document = (source: string): Source => ({ source, confidence: 'document' })
const practice = (source: string): Source => ({ source, confidence: 'practice' })

/** Sellers of inputs record what they sold and what it is for; inputs under licence. */
export const NCP_28 = law('农产品质量安全法 第28条')

/** Makers' record of materials bought. */
export const NY_20 = law('农药管理条例 第20条')
/** Makers' record of what left. */
export const NY_21 = law('农药管理条例 第21条')
/** Restricted pesticides through designated outlets. */
export const NY_24 = law('农药管理条例 第24条')
/** Dealers' purchase: licences looked at, ledger. */
export const NY_26 = law('农药管理条例 第26条')
/** Dealers' sales ledger; dealers in sanitary pesticides are exempt (last paragraph). */
export const NY_27 = law('农药管理条例 第27条')
export const NY_42 = law('农药管理条例 第42条')
export const NY_RECORDS = law('农药管理条例 第20、21、26、27、36条')
/** Label QR and the unit code of 32 digits. */
export const NOTICE_2579 = document('农业部公告第2579号 (2018-01-01起施行)')
/** Real-name purchase of restricted pesticides; text of notice 925 not found. */
export const NOTICE_925 = practice('农业农村部公告第925号 (二手资料，原文未见)')
/** Platforms in use: what a scan answers, what a page shows. */
export const INPUT_IN_USE = practice('在用农资追溯平台 (G-nz315)')

/** Veterinary drugs: record of purchase and sale; checks in and out of the store. */
export const SY_28 = law('兽药管理条例 第28条')
export const SY_29 = law('兽药管理条例 第29条')
/** Code of 24 digits; no code, no sale since 2016-07-01. */
export const NOTICE_2210 = practice('农业部公告第2210号 (二手资料)')

export const SL_17 = law('饲料和饲料添加剂管理条例 第17条')
export const SL_18 = law('饲料和饲料添加剂管理条例 第18条')
export const SL_19 = law('饲料和饲料添加剂管理条例 第19条')
export const SL_21 = law('饲料和饲料添加剂管理条例 第21条')
/** Dealers: ledger; nothing unpacked or packed anew. */
export const SL_23 = law('饲料和饲料添加剂管理条例 第23条')
export const SL_25 = law('饲料和饲料添加剂管理条例 第25条')
export const SL_28 = law('饲料和饲料添加剂管理条例 第28条')
export const SL_RECORDS = law('饲料和饲料添加剂管理条例 第17、19、23条')

/** Seed: the file of producing and dealing. */
export const ZZ_36 = law('种子法 第36条')
/** What the label says. */
export const ZZ_40 = law('种子法 第40条')
/** Four lines of the label's QR; unit code of at most 20 letters and digits. */
export const SEED_QR = document('农业部种子标签二维码编码规则 (2016-09-18)')
/** Fields of a seed query page in use. */
export const SEED_IN_USE = practice('在用种子标签查询页字段 (G-seed)')

/** The platform's province in the division tree. */
const HAINAN = '460000'
const REFORM = '2018年机构改革 (日期为平台设计)'

export const AUTHORITIES: readonly ProfileAuthority[] = [
  {
    role: 'lead',
    names: both('海南省农业厅', 'Hainan Department of Agriculture'),
    divisionId: HAINAN,
    from: '2016-09-30',
    to: '2019-01-01',
    source: `海南省实施方案 (2016-09-30); ${REFORM}`,
    confidence: 'design',
  },
  {
    role: 'lead',
    names: both('农业农村部门', 'Agriculture and rural affairs'),
    from: '2019-01-01',
    source: REFORM,
    confidence: 'design',
  },
]
