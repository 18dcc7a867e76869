import { newId } from '../../src/platform/id.ts'
import type { World } from './world.ts'

const made = new WeakMap<World, ReturnType<typeof make>>()

/**
 * Controlled goods of `world.operator`: a permit by the county, a person, something in the person's hands, a count.
 * Written past the commands, and in a sector of the world's agencies: its operators are farms and its agencies watch
 * farms. Who may do what by the commands is in modules/control.
 */
export const controlledOf = (world: World) => {
  const known = made.get(world) ?? make(world)
  made.set(world, known)
  return known
}

const on = { profile: 'explosives', sector: 'crop' }

async function make(world: World) {
  const { partyId } = world.operator
  const { db, clock } = world.t.deps
  const now = clock()
  const recordId = newId()
  const code = `示例码${recordId.slice(-8)}`
  const variety = `示例品种${recordId.slice(-8)}`
  await db
    .insertInto('control.custody')
    .values({
      ...{ partyId, recordId, line: 1, ...on, code, quantity: '1', leftOut: '1', unit: 'round' },
      ...{ since: now, recordedAt: now, productName: '示例' },
    })
    .execute()
  await db
    .insertInto('control.count')
    .values({
      ...{ partyId, recordId, ...on, variety, counted: '1' },
      ...{ countedOn: '2026-05-01', happenedAt: now, recordedAt: now },
    })
    .execute()
  const { permitId } = await permitOf(world)
  const { personId } = await controlPersonOf(world)
  return { partyId, permitId, personId, code, variety, profile: on.profile }
}

/** A new permit of `world.operator` that the county issued. */
export async function permitOf({ t, operator: { partyId }, county }: World) {
  const permitId = newId()
  const now = t.deps.clock()
  const account = county.administrator.session.account!.accountId
  await t.deps.db
    .insertInto('control.permit')
    .values({
      ...{ partyId, permitId, ...on, kind: 'purchase', number: `示例${permitId}`, issuerId: county.partyId },
      ...{ validFrom: '2026-01-01', validTo: '2026-12-31', state: 'valid', issuedBy: account, issuedAt: now },
    })
    .execute()
  return { partyId, permitId, reason: '示例' }
}

/** A new person of `world.operator`. */
export async function controlPersonOf({ t, operator: { partyId, owner } }: World) {
  const personId = newId()
  const values = { name: '示例甲', identityNumber: null, licenceNo: null }
  await t.deps.db
    .insertInto('control.person')
    .values({
      ...{ partyId, personId, ...on, role: 'keeper', nameMasked: '示**', nameKey: 'p.0', validFrom: '2026-01-01' },
      sealed: t.deps.sealer.seal(JSON.stringify(values), `control.person.sealed ${partyId} ${personId}`),
      ...{ addedBy: owner.session.account!.accountId, addedAt: t.deps.clock() },
    })
    .execute()
  return { partyId, personId, reason: '示例' }
}
