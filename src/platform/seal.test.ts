import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sameSecret, sealer } from './seal.ts'

const s = sealer({ dataKey: '11'.repeat(32), hashKey: '22'.repeat(32) })
const other = sealer({ dataKey: '33'.repeat(32), hashKey: '44'.repeat(32) })

test('what is sealed opens again, and never looks the same twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (plain, context) => {
      const sealed = s.seal(plain, context)
      expect(sealed).not.toBe(s.seal(plain, context))
      expect(s.open(sealed, context)).toBe(plain)
    }),
  )
})

test('any changed byte, another row and another key are refused', () => {
  const sealed = s.seal('460000199001011234', 'identity.account 1')
  const bytes = Buffer.from(sealed.slice(2), 'base64url')
  const forge = (b: Buffer) => () => s.open(`1.${b.toString('base64url')}`, 'identity.account 1')
  expect(forge(bytes)()).toBe('460000199001011234')
  for (let i = 0; i < bytes.length; i++) {
    const changed = Buffer.from(bytes)
    changed[i]! ^= 1
    expect(forge(changed), `byte ${i}`).toThrow()
  }
  expect(() => s.open(sealed, 'identity.account 2')).toThrow()
  expect(() => other.open(sealed, 'identity.account 1')).toThrow()
  expect(() => s.open(sealed.replace(/^1/, '2'), 'identity.account 1')).toThrow(/unknown key version/)
  expect(() => s.open('', 'identity.account 1')).toThrow(/unknown key version/)
})

test('a seal that was cut short is refused at every length', () => {
  // of an empty text only the tag is left to cut: a tag of 4 bytes could be guessed
  for (const plain of ['', 'text']) {
    const bytes = Buffer.from(s.seal(plain, 'c').slice(2), 'base64url')
    for (let n = 0; n < bytes.length; n++)
      expect(() => s.open(`1.${bytes.subarray(0, n).toString('base64url')}`, 'c'), `${n} bytes`).toThrow()
  }
})

test('a keyed hash finds equal values of one kind, and nothing else', () => {
  expect(s.hash('a', 'id')).toBe(s.hash('a', 'id'))
  const all = [s.hash('a', 'id'), s.hash('b', 'id'), s.hash('a', 'phone'), other.hash('a', 'id'), s.hash('d\0a', 'i')]
  expect(new Set(all).size).toBe(all.length)
  expect(all.every((h) => /^1\.[\w-]{43}$/.test(h))).toBe(true)
})

test('secrets are equal only when they are', () => {
  expect([sameSecret('ab', 'ab'), sameSecret('ab', 'ac'), sameSecret('ab', 'abc'), sameSecret('', '')]).toEqual([
    true,
    false,
    false,
    true,
  ])
})
