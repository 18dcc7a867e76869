import { words } from '../../platform/i18n.ts'

/** Refusals, states, roles and fields of identity. */
export const identityWords = words({
  'division.not_found': {
    zh: '没有这个行政区划，请重新选择。',
    en: 'There is no such division; choose one from the list.',
  },
  'party.not_found': {
    zh: '没有找到该单位，或不在您的管辖范围内。',
    en: 'Not found, or outside your jurisdiction.',
  },
  'agency.not_found': {
    zh: '没有找到该机构，或不在您的管辖范围内。',
    en: 'No such agency, or outside your jurisdiction.',
  },
  'agency.not_yours_to_allocate': {
    zh: '您只能为本级检测、执法机构和下一级监管机构建立机构和管理员。',
    en: "You may set up your own level's testing and enforcement agencies and supervision agencies one level below.",
  },
  'agency.division_of_other_level': {
    zh: '所选行政区划与机构级别不一致。',
    en: 'The division chosen is not of the agency’s level.',
  },
  'agency.sectors_not_held': {
    zh: '不能授予您自己没有的产业：{sectors}。',
    en: 'You cannot grant sectors you do not hold: {sectors}.',
  },
  'account.not_found': {
    zh: '没有找到该账号，或不由您管理。',
    en: 'No such account, or it is not yours to manage.',
  },
  'account.disabled': {
    zh: '账号已停用，请联系本单位管理员。',
    en: 'This account is disabled; ask your administrator.',
  },
  'account.role_does_not_fit': {
    zh: '该单位的成员不能担任此角色：{role}。',
    en: 'Members there cannot have this role: {role}.',
  },
  'account.administrator_only': {
    zh: '您只能为该机构开通用户管理员账号，其他账号由该机构自己开通。',
    en: 'There you may open administrators only; they open the other accounts.',
  },
  'account.more_than_held': {
    zh: '不能授予超出您自己所有的权限或产业。',
    en: 'You cannot give more rights or sectors than you hold yourself.',
  },
  'account.own': {
    zh: '不能对自己的账号执行此操作，请由其他管理员操作。',
    en: 'You cannot do this to your own account; ask another administrator.',
  },
  'account.phone_invalid': { zh: '手机号格式不正确。', en: 'This is not a mobile number.' },
  'account.must_change_password': {
    zh: '请先修改初始密码，再使用系统。',
    en: 'Change the temporary password first.',
  },
  'account.password_expired': {
    zh: '初始密码已过期，请联系管理员重置。',
    en: 'The temporary password has run out; ask for a new one.',
  },
  'constraint.account_login_unique': {
    zh: '登录名已被使用，请换一个。',
    en: 'This login name is taken; choose another.',
  },
  'password.too_short': { zh: '密码至少 10 个字符。', en: 'A password has at least 10 characters.' },
  'password.too_long': { zh: '密码不超过 128 个字符。', en: 'A password has at most 128 characters.' },
  'password.too_common': { zh: '密码过于常见，请换一个。', en: 'Too many people use this password; choose another.' },
  'password.contains_own': {
    zh: '密码不能包含自己的登录名、姓名或手机号。',
    en: 'A password must not contain your login, name or phone number.',
  },
  'password.same': { zh: '新密码不能与原密码相同。', en: 'The new password must differ from the old one.' },
  'password.wrong': { zh: '原密码不正确。', en: 'The current password is wrong.' },
  'client.not_found': { zh: '没有找到该接口应用。', en: 'No such machine client.' },
  'client.wrong_credentials': {
    zh: '接口应用编号或密钥不正确，或已停用。',
    en: 'Unknown client, wrong secret, or disabled.',
  },
  'client.more_than_held': {
    zh: '不能授予接口应用超出您自己所有的权限或产业。',
    en: 'A client cannot be given more rights or sectors than you hold.',
  },
  'session.wrong_credentials': { zh: '登录名或密码不正确。', en: 'Wrong login or password.' },
  'session.locked': {
    zh: '密码错误次数过多，请 {minutes} 分钟后再试，或联系管理员重置密码。',
    en: 'Too many wrong passwords: try again in {minutes} minutes, or ask for a reset.',
  },
  'session.csrf_missing': {
    zh: '页面已过期，请刷新后重试。',
    en: 'This page is out of date; reload and try again.',
  },
  'setup.link_not_valid': {
    zh: '链接无效、已用过或已过期。请重新启动服务，用新打印的链接。',
    en: 'This link is not valid, was used or has run out. Restart the service and use the link it prints.',
  },
  'setup.done_already': {
    zh: '已有管理员，请直接登录。',
    en: 'There is an administrator already; sign in.',
  },
  'role.platform_administrator': { zh: '平台管理员', en: 'Platform administrator' },
  'role.agency_administrator': { zh: '用户管理员', en: 'Agency administrator' },
  'role.business_manager': { zh: '业务管理人员', en: 'Business manager' },
  'role.data_entry': { zh: '上机操作人员', en: 'Data-entry staff' },
  'role.information_officer': { zh: '信息员', en: 'Information officer' },
  'role.entry_helper': { zh: '代录员', en: 'Entry helper' },
  'role.laboratory_staff': { zh: '检测人员', en: 'Laboratory staff' },
  'role.enforcement_officer': { zh: '执法人员', en: 'Enforcement officer' },
  'role.auditor': { zh: '审计员', en: 'Auditor' },
  'role.operator_owner': { zh: '主体负责人', en: 'Operator owner' },
  'role.operator_member': { zh: '主体成员', en: 'Operator member' },
  'role.applicant': { zh: '注册申请人', en: 'Applicant' },
  'agency.kind.supervision': { zh: '监管机构', en: 'Supervision agency' },
  'agency.kind.testing': { zh: '检测机构', en: 'Testing agency' },
  'agency.kind.enforcement': { zh: '执法机构', en: 'Enforcement agency' },
  'agency.level.ministry': { zh: '部级', en: 'Ministry' },
  'agency.level.province': { zh: '省级', en: 'Province' },
  'agency.level.city': { zh: '市级', en: 'City' },
  'agency.level.county': { zh: '县级', en: 'County' },
  'agency.level.township': { zh: '乡镇级', en: 'Township' },
  'agency.department.agriculture': { zh: '农业农村', en: 'Agriculture' },
  'agency.department.livestock': { zh: '畜牧兽医', en: 'Livestock' },
  'agency.department.fishery': { zh: '渔业', en: 'Fishery' },
  'agency.department.state_farms': { zh: '农垦', en: 'State farms' },
  'sector.crop': { zh: '种植业', en: 'Crops' },
  'sector.livestock': { zh: '畜牧业', en: 'Livestock' },
  'sector.fishery': { zh: '渔业', en: 'Fishery' },
  'account.state.open': { zh: '正常', en: 'Open' },
  'account.state.disabled': { zh: '已停用', en: 'Disabled' },
  'setup.title': { zh: '建立第一个管理员', en: 'Create the first administrator' },
  'setup.intro': {
    zh: '这是一个空的平台。请填写主管机构和它的第一位管理员，此链接只能使用一次。',
    en: 'This platform is empty. Name the agency that runs it and its first administrator; the link works once.',
  },
  'setup.field.agencyName': { zh: '机构名称', en: 'Agency' },
  'setup.field.name': { zh: '您的姓名', en: 'Your name' },
  'setup.field.login': { zh: '登录名', en: 'Login name' },
  'setup.field.password': { zh: '密码', en: 'Password' },
  'setup.hint.login': { zh: '3–64 个字符：字母、数字、. _ @ -', en: '3–64 characters: letters, digits, . _ @ -' },
  'setup.hint.password': { zh: '至少 10 个字符', en: 'At least 10 characters' },
  'setup.submit': { zh: '建立管理员', en: 'Create administrator' },
  'setup.ready': { zh: '管理员已建立', en: 'The administrator is ready' },
  'setup.next': {
    zh: '请用登录名 {login} 登录，先建立下一级机构，再开通账号。',
    en: 'Sign in as {login}; set up the agencies below, then open their accounts.',
  },
  'setup.field_wrong': { zh: '请检查此项。', en: 'Please check this field.' },
})
