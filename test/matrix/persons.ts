import { identityCheckCharacter } from '../../src/kernel/identity-number.ts'
import { createClient } from '../../src/modules/identity/client/schema.ts'
import { approveFiling, registerOperator } from '../../src/modules/registry/filing/schema.ts'
import { ok } from '../app.ts'
import { password } from './session.ts'
import type { World } from './world.ts'

const clients = new WeakMap<World, Promise<{ clientId: string }>>()

/** A machine client of `world.operator`. */
export function clientOf(world: World): Promise<{ clientId: string }> {
  const make = async () => {
    const made = ok(await world.operator.owner(createClient, { name: '示例接口', permissions: ['batch:read'] }))
    return { clientId: made.clientId }
  }
  const known = clients.get(world) ?? make()
  clients.set(world, known)
  return known
}

/** A smallholder of the county, known by an identity number that nobody has. */
export async function personOf(world: World): Promise<{ partyId: string }> {
  const first = `46010619800101${String(Math.floor(Math.random() * 1000)).padStart(3, '0')}`
  const filing = ok(
    await world.visitor(registerOperator, {
      login: `s${crypto.randomUUID().slice(0, 12)}`,
      password,
      facts: {
        name: '示例散户',
        form: 'individual',
        role: 'producer',
        sectors: ['crop'],
        divisionId: world.operator.divisionId,
        identityNumber: first + identityCheckCharacter(first),
        address: '示例村',
        contactName: '示例丙',
        mobile: '13800000001',
      },
    }),
  )
  const { partyId, filingId, revision } = filing
  ok(await world.county.administrator(approveFiling, { partyId, filingId, revision }))
  return { partyId }
}
