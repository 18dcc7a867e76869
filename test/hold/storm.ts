import type pg from 'pg'
import { mergeBatches, splitBatch } from '../../src/modules/trace/goods.ts'
import { liftHold, unscopedPlaceHold } from '../../src/modules/trace/hold/service.ts'
import { returnGoods } from '../../src/modules/trace/transfer/answer.ts'
import type { BatchMade } from '../../src/modules/trace/work/batch.ts'
import { AppError } from '../../src/platform/errors.ts'
import { newId } from '../../src/platform/id.ts'
import { drain } from '../../src/platform/relay.ts'
import type { TestApp } from '../app.ts'
import { reasonOf } from '../trace.ts'
import { act, harvest, processInto, send, type TestDeps, take } from './goods.ts'

type Key = { partyId: string; holdingId: string }
type Sent = { sellerId: string; buyerId: string; transferId: string }
export type Storm = {
  rounds: number
  holds: number
  commands: number
  refused: number
  /** Holdings that goods under a hold have reached, all checked. */
  reached: number
  /** Links out of marked and expanded holdings whose output is not marked, looked for while everything moves. */
  leaksDuring: number
  /** Holdings reached by recursion from a root, when all has come to rest, without the mark. */
  leaksAfter: number
  /** Open marks of holds that were lifted while clients ran. */
  leftAfterLift: number
}

const HOLDS_A_ROUND = 8
const CLIENTS = 6
const MOVES = 6
const any = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!

/**
 * Rounds of a small world (six operators, four harvests) in which six clients sell, receive, return, process, merge and
 * split while eight holds are placed and two workers spread them; every fifth round also lifts them while clients run.
 * `owner` asks what must hold, in one snapshot each.
 */
export async function storm(
  deps: TestDeps,
  owner: pg.Pool,
  { rounds, until = () => false }: { rounds: number; until?: (s: Storm) => boolean },
): Promise<Storm> {
  const s: Storm = {
    rounds: 0,
    holds: 0,
    commands: 0,
    refused: 0,
    reached: 0,
    leaksDuring: 0,
    leaksAfter: 0,
    leftAfterLift: 0,
  }
  for (let round = 0; round < rounds && !until(s); round++) {
    s.rounds++
    await oneRound(deps, owner, s, round % 5 === 0)
  }
  return s
}

async function oneRound(deps: TestDeps, owner: pg.Pool, s: Storm, lifting: boolean): Promise<void> {
  const parties = Array.from({ length: 6 }, newId)
  const batches = await Promise.all([0, 1, 2, 3].map((i) => harvest(deps, parties[i]!, '1000')))
  const transfers: Sent[] = []
  const move = () => oneMove(deps, parties, batches, transfers)
  const client = async () => {
    for (let i = 0; i < MOVES; i++) {
      s.commands++
      try {
        await move()
      } catch (err) {
        if (!(err instanceof AppError)) throw err
        s.refused++
      }
    }
  }
  const issuerId = newId()
  const holds: { holdId: string; root: Key }[] = []
  const place = async (i: number) => {
    await new Promise((r) => setTimeout(r, i * 30 + Math.random() * 30))
    const root = any(batches)
    const roots = [{ partyId: root.partyId, holdingId: root.holdingId }]
    const order = { roots, source: 'stop_sale', scope: 'forward', reason: '示例' } as const
    const holdId = await act(deps, issuerId, unscopedPlaceHold, order)
    holds.push({ holdId, root })
    s.holds++
  }
  await working(deps, async () => {
    await Promise.all([
      ...Array.from({ length: CLIENTS }, client),
      ...Array.from({ length: HOLDS_A_ROUND }, (_, i) => place(i)),
      ...Array.from({ length: HOLDS_A_ROUND }, async (_, i) => {
        await new Promise((r) => setTimeout(r, i * 50))
        s.leaksDuring += await leaks(owner, issuerId)
      }),
    ])
  })
  for (const h of holds) {
    const { reached, unmarked } = await closure(owner, h)
    s.reached += reached
    s.leaksAfter += unmarked
  }
  if (!lifting) return
  await working(deps, async () => {
    await Promise.all([
      ...Array.from({ length: CLIENTS }, client),
      ...holds.map(({ holdId }) => act(deps, issuerId, liftHold, { issuerId, holdId, reason: '示例' })),
    ])
  })
  const { rows } = await owner.query<{ n: string }>(
    `select count(*) as n from trace.held m join trace.hold h on h.hold_id = m.hold_id
     where h.party_id = $1 and (m.lifted_at is null or h.state <> 'lifted')`,
    [issuerId],
  )
  s.leftAfterLift += Number(rows[0]!.n)
}

/** Does the work while two workers deliver whatever is pending, and then until nothing is. */
async function working(deps: TestDeps, work: () => Promise<void>): Promise<void> {
  let done = false
  const worker = async () => {
    while (!done) {
      await drain(deps)
      await new Promise((r) => setTimeout(r, 10))
    }
  }
  const workers = [worker(), worker()]
  await work().finally(() => {
    done = true
  })
  await Promise.all(workers)
  await drain(deps)
}

async function oneMove(
  deps: TestDeps,
  parties: readonly string[],
  batches: BatchMade[],
  transfers: Sent[],
): Promise<void> {
  const chance = Math.random()
  const from = any(batches)
  const eventTime = deps.clock()
  const part = (b: BatchMade) => String(Math.max(1, Math.floor(Number(b.quantity) / 6)))
  if (chance < 0.3 && transfers.length) {
    const { buyerId, sellerId, transferId } = any(transfers)
    batches.push((await take(deps, buyerId, sellerId, transferId, '1')).batch)
  } else if (chance < 0.4 && transfers.length) {
    const { buyerId, sellerId, transferId } = any(transfers)
    const of = Math.random() < 0.3 ? 'arriving' : 'received'
    await act(deps, buyerId, returnGoods, { sellerId, transferId, of, quantity: '1', reason: '示例', eventTime })
  } else if (chance < 0.6) {
    const other = any(batches.filter((b) => b.partyId === from.partyId))
    if (other.holdingId === from.holdingId) batches.push(await processInto(deps, [from], part(from)))
    else {
      const inputs = [from, other].map((b) => ({ holdingId: b.holdingId, quantity: part(b) }))
      batches.push((await act(deps, from.partyId, mergeBatches, { inputs, eventTime })).batch)
    }
  } else if (chance < 0.7) {
    const given = { holdingId: from.holdingId, quantities: [part(from), part(from)], eventTime }
    batches.push(...(await act(deps, from.partyId, splitBatch, given)).batches)
  } else {
    const buyerId = any(parties.filter((p) => p !== from.partyId))
    const { transferId } = await send(deps, from, buyerId, part(from))
    const sent = { sellerId: from.partyId, buyerId, transferId }
    transfers.push(sent)
    // most deliveries are taken in part at once, so that chains grow; the rest is on the way when a hold comes
    if (Math.random() < 0.7) batches.push((await take(deps, buyerId, sent.sellerId, transferId, '1')).batch)
  }
}

/** Marks the job is done with whose goods went somewhere that is not marked: none may be seen, whenever one looks. */
async function leaks(owner: pg.Pool, issuerId: string): Promise<number> {
  const { rows } = await owner.query<{ n: string }>(
    `select count(*) as n from trace.held m
     join trace.link_f l on l.in_party = m.party_id and l.in_holding = m.holding_id and l.voided_by is null
     where m.hold_party = $1 and m.expanded and m.lifted_at is null and not exists (
       select 1 from trace.held o
       where o.party_id = l.out_party and o.holding_id = l.out_holding and o.hold_id = m.hold_id)`,
    [issuerId],
  )
  return Number(rows[0]!.n)
}

/** Everything reachable from the root by links, and how much of it lacks an open mark of the hold. */
export async function closure(owner: pg.Pool, { holdId, root }: { holdId: string; root: Key }) {
  const { rows } = await owner.query<{ reached: string; unmarked: string }>(
    `with recursive w (p, h) as (
       select $1::uuid, $2::uuid union
       select l.out_party, l.out_holding from w join trace.link_f l on l.in_party = w.p and l.in_holding = w.h
       where l.voided_by is null)
     select count(*) as reached, count(*) filter (where not exists (
       select 1 from trace.held m where m.party_id = w.p and m.holding_id = w.h and m.hold_id = $3
         and m.lifted_at is null)) as unmarked from w`,
    [root.partyId, root.holdingId, holdId],
  )
  return { reached: Number(rows[0]!.reached), unmarked: Number(rows[0]!.unmarked) }
}

/** The order to stop one holding and what was made from it. */
export const stopSale = (root: Key) => ({
  roots: [{ partyId: root.partyId, holdingId: root.holdingId }],
  source: 'stop_sale' as const,
  scope: 'forward' as const,
  reason: '示例',
})

/**
 * A merge has begun and waits for one of its inputs, when the other is put on hold and the job is done with it. Only a
 * mark read after the lock is seen then. @returns the merge's answer, and what is under the hold without its mark.
 */
export async function markWhileWaiting({ deps, owner }: Pick<TestApp, 'deps' | 'owner'>) {
  const farm = newId()
  const made = [await harvest(deps, farm), await harvest(deps, farm)]
  const [first, second] = made.sort((a, b) => (a.holdingId < b.holdingId ? -1 : 1)) as [BatchMade, BatchMade]
  const blocker = await owner.connect()
  try {
    await blocker.query('begin')
    await blocker.query('select 1 from trace.holding where party_id = $1 and holding_id = $2 for no key update', [
      farm,
      first.holdingId,
    ])
    const inputs = made.map((b) => ({ holdingId: b.holdingId, quantity: '1' }))
    const merging = reasonOf(act(deps, farm, mergeBatches, { inputs, eventTime: deps.clock() }))
    for (;;) {
      const { rows } = await owner.query<{ n: string }>(
        `select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      if (rows[0]!.n !== '0') break
      await new Promise((r) => setTimeout(r, 5))
    }
    const holdId = await act(deps, newId(), unscopedPlaceHold, stopSale(second))
    await drain(deps)
    await blocker.query('commit')
    const reason = await merging
    await drain(deps)
    return { reason, ...(await closure(owner, { holdId, root: second })) }
  } finally {
    blocker.release()
  }
}

/**
 * Held goods arrive in a holding from which some were sold before, and those were sold on: the hold has to follow them
 * too. @returns what is under the hold, and how much of it lacks the mark.
 */
export async function arriveWhereSomeLeft({ deps, owner }: Pick<TestApp, 'deps' | 'owner'>) {
  const [farm, shop, canteen] = [newId(), newId(), newId()]
  const root = await harvest(deps, farm)
  const { transferId, batch: sent } = await send(deps, root, shop)
  const part = (await take(deps, shop, farm, transferId, '4')).batch
  await take(deps, canteen, shop, (await send(deps, part, canteen, '2')).transferId)
  const issuerId = newId()
  const held = { partyId: farm, holdingId: sent.holdingId }
  // the part at the shop was found good before: the hold has to come to it again with the rest
  const holdId = await act(deps, issuerId, unscopedPlaceHold, { ...stopSale(held), scope: 'holding' })
  await owner.query("update trace.hold set scope = 'forward' where hold_id = $1", [holdId])
  await drain(deps)
  await take(deps, shop, farm, transferId, '6')
  await drain(deps)
  return closure(owner, { holdId, root: held })
}
