import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Call, ok, type TestApp, testApp } from '../../../test/app.ts'
import { makeLift as makeEquipmentLift, makeEquipmentOperator, writeAsset } from '../../../test/equipment.ts'
import { refusal } from '../../../test/market.ts'
import { voidRecord } from '../production/record/schema.ts'
import { getAsset, listAssets } from './schema.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

const county = (divisions = ['460200'], sectors = ['special_equipment']) => t.as({ kind: 'agency', divisions, sectors })

const makeLift = () => makeEquipmentLift(t)
const makeOperator = (name: string, divisionId?: string) => makeEquipmentOperator(t, name, divisionId)
const write = writeAsset

test('the life of a lift by four parties: each of them sees all of it, personal values masked', async () => {
  const lift = await makeLift()
  for (const { call } of [lift.maker, lift.body, lift.user, lift.keeper]) {
    const asset = ok(await call(getAsset, { profile: 'lift', code: lift.code.toLowerCase() }))
    expect(asset).toMatchObject({ code: lift.code, state: 'in_use', blocked: true, records: 5 })
    expect(asset.facts.map((f) => [f.key, f.value])).toEqual([
      ['product_no', 'P-1'],
      ['model', 'SL-8'],
      ['made_on', '2024-01-10'],
      ['registration_no', '示例1'],
    ])
    expect(asset.history.map((h) => `${h.partyName} ${h.event}`)).toEqual([
      '示例维保公司 maintain',
      '示例物业 register',
      '示例物业 start_use',
      '示例检验所 supervise',
      '示例电梯厂 manufacture',
    ])
    expect(asset.history[0]).toMatchObject({ fields: { worker: '示***' }, personal: ['worker', 'worker_certificate'] })
    expect(JSON.stringify(asset)).not.toMatch(/示例甲某|p\.[0-9a-f]{16}/)
    expect(asset.duties.map((d) => [d.kind, d.dueOn, d.standing, d.blocks])).toEqual([
      ['maintenance', '2024-04-29', 'overdue', false],
      ['self_check', '2024-05-31', 'overdue', false],
      ['inspection', '2025-03-31', 'overdue', true],
    ])
    expect(asset.duties[2]).toMatchObject({ daysLeft: -427, event: 'inspect', names: { zh: '定期检验' } })
  }
})

test('overdue blocks running it again, though another party inspected it; its inspection lifts that', async () => {
  const { code, user, body } = await makeLift()
  ok(await write(user.call, 'stop_use', { code, stopped_on: '2026-04-01' }))
  const asset = async () => ok(await user.call(getAsset, { profile: 'lift', code }))
  expect(await asset()).toMatchObject({ state: 'stopped', blocked: true })
  const resume = () => write(user.call, 'resume_use', { code, resumed_on: '2026-05-20' })
  const refused = await resume()
  expect(refusal(refused)).toBe('409 rule.blocked')
  expect(refused.body.details).toMatchObject({ rule: 'R-LIFT-INSP', text: '检验已于 2025-03-31 到期' })
  ok(await write(body.call, 'inspect', { code, report_no: 'J2', inspected_on: '2026-05-10', result: 'pass' }))
  ok(await resume())
  expect(await asset()).toMatchObject({ state: 'in_use', blocked: false })
})

test('what was declared an error counts no more, and with its last record an asset is gone', async () => {
  const { code, body, user } = await makeLift()
  const passed = { code, report_no: 'J2', inspected_on: '2025-03-10', result: 'pass' }
  const { recordId } = ok(await write(body.call, 'inspect', passed))
  const blocked = async () => ok(await user.call(getAsset, { profile: 'lift', code })).blocked
  expect(await blocked()).toBe(false)
  ok(await body.call(voidRecord, { recordId, reason: '示例' }))
  expect(await blocked()).toBe(true)
  const alone = await makeOperator('示例单位')
  const only = ok(await write(alone.call, 'stop_use', { code: 'ALONE-1', stopped_on: '2026-05-01' }))
  ok(await alone.call(voidRecord, { recordId: only.recordId, reason: '示例' }))
  expect(refusal(await alone.call(getAsset, { profile: 'lift', code: 'ALONE-1' }))).toBe('404 asset.not_found')
})

test('seen by who recorded something of it and by agencies of their divisions and sector, by nobody else', async () => {
  const { code, user } = await makeLift()
  const stranger = await makeOperator('示例无关单位')
  const see = async (call: Call) => {
    const got = await call(getAsset, { profile: 'lift', code })
    const { items } = ok(await call(listAssets, { q: code }))
    return [got.status, items.length]
  }
  expect(await see(user.call)).toEqual([200, 1])
  expect(await see(stranger.call)).toEqual([404, 0])
  expect(await see(county())).toEqual([200, 1])
  // the inspection body is at home there
  expect(await see(county(['460100']))).toEqual([200, 1])
  expect(await see(county(['460300']))).toEqual([404, 0])
  expect(await see(county(['460200'], ['crop']))).toEqual([404, 0])
  expect(await see(county([]))).toEqual([404, 0])
  // nor under the code of another chain
  expect(refusal(await user.call(getAsset, { profile: 'gas_cylinder', code }))).toBe('404 asset.not_found')
  expect(refusal(await user.call(getAsset, { profile: 'crop', code }))).toBe('404 asset.not_found')
})

test('the list has the soonest due first, by chain, by what is due, by code, page by page', async () => {
  const filler = await makeOperator('示例充装站')
  const bottle = (code: string, inspect_by: string) =>
    write(
      filler.call,
      'manufacture',
      {
        code,
        cylinder_no: code,
        maker_name: '示例气瓶厂',
        medium: '液化石油气',
        household_lpg: true,
        made_on: '2022-05-01',
        life_ends_on: '2030-05-01',
        inspect_by,
      },
      'gas_cylinder',
    )
  for (const [code, by] of [
    ['Q-LATER', '2027-05-01'],
    ['Q-SOON', '2026-06-20'],
    ['Q-OVER', '2026-05-01'],
  ] as const)
    ok(await bottle(code, by))
  ok(await write(filler.call, 'stop_use', { code: 'L-1', stopped_on: '2026-05-20' }))
  const codes = async (input: Parameters<typeof filler.call<typeof listAssets>>[1]) =>
    ok(await filler.call(listAssets, input)).items.map((i) => i.code)
  expect(await codes({ profile: 'gas_cylinder' })).toEqual(['Q-OVER', 'Q-SOON', 'Q-LATER'])
  expect(await codes({ profile: 'gas_cylinder', due: 'overdue' })).toEqual(['Q-OVER'])
  expect(await codes({ profile: 'gas_cylinder', due: 'soon' })).toEqual(['Q-SOON'])
  expect(await codes({ q: 'q-s' })).toEqual(['Q-SOON'])
  expect(await codes({ q: '%' })).toEqual([])
  const first = ok(await filler.call(listAssets, { limit: 2, profile: 'gas_cylinder' }))
  expect(first.items.map((i) => i.code)).toEqual(['Q-OVER', 'Q-SOON'])
  expect(first.items[0]).toMatchObject({ blocked: true, overdue: 1, state: 'not_in_use', next: { daysLeft: -31 } })
  const rest = { limit: 2, profile: 'gas_cylinder', cursor: first.nextCursor! }
  expect(await codes(rest)).toEqual(['Q-LATER'])
})

test('an overdue cylinder is neither filled nor sent out, until it is inspected; the check that refuses it stands', async () => {
  const { call } = await makeOperator('示例充装站')
  const station = await makeOperator('示例气瓶检验站')
  const of = (by: Call) => (event: string, fields: Record<string, unknown>) =>
    write(by, event, { code: 'Q-FILL', ...fields }, 'gas_cylinder')
  const bottle = of(call)
  const made = { cylinder_no: 'Q-FILL', maker_name: '示例气瓶厂', medium: '液化石油气', household_lpg: true }
  const days = { made_on: '2022-05-01', inspect_by: '2026-05-01', life_ends_on: '2030-05-01' }
  ok(await bottle('manufacture', { ...made, ...days }))
  ok(await bottle('own', { title: 'own', owned_on: '2022-05-10', mark_fixed: true }))
  ok(await bottle('register', { registration_no: '示例1', registered_on: '2022-05-10' }))
  const check = (checked_on: string, decision: 'allow' | 'refuse') =>
    bottle('check_before', {
      ...{ checked_on, decision, medium: '液化石油气', inspector: '示例甲', colour_right: true, residual: true },
      ...{ undamaged: true, unmodified: true, ...(decision === 'refuse' ? { refusals: ['overdue'] } : {}) },
    })
  const fill = (filled_at: string) =>
    bottle('fill', { filled_at, medium: '液化石油气', filled_kg: '14.5', worker: '示例乙', worker_certificate: 'T1' })
  // a filling happens when it is recorded
  t.setNow('2026-04-20T04:00:00.000Z')
  ok(await check('2026-04-20', 'allow'))
  ok(await fill('2026-04-20T09:00:00+08:00'))
  // the gate, the filling itself and the way out
  t.setNow('2026-05-20T04:00:00.000Z')
  const refused = await check('2026-05-20', 'allow')
  expect([refusal(refused), refused.body.details]).toMatchObject(['409 rule.blocked', { rule: 'R-CYL-FILL' }])
  expect(refusal(await fill('2026-05-20T09:00:00+08:00'))).toBe('409 rule.blocked')
  const out = await bottle('out', { out_on: '2026-05-20', vehicle: '琼A00000', driver: '示例丙' })
  expect([refusal(out), out.body.details]).toMatchObject(['409 rule.blocked', { text: expect.any(String) }])
  ok(await check('2026-05-20', 'refuse'))
  t.setNow('2026-05-23T04:00:00.000Z')
  const next = { result: 'pass', next_on: '2028-05-22' }
  ok(await of(station.call)('inspect', { inspected_on: '2026-05-22', ...next }))
  ok(await check('2026-05-23', 'allow'))
  ok(await fill('2026-05-23T09:00:00+08:00'))
  t.setNow('2026-06-01T08:00:00.000Z')
})
