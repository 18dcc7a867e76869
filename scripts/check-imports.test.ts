import { expect, test } from 'vitest'
import { browserUnsafe, check, cycles, refuse } from './check-imports.ts'

test.each([
  ['src/platform/http.ts', 'src/modules/trace/index.ts', 'the platform knows no subject'],
  ['src/kernel/code.ts', 'src/platform/id.ts', 'the kernel imports nothing of ours'],
  ['src/modules/catalogue/service.ts', 'src/modules/trace/index.ts', 'catalogue may not use trace: it stands above'],
  ['src/modules/trade/service.ts', 'src/modules/trace/queries.ts', 'use trace through its index.ts'],
  ['src/modules/trade/service.ts', 'src/modules/trace/hold/index.ts', 'use trace through its index.ts'],
  [
    'src/modules/trade/schema.ts',
    'src/modules/trace/index.ts',
    'schema, rules and words may only use schema, rules and words of earlier modules',
  ],
  ['src/modules/trade/schema.ts', 'src/platform/db.ts', 'schema, rules and words run in the browser too'],
  [
    'src/apps/console/Desk.tsx',
    'src/modules/trace/queries.ts',
    'an app may use only schema, rules and words of a module',
  ],
  ['src/apps/console/Desk.tsx', 'src/platform/db.ts', 'this part of the platform is for the server'],
  ['src/industries/crop/index.ts', 'src/modules/trace/index.ts', 'industries may use the kernel only'],
])('%s may not import %s', (from, to, why) => {
  expect(refuse(from, to)).toBe(why)
})

test.each([
  ['src/modules/trade/service.ts', 'src/modules/trace/index.ts'],
  ['src/modules/trade/schema.ts', 'src/modules/trace/schema.ts'],
  ['src/modules/trade/schema.ts', 'src/platform/endpoint.ts'],
  ['src/modules/trace/hold/service.ts', 'src/modules/trace/work.ts'],
  ['src/apps/console/Desk.tsx', 'src/modules/trace/words.ts'],
  ['src/server.ts', 'src/modules/trace/routes.ts'],
])('%s may import %s', (from, to) => {
  expect(refuse(from, to)).toBeUndefined()
})

test('a circle of imports is found and named', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c']],
    ['c', ['b']],
  ])
  expect(cycles(graph)).toEqual([['b', 'c', 'b']])
})

test('a rule that reaches the database by a detour is found', () => {
  const graph = new Map([
    ['src/modules/trade/rules.ts', ['src/modules/trade/time.ts']],
    ['src/modules/trade/time.ts', ['src/platform/db.ts']],
  ])
  const packagesOf = (f: string) => (f.endsWith('time.ts') ? ['pg', 'zod'] : [])
  expect(browserUnsafe(graph, 'src/modules/trade/rules.ts', packagesOf)).toEqual([
    'src/modules/trade/rules.ts reaches src/modules/trade/time.ts, which uses pg: not for a browser',
    'src/modules/trade/rules.ts reaches src/platform/db.ts, which is for the server',
  ])
})

test('our own imports are in order', () => {
  expect(check()).toEqual([])
})
