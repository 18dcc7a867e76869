import { words } from '../../platform/i18n.ts'

export const catalogueWords = words({
  'product.not_found': { zh: '没有这个产品。', en: 'There is no such product.' },
  'product.retired': {
    zh: '产品“{name}”已停用,请选择其他产品或新增产品。',
    en: 'The product “{name}” is retired; take another one or add one.',
  },
  'product.class_unknown': {
    zh: '产品分类不存在或已不再使用,请重新选择。',
    en: 'There is no such product class, or it is no longer used; choose again.',
  },
  'product.class_too_wide': {
    zh: '请选择更具体的产品分类(第二级及以下)。',
    en: 'Choose a narrower product class (second level or below).',
  },
  'product.no_profile': {
    zh: '这类产品还没有行业规范,暂不能登记。',
    en: 'There is no profile for this kind of product yet, so it cannot be added.',
  },
  'product.wrong_unit': {
    zh: '这类产品不能使用该计量单位。可用:{units}。',
    en: 'Products of this kind are not counted in this unit. Use one of: {units}.',
  },
  'constraint.product_name_unique': {
    zh: '已有同名同规格的产品,请直接使用或另写规格。',
    en: 'You already have a product with this name and specification; use it, or tell them apart by the specification.',
  },
  'product.name': { zh: '产品名称', en: 'Product' },
  'product.spec': { zh: '规格', en: 'Specification' },
  'product.class': { zh: '产品分类', en: 'Class' },
  'product.unit': { zh: '计量单位', en: 'Unit' },
  'certificate_cover.covered': {
    zh: '应开具承诺达标合格证',
    en: 'Covered by the commitment certificate',
  },
  'certificate_cover.not_covered': {
    zh: '不在承诺达标合格证范围内',
    en: 'Not covered by the commitment certificate',
  },
  'certificate_cover.depends': {
    zh: '是否应开具承诺达标合格证,依具体产品而定',
    en: 'Whether the commitment certificate covers it depends on the product',
  },
  'substance.status.banned': { zh: '禁用', en: 'banned' },
  'substance.status.restricted': { zh: '限用', en: 'restricted' },
})
