import { expect, test } from 'vitest'
import { languageOf, say } from './i18n.ts'

test.each([
  // what browsers send, and who gets what
  [undefined, 'zh'],
  ['', 'zh'],
  ['*', 'zh'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['zh-Hans-CN', 'zh'],
  ['zh-TW,zh;q=0.9', 'zh'],
  ['ZH', 'zh'],
  ['en-US,en;q=0.9', 'en'],
  ['en-US,en;q=0.9,zh;q=0.8', 'en'],
  ['en;q=0.8,zh;q=0.9', 'zh'],
  ['en;q=0.8, zh-CN', 'zh'],
  ['fr-FR,fr;q=0.9', 'en'],
  ['fr,zh;q=0.5,en;q=0.4', 'zh'],
  ['fr,en;q=0.5', 'en'],
  ['zh;q=0, en', 'en'],
  ['fr, zh;q=0', 'en'],
  ['en;q=0, zh;q=0.1', 'zh'],
  ['en; q=0.5 , zh ; q=0.4', 'en'],
  ['zha,en;q=0.1', 'en'],
  ['english', 'en'],
  [';;;,,q=1', 'en'],
] as const)('Accept-Language %s is answered in %s', (header, language) => {
  expect(languageOf(header)).toBe(language)
})

test('a sentence takes its values, keeps what it was not given, and a missing word is seen', () => {
  const w = { 'a.b': { zh: '{n} 份,{who}', en: '{n} of {who}' } }
  expect(say(w, 'a.b', 'zh', { n: 2, who: '$& {n}' })).toBe('2 份,$& {n}')
  expect(say(w, 'a.b', 'en', { n: 0 })).toBe('0 of {who}')
  expect(say(w, 'a.c', 'en')).toBe('a.c')
})
