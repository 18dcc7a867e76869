import { parentPort, workerData } from 'node:worker_threads'
import { dispatchGoods } from '../src/modules/trade/schema.ts'
import { type Actor, anonymous } from '../src/platform/actor.ts'
import { connect } from '../src/platform/db.ts'
import { newId } from '../src/platform/id.ts'
import { permissions } from '../src/platform/permissions.ts'
import { buildServer } from '../src/server.ts'
import { benchDeps } from './lib-trace.ts'

/*
 * Sellers in a thread of their own, with a server of their own, as a second process has it: each sells one unit of one
 * holding after another to the same buyer until it is told to stop. What is told in the end: the longest of the
 * statements that lock holdings, the longest sale, and how many sales there were.
 */

export type SellerTask = {
  appUrl: string
  /** What they sell, in the order in which they try. */
  goods: { partyId: string; holdingId: string }[]
  buyerId: string
  sellers: number
}
export type SellerNews = { sales: number; refused: number; longestLock: number; longestSale: number }

async function sell({ appUrl, goods, buyerId, sellers }: SellerTask): Promise<void> {
  let longestLock = 0
  const db = connect(appUrl, {
    max: sellers + 2,
    onStatement: (sql, _, ms) => {
      if (/from trace\.holding\b.*for no key update/s.test(sql)) longestLock = Math.max(longestLock, ms)
    },
  })
  const deps = benchDeps(db, () => new Date().toISOString())
  deps.authenticate = async (req): Promise<Actor> => {
    const partyId = String(req.headers['x-seller'])
    return { ...anonymous('zh'), kind: 'operator', partyId, accountId: partyId, permissions }
  }
  const app = buildServer(deps)
  await app.ready()
  let going = true
  parentPort!.once('message', () => {
    going = false
  })
  const news = { sales: 0, refused: 0, longestSale: 0 }
  let next = 0
  const one = async () => {
    while (going) {
      const { partyId, holdingId } = goods[next++ % goods.length]!
      const began = performance.now()
      const { statusCode, body } = await app.inject({
        method: 'POST',
        url: dispatchGoods.path,
        headers: { 'x-seller': partyId, 'idempotency-key': newId() },
        payload: { holdingId, quantity: '1', buyerId },
      })
      news.longestSale = Math.max(news.longestSale, performance.now() - began)
      if (statusCode === 200) news.sales++
      else if (/"(batch\.held|batch\.not_enough)"/.test(body)) news.refused++
      else throw new Error(`a sale: ${statusCode} ${body}`)
    }
  }
  parentPort!.postMessage('ready')
  await Promise.all(Array.from({ length: sellers }, one))
  await app.close()
  await db.destroy()
  parentPort!.postMessage({ ...news, longestLock } satisfies SellerNews)
}

await sell(workerData as SellerTask)
