import { afterAll, beforeAll, expect, test } from 'vitest'
import { ok, type TestApp, testApp } from '../../../test/app.ts'
import { ago, every, makeLogger, makeVaccines, send } from '../../../test/device/cold.ts'
import { refusal } from '../../../test/market.ts'
import { profiles } from '../../industries/index.ts'
import { listNotices } from '../notify/schema.ts'
import { listJournal } from '../oversight/journal/schema.ts'
import { bindDevice, getDevice } from './schema.ts'
import { workDue } from './summary.ts'

let t: TestApp
let world: Awaited<ReturnType<typeof makeVaccines>>
beforeAll(async () => {
  t = await testApp()
  world = await makeVaccines(t)
})
afterAll(() => t.close())

/** Sent an hour and a half ago with a logger in the box, arrived ten minutes ago. */
async function onTheWay() {
  const { maker, dispatch } = world
  const sent = await dispatch(90)
  const logger = await makeLogger(maker)
  const { holdingId } = sent.batch
  const binding = ok(
    await maker.call(bindDevice, { deviceId: logger.deviceId, holdingIds: [holdingId], from: ago(100) }),
  )
  return { sent, logger, binding }
}
const receive = ({ sent }: Awaited<ReturnType<typeof onTheWay>>) => world.receive(sent, 90, 10)

const blocked = (text: string) => ({
  reason: 'rule.blocked',
  details: { rule: 'R-VAC-TEMP', text: `${text}，应当拒收并立即报告` },
})

test('limits come from the label, and the silence allowed from the profile', async () => {
  const { binding } = await onTheWay()
  expect(binding).toMatchObject({ low: '2', high: '8', maxGapMinutes: 30, goods: [{ quantity: '10' }] })
})

test('a receipt with readings of the whole way passes; the logger is free and its event is of the goods', async () => {
  const way = await onTheWay()
  ok(await send(t, way.logger, every(10, 100, 10)))
  const got = ok(await receive(way))
  expect(got.findings).toEqual([])
  await t.drain()
  const device = ok(await world.maker.call(getDevice, { deviceId: way.logger.deviceId }))
  expect(device).toMatchObject({ bound: null, silent: false, lastCelsius: '5' })
  expect(device.bindings).toMatchObject([{ readings: 10, lowest: '5', highest: '5', gaps: [], excursions: [] }])
  expect(Date.parse(device.bindings[0]!.to!)).toBe(Date.parse(ago(10)))
  await workDue(t.deps)
  await t.drain()
  const events = await t.app.inject({
    url: `/epcis/events?EXISTS_sensorElementList=true&MATCH_anyEPCClass=https%3A%2F%2Fsy.example%2Fs%2F${got.batch.code}`,
    headers: world.maker.call.headers,
  })
  expect(events.json().epcisBody.queryResults.resultsBody.eventList).toMatchObject([
    {
      bizStep: 'sensor_reporting',
      quantityList: [{ epcClass: `https://sy.example/s/${got.batch.code}`, quantity: 10 }],
      sensorElementList: [{ sensorMetadata: { deviceID: `urn:uuid:${way.logger.deviceId}`, 'suyuan:readings': 10 } }],
    },
  ])
})

test.each<[string, ReturnType<typeof every>, string]>([
  ['no readings', [], '没有温度记录'],
  ['a gap of more than half an hour', [...every(10, 100, 60), ...every(10, 20, 10)], '温度记录不完整'],
  ['readings that begin late', every(10, 50, 10), '温度记录不完整'],
  ['one reading too warm', every(10, 100, 10, (m) => (m === 40 ? 8.3 : 5)), '温度超出说明书范围'],
  ['one reading too cold', every(10, 100, 10, (m) => (m === 40 ? '1.9' : 5)), '温度超出说明书范围'],
])('%s: refused with the rule, and told', async (_, readings, text) => {
  const way = await onTheWay()
  if (readings.length) ok(await send(t, way.logger, readings))
  const refused = await receive(way)
  expect(refusal(refused)).toBe('409 rule.blocked')
  expect(refused.body).toMatchObject(blocked(text))
  const county = t.as({ kind: 'agency', divisions: ['460204'], sectors: ['drug'] })
  const { items } = ok(await county(listJournal, { partyId: world.cdc.partyId, kind: 'production.refused' }))
  expect(items[0]).toMatchObject({ kind: 'production.refused' })
})

test('a logger that is read out late completes the record, and the receipt passes then', async () => {
  const way = await onTheWay()
  ok(await send(t, way.logger, every(10, 100, 60)))
  expect(refusal(await receive(way))).toBe('409 rule.blocked')
  // it kept what it could not send, and sends what it sent again
  expect((await send(t, way.logger, every(10, 100, 10))).body).toMatchObject({ accepted: 5, duplicates: 5 })
  ok(await receive(way))
})

test('an excursion is told once, at once, whatever else comes in', async () => {
  const way = await onTheWay()
  const warm = (m: number) => m <= 50 && m >= 40
  const heard = async () => {
    await t.drain()
    const { items } = ok(await world.maker.call(listNotices, {}))
    return items.filter((n) => n.kind === 'device.excursion' && n.data['deviceId'] === way.logger.deviceId)
  }
  ok(await send(t, way.logger, every(10, 100, 60)))
  expect(await heard()).toEqual([])
  ok(await send(t, way.logger, [{ at: ago(50), celsius: '9.4' }]))
  expect(await heard()).toMatchObject([{ text: expect.stringContaining('测得 9.4℃，超出2～8℃。示例灭活疫苗') }])
  ok(
    await send(
      t,
      way.logger,
      every(5, 45, 40, () => '8.8'),
    ),
  )
  ok(
    await send(
      t,
      way.logger,
      every(10, 100, 10, (m) => (warm(m) ? '9.9' : '5')),
    ),
  )
  expect(await heard()).toHaveLength(1)
  const device = ok(await world.maker.call(getDevice, { deviceId: way.logger.deviceId }))
  expect(device.bindings[0]!.excursions).toMatchObject([{ lowest: '8.8', highest: '9.4', readings: 3 }])
  // after good readings it is another one
  ok(await send(t, way.logger, [{ at: ago(5), celsius: 1 }]))
  expect(await heard()).toHaveLength(2)
})

test('every profile that watches goods names events and fields it has', () => {
  for (const { events, sensing, id } of profiles) {
    if (!sensing) continue
    const keys = events.filter((e) => sensing.events.includes(e.id)).map((e) => e.fields.map((f) => f.key))
    expect(keys, id).toHaveLength(sensing.events.length)
    for (const own of keys) expect(own, id).toEqual(expect.arrayContaining([sensing.from, sensing.to]))
    const all = events.flatMap((e) => e.fields.map((f) => f.key))
    expect(all, id).toEqual(expect.arrayContaining([sensing.low, sensing.high]))
  }
})
