import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Call, ok, type TestApp, testApp } from '../../../../test/app.ts'
import {
  DAY,
  makePolice,
  makeUnit,
  permit,
  roadPermit,
  sell,
  transport,
  VARIETY,
} from '../../../../test/control/unit.ts'
import { refusal, type Trader } from '../../../../test/market.ts'
import { listNotices } from '../../notify/schema.ts'
import { recordProduction, voidRecord } from '../../production/record/schema.ts'
import { receiveGoods, refuseTransfer, returnTransfer, withdrawTransfer } from '../../trade/schema.ts'
import { closePermit, getPermit, issuePermit, listPermits, type Permit, revokePermit } from './schema.ts'

let t: TestApp
let police: Call & { actor: { partyId: string } }
let dealer: Trader
let blaster: Trader
beforeAll(async () => {
  t = await testApp()
  police = await makePolice(t, '460204')
  dealer = await makeUnit(t, 'dealer')
  blaster = await makeUnit(t, 'blaster')
})
afterAll(() => t.close())

const leftOf = async (p: Permit) => {
  await t.drain()
  return ok(await police(getPermit, { partyId: p.partyId, permitId: p.permitId })).lines.map((l) => l.left)
}
const rule = (a: { body: { details?: Record<string, unknown> } }) => a.body.details?.['text']

describe('a purchase permit', () => {
  test('a sale uses it up to what is granted, and no further', async () => {
    const stock = await dealer.buyIn('500')
    const p = await permit(police, blaster, { counterpartId: dealer.partyId })
    expect(p).toMatchObject({
      state: 'valid',
      issuerName: '示例public_security',
      lines: [{ granted: '200', left: '200' }],
    })
    ok(await sell(dealer, blaster, stock.holdingId, '150', p.number))
    expect(await leftOf(p)).toEqual(['50'])
    const over = await sell(dealer, blaster, stock.holdingId, '51', p.number)
    expect([refusal(over), rule(over)]).toEqual(['409 rule.blocked', '数量 51 超过许可余量 50'])
    ok(await sell(dealer, blaster, stock.holdingId, '50', p.number))
    expect(await leftOf(p)).toEqual(['0'])
    const { uses } = ok(await blaster.call(getPermit, { partyId: blaster.partyId, permitId: p.permitId }))
    expect(uses.map((u) => [u.recordPartyName, u.event, u.quantity, u.givenBack])).toEqual([
      [dealer.name, 'sale', '50', '0'],
      [dealer.name, 'sale', '150', '0'],
    ])
  })

  test('two sales at once: the second sees what the first has used', async () => {
    const stocks = [await dealer.buyIn('150'), await dealer.buyIn('150')]
    const p = await permit(police, blaster)
    const sold = await Promise.all(stocks.map((s) => sell(dealer, blaster, s.holdingId, '150', p.number)))
    expect(sold.map(refusal).sort()).toEqual(['200', '409 rule.blocked'])
    expect(await leftOf(p)).toEqual(['50'])
  })

  test('a sale that another rule refuses uses nothing', async () => {
    const stock = await dealer.buyIn('10')
    const p = await permit(police, blaster)
    const cash = await sell(dealer, blaster, stock.holdingId, '10', p.number, {
      payment: 'cash',
      transfer_no: undefined,
    })
    expect([refusal(cash), cash.body.details?.['rule']]).toEqual(['409 rule.blocked', 'R-EXP-PAY'])
    expect(await leftOf(p)).toEqual(['200'])
  })

  test('the same command twice uses it once', async () => {
    const stock = await dealer.buyIn('20')
    const p = await permit(police, blaster)
    const id = crypto.randomUUID()
    const again: Trader = { ...dealer, call: ((e: never, i: never) => dealer.call(e, i, id)) as never }
    ok(await sell(again, blaster, stock.holdingId, '20', p.number))
    ok(await sell(again, blaster, stock.holdingId, '20', p.number))
    expect(await leftOf(p)).toEqual(['180'])
  })

  test.each<[why: string, over: Record<string, unknown>, text: string]>([
    ['not yet good', { validFrom: '2026-06-02' }, '许可证自 2026-06-02 起有效'],
    ['run out', { validTo: '2026-05-31' }, '许可证有效期至 2026-05-31'],
    ['for another variety', { lines: [{ variety: '乳化炸药', quantity: '9', unit: 'kg' }] }, '许可品种为 乳化炸药'],
    ['for another class', { lines: [{ variety: 'S60102', quantity: '9', unit: 'round' }] }, '许可品种为 S60102'],
    ['in another unit', { lines: [{ variety: 'S60101', quantity: '9', unit: 'kg' }] }, '数量无法与许可证核对'],
    ['for less', { lines: [{ variety: 'S60101', quantity: '9', unit: 'round' }] }, '数量 10 超过许可余量 9'],
    ['from another seller', { counterpartName: '示例未注册企业' }, '许可证载明的单位不符'],
    ['of another kind', { kind: 'transport', route: ['甲', '乙'] }, '没有购买许可证'],
  ])('a permit that is %s', async (_, over, text) => {
    const stock = await dealer.buyIn('10')
    const p = await permit(police, blaster, over)
    const refused = await sell(dealer, blaster, stock.holdingId, '10', p.number)
    expect([refusal(refused), rule(refused)]).toEqual(['409 rule.blocked', text])
    expect(await leftOf(p)).toEqual(p.lines.map((l) => l.granted))
  })

  test('of another buyer, unknown, closed or revoked: no sale', async () => {
    const stock = await dealer.buyIn('10')
    const tried = async (number: string) => rule(await sell(dealer, blaster, stock.holdingId, '10', number))
    expect(await tried('示例没有')).toBe('没有购买许可证')
    const other = await makeUnit(t, 'blaster')
    expect(await tried((await permit(police, other)).number)).toBe('许可证载明的单位不符')
    const key = ({ partyId, permitId }: Permit) => ({ partyId, permitId, reason: '示例' })
    const closed = await permit(police, blaster)
    expect(ok(await police(closePermit, key(closed))).state).toBe('closed')
    expect(await tried(closed.number)).toBe(`许可证已于 ${DAY} 核销`)
    const revoked = await permit(police, blaster)
    ok(await police(revokePermit, key(revoked)))
    expect(await tried(revoked.number)).toBe(`许可证已于 ${DAY} 核销`)
    expect(refusal(await police(closePermit, key(revoked)))).toBe('409 permit.wrong_state')
    await t.drain()
    const told = ok(await blaster.call(listNotices, {})).items.map((n) => n.text)
    expect(told).toContain(
      `示例public_security已撤销贵单位的许可证 ${revoked.number}，原因：示例。请停止按该证销售、运输。`,
    )
  })

  test('of several lines that of the goods; a number is found however it is typed, and of two issuers that of the party', async () => {
    const stock = await dealer.buyIn('10')
    const lines = [
      { variety: '乳化炸药', quantity: '24', unit: 'kg' },
      { variety: 'S60101', quantity: '10', unit: 'round' },
    ]
    const p = await permit(police, blaster, { lines, number: '示例 AB－1' })
    const elsewhere = await makePolice(t, '460204', 'industry')
    await permit(elsewhere, await makeUnit(t, 'blaster'), { number: '示例AB-1' })
    ok(await sell(dealer, blaster, stock.holdingId, '10', '示例ab-1'))
    expect(await leftOf(p)).toEqual(['24', '0'])
  })

  test('what comes back is free again: withdrawn, refused, returned, voided', async () => {
    const stock = await dealer.buyIn('600')
    const p = await permit(police, blaster)
    const sale = async (quantity: string) => ok(await sell(dealer, blaster, stock.holdingId, quantity, p.number))
    const a = await sale('200')
    expect(await leftOf(p)).toEqual(['0'])
    ok(await dealer.call(withdrawTransfer, { transferId: a.transferId, reason: '示例' }))
    expect(await leftOf(p)).toEqual(['200'])
    const b = await sale('100')
    const got = { sellerId: dealer.partyId, transferId: b.transferId }
    ok(await blaster.call(refuseTransfer, { ...got, quantity: '30', reason: '示例' } as never))
    expect(await leftOf(p)).toEqual(['200'])
    const c = await sale('100')
    const key = { sellerId: dealer.partyId, transferId: c.transferId }
    const fields = { received_on: DAY, accepted: true, permit_no: '1', endorsed: true, receiver: '示例' }
    ok(await blaster.call(receiveGoods, { ...key, profile: 'explosives', fields } as never))
    ok(await blaster.call(returnTransfer, { ...key, quantity: '40', reason: '示例' }))
    expect(await leftOf(p)).toEqual(['140'])
    const d = await sale('140')
    const [record] = await t.owner
      .query('select record_id from production.record where trace_event = $1', [d.eventId])
      .then((r) => r.rows)
    ok(await dealer.call(voidRecord, { recordId: record.record_id, reason: '示例' }))
    expect(await leftOf(p)).toEqual(['140'])
  })
})

describe('a transport permit', () => {
  test('is used by who it names on its route, and no more after it was given back', async () => {
    const stock = await dealer.buyIn('300')
    const p = await roadPermit(police, blaster, { counterpartId: dealer.partyId })
    const wrong = (over: object, quantity = '10') =>
      transport(dealer, stock.holdingId, quantity, p.number, over).then(rule)
    expect(await wrong({ destination: '示例他处' })).toBe('示例他处 不在许可路线上')
    expect(await wrong({ origin: '示例镇', stops: [{ stop: '示例市仓库', guarded: true }] })).toBe(
      '示例市仓库 不在许可路线上',
    )
    expect(await wrong({ variety: '乳化炸药' })).toBe(`许可品种为 ${VARIETY}`)
    expect(await wrong({}, '201')).toBe('数量 201 超过许可余量 200')
    const stranger = await makeUnit(t, 'carrier')
    const theirs = await stranger.buyIn('5')
    expect(rule(await transport(stranger, theirs.holdingId, '5', p.number))).toBe('许可证载明的单位不符')
    const done = ok(await transport(dealer, stock.holdingId, '200', p.number))
    expect(done.findings).toEqual([])
    expect(await leftOf(p)).toEqual(['0'])
    const again = await roadPermit(police, blaster)
    const handed = { permit_no: again.number, received_on: DAY, returned_on: DAY, authority: '示例公安局' }
    const { recordId } = ok(
      await blaster.call(recordProduction, { profile: 'explosives', event: 'permit_return', fields: handed }),
    )
    expect(rule(await transport(blaster, (await blaster.buyIn('9')).holdingId, '9', again.number))).toBe(
      `许可证已于 ${DAY} 核销`,
    )
    ok(await blaster.call(voidRecord, { recordId, reason: '示例' }))
    await t.drain()
    const read = { partyId: again.partyId, permitId: again.permitId }
    expect(ok(await blaster.call(getPermit, read)).handedInOn).toBe(null)
  })
})

describe('who may', () => {
  test('an agency of the sector and the place issues; the holder, who is named and the agencies above read', async () => {
    const carrier = await makeUnit(t, 'carrier', '460106')
    const p = await roadPermit(police, blaster, { counterpartId: carrier.partyId })
    const key = { partyId: p.partyId, permitId: p.permitId }
    const sees = async (call: Call, as: 'holder' | 'counterpart' = 'holder') => [
      (await call(getPermit, key)).status,
      ok(await call(listPermits, { as, limit: 200 })).items.some((i) => i.permitId === p.permitId),
    ]
    expect(await sees(blaster.call)).toEqual([200, true])
    expect(await sees(carrier.call, 'counterpart')).toEqual([200, true])
    expect(await sees(carrier.call)).toEqual([200, false])
    expect(await sees(dealer.call)).toEqual([404, false])
    const agency = (divisions: string[], sectors: string[]) => t.as({ kind: 'agency', divisions, sectors })
    expect(await sees(agency(['460000'], ['hazardous']))).toEqual([200, true])
    expect(await sees(agency(['460106'], ['hazardous']))).toEqual([404, false])
    expect(await sees(agency(['460204'], ['crop']))).toEqual([404, false])
    expect(refusal(await agency(['460000'], ['hazardous'])(closePermit, { ...key, reason: '示例' }))).toBe(
      '403 permit.other_issuer',
    )
  })

  test.each<[over: object, refused: string]>([
    [{ kind: 'display' }, '400 permit.kind_unknown'],
    [{ profile: 'crop' }, '400 permit.kind_unknown'],
    [{ validTo: '2026-04-30' }, '400 permit.days_wrong'],
    [{ route: ['甲', '乙'] }, '400 permit.route_not_asked'],
    [{ kind: 'transport' }, '400 permit.route_missing'],
    [{ lines: [{ variety: '甲', quantity: '1.5', unit: 'round' }] }, '400 quantity.not_whole'],
    [{ lines: [1, 2].map((n) => ({ variety: '甲', quantity: String(n), unit: 'kg' })) }, '400 permit.variety_twice'],
    [{ counterpartId: crypto.randomUUID() }, '404 operator.not_found'],
    [{ partyId: crypto.randomUUID() }, '404 party.not_found'],
  ])('what is no permit is refused: %o', async (over, refused) => {
    const given = { partyId: blaster.partyId, profile: 'explosives', kind: 'purchase', number: crypto.randomUUID() }
    const rest = {
      lines: [{ variety: VARIETY, quantity: '1', unit: 'round' }],
      validFrom: '2026-05-01',
      validTo: '2026-06-30',
    }
    expect(refusal(await police(issuePermit, { ...given, ...rest, ...over } as never))).toBe(refused)
  })

  test('a number is given once by an issuer; an agency of other sectors or places issues nothing', async () => {
    const p = await permit(police, blaster)
    const input = {
      partyId: blaster.partyId,
      profile: 'explosives',
      kind: 'purchase',
      number: p.number,
      validFrom: DAY,
      validTo: DAY,
    }
    const lines = [{ variety: VARIETY, quantity: '1', unit: 'round' as const }]
    expect(refusal(await police(issuePermit, { ...input, lines }))).toBe('409 constraint.permit_number_once')
    const other = t.as({ kind: 'agency', divisions: ['460204'], sectors: ['crop'] })
    expect(refusal(await other(issuePermit, { ...input, lines }))).toBe('403 permit.other_sector')
    const far = t.as({ kind: 'agency', divisions: ['460106'], sectors: ['hazardous'] })
    expect(refusal(await far(issuePermit, { ...input, lines }))).toBe('404 party.not_found')
  })
})
