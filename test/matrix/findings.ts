import { failedTestOf } from './goods.ts'
import type { World } from './world.ts'

/** A new finding on `world.operator`: the signal of a failed test, as it has come to the desks. */
export async function findingOf(world: World): Promise<{ partyId: string; findingId: string }> {
  const { recordId } = await failedTestOf(world)
  await world.t.drain()
  const rows = await world.t.db
    .selectFrom('oversight.finding')
    .select(['partyId', 'findingId', 'facts'])
    .where('partyId', '=', world.operator.partyId)
    .execute()
  const { partyId, findingId } = rows.find((r) => (r.facts as Record<string, unknown>)['recordId'] === recordId)!
  return { partyId, findingId }
}
