import { words } from '../../../platform/i18n.ts'

/** One's products. */
export const productWords = words({
  'products.title': { zh: '产品', en: 'Products' },
  'products.add': { zh: '添加产品', en: 'Add a product' },
  'products.edit_title': { zh: '修改产品', en: 'Change the product' },
  'products.search': { zh: '名称、规格或拼音', en: 'Name or specification' },
  'products.show': { zh: '显示', en: 'Show' },
  'products.retired': { zh: '已停用', en: 'Retired' },
  'products.certificate': { zh: '合格证', en: 'Certificate' },
  'products.none': {
    zh: '还没有产品。添加后才能采收和打标签。',
    en: 'No products yet. Add one to harvest and label it.',
  },
  'products.retire': { zh: '停用', en: 'Retire' },
  'products.retire_title': { zh: '停用“{name}”?', en: 'Retire “{name}”?' },
  'products.retire_what': {
    zh: '以后不能再生产它,已有的批次不变。停用后不能恢复。',
    en: 'No more of it can be made; batches that exist are not touched. This cannot be taken back.',
  },
  'products.spec_help': {
    zh: '等级、大小或包装,同名产品靠它区分。',
    en: 'Grade, size or pack: what tells it apart from its like.',
  },
  'products.class_find': { zh: '名称、拼音或代码', en: 'Name, pinyin or code' },
  'products.class_type': { zh: '请输入产品名称', en: 'Type the name of the product' },
  'products.class_none': { zh: '没有找到这类产品。', en: 'No such class.' },
  'products.unit_help': {
    zh: '以后按这个单位计数,已有的批次不变。',
    en: 'Goods are counted in it from now on; batches that exist keep theirs.',
  },
})
