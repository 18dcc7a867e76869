/** Why a document in XML is refused where JSON has no such case; part of `reasonWords` (reasons.ts). */
export const xmlReasonWords = {
  xml_malformed: { zh: '不是格式良好的 XML:{detail}', en: 'This is not well-formed XML: {detail}' },
  xml_doctype: {
    zh: '不接受文档类型声明(DOCTYPE):这里不定义也不读取任何实体。',
    en: 'A document type declaration is refused: no entity is defined or fetched here.',
  },
  xml_encoding: { zh: '不支持编码 {value},请用 UTF-8。', en: 'The encoding {value} is not read here; use UTF-8.' },
  xml_version: { zh: '不支持 XML {value},请用 XML 1.0。', en: 'XML {value} is not read here; use XML 1.0.' },
  xml_include: { zh: '不接受 XInclude:这里不读取任何外部内容。', en: 'XInclude is refused: nothing is fetched here.' },
  xml_body_unsupported: {
    zh: 'EPCISBody 中的 {element} 不是事件或查询结果。',
    en: 'The {element} in this EPCISBody is no event list and no query result.',
  },
  field_repeated: { zh: '字段 {field} 只能出现一次。', en: 'The field {field} stands more than once.' },
  element_unexpected: { zh: '{parent} 中不能有 {element}。', en: 'A {parent} holds no {element}.' },
  text_unexpected: { zh: '{parent} 中不能直接写文本:{value}', en: 'A {parent} holds no text of its own: {value}' },
} as const
