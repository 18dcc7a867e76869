import type { Names } from '../names.ts'
import type { Gs1Reason } from './read.ts'

/** A sentence in both languages for everything that can be wrong with a GS1 identifier. */
export const gs1Words = {
  'gs1.empty': { zh: '没有内容', en: 'There is nothing in it' },
  'gs1.too_long': { zh: '内容过长，不是标识', en: 'The text is too long to be an identifier' },
  'gs1.unknown_form': {
    zh: '不是GS1标识：应为EPC URN、数字链接、带括号或FNC1的元素串，或单独的编码',
    en: 'This is no GS1 identifier: an EPC URN, a Digital Link, an element string in brackets or with FNC1, or a key',
  },
  'gs1.unknown_symbology': {
    zh: '不认识的条码制式标识符',
    en: 'The symbology identifier is not one that carries GS1 data',
  },
  'gs1.malformed': { zh: '元素串的括号写法有误', en: 'The brackets of the element string are wrong' },
  'gs1.unknown_ai': { zh: '没有这个应用标识符(AI)', en: 'There is no such Application Identifier' },
  'gs1.wrong_length': { zh: '数据长度不符合该应用标识符', en: 'The value does not have the length of its AI' },
  'gs1.wrong_character': {
    zh: '含有该应用标识符不允许的字符',
    en: 'The value has a character that its AI does not allow',
  },
  'gs1.wrong_check_digit': { zh: '校验码不符', en: 'The check digit is wrong' },
  'gs1.wrong_check_pair': { zh: '校验字符对不符', en: 'The pair of check characters is wrong' },
  'gs1.no_company_prefix': {
    zh: '编码不以厂商识别代码(至少4位数字)开头',
    en: 'The key does not begin with a company prefix of at least four digits',
  },
  'gs1.wrong_date': { zh: '日期不存在', en: 'There is no such date' },
  'gs1.wrong_time': { zh: '时间不存在', en: 'There is no such time' },
  'gs1.unknown_country': { zh: '没有这个国家或地区代码', en: 'There is no such country code' },
  'gs1.unknown_currency': { zh: '没有这个货币代码', en: 'There is no such currency code' },
  'gs1.wrong_iban': { zh: '国际银行账号(IBAN)有误', en: 'The IBAN is wrong' },
  'gs1.wrong_percent_encoding': { zh: '百分号编码有误', en: 'The percent-encoding is wrong' },
  'gs1.wrong_coupon': { zh: '优惠券编码的结构有误', en: 'The coupon code is not built as it must be' },
  'gs1.wrong_piece_number': {
    zh: '序次不符：第几件不能为零，也不能超过总件数',
    en: 'The number of the piece does not fit the total',
  },
  'gs1.wrong_coordinates': { zh: '经纬度超出范围', en: 'The coordinates are out of range' },
  'gs1.wrong_content': { zh: '数据不是该应用标识符允许的取值', en: 'The value is not one that its AI allows' },
  'gs1.missing_ai': { zh: '缺少必须同时出现的应用标识符', en: 'An AI that must stand beside another is missing' },
  'gs1.excluded_ai': { zh: '有不能同时出现的应用标识符', en: 'Two AIs stand together that exclude each other' },
  'gs1.repeated_ai': { zh: '同一应用标识符出现了不同的值', en: 'An AI stands twice' },
  'gs1.serial_missing': {
    zh: '数字签名要求编码带系列号',
    en: 'With a digital signature the key needs its serial part',
  },
  'gs1.wrong_uri': { zh: '不是有效的网址', en: 'The address is not a valid one' },
  'gs1.no_key': { zh: '网址中没有GS1编码', en: 'There is no GS1 key in the address' },
  'gs1.wrong_qualifiers': {
    zh: '限定符不属于该编码，或顺序不对',
    en: 'The qualifiers do not belong to the key, or not in this order',
  },
  'gs1.no_attribute': { zh: '该应用标识符不能放在网址参数中', en: 'This AI may not stand in the query of a link' },
  'gs1.not_in_query': {
    zh: '该应用标识符应放在路径中，不应放在参数中',
    en: 'This AI belongs into the path of the link, not into its query',
  },
  'gs1.wrong_urn': { zh: '不是有效的EPC URN', en: 'This is no valid EPC URN' },
} as const satisfies Record<Gs1Reason, Names>
