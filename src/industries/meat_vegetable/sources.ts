import type { Source } from '../sources.ts'

/** Construction norm of the commerce ministry, 2010-11-08: filing, cards, vouchers, scales, stop-trade. */
export const NORM: Source = { source: '全国肉类蔬菜流通追溯体系建设规范(试行) (2010-11-08)', confidence: 'document' }
/** Basic requirements: what is recorded at the entry of meat and of vegetables. */
export const MEAT: Source = { source: '肉类流通追溯体系基本要求 (商务部)', confidence: 'document' }
export const VEGETABLE: Source = { source: '蔬菜流通追溯体系基本要求 (商务部)', confidence: 'document' }
/** Fields of the files that nodes send, page 5 of the technical rules; pages 1–4 were not found. */
export const FILES: Source = { source: '技术管理要求 XML文件 (第5页；第1—4页未见)', confidence: 'document' }
/** Code lists and entry records of a docked city platform. */
export const CITY: Source = { source: '城市对接平台代码表与字段 (G-cd, G-gz)', confidence: 'practice' }
/** Group consumers: by analogy with the other entries. */
export const ANALOGY: Source = { source: 'design (比照其他进货环节推定)', confidence: 'design' }
/** A market stops a seller's product and reports. */
export const STOP: Source = { source: '食品安全法 第64条，农产品质量安全法 第37条', confidence: 'law' }
/** One of the two certificates must be there: seen in a platform in use, after the basic requirements. */
export const CERTIFICATES: Source = {
  source: '肉类流通追溯体系基本要求 (商务部); 在用平台校验 (G-gz)',
  confidence: 'document',
}
