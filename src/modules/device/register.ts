import { timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { CommandCtx } from '../../platform/command.ts'
import type { Db, Tx } from '../../platform/db.ts'
import type { Input, Output } from '../../platform/endpoint.ts'
import { AppError, found } from '../../platform/errors.ts'
import { newId } from '../../platform/id.ts'
import { record } from '../../platform/journal.ts'
import type { Sealer } from '../../platform/seal.ts'
import { derivedSecret, secretHash } from '../identity/index.ts'
import { requireOperatorInForce } from '../registry/index.ts'
import type * as api from './schema.ts'

/** A device's secret: stored as SHA-256 only; answered again to a retry of the command that made it. */
export const deviceSecret = (sealer: Sealer, deviceId: string, commandId: string): string =>
  derivedSecret(sealer, 'deviceSecret', deviceId, commandId)

const hashOf = (ctx: CommandCtx, sealer: Sealer, deviceId: string) =>
  secretHash(deviceSecret(sealer, deviceId, ctx.commandId))

/** @throws conflict `constraint.device_serial_unique`, `operator.not_in_force` */
export async function registerDevice(
  ctx: CommandCtx,
  sealer: Sealer,
  { name, serialNo, kind }: Input<typeof api.registerDevice>,
): Promise<Output<typeof api.registerDevice>> {
  const { db, actor, now } = ctx
  await requireOperatorInForce(db, actor.partyId)
  const deviceId = newId()
  const { partyId, accountId } = actor
  const row = { partyId, deviceId, name, serialNo, kind, registeredAt: now, registeredBy: accountId, secretAt: now }
  await db.insertInto('device.device').values(row).execute()
  await db
    .insertInto('device.credential')
    .values({ deviceId, partyId, secretHash: hashOf(ctx, sealer, deviceId) })
    .execute()
  record(ctx, 'device.registered', { about: deviceId, data: { name, serialNo, kind } })
  return { deviceId, secret: '' }
}

/** The new secret counts from the commit on; who is connected with the old one is cut off by its next message. */
export async function rotateSecret(
  ctx: CommandCtx,
  sealer: Sealer,
  { deviceId }: Input<typeof api.rotateDeviceSecret>,
): Promise<Output<typeof api.rotateDeviceSecret>> {
  await lockDevice(ctx, deviceId)
  const { partyId } = ctx.actor
  await ctx.db
    .updateTable('device.device')
    .set({ secretAt: ctx.now })
    .where('partyId', '=', partyId)
    .where('deviceId', '=', deviceId)
    .execute()
  await ctx.db
    .updateTable('device.credential')
    .set({ secretHash: hashOf(ctx, sealer, deviceId) })
    .where('deviceId', '=', deviceId)
    .where('partyId', '=', partyId)
    .execute()
  record(ctx, 'device.secretRotated', { about: deviceId })
  return { deviceId, secret: '' }
}

/** Its next message is refused. @throws conflict `device.is_bound` while it is with goods */
export async function disableDevice(
  ctx: CommandCtx,
  { deviceId }: Input<typeof api.disableDevice>,
): Promise<Output<typeof api.disableDevice>> {
  await lockDevice(ctx, deviceId)
  const { partyId, accountId } = ctx.actor
  const bound = await ctx.db
    .selectFrom('device.binding')
    .select('bindingId')
    .where('partyId', '=', partyId)
    .where('deviceId', '=', deviceId)
    .where('toAt', 'is', null)
    .executeTakeFirst()
  if (bound) throw new AppError('conflict', 'device.is_bound')
  await ctx.db
    .updateTable('device.device')
    .set({ disabledAt: ctx.now, disabledBy: accountId })
    .where('partyId', '=', partyId)
    .where('deviceId', '=', deviceId)
    .execute()
  await ctx.db
    .updateTable('device.credential')
    .set({ disabledAt: ctx.now })
    .where('deviceId', '=', deviceId)
    .where('partyId', '=', partyId)
    .execute()
  record(ctx, 'device.disabled', { about: deviceId })
  return { deviceId }
}

/** Own device, locked, which is in use. @throws not_found `device.not_found`, conflict `device.is_off` */
export async function lockDevice(
  ctx: CommandCtx,
  deviceId: string,
): Promise<{ name: string; kind: string; registeredAt: string }> {
  const { rows } = await sql<{ name: string; kind: string; registeredAt: string; disabledAt: string | null }>`
    select name, kind, registered_at, disabled_at from device.device
    where party_id = ${ctx.actor.partyId} and device_id = ${deviceId} for no key update`.execute(ctx.db)
  const device = found(rows[0], 'device', deviceId)
  if (device.disabledAt) throw new AppError('conflict', 'device.is_off')
  return device
}

/** Who sends: a device that has shown its secret. */
export type Sender = { partyId: string; deviceId: string; secretHash: Buffer }

/** The device with this id and secret; undefined: there is none, or it is switched off. */
export async function deviceBySecret(
  db: Db | Tx,
  deviceId: string | undefined,
  secret: string,
): Promise<Sender | undefined> {
  const id = deviceId?.toLowerCase() ?? ''
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return undefined
  const row = await db
    .selectFrom('device.credential')
    .select(['partyId', 'deviceId', 'secretHash'])
    .where('deviceId', '=', id)
    .where('disabledAt', 'is', null)
    .executeTakeFirst()
  return row && timingSafeEqual(row.secretHash, secretHash(secret)) ? row : undefined
}

/** Devices in use by id, for messages whose sender another broker has checked, or that may have been cut off since. */
export async function unscopedSenders(db: Db | Tx, deviceIds: readonly string[]): Promise<Map<string, Sender>> {
  if (!deviceIds.length) return new Map()
  const rows = await db
    .selectFrom('device.credential')
    .select(['partyId', 'deviceId', 'secretHash'])
    .where(sql<boolean>`device_id = any(${[...new Set(deviceIds)]}::uuid[])`)
    .where('disabledAt', 'is', null)
    .execute()
  return new Map(rows.map((r) => [r.deviceId, r]))
}
