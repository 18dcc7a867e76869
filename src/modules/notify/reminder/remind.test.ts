import { afterAll, beforeAll, expect, test } from 'vitest'
import { ok, type TestApp, testApp } from '../../../../test/app.ts'
import { makeEquipmentOperator, makeLift, writeAsset } from '../../../../test/equipment.ts'
import { newId } from '../../../platform/id.ts'
import { listDesk } from '../../oversight/desk/schema.ts'
import { voidRecord } from '../../production/record/schema.ts'
import { listNotices } from '../schema.ts'
import { remindAll } from './remind.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

type Operator = Awaited<ReturnType<typeof makeEquipmentOperator>>
const notices = async ({ call }: Pick<Operator, 'call'>) => ok(await call(listNotices, {})).items
const kinds = async (of: Operator) => (await notices(of)).map((n) => n.kind).sort()
const remindOn = async (day: string) => {
  t.setNow(`${day}T22:10:00.000Z`)
  await t.drain()
  await remindAll(t.db, t.deps.clock())
}

test('each duty is told once a stage to who owes it, and stands on the desk while it is overdue', async () => {
  t.setNow('2025-02-10T04:00:00.000Z')
  const lift = await makeLift(t)
  // inspection due 2025-03-31, reminded from 2025-03-01; in China it is the next day at 22:10 UTC
  await remindOn('2025-02-27')
  // of the user and of the maintenance unit: what they let slip already
  const before = await kinds(lift.user)
  expect(before).toEqual(['duty.overdue'])
  expect(await kinds(lift.keeper)).toEqual(['duty.overdue'])
  expect(await kinds(lift.maker)).toEqual([])
  await remindOn('2025-02-28')
  await remindOn('2025-02-28')
  expect(await kinds(lift.user)).toEqual(['duty.overdue', 'duty.soon'])
  await remindOn('2025-03-31')
  expect(await kinds(lift.user)).toEqual(['duty.blocked', 'duty.overdue', 'duty.soon'])
  const [told] = await notices(lift.user)
  expect(told!.text).toBe(`电梯 ${lift.code} 的定期检验已于 2025-03-31 到期，完成前不得使用。`)
  const english = t.as({ ...lift.user.call.actor, language: 'en' })
  expect((await notices({ call: english }))[0]!.text).toContain('Periodic inspection was due on 2025-03-31')

  const county = t.as({ kind: 'agency', divisions: ['460200'], sectors: ['special_equipment'] })
  const elsewhere = t.as({ kind: 'agency', divisions: ['460100'], sectors: ['special_equipment'] })
  const desk = async (by = county) => ok(await by(listDesk, { kind: 'duty' }))
  const { items, counts } = await desk()
  expect(counts.duty).toBe(3)
  expect(items.at(-1)).toMatchObject({
    ...{ kind: 'duty', partyId: lift.user.partyId, partyName: '示例物业', code: lift.code, blocks: true },
    ...{ names: { zh: '定期检验' }, profileNames: { zh: '电梯' }, dueOn: '2025-03-31' },
    since: '2025-03-31T16:00:00Z',
  })
  const first = ok(await county(listDesk, { kind: 'duty', limit: 1 }))
  const rest = ok(await county(listDesk, { kind: 'duty', limit: 5, cursor: first.nextCursor! }))
  expect([...first.items, ...rest.items]).toEqual(items)
  // the body that inspected it owes nothing
  expect((await desk(elsewhere)).counts.duty).toBe(0)

  // inspected: gone from the desk; declared an error: back, and nobody is told again
  const passed = { code: lift.code, report_no: 'J2', inspected_on: '2025-03-30', result: 'pass' }
  const { recordId } = ok(await writeAsset(lift.body.call, 'inspect', passed))
  await t.drain()
  expect((await desk()).counts.duty).toBe(2)
  ok(await lift.body.call(voidRecord, { recordId, reason: '示例' }))
  await t.drain()
  expect((await desk()).counts.duty).toBe(3)
  const sofar = await kinds(lift.user)
  await remindOn('2025-04-01')
  expect(await kinds(lift.user)).toEqual(sofar)
})

test('a filling station with many cylinders due on one day reads one notice', async () => {
  t.setNow('2026-05-01T04:00:00.000Z')
  const filler = await makeEquipmentOperator(t, '示例充装站')
  const records: string[] = []
  for (let i = 1; i <= 4; i++) {
    const { recordId } = ok(
      await writeAsset(
        filler.call,
        'manufacture',
        {
          ...{ code: `Q-MANY-${i}`, cylinder_no: `${i}`, maker_name: '示例气瓶厂', medium: '液化石油气' },
          ...{ household_lpg: true, made_on: '2022-05-01', life_ends_on: '2030-05-01', inspect_by: `2026-06-1${i}` },
        },
        'gas_cylinder',
      ),
    )
    records.push(recordId)
  }
  await remindOn('2026-05-20')
  expect(await notices(filler)).toMatchObject([
    { kind: 'duty.many_soon', text: '气瓶：4 台（只）的定期检验即将到期，最早 2026-06-11。' },
  ])
  // with its only record an asset and its duties are gone
  const kept = async () =>
    (await t.db.selectFrom('asset.duty').select('code').where('partyId', '=', filler.partyId).execute()).length
  expect(await kept()).toBe(8)
  ok(await filler.call(voidRecord, { recordId: records[0]!, reason: '示例' }))
  await t.drain()
  expect(await kept()).toBe(6)
})

test('a licence that ends is told of, once, until a new one is confirmed', async () => {
  t.setNow('2026-06-01T04:00:00.000Z')
  const keeper = await makeEquipmentOperator(t, '示例维保公司')
  const licence = (number: string, validTo: string) =>
    t.db
      .insertInto('registry.licence')
      .values({
        ...{ partyId: keeper.partyId, licenceId: newId(), kind: 'lift_maintenance', number, issuer: '示例局' },
        ...{ validTo, limits: '{}', state: 'confirmed', reviewerId: newId(), filedAt: t.deps.clock() },
      })
      .execute()
  await licence('W-1', '2026-06-20')
  await remindOn('2026-06-01')
  await remindOn('2026-06-02')
  expect((await notices(keeper)).map((n) => n.text)).toEqual([
    '电梯维保许可 W-1 有效期至 2026-06-20，请及时换证并申报新证。',
  ])
  await remindOn('2026-06-20')
  expect(await kinds(keeper)).toEqual(['licence.expired', 'licence.expiring'])
  // what nobody put right is told again after 400 days
  for (const day of ['2027-07-01', '2027-08-01', '2027-08-02']) await remindOn(day)
  expect(await kinds(keeper)).toEqual(['licence.expired', 'licence.expired', 'licence.expiring'])
  await licence('W-2', '2031-06-20')
  await remindOn('2029-06-21')
  await remindOn('2029-06-22')
  expect(await kinds(keeper)).toHaveLength(3)
})
