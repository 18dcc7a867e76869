import { words } from '../../../platform/i18n.ts'

/** How I like the screens, and who I am here. */
export const preferenceWords = words({
  'preference.title': { zh: '偏好设置', en: 'Preferences' },
  'preference.screens': { zh: '界面', en: 'Screens' },
  'preference.language': { zh: '语言', en: 'Language' },
  'preference.language.browser': { zh: '跟随浏览器', en: 'As the browser' },
  'preference.language.zh': { zh: '中文', en: 'Chinese' },
  'preference.language.en': { zh: '英文', en: 'English' },
  'preference.language.help': {
    zh: '提示、通知和导出的文件也用这种语言。',
    en: 'Messages, notices and files you export follow it too.',
  },
  'preference.size': { zh: '字号', en: 'Type' },
  'preference.size.normal': { zh: '标准', en: 'Normal' },
  'preference.size.large': { zh: '大字', en: 'Large' },
  'preference.theme': { zh: '深浅色', en: 'Colours' },
  'preference.theme.system': { zh: '跟随系统', en: 'As the system' },
  'preference.theme.light': { zh: '浅色', en: 'Light' },
  'preference.theme.dark': { zh: '深色', en: 'Dark' },
  'preference.kept': {
    zh: '选好即生效，换一台设备登录也一样。',
    en: 'Takes effect at once, and on every device where you sign in.',
  },
  'preference.not_kept': {
    zh: '这台设备上已生效，但没有存到平台：',
    en: 'In effect here, but not kept on the platform:',
  },
  'preference.drafts': { zh: '没填完的表单', en: 'Forms begun' },
  'preference.drafts_help': {
    zh: '平台为您保留 {days} 天，换一台设备也能接着填。',
    en: 'Kept for {days} days; go on from any device.',
  },
  'preference.drop': { zh: '不要了', en: 'Drop' },
  'preference.unnamed': { zh: '未命名的表单', en: 'A form without a name' },
  'preference.here': { zh: '这台电脑', en: 'This computer' },
  'preference.scale': { zh: '电子秤', en: 'Scale' },
  'preference.scale.off': { zh: '没有', en: 'none' },
  'preference.scale.on': { zh: '已接好', en: 'connected' },
  'preference.scale.help': {
    zh: '这台电脑上运行着电子秤桥接程序时打开：重量可以直接取到表单里。',
    en: 'Where a scale bridge runs on this computer: forms then take the weight from it.',
  },
  'preference.account': { zh: '我的账号', en: 'My account' },
  'preference.name': { zh: '姓名', en: 'Name' },
  'preference.login': { zh: '登录名', en: 'Login' },
  'preference.party': { zh: '单位', en: 'Organisation' },
  'preference.roles': { zh: '角色', en: 'Roles' },
  'preference.divisions': { zh: '管辖区划', en: 'Jurisdiction' },
  'preference.sectors': { zh: '产业', en: 'Sectors' },
  'preference.password': { zh: '修改密码', en: 'Change password' },
  'preference.session': {
    zh: '{hours} 小时不用会自动退出，最长 {days} 天；修改密码后，其他设备会退出登录。',
    en: 'You are signed out after {hours} hours without use and after {days} days at the latest. A new password signs out your other devices.',
  },
})
