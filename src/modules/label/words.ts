import { words } from '../../platform/i18n.ts'
import { printWords } from './print/words.ts'

/** Refusals, states and fields of certificates and labels, and the words that are printed. */
export const labelWords = words({
  ...printWords,
  'certificate.not_found': { zh: '没有找到该合格证。', en: 'There is no such certificate.' },
  'certificate.class_not_covered': {
    zh: '该产品不在承诺达标合格证范围内,不需要开具。',
    en: 'This product is not covered by the commitment certificate; none is needed.',
  },
  'certificate.not_own_produce': {
    zh: '批次中有收购来的产品,请开具收购者合格证(样式二)。',
    en: 'Goods of others are in this batch: issue the certificate of a purchaser (style 2).',
  },
  'certificate.own_produce': {
    zh: '批次全部是自产产品,请开具生产者合格证(样式一)。',
    en: 'All of this batch is your own produce: issue the certificate of a producer (style 1).',
  },
  'certificate.source_without_certificate': {
    zh: '部分来源没有合格证({codes})。请先向供货方收取,或填写已收取的其他质量安全合格证明编号。',
    en: 'Some of the goods came without a certificate ({codes}). Collect it from the supplier, or give the numbers of other proofs you keep.',
  },
  'certificate.too_many_sources': {
    zh: '该批次来源过多(超过 {most}),请分批开具。',
    en: 'This batch has too many sources (more than {most}); issue certificates for parts of it.',
  },
  'certificate.test_failed': {
    zh: '最近一次检测结论为不合格,不能开具合格证。',
    en: 'The last test on record failed; no certificate can be issued.',
  },
  'certificate.test_missing': {
    zh: '承诺依据选择了检测合格,请先记录合格的检测,或填写检测报告编号。',
    en: 'The basis names a test: record the test that passed, or give the number of its report.',
  },
  'certificate.origin_missing': { zh: '请填写产地。', en: 'Give the place of origin.' },
  'certificate.contact_missing': { zh: '请填写联系方式。', en: 'Give a contact.' },
  'certificate.more_than_batch': {
    zh: '合格证数量不能超过批次数量({quantity})。',
    en: 'A certificate cannot be for more than the batch holds ({quantity}).',
  },
  'certificate.already_voided': { zh: '合格证 {code} 已经作废。', en: 'Certificate {code} is void already.' },
  'constraint.certificate_batch_unique': {
    zh: '该批次已有有效的合格证。如有错误,请先作废再开具。',
    en: 'This batch has a valid certificate. Void it first if it is wrong.',
  },
  'label.no_code': { zh: '该批次没有追溯码,不能打印。', en: 'This batch has no trace code to print.' },
  'label.code_voided': { zh: '追溯码 {code} 已作废,不能打印。', en: 'Code {code} is void; it cannot be printed.' },
  'label.no_certificate': {
    zh: '批次 {code} 还没有合格证,请先开具,再打印证码合一标签。',
    en: 'Batch {code} has no certificate yet; issue one before printing it on the label.',
  },
  'label.several_certificates': {
    zh: '批次 {code} 由多张合格证的产品混合而成,请先开具自己的合格证。',
    en: 'Goods of several certificates were mixed in batch {code}; issue your own certificate first.',
  },
  'print_run.not_found': { zh: '没有找到该打印任务。', en: 'There is no such print run.' },
  'template.3x8': { zh: 'A4 每页24枚(70×37毫米)', en: 'A4, 24 a sheet (70 × 37 mm)' },
  'template.2x5': { zh: 'A4 每页10枚(105×57毫米)', en: 'A4, 10 a sheet (105 × 57 mm)' },
  'template.60x40': { zh: '热敏标签 60×40毫米', en: 'Thermal roll 60 × 40 mm' },
  'template.70x50': { zh: '热敏标签 70×50毫米', en: 'Thermal roll 70 × 50 mm' },
  'certificate.state.valid': { zh: '有效', en: 'Valid' },
  'certificate.state.voided': { zh: '已作废', en: 'Void' },
})
