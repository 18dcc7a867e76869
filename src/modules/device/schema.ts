import * as z from 'zod'
import { isDateTime } from '../../kernel/civil-date.ts'
import { command, query, raw } from '../../platform/endpoint.ts'
import { batchBounds, deviceKinds, goodsAtMost } from './rules.ts'

const Id = z.uuid().toLowerCase()
const Instant = z.string().refine(isDateTime, 'instant')
const Text = (max: number) => z.string().trim().min(1).max(max)
/** Degrees Celsius, a decimal string of at most three decimals. */
const Celsius = z.string().regex(/^-?[0-9]{1,3}(\.[0-9]{1,3})?$/)
const DeviceKindShape = z.enum(deviceKinds).meta({ id: 'DeviceKind' })

export const BoundGoods = z
  .object({
    holdingId: z.uuid(),
    homeId: z.uuid(),
    itemId: z.uuid(),
    code: z.string().nullable(),
    productName: z.string().nullable(),
    sector: z.string().nullable(),
    quantity: z.string(),
    unit: z.string(),
    from: z.string(),
    /** Null: still. */
    to: z.string().nullable(),
  })
  .meta({ id: 'BoundGoods' })
export type BoundGoods = z.infer<typeof BoundGoods>

export const Excursion = z
  .object({
    excursionId: z.uuid(),
    bindingId: z.uuid(),
    /** The first and the last reading outside. */
    beganAt: z.string(),
    endedAt: z.string(),
    lowest: z.string(),
    highest: z.string(),
    readings: z.int(),
  })
  .meta({ id: 'Excursion' })
export type Excursion = z.infer<typeof Excursion>

export const Binding = z
  .object({
    partyId: z.uuid(),
    bindingId: z.uuid(),
    deviceId: z.uuid(),
    container: z.string().nullable(),
    from: z.string(),
    to: z.string().nullable(),
    /** °C; null: no limit. */
    low: z.string().nullable(),
    high: z.string().nullable(),
    maxGapMinutes: z.int(),
    goods: z.array(BoundGoods),
  })
  .meta({ id: 'Binding' })
export type Binding = z.infer<typeof Binding>

const Span = z.object({ from: z.string(), to: z.string() })

export const BindingJudged = Binding.extend({
  readings: z.int(),
  lowest: z.string().nullable(),
  highest: z.string().nullable(),
  /** Times without a reading, longer than allowed; the first hundred. */
  gaps: z.array(Span),
  excursions: z.array(Excursion),
}).meta({ id: 'BindingJudged' })
export type BindingJudged = z.infer<typeof BindingJudged>

export const DeviceLine = z
  .object({
    partyId: z.uuid(),
    deviceId: z.uuid(),
    name: z.string(),
    serialNo: z.string(),
    kind: DeviceKindShape,
    registeredAt: z.string(),
    disabledAt: z.string().nullable(),
    /** When it was last heard of, and what it last measured, by its own clock. */
    seenAt: z.string().nullable(),
    lastAt: z.string().nullable(),
    lastCelsius: z.string().nullable(),
    lastHumidity: z.string().nullable(),
    /** Readings and messages refused so far, and why the last one was. */
    refused: z.string(),
    lastError: z.string().nullable(),
    lastErrorText: z.string().nullable(),
    lastErrorAt: z.string().nullable(),
    /** What it is with now. */
    bound: Binding.nullable(),
    /** It is with goods and has been silent for longer than it may be. */
    silent: z.boolean(),
  })
  .meta({ id: 'DeviceLine' })
export type DeviceLine = z.infer<typeof DeviceLine>

export const Device = DeviceLine.extend({
  partyName: z.string(),
  /** How it sends: for who sets it up. */
  send: z.object({ url: z.string(), topic: z.string(), mqtt: z.string().nullable() }),
  /** What it was with, latest first, at most 50. */
  bindings: z.array(BindingJudged),
}).meta({ id: 'Device' })
export type Device = z.infer<typeof Device>

export const listDevices = query({
  name: 'listDevices',
  path: '/api/devices',
  permission: 'device:read',
  summary: { zh: '设备：在用、停用、失联', en: 'Devices: in use, off, silent' },
  input: z.object({
    partyId: Id.optional(),
    /** Part of the name or of the serial number. */
    q: z.string().trim().max(100).optional(),
    off: z.enum(['true', 'false']).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(400).optional(),
  }),
  output: z.object({ items: z.array(DeviceLine), nextCursor: z.string().nullable() }),
})

export const getDevice = query({
  name: 'getDevice',
  path: '/api/devices/:deviceId',
  permission: 'device:read',
  summary: { zh: '一台设备：绑定、断档、超温', en: 'A device: what it was with, gaps, excursions' },
  input: z.object({ deviceId: Id, partyId: Id.optional() }),
  output: Device,
})

export const deviceReadings = query({
  name: 'deviceReadings',
  path: '/api/devices/:deviceId/readings',
  permission: 'device:read',
  summary: { zh: '一段时间的读数，按时间均分为至多五百段', en: 'Readings of a time, in at most 500 parts' },
  input: z.object({ deviceId: Id, partyId: Id.optional(), from: Instant, to: Instant }),
  output: z.object({
    count: z.int(),
    points: z.array(
      z.object({
        at: z.string(),
        /** Lowest, highest and mean of the part: °C and percent. */
        low: z.string().nullable(),
        high: z.string().nullable(),
        celsius: z.string().nullable(),
        humidity: z.string().nullable(),
      }),
    ),
  }),
})

const Secret = z.object({
  deviceId: z.uuid(),
  /** Shown once. */
  secret: z.string(),
})

export const registerDevice = command({
  name: 'registerDevice',
  path: '/api/devices',
  permission: 'device:manage',
  summary: { zh: '登记设备，得到一次显示的密钥', en: 'Register a device; its secret is shown once' },
  input: z.object({ name: Text(60), serialNo: Text(60), kind: DeviceKindShape }),
  output: Secret,
})

export const rotateDeviceSecret = command({
  name: 'rotateDeviceSecret',
  path: '/api/devices/:deviceId/rotate-secret',
  permission: 'device:manage',
  summary: { zh: '更换设备密钥，旧密钥立即失效', en: 'A new secret for a device; the old one ends at once' },
  input: z.object({ deviceId: Id }),
  output: Secret,
})

export const disableDevice = command({
  name: 'disableDevice',
  path: '/api/devices/:deviceId/disable',
  permission: 'device:manage',
  summary: { zh: '停用设备', en: 'Switch a device off' },
  input: z.object({ deviceId: Id }),
  output: z.object({ deviceId: z.uuid() }),
})

export const bindDevice = command({
  name: 'bindDevice',
  path: '/api/devices/:deviceId/bindings',
  permission: 'device:manage',
  summary: { zh: '设备随货或放入容器、车辆、冷库', en: 'Put a device with goods or into a container' },
  input: z.object({
    deviceId: Id,
    /** A vehicle, a fridge, a box: what people call it. */
    container: Text(100).optional(),
    /** Batches and packs of one's own, those on their way to a buyer too. */
    holdingIds: z.array(Id).max(goodsAtMost).default([]),
    /** Since when; now, where nothing is said. */
    from: Instant.optional(),
    /** Narrower than the label of the goods, or where they have none. */
    low: Celsius.optional(),
    high: Celsius.optional(),
  }),
  output: Binding,
})

export const changeBoundGoods = command({
  name: 'changeBoundGoods',
  path: '/api/device-bindings/:bindingId/goods',
  permission: 'device:manage',
  summary: { zh: '容器内货物的进出', en: 'Goods go into or out of where the device is' },
  input: z.object({
    bindingId: Id,
    add: z.array(Id).max(goodsAtMost).default([]),
    remove: z.array(Id).max(goodsAtMost).default([]),
    at: Instant.optional(),
  }),
  output: Binding,
})

export const endBinding = command({
  name: 'endBinding',
  path: '/api/device-bindings/:bindingId/end',
  permission: 'device:manage',
  summary: { zh: '取下设备', en: 'Take the device out' },
  input: z.object({ bindingId: Id, at: Instant.optional() }),
  output: Binding,
})

export const sendReadings = raw({
  name: 'sendReadings',
  method: 'POST',
  path: '/api/device-readings',
  permission: 'public',
  summary: {
    zh: '设备上报读数（HTTP Basic：设备编号与密钥）',
    en: 'Readings of a device (HTTP Basic: its id and its secret)',
  },
  input: z.object({
    /** Each `{ at, celsius?, humidity? }`: a time with its offset, numbers or decimal strings. */
    readings: z.array(z.unknown()).min(1).max(batchBounds.readings),
  }),
  output: z.object({
    accepted: z.int(),
    /** Already known, in this message or from an earlier one. */
    duplicates: z.int(),
    /** Already known with another value: the first stays. */
    differing: z.int(),
    /** The first hundred that were not kept, by their place in the message. */
    refused: z.array(z.object({ index: z.int(), reason: z.string(), at: z.string().optional() })),
  }),
})

export const deviceEndpoints = [
  listDevices,
  getDevice,
  deviceReadings,
  registerDevice,
  rotateDeviceSecret,
  disableDevice,
  bindDevice,
  changeBoundGoods,
  endBinding,
  sendReadings,
] as const
