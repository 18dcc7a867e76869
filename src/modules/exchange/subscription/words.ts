import { words } from '../../../platform/i18n.ts'

export const subscriptionWords = words({
  'epcis_subscription.not_found': { zh: '没有找到该订阅。', en: 'There is no such subscription.' },
  'epcis_subscription.wrong_state': {
    zh: '订阅状态已变化，请刷新后查看。',
    en: 'The subscription has changed; reload to see it.',
  },
  'epcis_subscription.too_many': {
    zh: '最多 {most} 个订阅，请先退订不用的。',
    en: 'At most {most} subscriptions; end those no longer used.',
  },
  'epcis_subscription.no_controls': {
    zh: '请给出 schedule（定时）或 stream=true（即时）。',
    en: 'Give a schedule, or stream=true.',
  },
  'epcis_subscription.both_controls': {
    zh: 'schedule 与 stream 不能同时使用，请去掉其中一个。',
    en: 'schedule and stream exclude each other; leave one of them out.',
  },
  'epcis_subscription.stream_false': { zh: 'stream 只能为 true。', en: 'stream can only be true.' },
  'epcis_subscription.schedule_malformed': {
    zh: '时间表的 {field} 无法识别：“{value}”。可写数字、[1-5] 这样的区间，用逗号分隔。',
    en: 'The field {field} of the schedule cannot be read: “{value}”. Write numbers and ranges like [1-5], separated by commas.',
  },
  'epcis_subscription.schedule_never': {
    zh: '没有任何时间符合这个时间表，请至少填写一项并核对。',
    en: 'No time ever fits this schedule; fill in at least one field and check them.',
  },
  'epcis_subscription.query_limited': {
    zh: '含 eventCountLimit 或 maxEventCount 的查询不能订阅，请另建一个不含的查询。',
    en: 'A query with eventCountLimit or maxEventCount cannot be subscribed to; make one without.',
  },
  'epcis_subscription.parameter_unknown': {
    zh: '没有名为 {parameter} 的订阅参数。',
    en: 'There is no subscription parameter {parameter}.',
  },
  'epcis_subscription.parameter_malformed': {
    zh: '参数 {parameter} 的值不对。',
    en: 'The value of {parameter} is wrong.',
  },
  'epcis_subscription.foreign_origin': {
    zh: '不能从其他网站打开此连接，请用接口应用的令牌。',
    en: 'This socket cannot be opened from another site; use a machine client’s token.',
  },
  'epcis_subscription.dest_address_malformed': {
    zh: '推送地址无法识别，请填写完整网址。',
    en: 'The address (dest) cannot be read; give a whole URL.',
  },
  'epcis_subscription.dest_scheme': {
    zh: '推送地址只能是 https 或 http。',
    en: 'The address (dest) must be https or http.',
  },
  'epcis_subscription.dest_credentials': {
    zh: '推送地址中不能含用户名和密码，请改用 signatureToken。',
    en: 'The address (dest) must not hold a name and password; use signatureToken.',
  },
  'epcis_subscription.dest_port': {
    zh: '推送地址的端口不在允许范围内（80、443、8080、8443）。',
    en: 'The port of the address (dest) is not allowed; use 80, 443, 8080 or 8443.',
  },
  'epcis_subscription.dest_private': {
    zh: '推送地址在内部网络，平台不会访问。如确有需要，请联系平台运维人员放行该主机。',
    en: 'The address (dest) is on a private network, which is not reached. Ask the platform’s operator to allow the host.',
  },
  'epcis_subscription.account_closed': {
    zh: '创建订阅的账号或接口应用已停用或不再有查询权限，请由现有账号恢复订阅。',
    en: 'The account or client that subscribed is closed or may no longer query; enable it from another account.',
  },
  'epcis_subscription.gone': { zh: '接收方答复不再接收（410）。', en: 'The receiver said that it is gone (410).' },
  'epcis_subscription.address_refused': {
    zh: '推送地址不再允许访问，请核对地址。',
    en: 'The address may no longer be reached; check it.',
  },
  'epcis_subscription.failed_too_often': {
    zh: '连续多次推送失败，已停用。请检查接收系统后恢复。',
    en: 'Too many failures in a row. Check the receiving system, then enable it.',
  },
  'epcis_subscription.by_hand': { zh: '由本单位停用。', en: 'Disabled by hand.' },
})
