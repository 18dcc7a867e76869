import { words } from '../../../platform/i18n.ts'

export const licenceWords = words({
  'licence.not_found': {
    zh: '没有找到该许可证，或不在您的管辖范围内。',
    en: 'No such licence, or outside your jurisdiction.',
  },
  'licence.kind_unknown': { zh: '没有这种许可证：{kind}。', en: 'There is no such kind of licence: {kind}.' },
  'licence.days_wrong': {
    zh: '有效期的起止日期颠倒了，请核对。',
    en: 'The last day comes before the first; check the dates.',
  },
  'licence.wrong_state': {
    zh: '该许可证已处理或已撤回，请刷新后查看。',
    en: 'This licence has been decided or withdrawn; reload to see it.',
  },
  'licence.other_reviewer': {
    zh: '该许可证由其他机构确认，您可以查看。',
    en: 'Another agency decides on this licence; you may read it.',
  },
  'constraint.licence_live_unique': {
    zh: '这个许可证号已经申报。',
    en: 'This licence number has been filed already.',
  },
  'party_role.unknown': {
    zh: '行业规范 {profile} 中没有角色 {role}。',
    en: 'The profile {profile} has no role {role}.',
  },
  'party_role.other_sector': {
    zh: '该行业规范不属于本单位登记的产业，请先变更登记的产业。',
    en: 'This profile is not of a sector you are registered for; change the sectors of your registration first.',
  },
  'licence.state.filed': { zh: '待确认', en: 'Waits' },
  'licence.state.confirmed': { zh: '已确认', en: 'Confirmed' },
  'licence.state.refused': { zh: '不予确认', en: 'Refused' },
  'licence.state.withdrawn': { zh: '已撤回', en: 'Withdrawn' },
  'licence.state.revoked': { zh: '已停止认可', en: 'Revoked' },
})
