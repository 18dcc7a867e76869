import { expect, test } from 'vitest'
import { profiles } from '../../../../industries/index.ts'
import type { ProfileField } from '../../../../kernel/profile.ts'
import { sourceInEnglish } from './source-names.ts'
import { articlesIn } from './sources.ts'

test.each([
  ['农产品质量安全法 第27条第(一)项', [{ law: '农产品质量安全法', article: '27', item: '一' }]],
  [
    '食品安全法 第34条第(十)项、第54条，食品安全法实施条例 第29条',
    [
      { law: '食品安全法', article: '34', item: '十' },
      { law: '食品安全法', article: '54' },
      { law: '食品安全法实施条例', article: '29' },
    ],
  ],
  ['兽药管理条例 第40条 (出栏时执行为平台设计)', [{ law: '兽药管理条例', article: '40' }]],
  ['生产中使用的平台', []],
])('in %s stand %j', (source, articles) => {
  expect(articlesIn(source)).toEqual(articles)
})

test('every article that a field of a profile is asked for by is told under the field', () => {
  const untold = profiles.flatMap((p) =>
    p.events.flatMap((e) =>
      e.fields
        .flatMap((f): readonly ProfileField[] => (f.type === 'rows' ? [f, ...f.fields] : [f]))
        .filter((f) => f.required === 'law' && !articlesIn(f.source).length)
        .map((f) => `${p.id} ${e.id}.${f.key}: ${f.source}`),
    ),
  )
  expect(untold).toEqual([])
})

test('every other source of a field is told in English on an English page', () => {
  const untold = profiles.flatMap((p) =>
    p.events.flatMap((e) =>
      e.fields
        .flatMap((f): readonly ProfileField[] => (f.type === 'rows' ? [f, ...f.fields] : [f]))
        .filter((f) => f.confidence !== 'design' && !articlesIn(f.source).length)
        .map((f) => sourceInEnglish(f.source))
        .filter((said) => /\p{Script=Han}/u.test(said)),
    ),
  )
  expect([...new Set(untold)]).toEqual([])
  // the number of a decision is what somebody wrote
  expect(sourceInEnglish('NY/T 4712-2025 (二手资料); 琼示例〔2026〕1号')).toBe(
    'NY/T 4712-2025 (secondary source); 琼示例〔2026〕1号',
  )
})
