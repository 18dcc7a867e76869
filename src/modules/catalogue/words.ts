import { words } from '../../platform/i18n.ts'

export const catalogueWords = words({
  'profile.outside_jurisdiction': {
    zh: '该地区或产业不在本机构的管辖范围内。',
    en: 'This division or sector is not in your agency’s jurisdiction.',
  },
  'traced_class.not_found': { zh: '目录中没有这一条。', en: 'There is no such entry in the catalogue.' },
  'traced_class.profile_unknown': {
    zh: '{date} 没有现行的行业规范 {profile}。',
    en: 'No profile {profile} is in force on {date}.',
  },
  'traced_class.not_covered': {
    zh: '行业规范 {profile} 不适用于分类 {classCode}。',
    en: 'The profile {profile} is not for the class {classCode}.',
  },
  'traced_class.days_wrong': {
    zh: '结束日期应晚于开始日期。',
    en: 'The end must come after the beginning.',
  },
  'traced_class.other_thing': {
    zh: '只能替换同一分类、同一地区的条目。',
    en: 'It can only take the place of an entry of the same class in the same division.',
  },
  'traced_class.ended': { zh: '这一条已经移出目录。', en: 'This entry has been ended already.' },
  'overlay.not_found': { zh: '没有这项地方规范补充。', en: 'There is no such overlay.' },
  'overlay.empty': { zh: '没有任何补充内容。', en: 'It adds and tightens nothing.' },
  'overlay.event_unknown': { zh: '行业规范中没有事件 {event}。', en: 'The profile has no event {event}.' },
  'overlay.event_twice': { zh: '事件 {event} 出现了两次。', en: 'The event {event} is there twice.' },
  'overlay.field_unknown': { zh: '事件 {event} 没有字段 {key}。', en: 'The event {event} has no field {key}.' },
  'overlay.field_there': {
    zh: '事件 {event} 已有字段 {key},不能再增加。',
    en: 'The event {event} has a field {key} already.',
  },
  'overlay.field_not_law': {
    zh: '地方增加的字段 {key} 不能标为法律要求。',
    en: 'A field that a division adds ({key}) is no requirement of the law.',
  },
  'overlay.loosens': {
    zh: '字段 {key} 的要求只能更严,不能放宽。',
    en: 'The field {key} can only be asked for more strictly, never less.',
  },
  'overlay.in_past': {
    zh: '生效日期 {date} 已过,请改为今天或以后。',
    en: 'The first day, {date}, has passed; choose today or later.',
  },
  'overlay.not_a_province': {
    zh: '地方规范补充由省级制定。',
    en: 'Only a province adds to a profile.',
  },
  'overlay.own_proposal': {
    zh: '自己提出的补充须由另一个账号批准。',
    en: 'What you proposed must be decided by another account.',
  },
  'overlay.other_proposal': {
    zh: '只能撤回自己提出的补充。',
    en: 'Only what you proposed yourself can be withdrawn.',
  },
  'overlay.decided': { zh: '这项补充已经处理,请刷新后查看。', en: 'It has been decided already; reload to see it.' },
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
