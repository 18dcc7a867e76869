import { words } from '../../../platform/i18n.ts'

/** Refusals of capture; those of a document or an event by the standard are under `epcis.problem.<reason>`. */
export const captureWords = words({
  'epcis_capture.too_many_events': {
    zh: '文件含 {count} 个事件,一次最多 {most} 个,请分成几个文件提交。',
    en: 'The document has {count} events, at most {most} are taken at once; send it in parts.',
  },
  'epcis_capture.document_invalid': {
    zh: '文件不是有效的 EPCIS 文件,未保存任何内容。请按所列问题修改后重新提交。',
    en: 'This is no valid EPCIS document and nothing was kept. Mend what is listed and send it again.',
  },
  'epcis_capture.event_invalid': {
    zh: '事件不符合 EPCIS 标准,未保存。请按所列问题修改后重新提交。',
    en: 'The event breaks the EPCIS standard and was not kept. Mend what is listed and send it again.',
  },
  'epcis_capture.one_event': {
    zh: '此处一次只收一个事件,收到 {count} 个。多个事件请提交到 /epcis/capture。',
    en: 'One event at a time is taken here, {count} came; send several to /epcis/capture.',
  },
  'epcis_capture.refused': {
    zh: '数据库无法保存此事件,例如标识过长。请检查后重新提交。',
    en: 'The database cannot keep this event, for example because an identifier is too long. Check it and send it again.',
  },
  'epcis_capture.failed': {
    zh: '文件无法处理:过大或过于复杂。请分成几个文件提交。',
    en: 'The document could not be worked on: too large or too complex. Send it in parts.',
  },
  'epcis_capture.not_found': { zh: '没有这个采集任务。', en: 'There is no such capture job.' },
})
