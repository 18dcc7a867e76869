import { profiles } from '../../src/industries/index.ts'
import type { Ledger, Told } from './ledger.ts'
import type { KindName, Trader, Traders } from './operators.ts'
import type { Random } from './random.ts'
import type { Stock } from './rows.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const steps = new Map(profiles.flatMap((p) => p.events.map((e) => [`${p.id} ${e.id}`, e.step] as const)))
/** An event of a profile; `day` names its date field, which gets the civil date of `at`. */
export const told = (kind: string, profile: string, event: string, at: number, day: string, fields = {}): Told => ({
  kind,
  step: steps.get(`${profile} ${event}`)!,
  profile,
  event,
  fields: { [day]: new Date(at + 8 * HOUR).toISOString().slice(0, 10), ...fields },
})

export type Stage = { ledger: Ledger; random: Random; traders: Traders }

/** One story from field to plate, told on a ledger from `at` on; the shapes are those of `scripts/demo/chains`. */
type Chain = (s: Stage, at: number) => void

const some = ({ random, traders }: Stage, kind: KindName): Trader => random.pick(traders[kind])
/** Some wholesaler: few of them buy most of what is sold. */
const wholesaler = ({ random, traders }: Stage): Trader => random.skewed(traders.wholesaler)
/** Two different ones where there are two. */
const pair = (s: Stage, kind: KindName): [Trader, Trader] => {
  const list = s.traders[kind]
  const first = s.random.between(0, list.length - 1)
  const second = list.length > 1 ? (first + s.random.between(1, list.length - 1)) % list.length : first
  return [list[first]!, list[second]!]
}

/** Sold and received four hours later. */
export const sell = ({ ledger }: Stage, from: Stock, quantity: number, buyer: Trader, at: number): Stock => {
  const sent = ledger.dispatch(from, quantity, buyer, at)
  return ledger.receive(sent, quantity, at + 4 * HOUR)
}

/** To a shop, as it goes: mostly received, sometimes in part, not yet, or sent back in part; then sold at the counter. */
function retail(s: Stage, from: Stock, quantity: number, profile: string, at: number): void {
  const { ledger, random } = s
  const buyer = some(s, random.chance(0.6) ? 'shop' : 'kitchen')
  const sent = ledger.dispatch(from, quantity, buyer, at)
  const how = random.between(1, 100)
  if (how <= 4) return
  const got = ledger.receive(sent, how <= 8 ? Math.ceil(quantity * 0.9) : quantity, at + 4 * HOUR)
  if (how > 8 && how <= 11) ledger.sendBack(sent, got, Math.ceil(quantity / 4), at + 8 * HOUR, '部分变质')
  if (how > 40) {
    const later = at + 20 * HOUR
    ledger.consume(got, Math.ceil(quantity * 0.7), later, told('consume', profile, 'retail_sale', later, 'sold_on'))
  }
}

/** Smallholders → purchaser, who merges → packer, who splits and packs → wholesale → shops. */
const mango: Chain = (s, at) => {
  const { ledger, random } = s
  const collector = some(s, 'collector')
  const packer = some(s, 'packer')
  const lots = pair(s, 'smallholder').map((farm) => {
    const begun = at + random.between(0, 3) * HOUR
    const picked = told('produce', 'crop', 'harvest', begun, 'harvested_on', { variety: '示例贵妃', grade: '一级' })
    const fresh = ledger.produce(farm.partyId, farm.products[0]!, 640, begun, picked)
    return sell(s, fresh, random.between(500, 640), collector, begun + 3 * HOUR)
  })
  const merging = at + DAY
  const [mixed] = ledger.transform(
    lots.map((stock) => ({ stock, quantity: stock.quantity })),
    [{ quantity: lots[0]!.quantity + lots[1]!.quantity, product: collector.products[0]! }],
    merging,
    told('merge', 'crop', 'merge', merging, 'merged_on'),
  )
  const packed = sell(s, mixed!, 1000, packer, merging + 6 * HOUR)
  const splitting = merging + DAY
  const parts = ledger.transform(
    [{ stock: packed, quantity: 1000 }],
    [{ quantity: 500 }, { quantity: 300 }, { quantity: 200 }],
    splitting,
    told('split', 'crop', 'split', splitting, 'split_on'),
  )
  const wholesale = sell(s, parts[0]!, 500, wholesaler(s), splitting + 5 * HOUR)
  const entered = splitting + 12 * HOUR
  const entry = { market: '示例果蔬批发市场', check: 'certificate', result: 'pass' }
  ledger.observe(wholesale, entered, told('observe', 'crop', 'wholesale_entry', entered, 'entered_on', entry))
  retail(s, wholesale, 180, 'crop', splitting + DAY)
  retail(s, wholesale, 120, 'crop', splitting + DAY + HOUR)
  const sealing = splitting + 6 * HOUR
  const sealed = ledger.seal(parts[1]!, 300, sealing, told('pack', 'crop', 'pack', sealing, 'packed_on'))
  retail(s, sealed, 280, 'crop', splitting + DAY)
  ledger.box([parts[2]!], sealing, told('pack', 'crop', 'pack', sealing, 'packed_on'))
}

/** An orchard sells to a factory that dries, and to buyers who are not registered. */
const dried: Chain = (s, at) => {
  const { ledger } = s
  const farm = some(s, 'orchard')
  const factory = some(s, 'drier')
  const picked = told('produce', 'crop', 'harvest', at, 'harvested_on', { variety: '示例贵妃', grade: '二级' })
  const fresh = ledger.produce(farm.partyId, farm.products[0]!, 2000, at, picked)
  const raw = sell(s, fresh, 1500, factory, at + 5 * HOUR)
  const drying = at + 2 * DAY
  const method = { method: 'dry', line: '示例烘干一线' }
  const [bag] = ledger.transform(
    [{ stock: raw, quantity: 1500 }],
    [{ product: factory.products[0]!, quantity: 180 }],
    drying,
    told('process', 'crop', 'process', drying, 'processed_on', method),
  )
  ledger.dispatch(fresh, 300, { name: '示例外地果商' }, at + DAY)
  retail(s, bag!, 80, 'crop', drying + DAY)
  retail(s, bag!, 60, 'crop', drying + 2 * DAY)
}

/** Garden → washed vegetables → kitchens and shops. */
const vegetable: Chain = (s, at) => {
  const { ledger } = s
  const farm = some(s, 'garden')
  const washer = some(s, 'washer')
  const greens = ledger.produce(
    farm.partyId,
    farm.products[0]!,
    600,
    at,
    told('produce', 'crop', 'harvest', at, 'harvested_on', { variety: '示例四九' }),
  )
  const tested = { kind: 'own', items: '示例农药残留快检', result: 'pass' }
  ledger.observe(greens, at + 2 * HOUR, told('observe', 'crop', 'test', at, 'tested_on', tested))
  const bought = sell(s, greens, 400, washer, at + 3 * HOUR)
  const washing = at + 10 * HOUR
  const [clean] = ledger.transform(
    [{ stock: bought, quantity: 400 }],
    [{ product: washer.products[0]!, quantity: 360 }],
    washing,
    told('process', 'crop', 'process', washing, 'processed_on', { method: 'wash_trim' }),
  )
  retail(s, clean!, 120, 'crop', at + DAY)
  retail(s, clean!, 90, 'crop', at + DAY + HOUR)
  retail(s, greens, 100, 'crop', at + 5 * HOUR)
}

/** Piggery → slaughter with its two certificates → cuts → stalls and kitchens. */
const pork: Chain = (s, at) => {
  const { ledger, random } = s
  const farm = some(s, 'piggery')
  const slaughterer = some(s, 'slaughterer')
  const cutter = some(s, 'cutter')
  const proof = `示例产地检疫${random.between(1000, 9999)}`
  const left = told('produce', 'livestock', 'off_take', at, 'left_on', { group: '示例A01', origin_quarantine: proof })
  const pigs = ledger.produce(farm.partyId, farm.products[0]!, 20, at, left)
  const arrived = sell(s, pigs, 20, slaughterer, at + HOUR)
  const killing = at + DAY
  const [carcass] = ledger.transform(
    [{ stock: arrived, quantity: 20 }],
    [{ product: slaughterer.products[0]!, quantity: 40 }],
    killing,
    told('process', 'livestock', 'slaughter', killing, 'slaughtered_on'),
  )
  const checks = [
    ['slaughter_quarantine', 'issued_on'],
    ['meat_inspection', 'inspected_on'],
  ] as const
  for (const [n, [event, date]] of checks.entries()) {
    const seen = killing + (n + 1) * HOUR
    const fields = { result: 'pass', certificate: `示例证${random.between(1000, 9999)}` }
    ledger.observe(carcass!, seen, told('observe', 'livestock', event, seen, date, fields))
  }
  const bought = sell(s, carcass!, 30, cutter, killing + 3 * HOUR)
  retail(s, carcass!, 6, 'livestock', killing + 4 * HOUR)
  const cutting = killing + 12 * HOUR
  const [meat] = ledger.transform(
    [{ stock: bought, quantity: 30 }],
    [{ product: cutter.products[0]!, quantity: 1100 }],
    cutting,
    told('process', 'livestock', 'process', cutting, 'processed_on', { method: 'cut', line: '示例分割一线' }),
  )
  retail(s, meat!, 320, 'livestock', cutting + 10 * HOUR)
  retail(s, meat!, 180, 'livestock', cutting + 11 * HOUR)
  retail(s, meat!, 150, 'livestock', cutting + 12 * HOUR)
}

/** Ponds → fillets → frozen → wholesale → shops. */
const tilapia: Chain = (s, at) => {
  const { ledger } = s
  const filleter = some(s, 'filleter')
  const lots = pair(s, 'pond').map((farm, n) => {
    const begun = at + n * HOUR
    const caught = told('produce', 'fishery', 'catch', begun, 'caught_on')
    const fish = ledger.produce(farm.partyId, farm.products[0]!, 1500, begun, caught)
    return sell(s, fish, 1200, filleter, begun + 2 * HOUR)
  })
  const cutting = at + DAY
  const [fillets] = ledger.transform(
    lots.map((stock) => ({ stock, quantity: 1200 })),
    [{ product: filleter.products[0]!, quantity: 850 }],
    cutting,
    told('process', 'fishery', 'fillet', cutting, 'processed_on', { line: '示例切片线' }),
  )
  const freezing = cutting + 5 * HOUR
  const [ice] = ledger.transform(
    [{ stock: fillets!, quantity: 700 }],
    [{ product: filleter.products[1]!, quantity: 740 }],
    freezing,
    told('process', 'fishery', 'freeze', freezing, 'processed_on', { glaze_percent: '8' }),
  )
  const stored = sell(s, ice!, 700, wholesaler(s), freezing + 12 * HOUR)
  const storing = freezing + 20 * HOUR
  ledger.observe(stored, storing, told('observe', 'fishery', 'store', storing, 'stored_on', { temperature: '-18' }))
  retail(s, stored, 120, 'fishery', storing + DAY)
  retail(s, stored, 80, 'fishery', storing + 2 * DAY)
}

/** Mangoes and vegetables more often than the others, as in the demo. */
const chains: readonly Chain[] = [mango, mango, vegetable, vegetable, vegetable, dried, pork, pork, tilapia]

/** One story taken by chance. `at`: when it begins, ms since 1970; it lasts a week at most. */
export function tellChain(stage: Stage, at: number): void {
  stage.random.pick(chains)(stage, at)
}
