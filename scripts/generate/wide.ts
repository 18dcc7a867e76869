import { type Stage, sell, told } from './chains.ts'
import type { Trader } from './operators.ts'
import type { Stock } from './rows.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Where a story that a benchmark asks for can be found again. */
export type Subject = { partyId: string; holdingId: string }
const subject = ({ partyId, holdingId }: Stock): Subject => ({ partyId, holdingId })

/** `n` of the list, each once while there are enough, from a place by chance on. */
function run({ random }: Stage, list: readonly Trader[], n: number): Trader[] {
  const from = random.between(0, list.length - 1)
  return Array.from({ length: n }, (_, i) => list[(from + i) % list.length]!)
}

/**
 * A chain of about `nodes` holdings: farms → collectors, who merge → a packer, who merges → wholesalers, who split →
 * packers, who buy from two of them and mix → shops. @returns the lot in the middle, from which all of it is in sight.
 */
export function tellWide(s: Stage, at: number, nodes: number): Subject {
  const { ledger, traders } = s
  const k = nodes / 1000
  const farms = run(s, traders.smallholder, Math.max(1, Math.round(100 * k)))
  const collectors = run(s, traders.collector, Math.ceil(farms.length / 100))
  const harvest = (farm: Trader, begun: number) =>
    ledger.produce(
      farm.partyId,
      farm.products[0]!,
      1000,
      begun,
      told('produce', 'crop', 'harvest', begun, 'harvested_on'),
    )
  const merge = (lots: readonly Stock[], when: number) =>
    ledger.transform(
      lots.map((stock) => ({ stock, quantity: stock.quantity })),
      [{ quantity: lots.reduce((sum, l) => sum + l.quantity, 0) }],
      when,
      told('merge', 'crop', 'merge', when, 'merged_on'),
    )[0]!
  const merged = collectors.map((collector, c) =>
    merge(
      farms.slice(c * 100, c * 100 + 100).map((farm) => sell(s, harvest(farm, at), 1000, collector, at + HOUR)),
      at + DAY,
    ),
  )
  const packer = run(s, traders.packer, 1)[0]!
  const start =
    merged.length === 1
      ? merged[0]!
      : merge(
          merged.map((lot) => sell(s, lot, lot.quantity, packer, at + DAY + HOUR)),
          at + 2 * DAY,
        )
  const sellers = Math.max(1, Math.round(10 * k))
  const each = Math.floor(start.quantity / sellers)
  const parts = run(s, traders.wholesaler, sellers).flatMap((wholesaler, i) => {
    const bought = sell(s, start, each, wholesaler, at + 3 * DAY + i * 10 * MINUTE)
    const splitting = at + 6 * DAY
    const quantity = Math.floor(each / 5)
    return ledger.transform(
      [{ stock: bought, quantity: 5 * quantity }],
      Array.from({ length: 5 }, () => ({ quantity })),
      splitting,
      told('split', 'crop', 'split', splitting, 'split_on'),
    )
  })
  const packers = run(s, traders.packer, parts.length)
  const shops = run(s, traders.shop, parts.length)
  const half = Math.floor(each / 10)
  for (const [i, buyer] of packers.entries()) {
    const own = sell(s, parts[i]!, half, buyer, at + 7 * DAY)
    const other = sell(s, parts[(i + 7) % parts.length]!, half, buyer, at + 7 * DAY + HOUR)
    for (let n = 0; n < 4; n++) {
      const mixing = at + 8 * DAY + n * HOUR
      const quantity = Math.floor(half / 4)
      const [mixed] = ledger.transform(
        [own, other].map((stock) => ({ stock, quantity })),
        [{ quantity: 2 * quantity, product: s.traders.collector[0]!.products[0]! }],
        mixing,
        told('process', 'crop', 'process', mixing, 'processed_on', { method: 'wash_trim' }),
      )
      // eleven of twenty go on to a shop
      if ((i * 4 + n) % 20 < 11) sell(s, mixed!, quantity, shops[i]!, at + 9 * DAY + n * HOUR)
    }
  }
  return subject(start)
}

/**
 * What a recall looks like at its largest: one lot of a factory → distributors → `parties` holders, who split it:
 * five holdings for each of them. @returns the lot of the factory.
 */
export async function tellRecall(s: Stage, at: number, parties: number, flush: () => Promise<void>): Promise<Subject> {
  const { ledger, traders } = s
  const factory = traders.drier[0]!
  const making = told('produce', 'crop', 'harvest', at, 'harvested_on')
  const root = ledger.produce(factory.partyId, factory.products[0]!, parties * 30, at, making)
  // nobody sells to himself
  const sellers = new Set([factory, ...traders.wholesaler])
  const holders = Object.values(traders)
    .flat()
    .filter((t) => !sellers.has(t))
  const distributors = Math.max(1, Math.round(parties / 100))
  const share = Math.ceil(parties / distributors)
  for (let d = 0; d < distributors; d++) {
    const shops = holders.slice(d * share, Math.min(parties, (d + 1) * share))
    const distributor = traders.wholesaler[d % traders.wholesaler.length]!
    const bought = sell(s, root, shops.length * 30, distributor, at + DAY + d * 10 * MINUTE)
    for (const [i, shop] of shops.entries()) {
      const got = sell(s, bought, 30, shop, at + 4 * DAY + i * 10 * MINUTE)
      const splitting = at + 6 * DAY
      const parts = [{ quantity: 10 }, { quantity: 10 }, { quantity: 10 }]
      ledger.transform(
        [{ stock: got, quantity: 30 }],
        parts,
        splitting,
        told('split', 'crop', 'split', splitting, 'split_on'),
      )
    }
    await flush()
  }
  return subject(root)
}

/** A hub buys a garden's lot and sells half of it on: two lots of the hub. */
export function tellHubLots(s: Stage, hub: Trader, at: number): Stock {
  const { ledger, random, traders } = s
  const farm = random.pick(traders.garden)
  const grown = told('produce', 'crop', 'harvest', at, 'harvested_on', { variety: '示例四九' })
  const bought = sell(s, ledger.produce(farm.partyId, farm.products[0]!, 600, at, grown), 500, hub, at + 2 * HOUR)
  sell(s, bought, 250, random.pick(traders.shop), at + 12 * HOUR)
  return bought
}
