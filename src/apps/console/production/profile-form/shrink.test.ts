import { expect, test } from 'vitest'
import { fitted } from './shrink.ts'

test.each([
  [4000, 3000, { width: 1600, height: 1200 }],
  [3000, 4000, { width: 1200, height: 1600 }],
  [800, 600, { width: 800, height: 600 }],
  [9000, 1, { width: 1600, height: 1 }],
])('%i by %i is drawn as %j', (width, height, size) => {
  expect(fitted(width, height, 1600)).toEqual(size)
})
