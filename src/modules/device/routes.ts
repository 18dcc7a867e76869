import type { FastifyInstance } from 'fastify'
import type { Output } from '../../platform/endpoint.ts'
import { AppError } from '../../platform/errors.ts'
import { type Deps, mount } from '../../platform/http.ts'
import { limitRate } from '../../platform/rate.ts'
import { bindDevice, changeBoundGoods, endBinding } from './binding.ts'
import { findDevices, readingsOf, requireDevice } from './queries.ts'
import { deviceBySecret, deviceSecret, disableDevice, registerDevice, rotateSecret, type Sender } from './register.ts'
import { batchBounds, messagesAMinute, readReadings } from './rules.ts'
import type * as schema from './schema.ts'
import * as api from './schema.ts'
import { keepReadings, noteRefused } from './store.ts'

export function deviceRoutes(app: FastifyInstance, deps: Deps): void {
  mount(app, deps, api.listDevices, ({ db, actor }, input) => findDevices(db, actor, input, deps.clock()))
  mount(app, deps, api.getDevice, ({ actor }, input) => requireDevice(deps, actor, input, deps.clock()))
  mount(app, deps, api.deviceReadings, ({ db, actor }, input) => readingsOf(db, actor, input))
  const withSecret = <A extends { deviceId: string; secret: string }>(answer: A, commandId: string): A => ({
    ...answer,
    secret: deviceSecret(deps.sealer, answer.deviceId, commandId),
  })
  mount(app, deps, api.registerDevice, (ctx, input) => registerDevice(ctx, deps.sealer, input), withSecret)
  mount(app, deps, api.rotateDeviceSecret, (ctx, input) => rotateSecret(ctx, deps.sealer, input), withSecret)
  mount(app, deps, api.disableDevice, disableDevice)
  mount(app, deps, api.bindDevice, bindDevice)
  mount(app, deps, api.changeBoundGoods, changeBoundGoods)
  mount(app, deps, api.endBinding, endBinding)
  readingsRoute(app, deps)
}

/** A device is no person and no client of a party: it signs in here and nowhere else, so the route asks it itself. */
function readingsRoute(app: FastifyInstance, deps: Deps): void {
  app.route({
    method: api.sendReadings.method,
    url: api.sendReadings.path,
    bodyLimit: batchBounds.bytes,
    config: { endpoint: api.sendReadings.name },
    async handler(req, reply) {
      const parsed = api.sendReadings.input.safeParse(req.body)
      if (!parsed.success) {
        const issues = parsed.error.issues.map((i) => ({ path: i.path.join('.'), code: i.code, message: i.message }))
        throw new AppError('invalid', 'request.invalid', { issues })
      }
      const sender = await senderOf(deps, req.headers.authorization)
      reply.header('cache-control', 'no-store')
      return takeReadings(deps, sender, parsed.data.readings)
    },
  })
}

/** @throws unauthenticated `device.wrong_credentials` */
async function senderOf(deps: Deps, authorization = ''): Promise<Sender> {
  const [, encoded = ''] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization.trim()) ?? []
  const [id, ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  const sender = await deviceBySecret(deps.db, id, secret.join(':'))
  if (!sender) throw new AppError('unauthenticated', 'device.wrong_credentials')
  return sender
}

async function takeReadings(
  deps: Deps,
  sender: Sender,
  given: readonly unknown[],
): Promise<Output<typeof schema.sendReadings>> {
  const now = deps.clock()
  await limitRate(deps.db, `device:${sender.deviceId}`, messagesAMinute, 60, now)
  const { readings, refused, twice } = readReadings(given, now)
  const [first] = refused
  if (first) {
    const text = JSON.stringify(given[first.index]).slice(0, 200).replaceAll('\\u0000', '')
    await noteRefused(deps.db, sender, { count: refused.length, reason: first.reason, text }, now)
  }
  if (!readings.length) throw new AppError('invalid', 'readings.none_kept', { refused: refused.slice(0, 100) })
  const kept = (await keepReadings(deps, [{ sender, readings }])).get(sender.deviceId)!
  return { ...kept, duplicates: kept.duplicates + twice, refused: refused.slice(0, 100) }
}
