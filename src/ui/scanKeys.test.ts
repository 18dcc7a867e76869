import { expect, test } from 'vitest'
import { withSeparator } from './scanKeys.ts'

const key = (key: string, over: Partial<KeyboardEvent> = {}) => ({
  ...{ key, code: '', ctrlKey: false, altKey: false, metaKey: false },
  ...over,
})
const ctrl = { ctrlKey: true, code: 'BracketRight' }

/** What a scanner types, key by key, as the field then has it. */
function typed(keys: readonly ReturnType<typeof key>[]): string {
  let value = ''
  for (const k of keys) {
    const end = { value, selectionStart: value.length, selectionEnd: value.length }
    value = withSeparator(k, end) ?? (k.ctrlKey ? value : value + k.key)
  }
  return value
}

test('a GS1 code that a scanner types comes in with its separators', () => {
  const keys = (text: string) => [...text].map((c) => key(c))
  const text = typed([...keys('010950600013435210ABC'), key(']', ctrl), ...keys('2112345')])
  expect(text).toBe('010950600013435210ABC\x1d2112345')
})

test.each([
  ['Ctrl+]', key(']', ctrl), 'a\x1dd'],
  ['the key at its place on another layout', key('+', ctrl), 'a\x1dd'],
  ['the character itself', key('\x1d'), 'a\x1dd'],
  ['a bracket that is typed', key(']', { code: 'BracketRight' }), undefined],
  ['AltGr, which is Ctrl and Alt', key(']', { ...ctrl, altKey: true }), undefined],
  ['Ctrl+[', key('[', { ctrlKey: true, code: 'BracketLeft' }), undefined],
  ['Enter', key('Enter'), undefined],
])('%s', (_, e, expected) => {
  expect(withSeparator(e, { value: 'abcd', selectionStart: 1, selectionEnd: 3 })).toBe(expected)
})
