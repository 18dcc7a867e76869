import pg from 'pg'
import { connect, type Db } from '../src/platform/db.ts'
import { atMost, type Figure, median, onTier, told } from './figure.ts'
import { pairOfTiers, type Store, withStores } from './lib-store.ts'
import { type Begin, checkSame, get, officerOf, serveAs, timed, traceByHand } from './lib-trace.ts'

/*
 * Chains of about 100, 1,000 and 10,000 holdings in stores of a nation's size and of a tenth of it, traced both ways over
 * HTTP to the last byte (nodes, links, holders), against one hand-written statement that returns the same nodes and
 * links, and against the same trace in the smaller store. All take turns, chain by chain.
 */

const rounds: Record<number, number> = { 100: 60, 1000: 40, 10000: 14 }
/** Holdings a trace goes to one way at most, when it is asked for so many. */
const MOST = 20_000

type Side = { store: Store; db: Db; origin: string; hand: pg.Client; close: () => Promise<void> }

async function open(store: Store): Promise<Side> {
  const db = connect(store.appUrl, { max: 4 })
  const server = await serveAs(db, officerOf(['460000']))
  const hand = new pg.Client(store.appUrl)
  await hand.connect()
  const close = async () => {
    await hand.end()
    await server.close()
    await db.destroy()
  }
  return { store, db, origin: server.origin, hand, close }
}

const trace = ({ origin }: Side, { partyId, holdingId }: Begin) =>
  get(`${origin}/api/trace?partyId=${partyId}&holdingId=${holdingId}&detail=graph&most=${MOST}`)

/** Prints trace-<n> ÷ by hand, ÷ the smaller store, and the milliseconds. */
export async function run(): Promise<Figure[]> {
  const { large, small } = pairOfTiers()
  return withStores([small, large], async ([s, l]) => {
    const [little, big] = [await open(s!), await open(l!)]
    try {
      const figures: Figure[] = []
      for (const nodes of [100, 1000, 10_000]) {
        const times = { big: [] as number[], little: [] as number[], hand: [] as number[] }
        const chains = { big: l!.subjects.wide[nodes]!, little: s!.subjects.wide[nodes]! }
        for (const [side, list] of [
          [big, chains.big],
          [little, chains.little],
        ] as const)
          for (const chain of list) checkSame(await trace(side, chain), await traceByHand(side.hand, chain))
        for (let i = 0; i < rounds[nodes]!; i++) {
          const [there, here] = [chains.big[i % chains.big.length]!, chains.little[i % chains.little.length]!]
          times.big.push(await timed(() => trace(big, there)))
          times.hand.push(await timed(() => traceByHand(big.hand, there)))
          times.little.push(await timed(() => trace(little, here)))
        }
        const [b, t, h] = [median(times.big), median(times.little), median(times.hand)]
        figures.push(
          atMost(`trace-${nodes}: over HTTP ÷ one statement by hand`, b / h, 'ratio', 2.5),
          atMost(`trace-${nodes}: ÷ the same in a tenth of the store`, b / t, 'ratio', 1.3),
          told(`trace-${nodes}: over HTTP`, b, 'ms'),
        )
      }
      return onTier(l!.tier, figures)
    } finally {
      await little.close()
      await big.close()
    }
  })
}
