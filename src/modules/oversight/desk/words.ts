import { words } from '../../../platform/i18n.ts'

export const deskWords = words({
  'finding.not_found': {
    zh: '没有找到这条线索：信号可能已撤销，或不在您的管辖范围内。',
    en: 'No such finding: its signal may have been withdrawn, or it is outside your jurisdiction.',
  },
  'finding.settled_already': {
    zh: '这条线索已有人办结，请刷新工作台。',
    en: 'Somebody has settled this finding already; reload the desk.',
  },
  'desk.kind.filing': { zh: '待审核', en: 'To review' },
  'desk.kind.identifier': { zh: '标识待确认', en: 'Identifiers' },
  'desk.kind.licence': { zh: '许可待确认', en: 'Licences' },
  'desk.kind.refusal': { zh: '违规上报', en: 'Refused' },
  'desk.kind.signal': { zh: '批次信号', en: 'Signals' },
  'desk.kind.duty': { zh: '逾期未办', en: 'Overdue' },
  'desk.kind.hold': { zh: '停售中', en: 'Holds in force' },
})
