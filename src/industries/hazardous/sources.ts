import type { Source } from '../sources.ts'

/*
 * Texts read article by article in LawRefBook/Laws: 民用爆炸物品安全管理条例 (2014-07-29), 烟花爆竹安全管理条例
 * (2016-02-06). Whether either has been amended since was not checked.
 */

const law = (source: string): Source => ({ source, confidence: 'law' })
const document = (source: string): Source => ({ source, confidence: 'document' })
const practice = (source: string): Source => ({ source, confidence: 'practice' })

/** Who supervises: the industry department production and sale, the police purchase, transport, blasting and flow. */
export const MB_4 = law('民用爆炸物品安全管理条例 第4条')
/** Variety, quantity and flow go into the computer system. */
export const MB_7 = law('民用爆炸物品安全管理条例 第7条')
export const MB_12 = law('民用爆炸物品安全管理条例 第12条')
export const MB_13 = law('民用爆炸物品安全管理条例 第13条')
/** Warning and registration marks; detonators are coded. */
export const MB_15 = law('民用爆炸物品安全管理条例 第15条')
export const MB_19 = law('民用爆炸物品安全管理条例 第19条')
/** Purchase permit: what is applied with, what it states. */
export const MB_21 = law('民用爆炸物品安全管理条例 第21条')
/** By which licence who buys; the seller checks it and the handler's identity, and sells no more than the permit. */
export const MB_22 = law('民用爆炸物品安全管理条例 第22条')
/** By bank transfer only; copies are kept two years. */
export const MB_23 = law('民用爆炸物品安全管理条例 第23条')
/** Seller and buyer file within three days of the deal. */
export const MB_24 = law('民用爆炸物品安全管理条例 第24条')
/** Transport permit: what is applied with, what it states. */
export const MB_26 = law('民用爆炸物品安全管理条例 第26条')
export const MB_27 = law('民用爆炸物品安全管理条例 第27条')
/** On the road: permit carried, no persons in the hold, signs, the permitted route and stops, guarded. */
export const MB_28 = law('民用爆炸物品安全管理条例 第28条')
/** On arrival: accepted, permit endorsed and given back within three days. */
export const MB_29 = law('民用爆炸物品安全管理条例 第29条')
export const MB_32 = law('民用爆炸物品安全管理条例 第32条')
export const MB_33 = law('民用爆炸物品安全管理条例 第33条')
/** Issue: variety, quantity, numbers, names; no more than the shift needs; what is left goes back in the shift. */
export const MB_37 = law('民用爆炸物品安全管理条例 第37条')
/** Signs and guards; afterwards what did not explode is looked for and removed. */
export const MB_38 = law('民用爆炸物品安全管理条例 第38条')
export const MB_41_1 = law('民用爆炸物品安全管理条例 第41条第(一)项')
export const MB_41_2 = law('民用爆炸物品安全管理条例 第41条第(二)项')
export const MB_41_4 = law('民用爆炸物品安全管理条例 第41条第(四)项')
/** Spoilt or expired: out of the store, listed, a plan, destroyed under both departments. */
export const MB_43 = law('民用爆炸物品安全管理条例 第43条')
/** Listed and destroyed under the authority, also what is left over when a blasting unit stops. */
export const MB_39_43 = law('民用爆炸物品安全管理条例 第39条、第43条')
/** Code of industrial detonators. */
export const DETONATOR = document('工业雷管编码基本规则 (GA 441)')
/** Electronic detonators: working codes and zones a controller downloads (our notes' G-det). */
export const CONTROLLER_IN_USE = practice('GA 1531-2018 电子雷管起爆控制器字段 (G-det)')
/** Ledger of handhelds and cards in use. */
export const LEDGER_IN_USE = practice('在用民爆信息系统台账 (P-mbwledger)')

/** Who supervises fireworks: production and trade, public security, quality. */
export const YH_4 = law('烟花爆竹安全管理条例 第4条')
export const YH_9 = law('烟花爆竹安全管理条例 第9条')
/** Instructions on the product, warning on the package. */
export const YH_14 = law('烟花爆竹安全管理条例 第14条')
/** Powder and fuse: purchase, use and sale are registered; a loss is reported at once. */
export const YH_15 = law('烟花爆竹安全管理条例 第15条')
/** Licences; that of a retailer states the most it may store. */
export const YH_19 = law('烟花爆竹安全管理条例 第19条')
/** Maker to wholesaler to retailer; nothing for professionals to or from a retailer. */
export const YH_20 = law('烟花爆竹安全管理条例 第20条')
/** Powder and fuse only to holders of a licence for safe production. */
export const YH_21 = law('烟花爆竹安全管理条例 第21条')
export const YH_23 = law('烟花爆竹安全管理条例 第23条')
/** What a road transport permit states. */
export const YH_24 = law('烟花爆竹安全管理条例 第24条')
export const YH_25 = law('烟花爆竹安全管理条例 第25条')
/** The permit is given back within three days of arrival. */
export const YH_26 = law('烟花爆竹安全管理条例 第26条')
/** Displays need a permit. */
export const YH_33 = law('烟花爆竹安全管理条例 第33条')
/** Confiscated or abandoned goods: sealed where they are, destroyed by the police. */
export const YH_43 = law('烟花爆竹安全管理条例 第43条')
/** Flow registration; digits and forms of the standard were not found. */
export const AQ_4102 = practice('AQ 4102-2008 烟花爆竹流向登记 (二手资料)')
/** Beijing: codes, book against stock, real names at retail, what is left is taken back. */
export const BEIJING = practice('北京市烟花爆竹流向管理 (二手资料 P-fwbj)')
/** A fireworks system in use (our notes' G-fw). */
export const FIREWORKS_IN_USE = practice('在用烟花爆竹流向系统字段 (G-fw)')
