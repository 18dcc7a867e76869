import { createServer, connect as tcp } from 'node:net'
import { Aedes } from 'aedes'
import { connect, type IClientOptions, type MqttClient } from 'mqtt'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ok, type TestApp, testApp } from '../../../test/app.ts'
import { ago, every, type Logger, makeLogger } from '../../../test/device/cold.ts'
import { makeTrader, type Trader } from '../../../test/market.ts'
import { type Broker, startBroker } from './mqtt-broker.ts'
import { packetCounter } from './mqtt-guard.ts'
import { subscribeToBroker } from './mqtt-subscribe.ts'
import { topicOf } from './rules.ts'
import { disableDevice, getDevice, rotateDeviceSecret } from './schema.ts'
import { startDevices } from './worker.ts'

let t: TestApp
let farm: Trader
let broker: Broker
const clients: MqttClient[] = []
beforeAll(async () => {
  t = await testApp()
  farm = await makeTrader(t)
  broker = await startBroker(t.deps, { host: '127.0.0.1', port: 0 })
})
afterEach(async () => {
  for (const c of clients.splice(0)) await c.endAsync(true)
})
afterAll(async () => {
  await broker.stop()
  await t.close()
})

/** A line that is open, or the words with which it was refused. */
function dial(over: IClientOptions, port = broker.port): Promise<MqttClient | string> {
  const client = connect({ host: '127.0.0.1', port, protocol: 'mqtt', reconnectPeriod: 0, ...over })
  clients.push(client)
  return new Promise((resolve) => {
    client.once('connect', () => resolve(client))
    client.once('error', (err) => resolve(err.message))
    client.once('close', () => resolve('closed'))
  })
}
async function lineOf(logger: Logger, over: IClientOptions = {}): Promise<MqttClient> {
  const line = await dial({ username: logger.deviceId, password: logger.secret, ...over })
  if (typeof line === 'string') throw new Error(line)
  return line
}
const say = (line: MqttClient, logger: Logger, payload: unknown, topic = topicOf(logger.deviceId)) =>
  line.publishAsync(topic, typeof payload === 'string' ? payload : JSON.stringify(payload), { qos: 1, retain: true })
/** The line ends, whatever else is asked of it. */
const cut = (line: MqttClient) => new Promise<string>((resolve) => line.once('close', () => resolve('cut')))

const timesOf = async ({ deviceId }: Logger) =>
  (
    await t.db
      .selectFrom('device.reading')
      .select(['at', 'celsius'])
      .where('partyId', '=', farm.partyId)
      .where('deviceId', '=', deviceId)
      .orderBy('at')
      .execute()
  ).map((r) => `${(Date.parse(t.deps.clock()) - Date.parse(r.at)) / 60_000} ${Number(r.celsius)}`)
const shown = async ({ deviceId }: Logger) => ok(await farm.call(getDevice, { deviceId }))

test('what is acknowledged is stored: one reading, a list, late ones, the same again', async () => {
  const logger = await makeLogger(farm)
  const line = await lineOf(logger)
  await say(line, logger, { at: ago(10), celsius: 4.5 })
  expect(await timesOf(logger)).toEqual(['10 4.5'])
  await say(line, logger, { readings: [{ at: ago(5), celsius: '5' }] })
  // out of order and twice, as after a night without a network
  await say(line, logger, [...every(10, 40, 20).reverse(), { at: ago(10), celsius: 4.5 }])
  await say(line, logger, [{ at: ago(10), celsius: 77 }])
  expect(await timesOf(logger)).toEqual(['40 5', '30 5', '20 5', '10 4.5', '5 5'])
  expect(await shown(logger)).toMatchObject({ lastCelsius: '5', refused: '0', lastError: null })
})

test('a wrong secret, another device’s, an id that is none: refused with the code of MQTT', async () => {
  const [mine, other] = [await makeLogger(farm), await makeLogger(farm)]
  const wrong = 'Connection refused: Bad username or password'
  expect(await dial({ username: mine.deviceId, password: 'x' })).toBe(wrong)
  expect(await dial({ username: mine.deviceId, password: other.secret })).toBe(wrong)
  expect(await dial({ username: 'admin', password: mine.secret })).toBe(wrong)
  expect(await dial({})).toBe(wrong)
})

test('another device’s topic ends the line, and the attempt stands at the device', async () => {
  const [mine, other] = [await makeLogger(farm), await makeLogger(farm)]
  const line = await lineOf(mine)
  const ended = cut(line)
  line.publish(topicOf(other.deviceId), JSON.stringify({ at: ago(1), celsius: 5 }), { qos: 1 })
  expect(await ended).toBe('cut')
  expect([await timesOf(mine), await timesOf(other)]).toEqual([[], []])
  expect(await shown(mine)).toMatchObject({ refused: '1', lastError: 'message.foreign_topic' })
  expect(await shown(other)).toMatchObject({ refused: '0' })
})

test('nobody listens: not to others, not to all, not to itself', async () => {
  const [mine, other] = [await makeLogger(farm), await makeLogger(farm)]
  const ear = await lineOf(mine)
  const heard: string[] = []
  ear.on('message', (topic) => heard.push(topic))
  for (const topic of [topicOf(other.deviceId), '#', 'suyuan/+/readings', topicOf(mine.deviceId), '$SYS/#'])
    await expect(ear.subscribeAsync(topic, { qos: 1 }), topic).rejects.toThrow('Unspecified error')
  const mouth = await lineOf(other)
  await say(mouth, other, { at: ago(1), celsius: 5 })
  await say(ear, mine, { at: ago(1), celsius: 5 })
  expect(heard).toEqual([])
})

test('what cannot be read is acknowledged, counted and kept in view; the rest of the message is stored', async () => {
  const logger = await makeLogger(farm)
  const line = await lineOf(logger)
  await say(line, logger, '23.4;ok')
  expect(await shown(logger)).toMatchObject({ refused: '1', lastError: 'message.unreadable', lastErrorText: '23.4;ok' })
  await say(line, logger, [
    { at: ago(3), celsius: 5 },
    { at: ago(-6), celsius: 5 },
    { at: '2026-06-01 15:00', celsius: 5 },
    { at: ago(2), celsius: -127 },
    { at: ago(-5), celsius: 6 },
  ])
  expect(await timesOf(logger)).toEqual(['3 5', '-5 6'])
  expect(await shown(logger)).toMatchObject({ refused: '4', lastError: 'reading.in_future' })
})

test('a line that broke goes on with the same id; another device that calls itself so does not end it', async () => {
  const [mine, other] = [await makeLogger(farm), await makeLogger(farm)]
  const first = await lineOf(mine, { clientId: 'L1' })
  const ended = cut(first)
  const second = await lineOf(mine, { clientId: 'L1' })
  expect(await ended).toBe('cut')
  await lineOf(other, { clientId: 'L1' })
  await say(second, mine, { at: ago(1), celsius: 5 })
  expect(await timesOf(mine)).toEqual(['1 5'])
})

test('who was switched off, or has a new secret, is cut off by the next message', async () => {
  const [off, changed] = [await makeLogger(farm), await makeLogger(farm)]
  const lines = [await lineOf(off), await lineOf(changed)] as const
  ok(await farm.call(disableDevice, { deviceId: off.deviceId }))
  const { secret } = ok(await farm.call(rotateDeviceSecret, { deviceId: changed.deviceId }))
  for (const [line, logger] of [
    [lines[0], off],
    [lines[1], changed],
  ] as const) {
    const ended = cut(line)
    line.publish(topicOf(logger.deviceId), JSON.stringify({ at: ago(1), celsius: 5 }), { qos: 1 })
    expect(await ended).toBe('cut')
    expect(await timesOf(logger)).toEqual([])
  }
  expect(await dial({ username: off.deviceId, password: off.secret })).toMatch(/^Connection refused/)
  expect(await dial({ username: changed.deviceId, password: changed.secret })).toMatch(/^Connection refused/)
  await lineOf({ ...changed, secret })
})

test('a packet that announces too much ends the line before anybody signs in', async () => {
  const line = tcp(broker.port, '127.0.0.1')
  // CONNECT with a length of 256 MB
  line.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f]))
  // who says nothing more would be cut off after ten seconds anyway
  const soon = new Promise((resolve) => setTimeout(resolve, 4000, 'open'))
  expect(await Promise.race([new Promise((resolve) => line.once('close', () => resolve('cut'))), soon])).toBe('cut')
})

test.each<[string, number[], boolean]>([
  ['a packet of the most', [0x30, 10, ...Array<number>(10).fill(0xff), 0xc0, 0], true],
  ['one byte more', [0x30, 11], false],
  ['two length bytes, small', [0x30, 0x85, 0x00, 1, 2, 3, 4, 5, 0xc0, 0], true],
  ['five length bytes', [0x30, 0x80, 0x80, 0x80, 0x80, 0x00], false],
])('the length of a packet is followed: %s', (_, bytes, fits) => {
  const whole = packetCounter(10)(Uint8Array.from(bytes))
  const one = packetCounter(10)
  expect([whole, bytes.every((b) => one(Uint8Array.of(b)))]).toEqual([fits, fits])
})

test('what runs in a process goes by its role: the broker with web, telling with work', async () => {
  const { config } = t.deps
  const free = createServer()
  await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve))
  const { port } = free.address() as { port: number }
  await new Promise((resolve) => free.close(resolve))
  const logger = await makeLogger(farm)
  const signIn = { username: logger.deviceId, password: logger.secret }
  const run = (role: 'web' | 'work') =>
    startDevices({ ...t.deps, config: { ...config, role, mqtt: { port, host: '127.0.0.1', url: undefined } } })
  const work = await run('work')
  expect(await dial(signIn, port)).toMatch(/ECONNREFUSED/)
  const web = await run('web')
  expect(typeof (await dial(signIn, port))).toBe('object')
  // one that is stopped leaves no line open
  await web.stop()
  await work.stop()
  expect(await dial(signIn, port)).toMatch(/ECONNREFUSED/)
})

test('a broker of somebody else is listened to: devices in use only, under their own topic', async () => {
  const logger = await makeLogger(farm)
  const aedes = await Aedes.createBroker({
    authenticate: (_c, user, password, done) =>
      done(null, (user === 'suyuan' && password?.toString() === 'geheim') || user === 'site'),
  })
  const server = createServer((s) => void aedes.handle(s))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const subscribed = new Promise((resolve) => aedes.once('subscribe', resolve))
  const ear = subscribeToBroker(t.deps, `mqtt://suyuan:geheim@127.0.0.1:${port}`)
  await subscribed
  const line = await dial({ username: 'site' }, port)
  if (typeof line === 'string') throw new Error(line)
  line.publish('suyuan/x/readings', '{}', { qos: 1 })
  line.publish(topicOf(crypto.randomUUID()), JSON.stringify({ at: ago(1), celsius: 5 }), { qos: 1 })
  line.publish(topicOf(logger.deviceId), JSON.stringify({ at: ago(1), celsius: 5 }), { qos: 1 })
  await expect.poll(() => timesOf(logger)).toEqual(['1 5'])
  await ear.stop()
  await line.endAsync(true)
  await new Promise<void>((resolve) => aedes.close(resolve))
  server.close()
})
