import { words } from '../../../platform/i18n.ts'

export const identifierWords = words({
  'identifier.not_found': {
    zh: '没有找到该标识，或不在您的管辖范围内。',
    en: 'No such identifier, or outside your jurisdiction.',
  },
  'identifier.wrong_state': {
    zh: '该标识已处理或已撤回，请刷新后查看。',
    en: 'This identifier has been decided or withdrawn; reload to see it.',
  },
  'identifier.other_reviewer': {
    zh: '该标识由其他机构确认，您可以查看。',
    en: 'Another agency decides on this identifier; you may read it.',
  },
  'identifier.taken': {
    zh: '该标识已确认属于另一主体，请先核对证书；确属变更的，由原主体撤回后再确认。',
    en: 'It is confirmed for another operator. Compare the certificate; if it changed hands, the other must withdraw it first.',
  },
  'identifier.too_many': {
    zh: '最多登记 {most} 个标识，请先撤回不用的。',
    en: 'At most {most} identifiers are kept; withdraw those no longer used.',
  },
  'identifier.prefix_malformed': {
    zh: '厂商识别代码为 4 至 12 位数字，请按中国物品编码中心的证书填写。',
    en: 'A GS1 company prefix has 4 to 12 digits; copy it from your GS1 certificate.',
  },
  'identifier.location_malformed': {
    zh: '全球位置码（GLN）为 13 位数字且校验位正确，也可填写 EPC URN 或数字链接。',
    en: 'A GLN has 13 digits with the right check digit; an EPC URN or Digital Link of it will do.',
  },
  'identifier.uri_malformed': {
    zh: '请填写完整的 URI，例如 https://example.cn/party/1 或 urn:…。',
    en: 'Write a whole URI, such as https://example.com/party/1 or urn:….',
  },
  'identifier.is_location': {
    zh: '这是全球位置码（GLN），请在类型中选择“位置码”。',
    en: 'This is a GLN; choose that kind.',
  },
  'identifier.names_goods': {
    zh: '该标识指的是商品、箱或资产，不是单位。',
    en: 'This names goods, a pack or an asset, not an organisation.',
  },
  'constraint.identifier_claim_live_unique': {
    zh: '该标识已申报，正在等待确认或已确认。',
    en: 'You have declared this identifier already; it waits or is confirmed.',
  },
  'constraint.party_identifier_pkey': {
    zh: '该标识刚被确认属于另一主体，请刷新后查看。',
    en: 'It was confirmed for another operator at this moment; reload.',
  },
  'identifier.kind.company_prefix': { zh: '厂商识别代码', en: 'Company prefix' },
  'identifier.kind.location': { zh: '位置码（GLN）', en: 'Location number (GLN)' },
  'identifier.kind.uri': { zh: '其他 URI', en: 'Other URI' },
  'identifier.state.declared': { zh: '待确认', en: 'Waiting' },
  'identifier.state.confirmed': { zh: '已确认', en: 'Confirmed' },
  'identifier.state.refused': { zh: '未确认', en: 'Refused' },
  'identifier.state.withdrawn': { zh: '已撤回', en: 'Withdrawn' },
})
