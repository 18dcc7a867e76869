import { anonymous } from '../src/platform/actor.ts'
import { connect } from '../src/platform/db.ts'
import { permissions } from '../src/platform/permissions.ts'
import { atMost, type Figure, median, onTier, told } from './figure.ts'
import { pairOfTiers, withStores } from './lib-store.ts'
import { get, officerOf, serveAs, timed } from './lib-trace.ts'

/*
 * A wholesaler with 100,000 lots pages through all it has and traces its lots, two requests at a time, on the server on
 * which somebody else traces a chain of a hundred holdings: that one's time beside the same while, instead of the hub,
 * another small party's chain is traced two at a time. And what the hub's requests leave in memory.
 */

const ROUNDS = 40

/** Prints hub: the ratio of the other's median times, the memory that stays, and how much the hub asked meanwhile. */
export async function run(): Promise<Figure[]> {
  return withStores([pairOfTiers().large], async ([store]) => {
    const { hub, wide } = store!.subjects
    const db = connect(store!.appUrl, { max: 8 })
    const officer = await serveAs(db, officerOf(['460000']))
    const operator = { ...anonymous('zh'), kind: 'operator' as const, permissions }
    const trader = await serveAs(db, { ...operator, partyId: hub!.partyId, accountId: hub!.partyId })
    const trace = (origin: string, { partyId, holdingId }: { partyId: string; holdingId: string }) =>
      get(`${origin}/api/trace?partyId=${partyId}&holdingId=${holdingId}&detail=graph`)
    const [mine, other] = [wide[100]![0]!, wide[100]![1]!]
    try {
      const during = async (beside: () => Promise<unknown>): Promise<number[]> => {
        let going = true
        const load = [0, 1].map(async () => {
          while (going) await beside()
        })
        const times: number[] = []
        for (let i = -5; i < ROUNDS; i++) {
          const ms = await timed(() => trace(officer.origin, mine))
          if (i >= 0) times.push(ms)
        }
        going = false
        await Promise.all(load)
        return times
      }
      let cursor = ''
      let lots = 0
      const page = async () => {
        const body = await get(
          `${trader.origin}/api/trace/items?limit=50${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
        )
        const { items, nextCursor } = JSON.parse(String(body)) as {
          items: { partyId: string; holdingId: string }[]
          nextCursor: string | null
        }
        cursor = nextCursor ?? ''
        lots += items.length
        await trace(trader.origin, items[0]!)
      }
      await page()
      const small = median(await during(() => trace(officer.origin, other)))
      global.gc?.()
      const before = process.memoryUsage().rss
      const beside = median(await during(page))
      global.gc?.()
      const grown = (process.memoryUsage().rss - before) / 2 ** 20
      return onTier(store!.tier, [
        atMost("hub: another party's trace beside the hub ÷ beside a small party", beside / small, 'ratio', 1.5),
        told('hub: memory that its requests left', grown, 'MB'),
        told('hub: lots listed meanwhile', lots, 'lots'),
      ])
    } finally {
      await officer.close()
      await trader.close()
      await db.destroy()
    }
  })
}
