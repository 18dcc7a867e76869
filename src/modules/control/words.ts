import { words } from '../../platform/i18n.ts'

export const controlWords = words({
  'permit.not_found': {
    zh: '没有找到该许可证，或不在您可查看的范围内。',
    en: 'No such permit, or it is not yours to see.',
  },
  'permit.kind_unknown': {
    zh: '该行业规范没有这种许可证：{kind}。',
    en: 'This profile has no such permit: {kind}.',
  },
  'permit.other_sector': {
    zh: '贵机构不负责该产业，不能核发其许可证。',
    en: 'Your agency is not in charge of this sector and cannot issue its permits.',
  },
  'permit.holder_other_sector': {
    zh: '该单位没有登记这一产业，请先办理登记变更。',
    en: 'This operator is not registered for the sector; its registration must be changed first.',
  },
  'permit.days_wrong': {
    zh: '有效期的起止日期颠倒了，请核对。',
    en: 'The last day comes before the first; check the dates.',
  },
  'permit.route_missing': {
    zh: '请按顺序填写运输路线上的各地点(至少起点和终点)。',
    en: 'Give the places of the route in order, at least the first and the last.',
  },
  'permit.route_not_asked': { zh: '这种许可证不载明路线。', en: 'This kind of permit states no route.' },
  'permit.counterpart_is_holder': {
    zh: '持证单位与对方不能是同一单位。',
    en: 'The holder and the other side cannot be the same.',
  },
  'permit.variety_twice': {
    zh: '同一品种请合并为一行。',
    en: 'The same variety stands there twice; put it into one line.',
  },
  'permit.other_issuer': {
    zh: '该许可证由其他机构核发，您可以查看。',
    en: 'Another agency issued this permit; you may read it.',
  },
  'permit.wrong_state': {
    zh: '该许可证已缴销或撤销，请刷新后查看。',
    en: 'This permit was closed or revoked already; reload to see it.',
  },
  'permit.exceeded': {
    zh: '数量 {quantity} 超过许可证 {number} 的余量 {left}。请核对数量或办理新的许可证。',
    en: '{quantity} is more than the {left} left on permit {number}. Check the quantity or get a new permit.',
  },
  'constraint.permit_number_once': {
    zh: '贵机构已用过这个许可证编号，请核对。',
    en: 'Your agency has used this permit number already; check it.',
  },
  'control_person.not_found': {
    zh: '没有找到该人员，或不在您可查看的范围内。',
    en: 'No such person, or not yours to see.',
  },
  'control_person.role_unknown': {
    zh: '该行业规范没有这种人员：{role}。',
    en: 'This profile has no such role of persons: {role}.',
  },
  'control_person.other_sector': {
    zh: '该行业规范不属于本单位登记的产业，请先变更登记的产业。',
    en: 'This profile is not of a sector you are registered for; change the sectors of your registration first.',
  },
  'control_person.licence_missing': { zh: '请填写其许可证号。', en: "Give the number of the person's licence." },
  'control_person.days_wrong': {
    zh: '有效期的起止日期颠倒了，请核对。',
    en: 'The last day comes before the first; check the dates.',
  },
  'control_person.revoked': {
    zh: '该人员已停止领用，请刷新后查看。',
    en: 'This person was taken off already; reload to see it.',
  },
  'control_person.not_listed': {
    zh: '所填{role}不在本单位名册上。请核对姓名，或先在“人员名册”中登记。',
    en: "The {role} named is not on your unit's list. Check the name, or enter the person in the list first.",
  },
  'control_person.not_in_force': {
    zh: '所填{role}当日不在有效期内或已停止领用，不得领发受控物品。',
    en: 'The {role} named was not in force on that day and may not take or give out controlled goods.',
  },
  'custody.codes_do_not_match': {
    zh: '填写了 {codes} 个编码，数量却是 {quantity}。请核对编码和数量。',
    en: '{codes} codes are given, but the quantity is {quantity}. Check codes and quantity.',
  },
  'custody.in_other_hands': {
    zh: '编码 {code} 已发给他人，尚未清退。请先清退或核对编码。',
    en: 'Code {code} is in another hand and not returned. Return it first, or check the code.',
  },
  'constraint.custody_code_once': {
    zh: '其中有编码刚刚发给他人，请核对后重试。',
    en: 'One of the codes was issued to somebody else a moment ago; check and try again.',
  },
  'permit.state.valid': { zh: '有效', en: 'Valid' },
  'permit.state.closed': { zh: '已缴销', en: 'Closed' },
  'permit.state.revoked': { zh: '已撤销', en: 'Revoked' },
})
