import * as act from '../acts.ts'
import type { Operators } from '../operators.ts'
import type { Person } from '../people.ts'

/** A pond farm: fry, feed, water, and a function that catches. */
async function farm(p: Person, place: 'danzhou' | 'chengmai') {
  const productId = await act.product(p, '罗非鱼(示例)', '03S010101')
  const [pond] = await act.plots(p, place, 'pond', '03S010101', ['示例一号塘', '示例二号塘'])
  const feed = await act.buyInput(p, '示例牌鱼饲料', 'feed', 58, '5000')
  await act.record(p, 'fishery', 'stocking', {
    plot: pond,
    species: '罗非鱼',
    fry: { quantity: '30000', unit: 'fish' },
    stocked_on: act.day(56),
    origin: '示例苗种场',
  })
  await act.record(p, 'fishery', 'pond_work', { plot: pond, work: 'water_test', done_on: act.day(30) })
  await act.record(
    p,
    'fishery',
    'feed_use',
    {
      plot: pond,
      input: { name: '示例牌鱼饲料', kind: 'feed' },
      method: 'feed',
      amount: { quantity: '3200', unit: 'kg' },
      used_on: act.day(50),
      stopped_on: act.day(4),
    },
    feed,
  )
  const haul = async (ago: number, quantity: string) => {
    const g = await act.take(p, productId, 'catch', ago, quantity, {
      plot: pond,
      caught_on: act.day(ago),
      specification: '500–800 g',
    })
    await act.certify(p, g)
    return g
  }
  return { p, haul }
}

/** Ponds → fillet factory → cold store → wholesale, supermarkets, kitchens; some sold alive. */
export async function tilapia(o: Operators, say: (what: string) => void) {
  const farms = [await farm(o.fish1, 'danzhou'), await farm(o.fish2, 'danzhou'), await farm(o.fish3, 'chengmai')]
  const chilled = await act.product(o.fillet, '罗非鱼片(示例)', '03S9003')
  const frozen = await act.product(o.fillet, '冻罗非鱼片(示例)', '03S9001')
  let last: act.Goods | undefined
  for (const ago of [27, 20, 13, 7]) {
    say(`fish of ${ago} days ago`)
    const lots = []
    for (const f of farms) {
      const g = await f.haul(ago, '1500')
      lots.push(await act.sell(f.p, g, '1200', o.fillet, ago, 8))
      if (f === farms[0]) await act.sell(f.p, g, '100', o.restaurant, ago, 8)
    }
    const [fillets] = await act.step(o.fillet, 'fishery', 'fillet', {
      inputs: lots.map((l) => ({ holdingId: l.holdingId })),
      outputs: [{ productId: chilled, quantity: '1250' }],
      fields: { processed_on: act.day(ago - 1), line: '示例切片线' },
      ago: ago - 1,
      hour: 10,
    })
    const [ice] = await act.step(o.fillet, 'fishery', 'freeze', {
      inputs: [{ holdingId: fillets!.holdingId, quantity: '1000' }],
      outputs: [{ productId: frozen, quantity: '1080' }],
      fields: { processed_on: act.day(ago - 1), glaze_percent: '8' },
      ago: ago - 1,
      hour: 15,
    })
    await act.label(o.fillet, ice!, 120)
    const stored = await act.sell(o.fillet, ice!, '900', o.coldstore, ago - 2)
    await act.step(o.coldstore, 'fishery', 'store', {
      inputs: [{ holdingId: stored.holdingId }],
      fields: { stored_on: act.day(ago - 2), temperature: '-18' },
      ago: ago - 2,
      hour: 18,
    })
    const w = await act.sell(o.coldstore, stored, '400', o.wholesale2, ago - 4)
    await act.sell(o.wholesale2, w, '120', o.market1, ago - 5)
    await act.sell(o.wholesale2, w, '80', o.canteen1, ago - 5)
    await act.sell(o.coldstore, stored, '150', o.canteen2, ago - 4)
    last = stored
  }
  return { stored: last! }
}
