import { words } from '../../../platform/i18n.ts'

/** The list of notices. What each one says comes from the module. */
export const noticeWords = words({
  'notices.title': { zh: '通知', en: 'Notices' },
  'notices.which': { zh: '显示哪些通知', en: 'Which notices' },
  'notices.all': { zh: '全部', en: 'All' },
  'notices.unread': { zh: '未读 {count}', en: 'Unread {count}' },
  'notices.unread_mark': { zh: '未读', en: 'Unread' },
  'notices.read_all': { zh: '全部标为已读', en: 'Mark all as read' },
  'notices.read_one': { zh: '标为已读', en: 'Mark as read' },
  'notices.none': {
    zh: '还没有通知。收货、审核结果、停售等消息会出现在这里。',
    en: 'Nothing yet. Deliveries, review results and holds are told here.',
  },
  'notices.none_unread': { zh: '通知都看过了。', en: 'You have read them all.' },
  'notices.show_all': { zh: '查看全部', en: 'Show all' },
})
