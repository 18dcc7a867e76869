import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ok, type TestApp, testApp } from '../../../test/app.ts'
import { ago, every, makeLogger, send } from '../../../test/device/cold.ts'
import { makeTrader, refusal, type Trader } from '../../../test/market.ts'
import { dispatch, packOpen, receive } from '../trace/index.ts'
import { deviceRuleSource } from './rule-source.ts'
import {
  bindDevice,
  changeBoundGoods,
  deviceReadings,
  disableDevice,
  endBinding,
  getDevice,
  listDevices,
  registerDevice,
  rotateDeviceSecret,
} from './schema.ts'
import { workDue } from './summary.ts'

let t: TestApp
let farm: Trader
let shop: Trader
beforeAll(async () => {
  t = await testApp()
  farm = await makeTrader(t)
  shop = await makeTrader(t)
})
afterAll(() => t.close())

const device = async (logger: { deviceId: string }) => ok(await farm.call(getDevice, { deviceId: logger.deviceId }))
const box = (over: object) => ({ container: '示例冷藏箱', ...over })

test('the secret is shown once, a retry shows it again, and only its hash is kept', async () => {
  const id = crypto.randomUUID()
  const asked = { name: '示例温度计', serialNo: 'SN-1', kind: 'temperature' as const }
  const made = ok(await farm.call(registerDevice, asked, id))
  expect(ok(await farm.call(registerDevice, asked, id))).toEqual(made)
  expect(Buffer.from(made.secret, 'base64url')).toHaveLength(32)
  expect(refusal(await farm.call(registerDevice, asked))).toBe('409 constraint.device_serial_unique')
  const { rows } = await sql`select c.*, k.result from device.credential c, platform.command k
    where c.device_id = ${made.deviceId}`.execute(t.db)
  expect(JSON.stringify(rows)).not.toContain(made.secret)
  // a second one of that number once the first is off
  ok(await farm.call(disableDevice, { deviceId: made.deviceId }))
  ok(await farm.call(registerDevice, asked))
  expect((await send(t, made, every(1, 3, 1))).body.reason).toBe('device.wrong_credentials')
})

test('by HTTP: a batch in any order, twice, with what cannot be kept named', async () => {
  const logger = await makeLogger(farm)
  const batch = [
    ...every(5, 60, 5).reverse(),
    { at: ago(-6), celsius: 5 },
    { at: '2026-06-01T10:00:00', celsius: 5 },
    { at: ago(70) },
    { at: ago(71), celsius: 'warm' },
    { at: ago(72), celsius: 1e9 },
    { at: ago(73), celsius: 850 },
    { at: '1970-01-01T00:00:00Z', celsius: 5 },
    'reading',
    null,
  ]
  expect((await send(t, logger, batch)).body).toEqual({
    ...{ accepted: 12, duplicates: 0, differing: 0 },
    refused: [
      { index: 12, reason: 'reading.in_future', at: ago(-6) },
      { index: 13, reason: 'reading.time_wrong' },
      { index: 14, reason: 'reading.nothing_measured', at: ago(70) },
      { index: 15, reason: 'reading.not_a_number', at: ago(71) },
      { index: 16, reason: 'reading.not_a_number', at: ago(72) },
      { index: 17, reason: 'reading.out_of_scale', at: ago(73) },
      { index: 18, reason: 'reading.too_old', at: '1970-01-01T00:00:00.000Z' },
      { index: 19, reason: 'reading.not_an_object' },
      { index: 20, reason: 'reading.not_an_object' },
    ],
  })
  const again = await send(t, logger, [
    ...every(5, 10, 5),
    { at: ago(60), celsius: '6' },
    { at: ago(2), celsius: 5.1234 },
  ])
  expect(again.body).toEqual({ accepted: 1, duplicates: 3, differing: 1, refused: [] })
  const local = await send(t, logger, [
    { at: '2026-06-01T15:59:00+08:00', celsius: -3 },
    { at: ago(1), celsius: -3 },
  ])
  expect(local.body).toMatchObject({ accepted: 1, duplicates: 1 })
  expect(await device(logger)).toMatchObject({ lastCelsius: '-3', refused: '9', lastError: 'reading.in_future' })
  expect(await send(t, logger, [{ at: ago(-6), celsius: 5 }])).toMatchObject({
    status: 400,
    body: { reason: 'readings.none_kept', details: { refused: [{ reason: 'reading.in_future' }] } },
  })
  for (const wrong of [[], {}, 'x', Array(5001).fill({})])
    expect((await send(t, logger, wrong)).body.reason).toBe('request.invalid')
  const { points, count } = ok(
    await farm.call(deviceReadings, { deviceId: logger.deviceId, from: ago(60), to: ago(0) }),
  )
  expect([count, points.at(-1)]).toEqual([
    14,
    { at: expect.anything(), low: '-3', high: '-3', celsius: '-3', humidity: null },
  ])
})

test('a wrong secret, another’s, none: refused alike; a new secret ends the old one; too many messages wait', async () => {
  const [mine, other] = [await makeLogger(farm), await makeLogger(shop)]
  const readings = every(1, 2, 1)
  for (const secret of ['', 'x', other.secret])
    expect((await send(t, { ...mine, secret }, readings)).body.reason).toBe('device.wrong_credentials')
  const bare = await t.app.inject({ method: 'POST', url: '/api/device-readings', payload: { readings } })
  expect(bare.json()).toMatchObject({ status: 401, reason: 'device.wrong_credentials' })
  const { secret } = ok(await farm.call(rotateDeviceSecret, { deviceId: mine.deviceId }))
  expect((await send(t, mine, readings)).status).toBe(401)
  ok(await send(t, { ...mine, secret }, readings))
  await sql`update platform.rate set count = 120 where key = ${`device:${mine.deviceId}`}`.execute(t.db)
  expect((await send(t, { ...mine, secret }, readings)).body.reason).toBe('request.too_many')
})

test('seen by its operator and the agencies above; looked after by its operator alone', async () => {
  const logger = await makeLogger(farm, '示例别处看不到')
  const key = { deviceId: logger.deviceId, partyId: farm.partyId }
  const see = async (call: typeof farm.call) => {
    const list = ok(await call(listDevices, { q: '看不到' })).items.length
    return [(await call(getDevice, key)).status, list]
  }
  const county = (sectors: string[], divisions = ['460200']) => t.as({ kind: 'agency', divisions, sectors })
  expect(await see(farm.call)).toEqual([200, 1])
  expect(await see(shop.call)).toEqual([404, 0])
  expect(await see(county(['crop']))).toEqual([200, 1])
  expect(await see(county(['fishery']))).toEqual([404, 0])
  expect(await see(county(['crop'], ['460100']))).toEqual([404, 0])
  expect(refusal(await shop.call(disableDevice, key))).toBe('404 device.not_found')
  expect(refusal(await shop.call(bindDevice, { ...key, ...box({}) }))).toBe('404 device.not_found')
})

test('a device is in one place at a time, with one’s own goods, from a time that has come', async () => {
  const logger = await makeLogger(farm)
  const batch = await farm.grow('100')
  const theirs = await shop.grow('10')
  const bind = (over: object) => farm.call(bindDevice, { deviceId: logger.deviceId, ...over })
  expect(refusal(await bind({}))).toBe('400 binding.nowhere')
  expect(refusal(await bind({ holdingIds: [theirs.holdingId] }))).toBe('404 holding.not_found')
  expect(refusal(await bind(box({ from: ago(-10) })))).toBe('400 binding.time_wrong')
  expect(refusal(await bind(box({ low: '8', high: '2' })))).toBe('400 binding.limits_crossed')
  const bound = ok(await bind(box({ holdingIds: [batch.holdingId], from: ago(60), low: '2', high: '8.5' })))
  expect(bound).toMatchObject({ low: '2', high: '8.5', maxGapMinutes: 30, goods: [{ code: batch.code, to: null }] })
  expect(refusal(await bind(box({ from: ago(90) })))).toBe('409 binding.overlaps')
  expect(refusal(await farm.call(disableDevice, { deviceId: logger.deviceId }))).toBe('409 device.is_bound')
  const { bindingId } = bound
  expect(refusal(await farm.call(endBinding, { bindingId, at: ago(61) }))).toBe('400 binding.time_wrong')
  expect(refusal(await shop.call(endBinding, { bindingId }))).toBe('404 binding.not_found')
  ok(await farm.call(endBinding, { bindingId, at: ago(30) }))
  expect(refusal(await farm.call(endBinding, { bindingId }))).toBe('409 binding.ended')
  expect(refusal(await bind(box({ from: ago(31) })))).toBe('409 binding.overlaps')
  ok(await bind(box({ from: ago(30) })))
  await farm.consume(batch.holdingId, '100')
  const open = (await device(logger)).bound!.bindingId
  const change = { bindingId: open, add: [batch.holdingId] }
  expect(refusal(await farm.call(changeBoundGoods, change))).toBe('409 binding.goods_gone')
})

const sensed = async (query: string) => {
  await t.drain()
  const res = await t.app.inject({ url: `/epcis/events?${query}`, headers: farm.call.headers })
  return (res.json().epcisBody?.queryResults.resultsBody.eventList ?? res.json()) as Record<string, never>[]
}

test('one event of all that was in the box over the same time, found by the parameters of EPCIS for sensors', async () => {
  const logger = await makeLogger(farm)
  const [a, b] = [await farm.grow('10'), await farm.grow('20')]
  const { bindingId } = ok(
    await farm.call(bindDevice, { deviceId: logger.deviceId, ...box({ holdingIds: [a.holdingId], from: ago(50) }) }),
  )
  ok(
    await send(
      t,
      logger,
      every(10, 50, 0, (m) => 4 + m / 10),
    ),
  )
  ok(await farm.call(changeBoundGoods, { bindingId, add: [b.holdingId], at: ago(20) }))
  ok(await farm.call(endBinding, { bindingId }))
  const device = `EQ_deviceID=urn%3Auuid%3A${logger.deviceId}`
  const code = (c: string | null) => `https://sy.example/s/${c}`
  const events = await sensed(`${device}&orderBy=eventTime`)
  expect(events).toHaveLength(2)
  expect(events.find((e) => JSON.stringify(e).includes(a.code!))).toMatchObject({
    type: 'ObjectEvent',
    action: 'OBSERVE',
    bizStep: 'sensor_reporting',
    'suyuan:basis': 'device',
    quantityList: [{ epcClass: code(a.code), quantity: 10, uom: 'KGM' }],
    sensorElementList: [
      {
        sensorMetadata: { deviceID: `urn:uuid:${logger.deviceId}`, 'suyuan:readings': 6 },
        sensorReport: [{ type: 'Temperature', minValue: 4, maxValue: 9, meanValue: 6.5, uom: 'CEL' }],
      },
    ],
  })
  const counts = async (query: string) => (await sensed(`${device}&${query}`)).length
  expect(await counts('EQ_type=Temperature')).toBe(2)
  expect(await counts('EQ_type=RelativeHumidity')).toBe(0)
  expect(await counts('GT_maxValue_CEL=8')).toBe(1)
  expect(await counts('LT_minValue_CEL=4')).toBe(0)
  // 4 °C, asked for in Kelvin
  expect(await counts('LE_minValue_KEL=277.15')).toBe(2)
  expect(await counts('EQ_bizStep=sensor_reporting')).toBe(2)
})

test('while it lasts one event a day; what comes late for a time that was told is told again with it', async () => {
  const logger = await makeLogger(farm)
  const batch = await farm.grow('10')
  ok(await farm.call(bindDevice, { deviceId: logger.deviceId, holdingIds: [batch.holdingId], from: ago(60) }))
  const query = `EQ_deviceID=urn%3Auuid%3A${logger.deviceId}`
  const readings = async () =>
    (await sensed(query)).map((e) => e['sensorElementList']![0]!['sensorMetadata']!['suyuan:readings']).sort()
  try {
    ok(await send(t, logger, every(10, 60, 30)))
    await workDue(t.deps)
    expect(await readings()).toEqual([])
    t.setNow(ago(-24 * 60 - 1))
    await workDue(t.deps)
    expect(await readings()).toEqual([4])
    await workDue(t.deps)
    expect(await readings()).toEqual([4])
    ok(await send(t, logger, every(10, 20, 0)))
    ok(await send(t, logger, [{ at: ago(55), celsius: 5 }]))
    t.setNow(ago(-48 * 60 - 2))
    await workDue(t.deps)
    expect(await readings()).toEqual([4, 7])
  } finally {
    t.setNow(ago(0))
  }
})

test('goods in a crate are where the crate’s logger is, while they are in it; gaps and silence are in view', async () => {
  const logger = await makeLogger(farm)
  const batch = await farm.grow('10')
  const filled = await farm.as(packOpen, { pack: 'new', contents: [batch.holdingId], eventTime: t.deps.clock() })
  const { holdingId } = filled.pack
  ok(await farm.call(bindDevice, { deviceId: logger.deviceId, holdingIds: [holdingId], from: t.deps.clock() }))
  t.setNow(ago(-120))
  ok(await send(t, logger, [...every(10, 0, -30), ...every(10, -80, -90)]))
  const profile = {
    sensing: { quantity: 'temperature', events: ['x'], from: 'a', to: 'b', low: 'l', high: 'h', maxGapMinutes: 30 },
  }
  const about = (from: number, to: number) =>
    ({ profile, event: { id: 'x' }, values: { a: ago(from), b: ago(to) } }) as never
  const judged = (from: number, to: number) =>
    deviceRuleSource.readings!(t.db, about(from, to), {} as never, {
      partyId: farm.partyId,
      holdingId: batch.holdingId,
    })
  expect(await judged(0, -90)).toMatchObject({
    ...{ count: 6, minC: '5', maxC: '5' },
    gaps: [{ from: expect.stringContaining('08:30'), to: expect.stringContaining('09:20') }],
  })
  expect(await judged(0, -30)).toMatchObject({ count: 4, gaps: [] })
  expect(await judged(60, 5)).toBeUndefined()
  const seen = await device(logger)
  expect(seen).toMatchObject({ silent: false, bindings: [{ readings: 6, gaps: [{ from: ago(-30), to: ago(-80) }] }] })
  t.setNow(ago(-125))
  expect(await device(logger)).toMatchObject({ silent: true, bindings: [{ gaps: [{}, { to: ago(-125) }] }] })
  t.setNow(ago(0))
})

test('goods that arrived are with the seller’s loggers no more; the container stays where its logger is', async () => {
  const [alone, inVan] = [await makeLogger(farm), await makeLogger(farm)]
  const source = await farm.grow('10')
  const eventTime = t.deps.clock()
  const { batch, transferId } = await farm.as(dispatch, {
    ...{ holdingId: source.holdingId, quantity: '4', buyer: { partyId: shop.partyId }, eventTime },
  })
  const bind = (deviceId: string, over: object = {}) =>
    farm.call(bindDevice, { deviceId, holdingIds: [batch.holdingId], ...over })
  ok(await bind(alone.deviceId))
  ok(await bind(inVan.deviceId, box({})))
  const arrive = (quantity: string) => shop.as(receive, { sellerId: farm.partyId, transferId, quantity, eventTime })
  await arrive('1')
  await t.drain()
  expect((await device(alone)).bound).toMatchObject({ goods: [{ to: null }] })
  await arrive('3')
  await t.drain()
  expect(await device(alone)).toMatchObject({
    bound: null,
    bindings: [{ goods: [{ quantity: '4', to: expect.anything() }] }],
  })
  expect((await device(inVan)).bound).toMatchObject({ container: '示例冷藏箱', goods: [{ to: expect.anything() }] })
  expect(refusal(await bind(alone.deviceId))).toBe('409 binding.goods_gone')
})
