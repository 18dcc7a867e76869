import { expect, test } from 'vitest'
import { profiles } from '../../industries/index.ts'
import { showValue } from './facts/steps.ts'
import { showDate, showNumber, showTime } from './page/say.ts'
import { isPersonal, maskPerson, maskStated, pageStates, scanNotes, toneOf, verdictOf } from './rules.ts'
import { networkOf } from './scan/guess.ts'
import { together } from './scan/together.ts'
import { portalWords } from './words.ts'

test('a hold is said before anything else', () => {
  for (const state of pageStates) {
    expect(verdictOf(state, true)).toBe('held')
    expect(verdictOf(state, false)).toBe(state)
  }
})

test('every verdict has a word and a look, and every state of every kind its sentence', () => {
  const words = Object.keys(portalWords)
  for (const verdict of Object.keys(toneOf)) expect(words).toContain(`verdict.${verdict}`)
  for (const kind of ['batch', 'voucher', 'certificate', 'subject']) expect(words).toContain(`verdict.recorded.${kind}`)
  for (const kind of ['batch', 'voucher', 'certificate']) expect(words).toContain(`verdict.voided.${kind}`)
  for (const state of pageStates.filter((s) => s !== 'voided')) expect(words).toContain(`verdict.${state}.subject`)
})

test.each([
  ['batch', 0, ['scan.first']],
  ['batch', 1, ['scan.again.one']],
  ['batch', 2, ['scan.again', 'scan.batch']],
  ['batch', 10, ['scan.again', 'scan.many']],
  ['voucher', 5, ['scan.again']],
  ['voucher', 10, ['scan.again', 'scan.many.single']],
  ['certificate', 10, ['scan.again', 'scan.many']],
  ['subject', 10_000, []],
] as const)('of a %s scanned %d times before it says %j', (kind, earlier, said) => {
  const limits = { batch: 10, voucher: 10, certificate: 10, subject: Number.POSITIVE_INFINITY }
  expect(scanNotes(kind, earlier, limits)).toEqual(said)
})

test.each([
  ['张三丰', '张**'],
  ['张三', '张*'],
  ['买买提·阿卜杜拉', '买***'],
  ['𠮷田', '𠮷*'],
  ['张', '*'],
  ['', '*'],
])('the person %s is shown as %s', (name, shown) => {
  expect(maskPerson(name)).toBe(shown)
})

test('a name somebody else wrote is masked when it is as short as a person’s', () => {
  expect(maskStated('欧阳小明')).toBe('欧***')
  expect(maskStated('示例农贸市场')).toBe('示例农贸市场')
})

test('who is a person: an individual, and a purchaser without a credit code', () => {
  const of = (form: string, creditCode: string | null) => isPersonal({ form, creditCode })
  expect([of('individual', null), of('purchaser', null), of('purchaser', '9'), of('enterprise', null)]).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('days and times are those of Asia/Shanghai', () => {
  expect(showDate('2026-03-05', 'zh')).toBe('2026年3月5日')
  expect(showDate('2026-03-05', 'en')).toBe('5 March 2026')
  expect(showTime('2026-03-05T16:30:00Z', 'zh')).toBe('2026年3月6日 00:30')
})

test('numbers are grouped and carry no empty decimals', () => {
  expect(['1200', '0.500', '1234567.25', '12.000'].map(showNumber)).toEqual(['1,200', '0.5', '1,234,567.25', '12'])
})

test('every field that a profile makes public has a form a shopper can read', () => {
  const sample: Record<string, unknown> = {
    ...{ text: '示例', code: 'A1', date: '2026-03-05', datetime: '2026-03-05T01:00:00Z', number: '3' },
    ...{ quantity: { quantity: '2', unit: 'kg' }, place: { name: '示例仓' }, yes_no: true, codes: ['A1', 'A2'] },
  }
  for (const p of profiles)
    for (const e of p.events)
      for (const key of e.publicFields) {
        const field = e.fields.find((f) => f.key === key)!
        const value = field.type === 'choice' ? field.choices[0]!.id : sample[field.type]
        expect([`${p.id} ${e.id}.${key}`, showValue(field, value, 'zh')]).toEqual([
          `${p.id} ${e.id}.${key}`,
          expect.any(String),
        ])
      }
})

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s belongs to the network %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test('keys asked for together share a statement; a failure is everybody’s who waited for it, and the next works', async () => {
  const asked: string[][] = []
  let fail = false
  const ask = together(async (keys) => {
    asked.push(keys)
    await new Promise((r) => setTimeout(r, 1))
    if (fail) throw new Error('away')
    return new Map(keys.filter((k) => k !== 'none').map((k) => [k, k.toUpperCase()]))
  }, 2)
  expect(await Promise.all(['a', 'b', 'a', 'none'].map(ask))).toEqual(['A', 'B', 'A', undefined])
  expect(asked).toEqual([['a', 'b', 'none']])
  fail = true
  const failed = await Promise.allSettled([ask('c'), ask('d')])
  expect(failed.map((f) => f.status)).toEqual(['rejected', 'rejected'])
  fail = false
  expect(await ask('c')).toBe('C')
})

test('a statement that hangs does not stop the next', async () => {
  let release = () => {}
  const hanging = new Promise<void>((r) => {
    release = r
  })
  const ask = together(async (keys) => {
    if (keys.includes('slow')) await hanging
    return new Map(keys.map((k) => [k, k]))
  }, 2)
  const slow = ask('slow')
  await new Promise((r) => setImmediate(r))
  expect(await ask('quick')).toBe('quick')
  release()
  expect(await slow).toBe('slow')
})
