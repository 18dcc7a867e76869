import { expect, test } from 'vitest'
import { documentTypeOf, mayOpenDocument } from './rules.ts'

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((p) => (typeof p === 'string' ? Buffer.from(p, 'latin1') : Buffer.from(p))))

test.each([
  ['a JPEG', bytes([0xff, 0xd8, 0xff, 0xe0], 'JFIF'), 'image/jpeg'],
  ['a PNG', bytes([0x89], 'PNG\r\n\x1a\n', [0, 0, 0, 13]), 'image/png'],
  ['a WebP', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 '), 'image/webp'],
  ['a PDF', bytes('%PDF-1.7\n'), 'application/pdf'],
  ['a PNG cut off in its signature', bytes([0x89], 'PNG\r\n'), undefined],
  ['a RIFF that is a sound', bytes('RIFF', [1, 2, 3, 4], 'WAVEfmt '), undefined],
  ['WEBP without RIFF', bytes('RIFX', [1, 2, 3, 4], 'WEBPVP8 '), undefined],
  ['an SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), undefined],
  ['a page', bytes('<!doctype html>%PDF-1.7'), undefined],
  ['a GIF', bytes('GIF89a'), undefined],
  ['nothing', bytes(''), undefined],
])('the first bytes say what it is: %s', (_, given, expected) => {
  expect(documentTypeOf(given)).toBe(expected)
})

test('an identity card is opened by who manages the operator, reviews it or may unmask', () => {
  expect(mayOpenDocument('business_licence', ['operator:read'])).toBe(true)
  expect(mayOpenDocument('identity_card', ['operator:read', 'own:read'])).toBe(false)
  for (const p of ['own:manage', 'operator:review', 'person:unmask'] as const)
    expect(mayOpenDocument('identity_card', ['operator:read', p])).toBe(true)
})
