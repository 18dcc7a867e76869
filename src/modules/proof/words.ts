import { words } from '../../platform/i18n.ts'

export const proofWords = words({
  'log.empty': {
    zh: '还没有检查点:系统启动后几秒内会生成第一个,请稍后再试。',
    en: 'There is no checkpoint yet: the first is made within seconds of the start. Try again shortly.',
  },
  'log.size_not_reached': {
    zh: '日志还没有这么多条:最新检查点包含 {size} 条。',
    en: 'The log is not that large yet: its newest checkpoint covers {size} leaves.',
  },
  'log.sizes_reversed': {
    zh: '起始大小 {from} 不能大于结束大小 {to}。',
    en: 'The first size {from} must not be larger than the second, {to}.',
  },
  'log.hash_malformed': {
    zh: '请给出 64 位十六进制的哈希,或 ni:///sha-256;… 形式的事件哈希。',
    en: 'Give a hash of 64 hexadecimal digits, or an event hash such as ni:///sha-256;….',
  },
  'log.hash_not_found': {
    zh: '日志中没有这个哈希。刚刚记录的内容要等下一个检查点;按事件哈希查询时,只有能查看该事件的人查得到。',
    en: 'The log has no such hash. What was just recorded waits for the next checkpoint; an event hash is found only by those who may see the event.',
  },
})
