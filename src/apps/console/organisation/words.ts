import { words } from '../../../platform/i18n.ts'

/** My organisation: facts, subject code, contact, what belongs to it; before approval, how far the filing is. */
export const organisationWords = words({
  'organisation.title': { zh: '我的企业', en: 'My organisation' },
  'organisation.subject_code': { zh: '主体码', en: 'Subject code' },
  'organisation.form': { zh: '组织形式', en: 'Form' },
  'organisation.role': { zh: '主体类型', en: 'Role' },
  'organisation.sectors': { zh: '产业', en: 'Sectors' },
  'organisation.division': { zh: '所在地', en: 'Place' },
  'organisation.registered_at': { zh: '登记时间', en: 'Registered' },
  'organisation.to_filing': { zh: '登记信息与变更', en: 'Registration and changes' },
  'organisation.state_reason': { zh: '原因：{reason}', en: 'Reason: {reason}' },
  'organisation.open_filing': {
    zh: '有一项{kind}申请在办理。',
    en: 'A filing is open: {kind}.',
  },
  'organisation.see_filing': { zh: '查看', en: 'See it' },

  'organisation.code_title': { zh: '主体码', en: 'Subject code' },
  'organisation.code_alt': { zh: '主体码二维码 {code}', en: 'QR code of subject code {code}' },
  'organisation.code_help': {
    zh: '扫一扫可看到本企业的登记情况。贴在大门、摊位，或印在合同和包装上。',
    en: 'Whoever scans it sees your registration. Put it on the gate or the stall, on contracts and packaging.',
  },
  'organisation.code_download': { zh: '下载二维码', en: 'Download the QR code' },
  'organisation.plate': { zh: '打印门牌', en: 'Print the door plate' },
  'organisation.plate_title': { zh: '门牌', en: 'Door plate' },
  'organisation.plate_heading': { zh: '农产品质量安全追溯主体', en: 'Registered for farm product traceability' },
  'organisation.plate_scan': { zh: '扫码查看登记情况', en: 'Scan to see the registration' },

  'organisation.contact': { zh: '联系与经营情况', en: 'Contact and business' },
  'organisation.contact_help': {
    zh: '这些信息由企业自己维护，改了立即生效；名称、证照、产业等要经审核，请走变更申请。',
    en: 'Yours to keep up to date; changes count at once. Name, licence and sectors change through a filing.',
  },
  'organisation.edit': { zh: '修改', en: 'Change' },
  'organisation.email_wrong': { zh: '邮箱格式不对。', en: 'This is not an e-mail address.' },

  'organisation.belongings': { zh: '成员、场所和产品', en: 'Members, sites and products' },
  'organisation.members': { zh: '成员', en: 'Members' },
  'organisation.sites': { zh: '场所与地块', en: 'Sites and plots' },
  'organisation.products': { zh: '产品', en: 'Products' },
  'organisation.catalogue': { zh: '涉及本企业的追溯目录', en: 'Catalogue entries that concern you' },
  'organisation.count': { zh: '{count} 个', en: '{count}' },
  'organisation.count_more': { zh: '{count} 个以上', en: 'more than {count}' },

  'organisation.nothing': {
    zh: '还没有提交注册申请。填好企业信息提交后，由所在县的监管机构审核。',
    en: 'You have not filed yet. Fill in who you are; the county supervision agency reviews it.',
  },
  'organisation.start_filing': { zh: '填写注册申请', en: 'Fill in the registration' },
  'organisation.correct_filing': { zh: '修改后重新提交', en: 'Correct it and hand it in' },
  'organisation.finish_filing': { zh: '继续填写', en: 'Go on' },
  'organisation.filing': { zh: '申请', en: 'Filing' },
  'organisation.filing_at': { zh: '提交时间', en: 'Handed in' },
  'organisation.filing_reviewer': { zh: '审核机构', en: 'Reviewed by' },
  'organisation.next': { zh: '接下来', en: 'What happens next' },
  'organisation.next.draft': {
    zh: '申请还没有提交。填完提交后才开始审核。',
    en: 'Not handed in yet. The review begins when you do.',
  },
  'organisation.next.submitted': {
    zh: '审核机构会核对证照和信息。结果出来后，您会在“通知”里看到。',
    en: 'The agency compares licence and facts. You are told the result under Notices.',
  },
  'organisation.next.returned': {
    zh: '请按下面的意见修改，再次提交。已填的内容都在。',
    en: 'Correct what is named below and hand it in again. What you filled in is still there.',
  },
  'organisation.next.rejected': {
    zh: '申请未通过。如情况有误，可修改后再次提交，或联系审核机构。',
    en: 'It was refused. If that is a mistake, correct it and hand it in again, or ask the agency.',
  },
  'organisation.next.withdrawn': {
    zh: '申请已撤回。可以重新填写并提交。',
    en: 'You took it back. You may fill it in and hand it in again.',
  },
  'organisation.next.approved': {
    zh: '申请已通过，重新登录后即可使用全部功能。',
    en: 'It is approved. Sign in again to use everything.',
  },
  'organisation.then_code': {
    zh: '通过后得到主体码，就可以记录生产、开合格证、打标签、卖货。',
    en: 'Once approved you get a subject code, and can record, certify, label and sell.',
  },
  'organisation.reviewer_says': { zh: '审核意见', en: 'What the reviewer says' },
})
