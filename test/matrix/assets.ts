import type { World } from './world.ts'

const made = new WeakMap<World, ReturnType<typeof make>>()

/**
 * A lift of `world.operator`. Written past the commands, and in a sector of the world's agencies: its operators are farms
 * and its agencies watch farms. Who sees which asset, by the commands, is in modules/asset/asset.test.ts.
 */
export const assetOf = (world: World) => {
  const known = made.get(world) ?? make(world)
  made.set(world, known)
  return known
}

async function make({ t, operator, people }: World) {
  const now = t.deps.clock()
  const code = 'SL-MATRIX-1'
  await t.db
    .insertInto('production.record')
    .values({
      ...{
        partyId: operator.partyId,
        recordId: crypto.randomUUID(),
        accountId: people.operator_owner.session.account!.accountId,
      },
      ...{ profile: 'lift', profileVersion: '1', sector: 'crop', event: 'start_use', object: 'asset', targets: [code] },
      ...{ happenedOn: '2026-05-01', happenedAt: now, recordedAt: now },
      ...{ fields: JSON.stringify({ code, started_on: '2026-05-01' }), findings: '[]' },
      ...{ missing: [], warnings: [], holdingIds: [], sentHash: Buffer.alloc(32) },
    })
    .execute()
  return { profile: 'lift', code }
}
