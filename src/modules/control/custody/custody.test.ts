import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Call, ok, type TestApp, testApp } from '../../../../test/app.ts'
import { DAY, deliver, makePolice, makeUnit, PROFILE, rounds, step, VARIETY } from '../../../../test/control/unit.ts'
import { refusal, stockOf, type Trader } from '../../../../test/market.ts'
import { listNotices } from '../../notify/schema.ts'
import { listDesk } from '../../oversight/desk/schema.ts'
import { recordProduction, voidRecord } from '../../production/record/schema.ts'
import { recordStep } from '../../production/step/schema.ts'
import { addControlPerson, listControlPersons, revokeControlPerson, unmaskControlPerson } from '../person/schema.ts'
import { getBook, listCounts } from '../stock/schema.ts'
import { raiseOverdue } from './overdue.ts'
import { type CustodyLine, listCustody } from './schema.ts'

let t: TestApp
let police: Call & { actor: { partyId: string } }
let dealer: Trader
const NOW = '2026-06-01T08:00:00.000Z'
beforeAll(async () => {
  t = await testApp()
  police = await makePolice(t, '460204')
  dealer = await makeUnit(t, 'dealer')
})
afterAll(() => t.close())

let serial = 0
/** A code as detonators carry it: of an invented maker. */
const newCodes = (count: number) => Array.from({ length: count }, () => `6160105A${String(++serial).padStart(5, '0')}`)

const shift = { shift_from: `${DAY}T08:00:00+08:00`, shift_to: `${DAY}T18:00:00+08:00` }
const people = { receiver: '示例己某某', issuer: '示例戊某某' }

/** A blasting unit with detonators in its store, their codes on its book. */
async function makeBlaster(quantity = '10', codes = newCodes(2)) {
  const unit = await makeUnit(t, 'blaster')
  const { holdingId } = await deliver(police, dealer, unit, quantity)
  const stored = {
    kind: 'detonator',
    amount: rounds(String(codes.length)),
    codes,
    registered_on: DAY,
    store: '1号库',
    keeper: '示例戊某某',
  }
  ok(await step(unit, 'store_in', holdingId, stored))
  const issue = (given: string[], over: object = {}) =>
    step(unit, 'issue', holdingId, {
      ...{
        kind: 'detonator',
        amount: rounds(String(given.length)),
        codes: given,
        receiver_certificate: 'B1234567',
        ...people,
      },
      ...{ ...shift, shift_need: rounds('10'), ...over },
    })
  const giveBack = (given: string[], at = `${DAY}T15:30:00+08:00`, over: object = {}) =>
    step(unit, 'return', holdingId, {
      ...{ kind: 'detonator', amount: rounds(String(given.length)), codes: given, returned_at: at },
      ...{ returner: '示例己某某', keeper: '示例戊某某', ...over },
    })
  const blast = (given: string[], over: object = {}) =>
    step(
      unit,
      'use',
      holdingId,
      {
        ...{ kind: 'detonator', amount: rounds(String(given.length)), codes: given, used_at: `${DAY}T15:00:00+08:00` },
        ...{ site: { name: '示例矿山' }, blaster: '示例己某某', safety_officer: '示例庚', guarded: true },
        ...{ unexploded_checked: true, electronic: false, ...over },
      },
      { quantity: String(given.length) },
    )
  const out = async (which: 'out' | 'overdue' | 'all' = 'out') =>
    ok(await unit.call(listCustody, { which })).items.map((l) => [l.code, l.left, l.person])
  return { ...unit, unit, holdingId, codes, issue, giveBack, blast, out }
}

const lost = (holdingId: string, codes: string[]) => ({
  holdingId,
  fields: {
    ...{ loss: 'stolen', kind: 'detonator', amount: rounds(String(codes.length)), codes, authority: '示例公安局' },
    ...{ found_at: `${DAY}T15:00:00+08:00`, reported_at: `${DAY}T15:05:00+08:00`, circumstances: '示例' },
  },
})
const texts = (a: { body: { details?: Record<string, unknown> } }) => a.body.details?.['text']

describe('issue and return within the shift', () => {
  test('codes pass from the store into one hand and back, or are used; the book follows', async () => {
    const b = await makeBlaster()
    const [one, two] = b.codes as [string, string]
    ok(await b.issue(b.codes))
    expect(await b.out()).toEqual([one, two].map((code) => [code, '1', '示****']))
    const book = async () => ok(await b.call(getBook, { profile: PROFILE })).lines
    expect(await book()).toMatchObject([{ productName: VARIETY, unit: 'round', held: '10', out: '2', book: '8' }])
    ok(await b.blast([one]))
    ok(await b.giveBack([two]))
    expect(await b.out()).toEqual([])
    expect(await book()).toMatchObject([{ held: '9', out: '0', book: '9' }])
    expect((await stockOf(t, b)).quantity).toBe('9')
    const all = ok(await b.call(listCustody, { which: 'all' })).items
    expect(all.map((l) => [l.code, l.moves.map((m) => [m.effect, m.person, m.otherPerson])])).toEqual([
      [one, [['spent', '示****', false]]],
      [two, [['back', '示****', false]]],
    ])
    const seen = JSON.stringify(all)
    expect(seen).not.toMatch(/己某某|p\.[\w-]{16}/)
  })

  test('a code is in one hand: not issued twice, issued again after its return, never once used or unknown', async () => {
    const b = await makeBlaster()
    const [one, two] = b.codes as [string, string]
    ok(await b.issue([one]))
    const twice = await b.issue([one])
    expect([refusal(twice), texts(twice)]).toEqual(['409 rule.blocked', '已于 2026-06-01 发放他人'])
    ok(await b.giveBack([one]))
    ok(await b.issue([one]))
    ok(await b.blast([one]))
    expect(texts(await b.issue([one]))).toBe('已使用、销毁或作废')
    expect(texts(await b.issue([...newCodes(1), two]))).toBe('不在库')
    expect(refusal(await b.issue([two], { amount: rounds('2') }))).toBe('400 custody.codes_do_not_match')
  })

  test('two issues of one code at once: one hand has it', async () => {
    const b = await makeBlaster()
    const both = await Promise.all([b.issue([b.codes[0]!]), b.issue([b.codes[0]!])])
    expect(both.map((a) => a.status).sort()).toEqual([200, 409])
    expect(await b.out()).toEqual([[b.codes[0], '1', '示****']])
  })

  test('amounts: what was issued first is settled first, of the person that is named before others', async () => {
    const b = await makeBlaster('100')
    const amount = (event: 'issue' | 'return', kg: string, over: object = {}) =>
      step(b.unit, event, b.holdingId, {
        ...{
          kind: 'explosive',
          amount: rounds(kg),
          ...(event === 'issue' ? { ...people, ...shift, shift_need: rounds('50') } : {}),
        },
        ...(event === 'return'
          ? { returned_at: `${DAY}T15:30:00+08:00`, returner: '示例己某某', keeper: '示例戊某某' }
          : {}),
        ...over,
      })
    ok(await amount('issue', '20'))
    ok(await amount('issue', '30', { receiver: '示例壬某某' }))
    ok(await amount('return', '5', { returner: '示例壬某某' }))
    expect(await b.out()).toEqual([
      [null, '20', '示****'],
      [null, '25', '示****'],
    ])
    ok(await amount('return', '30'))
    expect(await b.out()).toEqual([[null, '15', '示****']])
    expect(ok(await b.call(getBook, { profile: PROFILE })).lines.map((l) => l.book)).toEqual(['85'])
  })

  test('an amount issued from two batches at once is in hand once', async () => {
    const b = await makeBlaster('10')
    const second = await deliver(police, dealer, b.unit, '10')
    const issued = await b.call(recordStep, {
      ...{ profile: PROFILE, event: 'issue', inputs: [b, second].map(({ holdingId }) => ({ holdingId })) },
      fields: { kind: 'explosive', amount: rounds('12'), ...people, ...shift, shift_need: rounds('50') },
    } as never)
    expect(ok(issued).records).toHaveLength(2)
    expect(await b.out()).toEqual([[null, '12', '示****']])
  })

  test('a record that is declared an error counts no more: an issue is out no longer, a return is out again', async () => {
    const b = await makeBlaster()
    const issued = ok(await b.issue(b.codes))
    const back = ok(await b.giveBack([b.codes[0]!]))
    const undo = async (recordId: string) => {
      ok(await b.call(voidRecord, { recordId, reason: '示例' }))
      await t.drain()
    }
    await undo(back.records[0]!.recordId)
    expect((await b.out()).map(([code]) => code)).toEqual(b.codes)
    await undo(issued.records[0]!.recordId)
    expect(await b.out('all')).toEqual([])
    ok(await b.issue(b.codes))
  })
})

describe('overdue', () => {
  test('what is still out after the shift is told once: on the desk, to the unit, on the list', async () => {
    const b = await makeBlaster()
    ok(await b.issue(b.codes))
    expect(await b.out('overdue')).toEqual([])
    expect(await raiseOverdue(t.deps)).toBe(0)
    t.setNow('2026-06-01T10:00:01.000Z')
    try {
      expect(await b.out('overdue')).toHaveLength(2)
      expect(await raiseOverdue(t.deps)).toBeGreaterThan(0)
      expect(await raiseOverdue(t.deps)).toBe(0)
      await t.drain()
      const desk = ok(await police(listDesk, { kind: 'signal', limit: 100 })).items.filter(
        (i) => i.partyId === b.partyId,
      )
      expect(desk).toMatchObject([
        {
          rule: 'R-EXP-SHIFT-overdue',
          text: { zh: '当班结束后仍有 2 发未清退回库' },
          source: '民用爆炸物品安全管理条例 第37条',
          productName: VARIETY,
        },
      ])
      expect(ok(await b.call(listNotices, {})).items[0]!.text).toContain(`仍有 ${VARIETY} 2 发未清退`)
      const seen = ok(await police(listCustody, { which: 'overdue', partyId: b.partyId })).items
      expect(seen.map((l: CustodyLine) => [l.overdue, l.partyName])).toEqual([1, 2].map(() => [true, b.name]))
    } finally {
      t.setNow(NOW)
    }
  })
})

describe('persons', () => {
  const blasterRole = {
    profile: PROFILE,
    role: 'blaster',
    name: '示例己某某',
    licenceNo: 'B12345678',
    validFrom: '2026-01-01',
  }
  test('are kept sealed and shown masked; who reads them in full is journalled', async () => {
    const b = await makeBlaster()
    const made = ok(await b.call(addControlPerson, { ...blasterRole, identityNumber: '11010519491231002X' }))
    expect(made).toMatchObject({
      name: '示****',
      identityNumber: '11***************X',
      licenceNo: 'B12****78',
      inForce: true,
    })
    const rows = await t.owner.query('select * from control.person where person_id = $1', [made.personId])
    expect(JSON.stringify(rows.rows)).not.toMatch(/己某某|110105|B12345678/)
    const key = { partyId: b.partyId, personId: made.personId, reason: '核查' }
    const full = { name: '示例己某某', identityNumber: '11010519491231002X', licenceNo: 'B12345678' }
    expect(ok(await police(unmaskControlPerson, key))).toMatchObject(full)
    const kept = await t.owner.query(
      "select data from platform.journal where kind = 'person.unmasked' and about = $1",
      [b.partyId],
    )
    expect(kept.rows).toMatchObject([{ data: { field: 'controlPerson', reason: '核查' } }])
    const answers = await t.owner.query("select result from platform.command where name = 'unmaskControlPerson'")
    expect(JSON.stringify(answers.rows)).not.toMatch(/己某某|110105|B12345678/)
    const far = t.as({ kind: 'agency', divisions: ['460106'], sectors: ['hazardous'] })
    expect(refusal(await far(unmaskControlPerson, key))).toBe('404 control_person.not_found')
  })

  test('who takes goods in a role that the list has must be on it and in force', async () => {
    const b = await makeBlaster()
    const [one] = b.codes as [string]
    const { personId } = ok(await b.call(addControlPerson, blasterRole))
    expect(refusal(await b.issue([one], { receiver: '示例壬某某' }))).toBe('409 control_person.not_listed')
    ok(await b.issue([one]))
    expect(ok(await b.call(listCustody, {})).items[0]).toMatchObject({ personId, person: '示****' })
    ok(await b.call(revokeControlPerson, { personId, reason: '离岗' }))
    expect(refusal(await b.issue([b.codes[1]!]))).toBe('409 control_person.not_in_force')
    // nobody on the list is in force any more: a stranger to it takes nothing all the same
    expect(refusal(await b.issue([b.codes[1]!], { receiver: '示例壬某某' }))).toBe('409 control_person.not_listed')
    ok(await b.giveBack([one]))
    expect(refusal(await b.call(revokeControlPerson, { personId, reason: '离岗' }))).toBe('409 control_person.revoked')
    expect(ok(await police(listControlPersons, { partyId: b.partyId, inForce: 'yes' })).items).toEqual([])
  })

  test.each<[over: object, refused: string]>([
    [{ role: 'cook' }, '400 control_person.role_unknown'],
    [{ licenceNo: undefined }, '400 control_person.licence_missing'],
    [{ identityNumber: '11010519491231002Y' }, '400 identity_number.wrong_character'],
    [{ validTo: '2025-12-31' }, '400 control_person.days_wrong'],
  ])('who is no such person: %o', async (over, refused) => {
    const b = await makeUnit(t, 'blaster')
    expect(refusal(await b.call(addControlPerson, { ...blasterRole, ...over }))).toBe(refused)
  })
})

describe('counts', () => {
  const count = (b: { call: Call }, over: object, happenedAt?: string) =>
    b.call(recordProduction, {
      ...{ profile: PROFILE, event: 'stock_check', ...(happenedAt ? { happenedAt } : {}) },
      fields: {
        ...{ counted_on: DAY, store: '1号库', variety: VARIETY, book: '10', counted: '10', keeper: '示例戊某某' },
        ...{ stored: '10', capacity: '5000', apart: true, ...over },
      },
    })
  const found = (a: { body: { findings?: { rule: string; text: { zh: string } }[] } }) =>
    a.body.findings?.map((f) => `${f.rule}: ${f.text.zh}`)

  test('the book is the platform’s: what was issued is not in the store, a book that was typed differs', async () => {
    const b = await makeBlaster()
    expect(found(await count(b, {}))).toEqual([])
    ok(await b.issue(b.codes))
    expect(found(await count(b, {}))).toEqual([
      'R-EXP-STOCK: 平台账面 8，实物 10',
      'R-EXP-BOOK: 填报账面 10，平台账面 8',
    ])
    expect(found(await count(b, { book: '8', counted: '8', variety: '工业雷管' }))).toEqual([])
    expect(found(await count(b, { book: '8', counted: '7', variety: 'S60101' }))).toEqual([
      'R-EXP-STOCK: 平台账面 8，实物 7',
    ])
    await t.drain()
    const signals = ok(await police(listDesk, { kind: 'signal', limit: 100 })).items.filter(
      (i) => i.partyId === b.partyId,
    )
    expect(signals.map((s) => (s.kind === 'signal' ? s.text?.zh : '')).sort()).toEqual([
      '平台账面 8，实物 10',
      '平台账面 8，实物 7',
    ])
    const kept = ok(await police(listCounts, { partyId: b.partyId })).items
    expect(kept.map((c) => [c.typed, c.book, c.counted, c.difference])).toEqual([
      ['8', '8', '7', '-1'],
      ['8', '8', '8', '0'],
      ['10', '8', '10', '2'],
      ['10', '10', '10', '0'],
    ])
    expect(ok(await b.call(listCounts, { differs: 'yes' })).items).toHaveLength(2)
  })

  test('the book is seen by the agencies of its sector, not by those of another sector of the unit', async () => {
    const b = await makeBlaster()
    await t.owner.query("update identity.party_area set sectors = array['hazardous', 'crop'] where party_id = $1", [
      b.partyId,
    ])
    const crop = t.as({ kind: 'agency', divisions: ['460204'], sectors: ['crop'] })
    const asked = { partyId: b.partyId, profile: PROFILE }
    expect(ok(await police(getBook, asked)).lines).toHaveLength(1)
    expect(ok(await crop(getBook, asked)).lines).toEqual([])
  })

  test('a variety that the unit has nothing of is held against its own book', async () => {
    const b = await makeBlaster()
    expect(found(await count(b, { variety: '示例他物', counted: '9' }))).toEqual(['R-EXP-STOCK: 账面 10，实物 9'])
    expect(ok(await b.call(listCounts, {})).items[0]).toMatchObject({ book: null, difference: null })
  })

  test('a count is held against the book of its time, not of when it was told', async () => {
    const b = await makeBlaster()
    t.setNow('2026-06-01T09:00:00.000Z')
    try {
      ok(await b.issue(b.codes))
      ok(await b.blast([b.codes[0]!], { used_at: '2026-06-01T17:00:00+08:00' }))
      expect(found(await count(b, {}, '2026-06-01T08:30:00.000Z'))).toEqual([])
      expect(found(await count(b, { book: '8', counted: '8' }))).toEqual([])
    } finally {
      t.setNow(NOW)
    }
  })
})

describe('a loss', () => {
  test('stands on the desk and is told at once to each department that supervises the place', async () => {
    const emergency = await makePolice(t, '460204', 'emergency_management')
    const far = await makePolice(t, '460106')
    const b = await makeBlaster()
    ok(await b.issue(b.codes))
    const { holdingId, fields } = lost(b.holdingId, [b.codes[0]!])
    const answer = ok(await step(b.unit, 'lost', holdingId, fields))
    expect(answer.findings.map((f) => f.rule)).toContain('R-EXP-LOSS')
    await t.drain()
    for (const agency of [police, emergency]) {
      const [notice] = ok(await agency(listNotices, {})).items
      expect(notice).toMatchObject({
        kind: 'control.loss',
        text: `紧急：${b.name}报告受控物品丢失、被盗或被抢：${VARIETY} 1 发。请立即处置。`,
      })
      const desk = ok(await agency(listDesk, { kind: 'signal', limit: 100 })).items.filter(
        (i) => i.partyId === b.partyId,
      )
      expect(desk).toMatchObject([{ rule: 'R-EXP-LOSS' }])
    }
    expect(ok(await far(listNotices, {})).items).toEqual([])
    expect(await b.out()).toEqual([[b.codes[1], '1', '示****']])
    expect(texts(await b.issue([b.codes[0]!]))).toBe('已报丢失、被盗、被抢')
  })
})
