import { words } from '../../platform/i18n.ts'

/** Words of the public pages. Chinese is written first; English says the same, not the same words. */
export const portalWords = words({
  'portal.name': { zh: '溯源', en: 'Suyuan' },
  'portal.tagline': { zh: '农产品质量安全追溯', en: 'Traceability of farm products' },
  'portal.other_language': { zh: 'English', en: '中文' },

  // verdicts: a word readable at arm's length, and one sentence
  'verdict.recorded': { zh: '登记在案', en: 'On record' },
  'verdict.recorded.batch': {
    zh: '这个码由本平台签发，对应下面的产品。',
    en: 'We issued this code. It belongs to the product below.',
  },
  'verdict.recorded.voucher': {
    zh: '这张入市追溯凭证由本平台签发，现在有效。',
    en: 'We issued this market-entry voucher and it is valid.',
  },
  'verdict.recorded.certificate': {
    zh: '这张承诺达标合格证登记在案，现在有效。',
    en: 'This commitment certificate is on record and valid.',
  },
  'verdict.recorded.subject': {
    zh: '该经营主体已通过审核，登记在案。',
    en: 'This operator was approved and is on record.',
  },
  'verdict.recorded.gs1.item': {
    zh: '有单位向本平台报送过这个编码的流通记录。',
    en: 'Companies have reported events of this identifier to us.',
  },
  'verdict.recorded.gs1.class': {
    zh: '有单位向本平台报送过这种商品的流通记录；具体到批次或单件，请扫带批号或序列号的码。',
    en: 'Companies have reported events of this kind of product to us. For a batch or a piece, scan a code with its lot or serial.',
  },
  'verdict.held': { zh: '停售', en: 'On hold' },
  'verdict.held.sentence': {
    zh: '请不要购买、食用或销售。',
    en: 'Do not buy, eat or sell this product.',
  },
  'verdict.held.since': {
    zh: '{date} 起，由{issuer}责令暂停销售，尚未解除。',
    en: 'Stopped by {issuer} on {date}; not lifted yet.',
  },
  'verdict.held.authority': { zh: '主管部门', en: 'the supervising authority' },
  'verdict.held.have': {
    zh: '已经买了？先不要食用，留好包装和凭据，联系销售者或拨打 12345。',
    en: 'Already bought it? Do not eat it. Keep the package and the receipt, and ask the seller or call 12345.',
  },
  'verdict.voided': { zh: '已作废', en: 'Voided' },
  'verdict.voided.batch': {
    zh: '这个码已于 {date} 作废，不再代表任何产品。',
    en: 'This code was voided on {date}. It no longer stands for any product.',
  },
  'verdict.voided.voucher': {
    zh: '这张凭证已于 {date} 作废，不能再使用。',
    en: 'This voucher was voided on {date} and must not be used.',
  },
  'verdict.voided.certificate': {
    zh: '这张合格证已于 {date} 作废，不再有效。',
    en: 'This certificate was voided on {date} and is no longer valid.',
  },
  'verdict.temporary': { zh: '临时登记', en: 'Provisional' },
  'verdict.temporary.subject': {
    zh: '由监管人员在现场登记，尚未经过审核。',
    en: 'Recorded by an inspector in the field; not reviewed yet.',
  },
  'verdict.suspended': { zh: '已暂停', en: 'Suspended' },
  'verdict.suspended.subject': {
    zh: '该主体的登记自 {date} 起暂停。',
    en: 'The registration of this operator has been suspended since {date}.',
  },
  'verdict.revoked': { zh: '已撤销', en: 'Revoked' },
  'verdict.revoked.subject': {
    zh: '该主体的登记已于 {date} 撤销。',
    en: 'The registration of this operator was revoked on {date}.',
  },
  'verdict.cancelled': { zh: '已注销', en: 'Closed' },
  'verdict.cancelled.subject': {
    zh: '该主体已于 {date} 注销登记。',
    en: 'This operator closed its registration on {date}.',
  },
  'verdict.merged': { zh: '已合并', en: 'Merged' },
  'verdict.merged.subject': {
    zh: '这份临时登记已于 {date} 并入另一主体。',
    en: 'This provisional record became part of another operator on {date}.',
  },
  'verdict.unknown': { zh: '未查到', en: 'Not in our registry' },
  'verdict.unknown.sentence': {
    zh: '本平台没有登记这个码。',
    en: 'This code is not one that we issued.',
  },
  'verdict.unknown.means': {
    zh: '这不等于产品有问题：可能看错了一位，也可能是其他平台的码。但如果包装上说可在本平台追溯，请向销售者问清来源。',
    en: 'That alone says nothing about the goods: a digit may be misread, or the code may be of another platform. But if the package says it can be traced here, ask the seller where it comes from.',
  },
  'verdict.unknown.gs1': {
    zh: '本平台没有登记这个编码，也没有收到过它的流通记录。',
    en: 'This identifier is not on record here, and nobody has reported events of it to us.',
  },
  'verdict.malformed': { zh: '请核对这个码', en: 'Please check the code' },
  'verdict.malformed.gtin': {
    zh: '这像是商品条码，不是追溯码。追溯码是 20 位数字，一般在二维码下方。',
    en: 'This looks like a product barcode, not a trace code. A trace code has 20 digits, usually below the QR code.',
  },
  'verdict.malformed.foreign': {
    zh: '这像是{scheme}，由{issuer}发放，不是本平台的追溯码。请到该系统查询；本平台没有它的登记，不说明产品是假的。',
    en: 'This looks like: {scheme}, given out by: {issuer}. It is not a code of this platform. Look it up there; that we have no record of it does not mean that the goods are fake.',
  },
  'verdict.unknown.asset': {
    zh: '本平台没有登记这台设备。',
    en: 'This equipment is not in our registry.',
  },
  'verdict.unknown.asset_means': {
    zh: '这不等于设备有问题：它可能登记在其他平台，也可能看错了一位。请查看设备上的使用登记标志和检验标志。',
    en: 'That does not mean that anything is wrong with it: it may be registered elsewhere, or a character was misread. Look at the registration and inspection marks on the equipment.',
  },
  'verdict.asset_in_use': { zh: '在用', en: 'In use' },
  'verdict.asset_in_use.sentence': {
    zh: '这台设备（{kind}）登记为在用，没有登记到影响使用的逾期。',
    en: 'This equipment ({kind}) is recorded as in use; nothing that would stop its use is recorded as overdue.',
  },
  'verdict.asset_not_in_use': { zh: '尚未投用', en: 'Not in use yet' },
  'verdict.asset_not_in_use.sentence': {
    zh: '还没有这台设备（{kind}）投入使用的记录。',
    en: 'Nothing is on record about this equipment ({kind}) being put into use.',
  },
  'verdict.asset_stopped': { zh: '已停用', en: 'Out of use' },
  'verdict.asset_stopped.sentence': {
    zh: '这台设备（{kind}）登记为停用，请不要使用。',
    en: 'This equipment ({kind}) is recorded as out of use: do not use it.',
  },
  'verdict.asset_overdue': { zh: '超期', en: 'Overdue' },
  'verdict.asset_overdue.sentence': {
    zh: '请不要使用这台设备（{kind}）。',
    en: 'Do not use this equipment ({kind}).',
  },
  'verdict.asset_overdue.since': {
    zh: '{duty}应在 {date} 前完成，没有完成的记录。',
    en: '{duty} was due by {date}; nothing is on record that it was done.',
  },
  'verdict.asset_scrapped': { zh: '已报废', en: 'Scrapped' },
  'verdict.asset_scrapped.sentence': {
    zh: '这台设备（{kind}）已报废，不得使用。',
    en: 'This equipment ({kind}) was scrapped and must not be used.',
  },
  'verdict.asset_several': { zh: '请核对设备', en: 'Which equipment?' },
  'verdict.asset_several.sentence': {
    zh: '这个号码下登记了 {count} 台设备，无法判断是哪一台。请改扫设备编码。',
    en: '{count} pieces of equipment were recorded under this number, and which one is meant cannot be told. Scan the code of the equipment.',
  },
  'verdict.busy': { zh: '请稍后再试', en: 'Please try later' },
  'verdict.busy.sentence': {
    zh: '从这个网络查询了太多未登记的码。请 {minutes} 分钟后再试，或换用手机流量。',
    en: 'Too many unknown codes were tried from this network. Try again in {minutes} minutes, or over mobile data.',
  },

  // scans so far
  'scan.first': { zh: '首次被扫描', en: 'Scanned for the first time' },
  'scan.again': { zh: '此前被扫描过 {count} 次，首次在 {date}', en: 'Scanned {count} times before, first on {date}' },
  'scan.again.one': { zh: '此前被扫描过 1 次，在 {date}', en: 'Scanned once before, on {date}' },
  'scan.batch': {
    zh: '同一批次的每件包装都印同一个码，多次扫描是正常的。',
    en: 'Every package of a batch carries the same code, so many scans are normal.',
  },
  'scan.many': {
    zh: '扫描次数较多。一批货有很多件时这是正常的；如果产品、生产者或产地与实物不符，请举报。',
    en: 'That is a lot. It is normal for a large batch; but if product, producer or origin do not match what you hold, report it.',
  },
  'scan.many.single': {
    zh: '扫描次数较多：这张单据可能被复制过，请核对持有人和日期。',
    en: 'That is a lot: this document may have been copied. Compare its holder and date.',
  },

  // product
  'page.product': { zh: '产品', en: 'Product' },
  'page.producer': { zh: '生产者', en: 'Producer' },
  'page.purchaser': { zh: '收购者', en: 'Purchaser' },
  'page.processor': { zh: '加工者', en: 'Processor' },
  'page.issuer': { zh: '赋码主体', en: 'Code issued for' },
  'page.origin': { zh: '产地', en: 'Origin' },
  'page.origin_declared': { zh: '{place}（收购者申报）', en: '{place} (as the purchaser declared)' },
  'page.made_on': { zh: '生产日期', en: 'Made on' },
  'page.quantity': { zh: '本批数量', en: 'Size of this batch' },
  'page.code': { zh: '追溯码', en: 'Trace code' },
  'page.operator': { zh: '经营主体', en: 'Operator' },
  'page.operator_form': { zh: '类型', en: 'Kind' },
  'page.operator_place': { zh: '所在地', en: 'Location' },
  'page.operator_since': { zh: '登记日期', en: 'On record since' },
  'page.credit_code': { zh: '统一社会信用代码', en: 'Unified social credit code' },
  'page.subject_code': { zh: '主体码', en: 'Subject code' },
  'page.and_more': { zh: '等 {count} 家', en: 'and {count} more' },
  'page.and_more_lines': { zh: '另有 {count} 项货物。', en: '{count} more lines.' },
  'form.enterprise': { zh: '企业', en: 'Enterprise' },
  'form.cooperative': { zh: '农民合作社', en: 'Cooperative' },
  'form.family_farm': { zh: '家庭农场', en: 'Family farm' },
  'form.individual': { zh: '农户（个人）', en: 'Individual farmer' },
  'form.slaughterhouse': { zh: '屠宰企业', en: 'Slaughterhouse' },
  'form.purchaser': { zh: '收购单位（个人）', en: 'Purchaser' },

  // goods with an identifier of GS1
  'page.gs1': { zh: 'GS1 编码', en: 'GS1 identifier' },
  'page.gs1.00': { zh: '物流单元代码 (SSCC)', en: 'Logistic unit (SSCC)' },
  'page.gs1.01': { zh: '商品条码 (GTIN)', en: 'Product barcode (GTIN)' },
  'page.gs1.10': { zh: '批号', en: 'Lot' },
  'page.gs1.21': { zh: '序列号', en: 'Serial number' },
  'page.gs1.22': { zh: '产品变体', en: 'Product variant' },
  'page.gs1.235': { zh: '第三方序列号', en: 'Serial number given by a third party' },
  'page.gs1.8003': { zh: '可回收资产代码 (GRAI)', en: 'Returnable asset (GRAI)' },
  'page.gs1.8004': { zh: '单个资产代码 (GIAI)', en: 'Single asset (GIAI)' },
  'page.gs1.means': {
    zh: '这个编码由厂商自行编制，不是本平台签发；流通记录由各单位报送，本平台没有核对手里的产品是否与它相符。',
    en: 'The maker gave this identifier; we did not issue it. The events are as the companies reported them, and we did not check that the goods in your hand belong to it.',
  },

  // the resolver of GS1 Digital Links
  'link.title.item': { zh: '溯源：登记与停售状态', en: 'Suyuan: on record, and whether on hold' },
  'link.title.class': { zh: '溯源：是否登记', en: 'Suyuan: whether on record' },
  'link.title.operator': { zh: '溯源：经营主体', en: 'Suyuan: the operator' },
  'link.not_found': { zh: '本平台没有登记这个编码', en: 'This identifier is not on record here' },
  'link.no_such_type': {
    zh: '没有这种类型的链接：{linkType}',
    en: 'There is no link of this type: {linkType}',
  },

  // certificate
  'page.certificate': { zh: '承诺达标合格证', en: 'Commitment certificate' },
  'page.certificate_voided': { zh: '已于 {date} 作废', en: 'Voided on {date}' },
  'page.certificate_none': {
    zh: '没有随附承诺达标合格证的记录。',
    en: 'No commitment certificate is on record for this batch.',
  },
  'page.certificate_behind': { zh: '由原料批次随附：', en: 'Came with the goods this batch was made from:' },
  'page.certificate_more': { zh: '另有 {count} 张随附合格证。', en: '{count} more came with the goods.' },
  'page.promise1': {
    zh: '承诺：未使用禁用农药、兽药及其他化合物；使用的常规农药、兽药残留不超标。',
    en: 'Promise: no banned pesticide, veterinary drug or other compound was used; residues of ordinary ones are within the limits.',
  },
  'page.promise2': {
    zh: '承诺：已按规定收取并保存该批次农产品承诺达标合格证或者其他质量安全合格证明；未违规使用保鲜剂、防腐剂、添加剂等。',
    en: 'Promise: the certificates or other proofs of this batch were collected and are kept; no freshness agent, preservative or additive was used against the rules.',
  },
  'page.promise_basis': { zh: '承诺依据', en: 'Basis' },
  'page.promise_quantity': { zh: '重量或数量', en: 'Weight or number' },
  'page.promised_by': { zh: '承诺主体', en: 'Promised by' },
  'page.contact': { zh: '联系方式', en: 'Contact' },
  'page.issued_at': { zh: '开具时间', en: 'Issued' },
  'page.certificate_code': { zh: '合格证编号', en: 'Certificate no.' },
  'page.basis.quality_control': { zh: '质量安全控制符合要求', en: 'quality control in place' },
  'page.basis.own_test': { zh: '自行检测合格', en: 'own test passed' },
  'page.basis.entrusted_test': { zh: '委托检测合格', en: 'entrusted test passed' },
  'page.collected': { zh: '收取并保存的合格证', en: 'Certificates collected and kept' },
  'page.batch_page': { zh: '查看这批产品', en: 'See this batch' },

  // voucher
  'page.voucher': { zh: '入市追溯凭证', en: 'Market-entry voucher' },
  'page.seller': { zh: '销售方', en: 'Seller' },
  'page.buyer': { zh: '购买方', en: 'Buyer' },
  'page.as_stated': { zh: '由销售方填报', en: 'as stated by the seller' },
  'page.destination': { zh: '去向', en: 'Destination' },
  'page.sold_at': { zh: '销售时间', en: 'Sold' },
  'page.voucher_code': { zh: '凭证编号', en: 'Voucher no.' },
  'page.goods': { zh: '货物', en: 'Goods' },

  // timeline
  'page.steps': { zh: '来龙去脉', en: 'How it came here' },
  'page.asset': { zh: '设备', en: 'Equipment' },
  'page.asset_code': { zh: '设备编码', en: 'Code' },
  'page.asset_asked': { zh: '查询的号码', en: 'You asked for' },
  'page.asset_duties': { zh: '下次应做', en: 'Due next' },
  'page.asset_overdue_days': { zh: '已逾期 {days} 天', en: 'overdue by {days} days' },
  'page.asset_last': { zh: '最近的记录', en: 'Last recorded' },
  'page.report.how_asset': {
    zh: '记下设备编码，拍下标志，拨打 {12315}（市场监管投诉举报）或 {12345}（政务服务热线）。',
    en: 'Note the code of the equipment, take a photo of its marks, and call {12315} (market regulation) or {12345} (government hotline).',
  },
  'page.asset_proves': { zh: '这页不能证明什么', en: 'What this page does not prove' },
  'page.asset_declared': {
    zh: '以上由有关单位填报，本平台未到现场核实。',
    en: 'The parties in charge recorded this; nobody of this platform has looked at the equipment.',
  },
  'page.asset_not_instead': {
    zh: '不能代替设备上的使用登记标志和检验标志。',
    en: 'It does not stand in for the registration and inspection marks on the equipment.',
  },
  'page.steps_cut': { zh: '来源很多，只列出一部分。', en: 'There are many origins; only some are listed.' },
  'page.step_archived': { zh: '该环节的记录已于 {date} 归档。', en: 'What was recorded of it was archived on {date}.' },
  'page.step_count': { zh: '{count} 次', en: '{count} times' },

  // honesty
  'page.proves': { zh: '这能证明什么', en: 'What this proves' },
  'page.proves.issued': { zh: '这个码由本平台签发。', en: 'This code was issued by this platform.' },
  'page.proves.declared': {
    zh: '上面的内容由经营者登记，留痕可查，不能悄悄改掉。',
    en: 'The operators recorded what is shown above; it cannot be changed without a trace.',
  },
  'page.proves.now': { zh: '停售和作废的状态是现在的。', en: 'Holds and voids are shown as they stand now.' },
  'page.proves_not': { zh: '这不能证明什么', en: 'What it does not' },
  'page.proves_not.genuine': {
    zh: '查到登记，不等于手里的产品就是真的：码可以被复制，请核对产品、生产者和包装。',
    en: 'A hit does not make the goods in your hand genuine: a code can be copied. Compare product, producer and package.',
  },
  'page.proves_not.safe': {
    zh: '它不代替检验，也不是官方对产品质量的保证。',
    en: 'It replaces no inspection and is no official guarantee of quality.',
  },
  'page.report': { zh: '发现问题怎么办', en: 'Report a problem' },
  'page.report.how': {
    zh: '保留包装、凭据和照片，记下追溯码，拨打 {12315}（市场监管投诉举报）或 {12345}（政务服务热线）。',
    en: 'Keep the package, the receipt and photos, note the code, and call {12315} (market regulation) or {12345} (government hotline).',
  },
  'page.lookup': { zh: '查另一个码', en: 'Look up another code' },
  'page.lookup_first': { zh: '输入追溯码', en: 'Enter a code' },
  'page.lookup_help': { zh: '标签二维码下方的 20 位数字', en: 'The 20 digits below the QR code on the label' },
  'page.lookup_go': { zh: '查询', en: 'Look up' },
  'page.footer': {
    zh: '由经营者登记、监管部门监督的追溯信息。本页不设广告，不记录扫码人。',
    en: 'Recorded by operators, supervised by the authorities. No advertisements; we do not record who scans.',
  },

  // home
  'home.title': { zh: '扫一扫，看来历', en: 'See where it comes from' },
  'home.sentence': {
    zh: '用手机扫标签上的二维码，或在这里输入追溯码：产品是谁生产的、从哪里来、有没有停售。',
    en: 'Scan the QR code on the label with your phone, or enter its code here: who made it, where it comes from, whether it is on hold.',
  },
  'home.kinds': { zh: '可以查询的码', en: 'Codes you can look up' },
  'home.kind.batch': { zh: '农产品标签上的追溯码', en: 'Trace codes on product labels' },
  'home.kind.certificate': { zh: '承诺达标合格证编号', en: 'Numbers of commitment certificates' },
  'home.kind.voucher': { zh: '入市追溯凭证编号', en: 'Numbers of market-entry vouchers' },
  'home.kind.subject': { zh: '经营主体的主体码', en: 'Subject codes of operators' },
  'home.kind.asset': {
    zh: '电梯、气瓶上的设备编码和登记号',
    en: 'Codes and registration numbers on lifts and gas cylinders',
  },
  'home.sign_in': {
    zh: '经营者和监管人员请{enter}；接口说明见 {api}。',
    en: 'Operators and officers: {enter}. The interface is described at {api}.',
  },
  'home.verify': { zh: '核验一份存证', en: 'Check a proof' },
  'home.enter': { zh: '登录工作台', en: 'sign in' },
})
export type PortalWord = keyof typeof portalWords
