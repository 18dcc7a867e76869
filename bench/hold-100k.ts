import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { placeHold } from '../src/modules/trace/hold/schema.ts'
import { client } from '../src/platform/client.ts'
import { connect } from '../src/platform/db.ts'
import { newId } from '../src/platform/id.ts'
import { startRelay } from '../src/platform/relay.ts'
import { buildServer } from '../src/server.ts'
import { atMost, type Figure, onTier, told } from './figure.ts'
import type { SellerNews, SellerTask } from './lib-seller.ts'
import { pairOfTiers, type Store, withStores } from './lib-store.ts'
import { type Begin, benchDeps, officerOf, timed } from './lib-trace.ts'

/*
 * A hold on a lot that went into 100,000 holdings of 20,000 parties: placed over HTTP, carried on by the relay and all
 * its subscribers as in production, while sellers in another thread sell goods of that very chain. Against one
 * hand-written statement that marks the same rows, in a transaction of its own that is taken back.
 */

const SELLERS = 4
const DEADLINE = 600_000

const markByHand = `with recursive w (party, holding) as (
    select $1::uuid, $2::uuid
    union select l.out_party, l.out_holding from w
      join trace.link_f l on l.in_holding = w.holding and l.in_party = w.party where l.voided_by is null
  )
  insert into trace.held (party_id, holding_id, hold_id, hold_party, expanded, placed_at)
  select party, holding, $3::uuid, $4::uuid, true, now() from w`

/** Milliseconds and rows of the statement by hand, committed; what it wrote is taken out again. */
async function byHand(db: pg.Client, { partyId, holdingId }: Begin): Promise<{ ms: number; rows: number }> {
  const holdId = newId()
  let rows = 0
  const ms = await timed(async () => {
    rows = (await db.query(markByHand, [partyId, holdingId, holdId, newId()])).rowCount ?? 0
  })
  await db.query('delete from trace.held where hold_id = $1', [holdId])
  await db.query('vacuum trace.held')
  return { ms, rows }
}

/** Goods of the chain's last holders, in the order of nobody. */
async function goodsOf(db: pg.Client, { partyId, holdingId }: Begin): Promise<SellerTask['goods']> {
  const { rows } = await db.query<{ partyId: string; holdingId: string }>(
    `with recursive w (party, holding, deep) as (
       select $1::uuid, $2::uuid, 0
       union select l.out_party, l.out_holding, w.deep + 1 from w
         join trace.link_f l on l.in_holding = w.holding and l.in_party = w.party
     )
     select h.party_id as "partyId", h.holding_id as "holdingId" from w
     join trace.holding h on h.party_id = w.party and h.holding_id = w.holding
     where w.deep >= 5 and h.quantity - h.reserved >= 5 order by md5(h.holding_id::text) limit 20000`,
    [partyId, holdingId],
  )
  return rows
}

async function sellers(task: SellerTask): Promise<{ stop: () => Promise<SellerNews> }> {
  const worker = new Worker(new URL('./lib-seller.ts', import.meta.url), { workerData: task })
  await once(worker, 'message')
  return {
    stop: async () => {
      const news = once(worker, 'message')
      worker.postMessage('stop')
      const [last] = (await news) as [SellerNews]
      return last
    },
  }
}

async function measure(store: Store): Promise<Figure[]> {
  const root = store.subjects.recall!
  const owner = new pg.Client(store.ownerUrl)
  await owner.connect()
  await owner.query('vacuum analyze trace.held')
  const hand = [await byHand(owner, root), await byHand(owner, root)]
  const goods = await goodsOf(owner, root)
  const db = connect(store.appUrl, { max: 12 })
  const deps = benchDeps(db, () => new Date().toISOString())
  const officer = officerOf(['460000'], { partyId: newId(), accountId: newId() })
  deps.authenticate = async () => officer
  const relay = await startRelay(deps, store.ownerUrl, { every: 200 })
  deps.wake = relay.wake
  const app = buildServer(deps)
  const call = client({ origin: await app.listen({ port: 0, host: '127.0.0.1' }) })
  const buyer = await owner.query<{ id: string }>(
    "select party_id as id from registry.operator where state = 'approved' order by party_id desc limit 1",
  )
  try {
    const buyerId = buyer.rows[0]!.id
    const theirs = goods.filter((g) => g.partyId !== buyerId)
    const selling = await sellers({ appUrl: store.appUrl, goods: theirs, buyerId, sellers: SELLERS })
    const began = performance.now()
    const placed = await call(placeHold, { roots: [root], source: 'recall', scope: 'forward', reason: '示例' })
    const atOnce = performance.now() - began
    const { issuerId, holdId } = placed
    if (placed.progress.marked < Math.min(2000, hand[0]!.rows)) throw new Error('not 2,000 were marked at once')
    let marked = 0
    for (;;) {
      const { rows } = await owner.query<{ state: string; n: number }>(
        'select state, marked_holdings::int as n from trace.hold where party_id = $1 and hold_id = $2',
        [issuerId, holdId],
      )
      marked = rows[0]!.n
      if (rows[0]!.state === 'standing') break
      if (performance.now() - began > DEADLINE) throw new Error('the hold did not come to an end')
      await new Promise((r) => setTimeout(r, 50))
    }
    const all = performance.now() - began
    const news = await selling.stop()
    // what was sold meanwhile is marked as well
    if (marked < hand[0]!.rows) throw new Error(`${marked} holdings were marked, ${hand[0]!.rows} by hand`)
    const best = Math.min(...hand.map((h) => h.ms))
    const size = `${marked.toLocaleString('en')} holdings`
    return [
      atMost(`hold-100k: ${size} ÷ one statement that marks them`, all / best, 'ratio', 30),
      atMost('hold-100k: longest lock a seller met', news.longestLock / 1000, 's', 0.5),
      atMost('hold-100k: root and first 2,000 marked', atOnce / 1000, 's', 3),
      told('hold-100k: all marked and walked on from', all / 1000, 's'),
      told('hold-100k: longest sale meanwhile', news.longestSale / 1000, 's'),
      told('hold-100k: sales and refusals meanwhile', news.sales + news.refused, 'sales'),
    ]
  } finally {
    await relay.stop()
    await app.close()
    await db.destroy()
    // the store is kept: nothing of this hold may stand in the way of the next run
    for (const table of ['trace.held', 'trace.hold', 'trace.hold_notice'])
      await owner.query(`delete from ${table} where ${table === 'trace.held' ? 'hold_party' : 'party_id'} = $1`, [
        officer.partyId,
      ])
    await owner.query('vacuum trace.held')
    await owner.end()
  }
}

/** Prints hold-100k: the ratio, the longest lock of a seller and the time to the answer, with the times beside. */
export async function run(): Promise<Figure[]> {
  return withStores([pairOfTiers().large], async ([store]) => onTier(store!.tier, await measure(store!)))
}
