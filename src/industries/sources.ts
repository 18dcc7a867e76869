import type { Names } from '../kernel/names.ts'
import type { Confidence } from '../kernel/profile.ts'

/** A source with its confidence said: in the profiles every fact has both. */
export interface Source {
  readonly source: string
  readonly confidence: Confidence
}

const law = (source: string): Source => ({ source, confidence: 'law' })
const document = (source: string): Source => ({ source, confidence: 'document' })
const practice = (source: string): Source => ({ source, confidence: 'practice' })

/*
 * Texts read: 农产品质量安全法 (2022-09-02), 农药管理条例 (2022-03-29), 兽药管理条例 (2020-03-27), 生猪屠宰管理条例
 * (2021-06-25), as stored by LawRefBook/Laws. 食品安全法 art. 64–65 as restated by our domain notes, which read it.
 */

/** Name, source, usage, dose, date of use and of stopping of every input. */
export const NCP_27_1 = law('农产品质量安全法 第27条第(一)项')
/** Occurrence and control of animal disease and plant pests. */
export const NCP_27_2 = law('农产品质量安全法 第27条第(二)项')
/** Date of harvest, slaughter or catch. */
export const NCP_27_3 = law('农产品质量安全法 第27条第(三)项')
/** Production records are kept two years. */
export const NCP_27 = law('农产品质量安全法 第27条')
/** Safety interval and withdrawal period; banned inputs. */
export const NCP_29 = law('农产品质量安全法 第29条')
/** Tested and failed goods may not be sold. */
export const NCP_34 = law('农产品质量安全法 第34条')
/** Preservatives, additives, packaging, means of storage and transport. */
export const NCP_35 = law('农产品质量安全法 第35条')
/** What package or label says. */
export const NCP_38 = law('农产品质量安全法 第38条')
/** Commitment certificate: issued, collected, issued anew after mixing or repacking. */
export const NCP_39 = law('农产品质量安全法 第39条')
/** Quarantine marks and certificates of goods that need them. */
export const NCP_44 = law('农产品质量安全法 第44条')
/** The label of a pesticide for edible products states the safety interval. */
export const NY_22 = law('农药管理条例 第22条')
/** Pesticides are used as the label says; banned ones not at all; they are stopped in time before harvest. */
export const NY_34 = law('农药管理条例 第34条')
/** Record of use: time, place, object, name, amount, maker; kept two years. */
export const NY_36 = law('农药管理条例 第36条')
/** Users of veterinary drugs keep a record of use. */
export const SY_38 = law('兽药管理条例 第38条')
/** Banned drugs and compounds. */
export const SY_39 = law('兽药管理条例 第39条')
/** True drug records go to the buyer; nothing inside the withdrawal period becomes food. */
export const SY_40 = law('兽药管理条例 第40条')
/** Prescription drugs need a veterinarian's prescription. */
export const SY_49 = law('兽药管理条例 第49条')
/** Pigs are slaughtered in designated slaughterhouses. */
export const SZ_2 = law('生猪屠宰管理条例 第2条')
export const SZ_11 = law('生猪屠宰管理条例 第11条第(七)项')
/** Only pigs with a quarantine certificate. */
export const SZ_12 = law('生猪屠宰管理条例 第12条')
/** Intake register: source, quantity, quarantine certificate, supplier; kept two years. */
export const SZ_13 = law('生猪屠宰管理条例 第13条')
/** Meat inspection, its record, seal and certificate; nothing leaves without. */
export const SZ_15 = law('生猪屠宰管理条例 第15条')
/** Quarantine of the meat by the official veterinarian. */
export const SZ_16 = law('生猪屠宰管理条例 第16条')
/** Register of what leaves. */
export const SZ_17 = law('生猪屠宰管理条例 第17条')
/** Recall of what was slaughtered. */
export const SZ_18 = law('生猪屠宰管理条例 第18条')
/** Wholesale markets test; failed goods are stopped and reported. */
export const SP_64 = law('食品安全法 第64条')
/** Sellers' purchase record: name, quantity, date, supplier's name, address, contact; vouchers; six months. */
export const SP_65 = law('食品安全法 第65条')

export const CERTIFICATE_ORDER = document('农业农村部令 2025年第4号 (2026-02-01起施行)')
/** Wholesale entry of meat and vegetables, commerce ministry 2010. */
export const MEAT_VEGETABLES = document('肉类蔬菜流通追溯体系基本要求 (商务部)')
/** Operating procedure for aquatic products, §7 collection points. */
export const AQUATIC_PROCEDURE = document('农产品质量安全追溯操作规程 水产品 第7章')
/** NY/T 4712-2025, seen in secondary pages only. */
export const NYT_4712 = practice('NY/T 4712-2025 (二手资料)')
/** Fields of a traceability platform seen in use (our notes' G-gz). */
export const SEEN_IN_USE = practice('在用追溯平台字段 (G-gz)')
/** Rules on ear tags, secondary pages. */
export const EAR_TAGS = practice('畜禽标识管理 (二手资料)')
/** Entry checks of market operators, secondary pages. */
export const MARKET_CHECK = practice('集中交易市场开办者查验义务 (二手资料)')
/** Records of aquaculture kept two years after the whole batch is sold, secondary pages. */
export const AQUACULTURE_RECORDS = practice('水产养殖生产、用药、销售记录 (二手资料)')
/** Withdrawal periods of fish drugs in degree-days: water temperature × days, secondary page. */
export const DEGREE_DAYS = practice('休药期“度日” = 水温 × 停药天数 (nongye.s666.cn)')
/** Tested in the field, released from the field, leaves the island with the report: Hainan's practice. */
export const HAINAN_EXIT = practice('海南田头检测放行、凭证过海出岛 (二手资料)')

export const DESIGN: Source = { source: 'design', confidence: 'design' }

export const both = (zh: string, en: string): Names => ({ zh, en })
