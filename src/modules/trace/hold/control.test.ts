import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { bothWays, type TestApp, testApp } from '../../../../test/app.ts'
import { arriveWhereSomeLeft, markWhileWaiting } from '../../../../test/hold/storm.ts'
import type { Tx } from '../../../platform/db.ts'
import { setSingleNode } from '../../../platform/single-node.ts'
import { byParty, type HoldingKey, type Mark, textOf } from '../work/holding.ts'

// Controls: the protocol is broken here on purpose, one way at a time, to show that the tests of protocol.test.ts would
// see it. Nothing outside this file can switch it.
const broken = vi.hoisted(() => ({ marks: false, expanding: false }))

vi.mock('../work/lock.ts', async (original) => {
  const real = await original<typeof import('../work/lock.ts')>()
  const early = new WeakMap<Tx, Map<string, Mark[]>>()
  return {
    ...real,
    /** Reads the marks in the statement that locks. */
    async lockHoldings(tx: Tx, keys: readonly HoldingKey[], fresh: ReadonlySet<string>) {
      const marks = new Map<string, Mark[]>()
      if (broken.marks)
        for (const [partyId, ids] of byParty(keys)) {
          const { rows } = await sql<HoldingKey & { marks: Mark[] | null }>`
            /* single node: a control of the tests */ select party_id, holding_id,
              (select json_agg(json_build_object('holdId', m.hold_id, 'holdParty', m.hold_party, 'pieceId', m.piece_id))
               from trace.held m where m.party_id = h.party_id and m.holding_id = h.holding_id and m.lifted_at is null)
              as marks
            from trace.holding h where party_id = ${partyId} and holding_id = any(${ids}::uuid[])
            order by holding_id for no key update of h`.execute(tx)
          for (const r of rows) if (r.marks) marks.set(textOf(r), r.marks)
        }
      early.set(tx, marks)
      return real.lockHoldings(tx, keys, fresh)
    },
    readMarks: async (tx: Tx, keys: readonly HoldingKey[]) =>
      broken.marks ? early.get(tx)! : real.readMarks(tx, keys),
  }
})

vi.mock('../work/rows.ts', async (original) => {
  const real = await original<typeof import('../work/rows.ts')>()
  return {
    ...real,
    /** Every copied mark counts as expanded, also on a holding that was there before. */
    insertRows: (tx: Tx, rows: import('../work/rows.ts').Rows) => {
      const held = broken.expanding && rows.held?.map((r) => ({ ...r, expanded: true }))
      return real.insertRows(tx, held ? { ...rows, held } : rows)
    },
  }
})

let t: TestApp
beforeAll(async () => {
  t = await testApp()
  t.setNow(undefined)
})
afterEach(() => {
  broken.marks = false
  broken.expanding = false
})
afterAll(() => t.close())

describe.each(bothWays())('single node: %s', (single) => {
  beforeAll(() => setSingleNode(t.db, single))

  test('control: marks read in the statement that locks let a waiting command through', async () => {
    broken.marks = true
    const s = await markWhileWaiting(t)
    expect(s).toEqual({ reason: 'accepted', reached: 2, unmarked: 1 })
  })

  test('control: without walking on from holdings that were there before, what left them is missed', async () => {
    broken.expanding = true
    const s = await arriveWhereSomeLeft(t)
    expect(s.unmarked).toBeGreaterThan(0)
  })

  test('control: with nothing broken, both find nothing', async () => {
    expect((await markWhileWaiting(t)).unmarked).toBe(0)
    expect((await arriveWhereSomeLeft(t)).unmarked).toBe(0)
  })
})
