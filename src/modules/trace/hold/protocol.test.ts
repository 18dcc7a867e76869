import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bothWays, type TestApp, testApp } from '../../../../test/app.ts'
import { act, harvest, send } from '../../../../test/hold/goods.ts'
import { arriveWhereSomeLeft, closure, markWhileWaiting, stopSale, storm } from '../../../../test/hold/storm.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import { newId } from '../../../platform/id.ts'
import { drain } from '../../../platform/relay.ts'
import { setSingleNode } from '../../../platform/single-node.ts'
import { splitBatch } from '../goods.ts'
import { receive } from '../transfer/answer.ts'
import { openMarks } from './marks.ts'
import { liftHold, unscopedPlaceHold } from './service.ts'

// What these find when the protocol is broken is in control.test.ts.
let t: TestApp
beforeAll(async () => {
  t = await testApp()
  t.setNow(undefined)
})
afterAll(() => t.close())

/** The command with its transaction kept open after its last write, until `go`. */
function kept<I, O>(partyId: string, command: (ctx: CommandCtx, input: I) => Promise<O>, input: I) {
  let go = () => {}
  let written = () => {}
  const gate = new Promise<void>((r) => {
    go = r
  })
  const atGate = new Promise<void>((r) => {
    written = r
  })
  const answer = act(
    t.deps,
    partyId,
    async (ctx, i: I) => {
      const made = await command(ctx, i)
      written()
      await gate
      return made
    },
    input,
  )
  return { answer, atGate, go }
}
/** Until somebody waits for a lock, or the work is done without waiting. */
async function untilWaiting(work: Promise<unknown>): Promise<void> {
  let done = false
  work.finally(() => {
    done = true
  })
  while (!done) {
    const { rows } = await t.owner.query<{ n: string }>(
      "select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    )
    if (rows[0]!.n !== '0') return
    await new Promise((r) => setTimeout(r, 5))
  }
}

// on one node in batches, on a cluster by party
describe.each(bothWays().map((single) => ({ single, rounds: single ? 125 : 40 })))(
  'single node: $single',
  ({ single, rounds }) => {
    beforeAll(() => setSingleNode(t.db, single))

    test('a command that waits for a lock sees a hold that came meanwhile', async () => {
      expect(await markWhileWaiting(t)).toEqual({ reason: 'batch.held', reached: 1, unmarked: 0 })
    })

    test('held goods that come into a holding take the hold to what left it before', async () => {
      expect(await arriveWhereSomeLeft(t)).toEqual({ reached: 4, unmarked: 0 })
    })

    test('the job waits for a command that saw no mark, and finds what it made', async () => {
      const farm = newId()
      const root = await harvest(t.deps, farm)
      const split = { holdingId: root.holdingId, quantities: ['1', '1'], eventTime: t.deps.clock() }
      const splitting = kept(farm, splitBatch, split)
      await splitting.atGate
      const holdId = await act(t.deps, newId(), unscopedPlaceHold, stopSale(root))
      const spreading = drain(t.deps)
      await untilWaiting(spreading)
      splitting.go()
      await Promise.all([splitting.answer, spreading])
      expect(await closure(t.owner, { holdId, root })).toEqual({ reached: 3, unmarked: 0 })
    })

    test('lifting waits for a command that copies the mark, and takes the copy away too', async () => {
      const [farm, shop, issuerId] = [newId(), newId(), newId()]
      const root = await harvest(t.deps, farm)
      const { transferId } = await send(t.deps, root, shop)
      const holdId = await act(t.deps, issuerId, unscopedPlaceHold, stopSale(root))
      await drain(t.deps)
      const arriving = kept(shop, receive, { sellerId: farm, transferId, eventTime: t.deps.clock() })
      await arriving.atGate
      const lifting = act(t.deps, issuerId, liftHold, { issuerId, holdId, reason: '示例' }).then(() => drain(t.deps))
      await untilWaiting(lifting)
      arriving.go()
      const { batch } = await arriving.answer
      await lifting
      await drain(t.deps)
      expect(await openMarks(t.db, [root, batch])).toEqual([])
    })

    test(`${8 * rounds} holds against sales, returns, processing, merging and splitting let nothing through`, {
      timeout: 240_000,
    }, async () => {
      const s = await storm(t.deps, t.owner, { rounds })
      expect(s).toMatchObject({ rounds, holds: 8 * rounds, leaksDuring: 0, leaksAfter: 0, leftAfterLift: 0 })
      // the test is worth something only if goods moved and holds met them
      expect(s.commands - s.refused).toBeGreaterThan(16 * rounds)
      expect(s.reached).toBeGreaterThan(2 * s.holds)
      const { rows } = await t.owner.query<{ deadlocks: string }>(
        'select deadlocks from pg_stat_database where datname = current_database()',
      )
      expect(rows).toEqual([{ deadlocks: '0' }])
    })
  },
)
