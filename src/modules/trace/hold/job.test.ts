import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bothWays, type TestApp, testApp } from '../../../../test/app.ts'
import { act } from '../../../../test/hold/goods.ts'
import { closure, stopSale } from '../../../../test/hold/storm.ts'
import { anonymous } from '../../../platform/actor.ts'
import { newId } from '../../../platform/id.ts'
import { drain } from '../../../platform/relay.ts'
import { setSingleNode } from '../../../platform/single-node.ts'
import { liftHold, unscopedPlaceHold } from './service.ts'
import { spreadHold, unspreadHold } from './spread.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
  t.setNow(undefined)
})
afterAll(() => t.close())

/** A root that went to `first`, and by them to `total` holdings of `parties` parties: written as rows, as it is large. */
async function wideChain(total: number, parties: number, first = 10) {
  const id = newId()
  await t.owner.query('drop table if exists chain')
  await t.owner.query(
    `create table chain as select i, md5($1 || 'p' || (i % $3::int))::uuid p, md5($1 || 'h' || i)::uuid h
     from generate_series(0, $2::int) i`,
    [id, total, parties],
  )
  await t.owner.query(
    `insert into trace.holding (party_id, holding_id, home_id, item_id, kind, unit, regime, quantity, reserved, basis,
       began_at, changed_at, created_at)
     select p, h, p, h, 'batch', 'kg', 'governed', 1, 0, 'own', now(), now(), now() from chain`,
  )
  for (const table of ['link_f', 'link_b'])
    await t.owner.query(
      `insert into trace.${table} (in_party, in_holding, out_party, out_holding, event_party, event_id, step, same_item,
         quantity, basis, event_time, recorded_at)
       select a.p, a.h, b.p, b.h, b.p, md5('e' || b.h::text)::uuid, 'receive', false, 1, 'own', now(), now()
       from chain b join chain a on a.i = case when b.i <= $1::int then 0 else 1 + b.i % $1::int end where b.i > 0`,
      [first],
    )
  const { rows } = await t.owner.query<{ p: string; h: string }>('select p, h from chain where i = 0')
  return { partyId: rows[0]!.p, holdingId: rows[0]!.h }
}

/** The job with a clock that fails in its n-th step: the process is gone in the middle, what was committed stays. */
const dying = (after: number) => {
  let steps = 0
  return {
    ...t.deps,
    clock: () => {
      if (++steps > after) throw new Error('killed')
      return t.deps.clock()
    },
  }
}
const progress = async (holdId: string) => {
  const { rows } = await t.owner.query<{ state: string; marked: number; open: number; todo: number }>(
    `select h.state, count(*)::int as marked, count(*) filter (where m.lifted_at is null)::int as open,
       count(*) filter (where m.lifted_at is null and not m.expanded)::int as todo
     from trace.held m join trace.hold h on h.hold_id = m.hold_id where m.hold_id = $1 group by h.state`,
    [holdId],
  )
  return rows[0]!
}
const told = async (issuerId: string, kind: string) => {
  const { rows } = await t.owner.query<{ data: { partyIds: string[] } }>(
    'select data from platform.journal where party_id = $1 and kind = $2',
    [issuerId, kind],
  )
  return rows.flatMap((r) => r.data.partyIds)
}

// on one node in batches, on a cluster by party
describe.each(bothWays())('single node: %s', (single) => {
  beforeAll(() => setSingleNode(t.db, single))

  test('the job goes on where it was killed, two at once do no harm, and each holder is told once', async () => {
    const root = await wideChain(6000, 900)
    const issuerId = newId()
    const holdId = await act(t.deps, issuerId, unscopedPlaceHold, stopSale(root))
    // the first 2,000 at once, before any job
    expect(await progress(holdId)).toEqual({ state: 'spreading', marked: 2000, open: 2000, todo: 2000 })
    await expect(spreadHold(dying(3), issuerId, holdId)).rejects.toThrow('killed')
    const partly = await progress(holdId)
    expect(partly.todo).toBeGreaterThan(0)
    expect(partly.todo).toBeLessThan(partly.marked)
    await Promise.all([spreadHold(t.deps, issuerId, holdId), drain(t.deps), drain(t.deps)])
    expect(await progress(holdId)).toEqual({ state: 'standing', marked: 6001, open: 6001, todo: 0 })
    expect(await closure(t.owner, { holdId, root })).toEqual({ reached: 6001, unmarked: 0 })
    const holders = await told(issuerId, 'hold.reached')
    expect([holders.length, new Set(holders).size]).toEqual([900, 900])

    // lifting is killed in the middle too
    const actor = { ...anonymous('zh'), kind: 'agency', partyId: issuerId } as const
    await act(t.deps, actor.partyId, liftHold, { issuerId, holdId, reason: '示例' })
    await expect(unspreadHold(dying(2), issuerId, holdId)).rejects.toThrow('killed')
    const half = await progress(holdId)
    expect(half).toMatchObject({ state: 'lifting', marked: 6001 })
    expect(half.open).toBeGreaterThan(0)
    await Promise.all([unspreadHold(t.deps, issuerId, holdId), drain(t.deps), drain(t.deps)])
    expect(await progress(holdId)).toEqual({ state: 'lifted', marked: 6001, open: 0, todo: 0 })
    const freed = await told(issuerId, 'hold.lifted')
    expect([freed.length, new Set(freed).size]).toEqual([900, 900])
  })

  test('a hold that is lifted while it still spreads ends without a mark', async () => {
    const root = await wideChain(3000, 300)
    const issuerId = newId()
    const holdId = await act(t.deps, issuerId, unscopedPlaceHold, stopSale(root))
    const spreading = drain(t.deps)
    await act(t.deps, issuerId, liftHold, { issuerId, holdId, reason: '示例' })
    await Promise.all([spreading, drain(t.deps)])
    expect(await progress(holdId)).toMatchObject({ state: 'lifted', open: 0 })
  })

  test('a holding that went to more than a step marks ahead is carried on to all of them', async () => {
    const root = await wideChain(12_000, 700, 12_000)
    const holdId = await act(t.deps, newId(), unscopedPlaceHold, stopSale(root))
    expect(await progress(holdId)).toEqual({ state: 'spreading', marked: 2000, open: 2000, todo: 2000 })
    await drain(t.deps)
    expect(await progress(holdId)).toEqual({ state: 'standing', marked: 12_001, open: 12_001, todo: 0 })
    expect(await closure(t.owner, { holdId, root })).toEqual({ reached: 12_001, unmarked: 0 })
  })

  test('a circle of links ends', async () => {
    const root = await wideChain(20, 3)
    for (const table of ['link_f', 'link_b'])
      await t.owner.query(
        `insert into trace.${table} (in_party, in_holding, out_party, out_holding, event_party, event_id, step, same_item,
           quantity, basis, event_time, recorded_at)
         select b.p, b.h, a.p, a.h, b.p, md5('circle' || b.h::text)::uuid, 'return', false, 1, 'own', now(), now()
         from chain b join chain a on a.i = 0 where b.i = 15`,
      )
    const holdId = await act(t.deps, newId(), unscopedPlaceHold, stopSale(root))
    await drain(t.deps)
    expect(await progress(holdId)).toEqual({ state: 'standing', marked: 21, open: 21, todo: 0 })
  })
})
