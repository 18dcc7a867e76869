import type { Problem } from './model.ts'
import { xmlReasonWords } from './xml-reasons.ts'

/**
 * Why a document or an event is refused, in both languages; `{x}` is filled in. The keys are stable: integrators decide
 * by them. `src/modules/exchange/validate/words.ts` shows them as `epcis.problem.<reason>`.
 */
export const reasonWords = {
  // the text and the document
  json_malformed: { zh: '不是有效的 JSON:{detail}', en: 'This is not valid JSON: {detail}' },
  too_large: { zh: '文件太大。', en: 'The document is too large.' },
  too_deep: { zh: '嵌套层次太深。', en: 'The document nests too deeply.' },
  too_many_events: { zh: '一个文件最多 {most} 个事件。', en: 'A document holds at most {most} events.' },
  event_too_large: {
    zh: '事件太大:把前缀写成完整的命名空间后超出限制。',
    en: 'The event is too large when its prefixes are written in full.',
  },
  namespace_too_long: {
    zh: '命名空间最长 {most} 个字符。',
    en: 'A namespace has at most {most} characters.',
  },
  number_out_of_range: { zh: '数值超出范围。', en: 'A number is out of range.' },
  not_a_document: {
    zh: '应为 EPCISDocument、EPCISQueryDocument、一个事件或事件列表。',
    en: 'Expected an EPCISDocument, an EPCISQueryDocument, an event or a list of events.',
  },
  schema_version: { zh: 'schemaVersion 应为 2.0。', en: 'The schemaVersion must be 2.0.' },
  creation_date: {
    zh: '缺少 creationDate,或不是带时区的时间。',
    en: 'The creationDate is missing or is no time with a zone offset.',
  },
  context_missing: { zh: '缺少 @context。', en: 'The document has no @context.' },
  context_malformed: {
    zh: '@context 应为地址、对象或它们的列表。',
    en: 'A @context is an address, an object or a list of these.',
  },
  body_missing: { zh: '缺少 epcisBody。', en: 'The document has no epcisBody.' },
  event_list_missing: { zh: '缺少 eventList。', en: 'The body has no eventList.' },
  query_results_missing: {
    zh: '缺少 queryResults 或 resultsBody。',
    en: 'The body has no queryResults with a resultsBody.',
  },
  query_name_missing: { zh: '缺少 queryName。', en: 'The query results have no queryName.' },
  header_malformed: { zh: 'epcisHeader 的结构不对。', en: 'The epcisHeader has a wrong shape.' },
  vocabulary_malformed: {
    zh: '主数据的结构不对:词表要有 type,元素和属性要有 id。',
    en: 'Master data has a wrong shape: a vocabulary needs a type, an element and an attribute an id.',
  },
  text_unstorable: {
    zh: '文本中有不能保存的字符(NUL 或不成对的代理字符)。',
    en: 'The text holds a character that cannot be stored (NUL or half of a surrogate pair).',
  },
  // shape of an event
  not_an_object: { zh: '应为对象。', en: 'Expected an object.' },
  not_a_list: { zh: '应为列表。', en: 'Expected a list.' },
  not_a_text: { zh: '应为文本。', en: 'Expected text.' },
  not_a_number: { zh: '应为数值。', en: 'Expected a number.' },
  not_a_boolean: { zh: '应为 true 或 false。', en: 'Expected true or false.' },
  list_empty: { zh: '列表不能为空。', en: 'The list must not be empty.' },
  list_repeats: { zh: '列表中有重复的值:{value}', en: 'The list names {value} more than once.' },
  event_type: {
    zh: '没有事件类型 {value}。',
    en: 'There is no event type {value}.',
  },
  field_missing: { zh: '缺少必填字段 {field}。', en: 'The required field {field} is missing.' },
  field_not_here: { zh: '{type} 不能有字段 {field}。', en: '{type} has no field {field}.' },
  field_unknown: {
    zh: '没有字段 {field};扩展字段要有前缀。',
    en: 'There is no field {field}; an extension needs a prefix.',
  },
  prefix_undeclared: {
    zh: '前缀 {prefix} 没有在 @context 中声明。',
    en: 'The prefix {prefix} is not declared in @context.',
  },
  // values
  time_malformed: {
    zh: '时间应为带时区的 ISO 8601 时间,例如 2026-03-01T08:30:00+08:00。',
    en: 'A time is ISO 8601 with seconds and a zone offset, as 2026-03-01T08:30:00+08:00.',
  },
  offset_malformed: {
    zh: '时区偏移应为 +hh:mm 或 -hh:mm,不超过 14:00。',
    en: 'A zone offset is +hh:mm or -hh:mm, at most 14:00.',
  },
  uri_malformed: { zh: '应为 URI:{value}', en: 'Expected a URI: {value}' },
  epc_malformed: { zh: 'EPC URN 的格式不对:{value}', en: 'This EPC URN is malformed: {value}' },
  check_digit: {
    zh: '标识的校验位或格式不对:{value}',
    en: 'This GS1 identifier has a wrong check digit or form: {value}',
  },
  epc_class_level: {
    zh: '{value} 是类别标识,不能当作单个物品。',
    en: '{value} names a class, not one object.',
  },
  epc_instance_level: {
    zh: '{value} 是单个物品的标识;数量列表中要用批次或类别。',
    en: '{value} names one object; a quantity list takes a lot or a class.',
  },
  event_id_malformed: {
    zh: 'eventID 应为 URI,例如 urn:uuid:… 或 ni:///sha-256;…?ver=CBV2.0。',
    en: 'An eventID is a URI, as urn:uuid:… or ni:///sha-256;…?ver=CBV2.0.',
  },
  event_id_too_long: {
    zh: 'eventID 最长 {most} 个字符，请改用 urn:uuid:… 或事件哈希。',
    en: 'An eventID has at most {most} characters; use urn:uuid:… or the event’s hash.',
  },
  action_unknown: { zh: 'action 应为 ADD、OBSERVE 或 DELETE。', en: 'The action is ADD, OBSERVE or DELETE.' },
  word_unknown: {
    zh: '{value} 不是 CBV 的 {vocabulary} 用词;自己的用词要写成 URI。',
    en: '{value} is no CBV word for {vocabulary}; a word of your own is written as a URI.',
  },
  quantity_negative: { zh: '数量不能为负。', en: 'A quantity cannot be negative.' },
  uom_without_quantity: { zh: '有计量单位就要有数量。', en: 'A unit of measure needs a quantity.' },
  uom_malformed: {
    zh: '计量单位应为 UN/CEFACT 第20号建议书的代码(2至3位大写字母或数字)。',
    en: 'A unit is a code of UN/CEFACT Recommendation 20 (two or three capitals or digits).',
  },
  hex_malformed: {
    zh: 'hexBinaryValue 应为成对的十六进制数字。',
    en: 'A hexBinaryValue is pairs of hexadecimal digits.',
  },
  // rules of the standard
  object_without_what: {
    zh: '对象事件要有 epcList 或 quantityList;只有传感器数据时要有 readPoint。',
    en: 'An ObjectEvent needs an epcList or a quantityList; with sensor data alone it needs a readPoint.',
  },
  parent_required: {
    zh: 'action 为 {action} 的 {type} 要有 parentID。',
    en: '{type} with action {action} needs a parentID.',
  },
  children_required: {
    zh: 'action 为 {action} 的 {type} 要有 childEPCs 或 childQuantityList。',
    en: '{type} with action {action} needs childEPCs or a childQuantityList.',
  },
  objects_required: {
    zh: 'action 为 {action} 的 {type} 要有 epcList、quantityList 或 parentID。',
    en: '{type} with action {action} needs an epcList, a quantityList or a parentID.',
  },
  transaction_required: {
    zh: '交易事件要有至少一项 bizTransactionList。',
    en: 'A TransactionEvent needs at least one business transaction.',
  },
  transformation_one_side: {
    zh: '转换事件要有投入和产出;只有一边时要有 transformationID。',
    en: 'A TransformationEvent needs inputs and outputs; with one side only it needs a transformationID.',
  },
  ilmd_not_here: {
    zh: 'ilmd 只能用于 action 为 ADD 的对象事件和转换事件。',
    en: 'ilmd stands in an ObjectEvent with action ADD and in a TransformationEvent only.',
  },
  persistent_disposition_empty: {
    zh: 'persistentDisposition 要有 set 或 unset。',
    en: 'A persistentDisposition needs set or unset.',
  },
  persistent_disposition_both: {
    zh: '{value} 不能同时 set 和 unset。',
    en: '{value} cannot be set and unset at once.',
  },
  sensor_report_missing: { zh: '传感器元素要有 sensorReport。', en: 'A sensor element needs a sensorReport.' },
  sensor_twice: {
    zh: '{field} 不能同时出现在 sensorMetadata 和 sensorReport 中。',
    en: '{field} stands in sensorMetadata or in sensorReport, not in both.',
  },
  sensor_no_type: { zh: 'sensorReport 要有 type 或 exception。', en: 'A sensorReport needs a type or an exception.' },
  sensor_percentile: {
    zh: 'percRank 和 percValue 要一起出现,percRank 在0至100之间。',
    en: 'percRank and percValue come together; percRank is between 0 and 100.',
  },
  sensor_time_order: { zh: 'startTime 不能晚于 endTime。', en: 'startTime is later than endTime.' },
  ...xmlReasonWords,
} as const satisfies Record<string, { zh: string; en: string }>

export type Reason = keyof typeof reasonWords

/** One problem with its English message; values are cut to a length that fits a log line. */
export function problem(path: string, reason: Reason, values: Record<string, unknown> = {}): Problem {
  const message = reasonWords[reason].en.replace(/\{(\w+)\}/g, (_, k: string) => {
    const v = String(values[k] ?? '').replace(/[\p{Cc}\p{Cs}]/gu, '\ufffd')
    return v.length > 120 ? `${v.slice(0, 120)}…` : v
  })
  return { path, reason, message }
}

/** A JSON pointer one step deeper (RFC 6901 §3). */
export const at = (path: string, key: string | number): string =>
  `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`
