import { bindDevice, registerDevice } from '../../src/modules/device/schema.ts'
import { ok } from '../app.ts'
import type { World } from './world.ts'

const made = new WeakMap<World, ReturnType<typeof make>>()

/** A logger of `world.operator`. */
export const deviceOf = (world: World) => {
  const known = made.get(world) ?? make(world)
  made.set(world, known)
  return known
}

/** One that a row may switch off or put somewhere. */
export async function spareDeviceOf({ operator }: World) {
  const serialNo = crypto.randomUUID()
  const { deviceId } = ok(await operator.owner(registerDevice, { name: '示例温度计', serialNo, kind: 'temperature' }))
  return { deviceId, serialNo }
}

/** One in a vehicle. */
export async function spareBindingOf(world: World) {
  const { deviceId } = await spareDeviceOf(world)
  const { bindingId } = ok(await world.operator.owner(bindDevice, { deviceId, container: '示例冷藏车' }))
  return { bindingId }
}

async function make(world: World) {
  return { partyId: world.operator.partyId, ...(await spareDeviceOf(world)) }
}
