import { words } from '../i18n.ts'

export const documentWords = words({
  'document.busy': {
    zh: '正在生成的文件太多，请稍后再试。',
    en: 'Too many documents are being made. Try again in a moment.',
  },
  'document.failed': {
    zh: '文件没有生成，请重试；仍不行请联系管理员。',
    en: 'The document was not made. Try again, or ask the administrator.',
  },
  'document.took_too_long': {
    zh: '文件太大，没有在规定时间内生成，请分批打印。',
    en: 'The document was too large to make in time. Print it in parts.',
  },
  'document.closed': { zh: '系统正在停止，请稍后再打印。', en: 'The system is stopping. Print again in a moment.' },
})
