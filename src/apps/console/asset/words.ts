import { words } from '../../../platform/i18n.ts'

/** Assets with a life and dated duties. */
export const assetScreenWords = words({
  'assets.title': { zh: '设备', en: 'Assets' },
  'assets.code': { zh: '设备编码', en: 'Code' },
  'assets.chain': { zh: '类别', en: 'Kind' },
  'assets.use': { zh: '使用状态', en: 'Use' },
  'assets.due': { zh: '到期', en: 'Due' },
  'assets.duty': { zh: '下一项义务', en: 'Next duty' },
  'assets.due_on': { zh: '期限', en: 'Due by' },
  'assets.last': { zh: '最近记录', en: 'Last record' },
  'assets.none': {
    zh: '还没有设备记录。',
    en: 'No assets on record yet.',
  },
  'assets.record_first': { zh: '去记录', en: 'Record something' },
  'assets.truncated': {
    zh: '只列最近有记录的 500 台，请缩小范围。',
    en: 'Only the 500 recorded last: narrow by kind or code.',
  },
  'assets.state.not_in_use': { zh: '未投入使用', en: 'Not in use' },
  'assets.state.in_use': { zh: '使用中', en: 'In use' },
  'assets.state.stopped': { zh: '停用', en: 'Stopped' },
  'assets.state.scrapped': { zh: '已报废', en: 'Scrapped' },
  'assets.standing.overdue': { zh: '已逾期', en: 'Overdue' },
  'assets.standing.soon': { zh: '即将到期', en: 'Due soon' },
  'assets.standing.later': { zh: '未到期', en: 'Not due' },
  'assets.nothing_due': { zh: '无待办义务', en: 'Nothing due' },
  'assets.days_over': { zh: '逾期 {count} 天', en: '{count} days overdue' },
  'assets.days_left': { zh: '还有 {count} 天', en: '{count} days left' },
  'assets.today': { zh: '今天到期', en: 'Due today' },
  'assets.blocked': {
    zh: '有逾期义务，依规定不得使用：{duties}。',
    en: 'It may not be used: overdue is {duties}.',
  },
  'assets.blocks': { zh: '逾期不得使用', en: 'Overdue: not to be used' },
  'assets.duties': { zh: '义务与期限', en: 'Duties and dates' },
  'assets.no_duties': { zh: '没有待办的义务。', en: 'Nothing is due.' },
  'assets.history': { zh: '全过程记录', en: 'Its life' },
  'assets.history_part': {
    zh: '共 {count} 条记录，显示最近 200 条。',
    en: '{count} records; the latest 200 are shown.',
  },
  'assets.record': { zh: '记录{event}', en: 'Record: {event}' },
  'assets.record_other': { zh: '记录其他事项', en: 'Record something else' },
})
