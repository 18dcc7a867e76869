import { words } from '../../platform/i18n.ts'
import { captureWords } from './capture/words.ts'
import { identifierWords } from './identifier/words.ts'
import { queryWords } from './query/words.ts'
import { subscriptionWords } from './subscription/words.ts'
import { validateWords } from './validate/words.ts'

/** Content negotiation and headers (content.ts). */
const contentWords = words({
  'epcis.content_type_unsupported': {
    zh: '不支持内容类型“{type}”,请用 {supported},编码 UTF-8。',
    en: 'The content type “{type}” is not read here; send {supported} in UTF-8.',
  },
  'epcis.not_utf8': { zh: '请求内容不是 UTF-8 文本。', en: 'The body is not text in UTF-8.' },
  'epcis.not_acceptable': {
    zh: '不能以“{accept}”作答,请接受 application/json、application/ld+json 或 application/xml。',
    en: 'Nothing is answered as “{accept}”; accept application/json, application/ld+json or application/xml.',
  },
  'epcis.version_unsupported': {
    zh: '请求头要求的 {subject} 版本不在支持范围内,这里用 {version}。',
    en: 'The versions of {subject} that the headers ask for leave out {version}, which is spoken here.',
  },
  'epcis.header_malformed': {
    zh: '请求头 {header} 的值“{value}”无效。',
    en: 'The header {header} does not take the value “{value}”.',
  },
})

/** Refusals of the EPCIS interface and of its documents. */
export const exchangeWords = words({
  ...contentWords,
  ...captureWords,
  ...identifierWords,
  ...queryWords,
  ...subscriptionWords,
  ...validateWords,
})
