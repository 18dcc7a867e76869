import { words } from '../../platform/i18n.ts'

export const serialWords = words({
  'serial_upload.not_found': {
    zh: '没有这次上传，或不在您可查看的范围内。',
    en: 'There is no such upload, or it is not yours to see.',
  },
  'serial_code.not_found': {
    zh: '追溯码 {code} 未在本平台登记，或不在您可查看的范围内。',
    en: 'Code {code} is not on record here, or it is not yours to see.',
  },
  'serial.no_schemes': {
    zh: '该产品的追溯链没有逐件编码，不能上传追溯码。请确认所选批次。',
    en: 'Goods of this chain have no codes of single things. Check the batch.',
  },
  'serial.type_unsupported': {
    zh: '请上传 CSV 或 XML 文件(text/csv、application/xml)。',
    en: 'Send a CSV or an XML file (text/csv, application/xml).',
  },
  'serial.file_empty': { zh: '文件是空的，请选择有内容的文件。', en: 'The file is empty: choose another.' },
  'serial.upload_failed': {
    zh: '文件没有处理成功，什么都没有写入。请重新上传；仍失败时请联系平台。',
    en: 'The file could not be worked on and nothing was written. Upload it again; ask the platform if it fails again.',
  },
  'serial.too_many_packs': {
    zh: '一个文件最多 {most} 个顶层包装，此文件有 {packs} 个，请分成几个文件。',
    en: 'A file has at most {most} packs that are in no other, this one has {packs}: split it.',
  },
  'serial.more_codes_than_goods': {
    zh: '追溯码代表 {pieces} 件，批次可用只有 {available}。请核对批次、数量和清单。',
    en: 'The codes stand for {pieces} pieces, only {available} can be taken. Check batch, quantity and list.',
  },
  'serial.not_on_record': {
    zh: '追溯码 {code} 未在本平台登记。请先上传，或核对扫描结果。',
    en: 'Code {code} is not on record here. Upload it first, or check the scan.',
  },
  'serial.other_goods': {
    zh: '追溯码 {code} 不在所选批次中。请选择它所在的批次或箱。',
    en: 'Code {code} is not among the goods chosen. Choose the batch or case that it is in.',
  },
  'serial.break_first': {
    zh: '追溯码 {code} 还在未拆的箱内。请先拆箱取出，再发出或使用。',
    en: 'Code {code} is in a case that is not broken. Take it out first.',
  },
  'serial.inside_another': {
    zh: '追溯码 {code} 在同一清单列出的箱内，只需列出箱码。',
    en: 'Code {code} is in a case of the same list: name the case only.',
  },
  'serial.pack_needs_code': {
    zh: '装箱的单品已有追溯码，请填写箱码。',
    en: 'These pieces have codes on record: give the code of the case too.',
  },
  'serial.replace_one': {
    zh: '每次替换一个追溯码：请填写原码和新码，原码须已登记。',
    en: 'One code is replaced at a time: give the old code, which is on record, and the new one.',
  },
  'serial.replace_in_stock': {
    zh: '追溯码 {code} 不在本单位库存的批次或箱内，不能替换。',
    en: 'Code {code} is not in a batch or case of your stock and cannot be replaced.',
  },
  'serial.replace_piece': {
    zh: '{code} 是箱码。箱码不替换：请拆箱后用新箱码重新装箱。',
    en: '{code} is the code of a case. Break the case and seal it anew under a new code.',
  },
  'serial.code.not_a_code': {
    zh: '{code} 不符合该行业的编码规则，请核对扫描结果。',
    en: '{code} fits none of the schemes of this chain. Check the scan.',
  },
  'serial.code.twice': { zh: '追溯码 {code} 列出了两次。', en: 'Code {code} is listed twice.' },
  'serial.code.on_record': {
    zh: '追溯码 {code} 已经登记过，不能再次登记。',
    en: 'Code {code} is on record already.',
  },
  'serial.code.range_of_another': {
    zh: '追溯码 {code} 属于其他单位的码段。请核对编码，或联系该单位。',
    en: 'Code {code} lies in the range of another party. Check it, or ask that party.',
  },
  'serial.code.other_home': {
    zh: '追溯码 {code} 与其包装或单品不属于同一编码单位，不能装在一起。',
    en: 'Code {code} and what it is packed with belong to different issuers.',
  },
  'serial.code.packed_before': { zh: '追溯码 {code} 曾被装箱。', en: 'Code {code} was in a pack before.' },
  'serial.row.no_code': { zh: '此行没有追溯码。', en: 'The line has no code.' },
  'serial.row.not_a_code': {
    zh: '不符合该行业的编码规则(用表格软件保存时请把编码列设为文本)。',
    en: 'Fits none of the schemes of this chain (in a spreadsheet, make the column text before saving).',
  },
  'serial.row.twice': { zh: '与第 {other} 行重复。', en: 'The same as in line {other}.' },
  'serial.row.level': {
    zh: '包装级别应为 1 到 9 的数字，1 为最小包装。',
    en: 'The level is a number from 1 to 9; 1 is the smallest package.',
  },
  'serial.row.issued_in_pack': {
    zh: '只申请编码时不能有上级码。请选择批次后上传关联关系。',
    en: 'Codes that are only issued are in no pack. Choose a batch to say what is in what.',
  },
  'serial.row.parent_missing': {
    zh: '上级码 {parent} 不在文件中，请把每个箱码也列为一行。',
    en: 'Its pack {parent} is not in the file: list each pack in a line of its own.',
  },
  'serial.row.in_itself': { zh: '上级码是它自己。', en: 'It is in itself.' },
  'serial.row.empty_pack': {
    zh: '级别大于 1 的包装里没有任何编码。',
    en: 'A pack, by its level, with nothing in it.',
  },
  'serial.row.too_deep': {
    zh: '包装层数超过 {most}，或关系成环。',
    en: 'Packs in packs more than {most} deep, or in a circle.',
  },
  'serial.row.level_below': {
    zh: '级别 {level} 不高于其内装编码的级别。',
    en: 'Its level {level} is not above that of what is in it.',
  },
  'serial.row.circle': { zh: '包装关系成环。', en: 'Packs are in one another in a circle.' },
  'serial.row.on_record': { zh: '此追溯码已经登记过。', en: 'The code is on record already.' },
  'serial.row.range_of_another': {
    zh: '属于其他单位的码段，请核对编码，或联系该单位。',
    en: 'Lies in the range of another party. Check it, or ask that party.',
  },
  'serial.row.other_home': {
    zh: '与其上级码不属于同一编码单位。',
    en: 'It and its pack belong to different issuers.',
  },
  'serial.row.packed_before': {
    zh: '此编码在其他记录中已经装过箱。',
    en: 'Other records have this code in a pack before.',
  },
  'serial.file.not_utf8': { zh: 'XML 文件须为 UTF-8 编码。', en: 'An XML file is in UTF-8.' },
  'serial.file.too_many_rows': {
    zh: '一个文件最多 {most} 行，请分成几个文件。',
    en: 'At most {most} lines a file: split it.',
  },
  'serial.file.no_titles': {
    zh: '第一行应为列名，至少有 code(或“追溯码”)一列；关联关系用 parent(上级码)、level(包装级别)。',
    en: 'The first line names the columns: code at least, and for packs parent and level.',
  },
  'serial.file.empty': { zh: '文件中没有编码。', en: 'There is no code in the file.' },
  'serial.file.csv': { zh: 'CSV 格式有误：{detail}', en: 'The CSV cannot be read: {detail}' },
  'serial.file.xml': { zh: 'XML 格式有误：{detail}', en: 'The XML cannot be read: {detail}' },
  'serial.file.xml_doctype': {
    zh: '不接受带文档类型(DOCTYPE)的 XML，请删去后重传。',
    en: 'XML with a document type is not taken: remove it.',
  },
  'serial.file.xml_deep': { zh: 'XML 元素嵌套超过 {most} 层。', en: 'Elements are more than {most} deep.' },
  'serial.file.xml_attributes': {
    zh: 'XML 元素的属性超过 {most} 个。',
    en: 'An element has more than {most} attributes.',
  },
  'serial.file.xml_element': {
    zh: '未知的 XML 元素 {name}：根元素为 codes，其内为 code。',
    en: 'Unknown element {name}: the root is codes, with code in it.',
  },
  'pack.unit_not_counted': {
    zh: '该批次按 {unit} 计量，不能逐件编码。请用可计数的单位(盒、瓶、发等)建立批次。',
    en: 'The batch is measured in {unit} and has no single pieces. Make it in a unit that counts (pack, bottle, round).',
  },
  'unpack.things_not_inside': {
    zh: '其中有不在该箱内的编码，或拆箱时间早于装箱时间。请核对。',
    en: 'Some of them are not in this case, or came out before they went in. Check them.',
  },
})
