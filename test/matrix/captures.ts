import { newId } from '../../src/platform/id.ts'
import type { World } from './world.ts'

const made = new WeakMap<World, Promise<string>>()

/** A finished capture job of `world.operator`. */
export const captureJobOf = (world: World): Promise<string> => {
  const known = made.get(world) ?? make(world)
  made.set(world, known)
  return known
}

async function make({ t, operator }: World): Promise<string> {
  const jobId = newId()
  const at = t.deps.clock()
  await t.db
    .insertInto('exchange.captureJob')
    .values({
      partyId: operator.partyId,
      jobId,
      accountId: operator.partyId,
      createdAt: at,
      finishedAt: at,
      running: false,
      success: true,
      behaviour: 'rollback',
      mediaType: 'json',
      events: 0,
      captured: 0,
    })
    .execute()
  return jobId
}
