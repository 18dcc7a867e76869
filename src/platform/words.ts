import { words } from './i18n.ts'

/** Refusals that any endpoint can give. */
export const platformWords = words({
  'request.invalid': {
    zh: '填写的内容有误,请检查标出的各项。',
    en: 'Some of what was entered is not right; check the fields that are marked.',
  },
  'request.malformed': { zh: '请求无法读取。', en: 'The request could not be read.' },
  'request.type_unsupported': { zh: '不支持这种内容类型。', en: 'Content of this type is not taken here.' },
  'request.method_not_allowed': {
    zh: '此地址不支持 {method} 方法。',
    en: 'The method {method} is not for this address.',
  },
  'request.uri_too_long': {
    zh: '网址过长,请缩小查询范围或改用命名查询。',
    en: 'The address is too long; ask for less, or use a named query.',
  },
  'request.too_large': { zh: '内容过大,请分几次提交。', en: 'That is too much at once; send it in parts.' },
  'request.too_many': {
    zh: '操作过于频繁,请在 {retryAfter} 秒后再试。',
    en: 'Too many attempts; try again in {retryAfter} seconds.',
  },
  'platform.busy': {
    zh: '系统暂时繁忙,本次操作没有完成,请在 {retryAfter} 秒后再试。',
    en: 'The platform is busy for the moment and this was not done; try again in {retryAfter} seconds.',
  },
  'cursor.malformed': {
    zh: '翻页位置无效,请从第一页重新查看。',
    en: 'This page is no longer there; start from the first.',
  },
  'login.required': { zh: '请先登录。', en: 'Please sign in first.' },
  'permission.missing': {
    zh: '您的账号没有这项权限,请联系本单位管理员。',
    en: 'Your account may not do this; ask your administrator.',
  },
  'command.id_reused': {
    zh: '同一操作编号已用于另一项操作,请刷新后重新提交。',
    en: 'This command id was used for something else; reload and send again.',
  },
  'command.id_malformed': { zh: '操作编号应为 UUID。', en: 'The command id must be a UUID.' },
  'blob.no_space': {
    zh: '服务器存储空间已满,文件没有保存,请联系平台管理员。',
    en: 'The server’s disk is full; the file was not kept. Tell the platform administrator.',
  },
  'route.not_found': { zh: '没有这个页面。', en: 'There is no such page.' },
  internal: {
    zh: '系统出现故障,您的内容没有丢失,请稍后再试。',
    en: 'Something failed on our side; nothing was saved. Please try again shortly.',
  },
})
