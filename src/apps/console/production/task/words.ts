import { words } from '../../../../platform/i18n.ts'

/** Open work that rules asked for; loaded with its first page. */
export const taskWords = words({
  'tasks.title': { zh: '规则待办', en: 'Open work' },
  'tasks.what': {
    zh: '记录触发规则后需要补办的事。办完后写明怎么办的，监管机构能看到。',
    en: 'What a rule asked for after something was recorded. Say how it was done; your agency can read it.',
  },
  'tasks.which': { zh: '显示哪些待办', en: 'Which work' },
  'tasks.open': { zh: '未办', en: 'Open' },
  'tasks.done': { zh: '已办', en: 'Done' },
  'tasks.todo': { zh: '要办的事', en: 'What to do' },
  'tasks.state': { zh: '状态', en: 'State' },
  'tasks.rule': { zh: '规则与依据', en: 'Rule and source' },
  'tasks.opened': { zh: '产生时间', en: 'Opened' },
  'tasks.note': { zh: '怎么办的', en: 'How it was done' },
  'tasks.finish': { zh: '办结', en: 'Done' },
  'tasks.finish_title': { zh: '办结这件事', en: 'This is done' },
  'tasks.finish_what': {
    zh: '请写明怎么办的、什么时候、有关编号。办结后不能撤回。',
    en: 'Say how, when and under which number. This cannot be taken back.',
  },
  'tasks.none': { zh: '没有要补办的事。', en: 'No rule asks for anything.' },
  'tasks.none_done': { zh: '还没有办结的事。', en: 'Nothing has been done yet.' },
  'tasks.operator': { zh: '规则待办', en: 'Open work' },
  'tasks.operator_none': { zh: '没有未办的事。', en: 'Nothing is open.' },
})
