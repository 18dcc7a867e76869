import * as act from '../acts.ts'
import type { Operators } from '../operators.ts'
import type { Person } from '../people.ts'

const wash = (ago: number) => ({ processed_on: act.day(ago), method: 'wash_trim' })

/** A mango farm with its season's records; answers a function that picks a batch some days ago. */
async function farm(p: Person, place: 'yazhou' | 'lingshui', name: string) {
  const productId = await act.product(p, name, '0103S01')
  const [north, south] = await act.plots(p, place, 'farm', '0103S01', ['示例北坡', '示例南坡'])
  const spray = await act.buyInput(p, '示例牌杀虫剂', 'pesticide', 50)
  const manure = await act.buyInput(p, '示例牌有机肥', 'fertiliser', 52, '400')
  for (const plot of [north!, south!]) {
    await act.record(
      p,
      'crop',
      'fertiliser_use',
      {
        plot,
        input: { name: '示例牌有机肥', kind: 'fertiliser' },
        method: 'top',
        amount: { quantity: '80', unit: 'kg' },
        used_on: act.day(48),
        stopped_on: act.day(48),
      },
      manure,
    )
    await act.record(p, 'crop', 'field_work', { plot, work: 'bagging', done_on: act.day(44) })
    await act.record(p, 'crop', 'pest_occurrence', {
      plot,
      kind: 'pest',
      name: '蓟马',
      found_on: act.day(46),
      measures: '按标签用药',
    })
    await act.usePesticide(p, { plot, purchaseId: spray, name: '示例牌杀虫剂', ago: 45, interval: 10 })
  }
  const pick = async (ago: number, quantity: string, plot = north!) => {
    const goods = await act.take(p, productId, 'harvest', ago, quantity, {
      plot,
      harvested_on: act.day(ago),
      variety: '示例贵妃',
      grade: '一级',
    })
    await act.certify(p, goods)
    return goods
  }
  return { p, productId, north: north!, south: south!, spray, pick }
}

/**
 * Six farms → a purchaser and a packer that merge and repack → wholesale, supermarkets, and a factory that dries.
 * Answers what later scenes need: the batch that is held, and the farm whose harvest is refused.
 */
export async function mango(o: Operators, say: (what: string) => void) {
  const farms = [
    await farm(o.mango1, 'yazhou', '贵妃芒果(示例)'),
    await farm(o.mango2, 'yazhou', '台农芒果(示例)'),
    await farm(o.mango3, 'yazhou', '贵妃芒果(示例)'),
    await farm(o.mango4, 'yazhou', '贵妃芒果(示例)'),
    await farm(o.mango5, 'lingshui', '金煌芒果(示例)'),
    await farm(o.mango6, 'lingshui', '金煌芒果(示例)'),
  ]
  const [one, two, three, four, five, six] = farms as [(typeof farms)[0], ...typeof farms] & typeof farms
  const dry = await act.product(o.dried, '芒果干(示例)', '0103S9001')
  const gathered = await act.product(o.fruitbuyer, '收购芒果(示例)', '0103S01')

  for (const ago of [30, 23, 16, 9]) {
    say(`mangoes of ${ago} days ago`)
    // smallholders → purchaser, who merges what is alike and certifies what it collected
    const lots = []
    for (const f of [three!, four!]) lots.push(await act.sell(f.p, await f.pick(ago, '640'), '600', o.fruitbuyer, ago))
    const [mixed] = await act.step(o.fruitbuyer, 'crop', 'merge', {
      inputs: lots.map((l) => ({ holdingId: l.holdingId })),
      outputs: [{ productId: gathered, quantity: '1200' }],
      fields: { merged_on: act.day(ago) },
      ago,
      hour: 19,
    })
    await act.certify(o.fruitbuyer, mixed!, 2)
    const packed = await act.sell(o.fruitbuyer, mixed!, '1000', o.fruitpack, ago - 1)
    const small = await act.step(o.fruitpack, 'crop', 'split', {
      inputs: [{ holdingId: packed.holdingId }],
      outputs: [{ quantity: '500' }, { quantity: '300' }, { quantity: '200' }],
      fields: { split_on: act.day(ago - 1) },
      ago: ago - 1,
    })
    for (const g of small) await act.label(o.fruitpack, g)
    const wholesale = await act.sell(o.fruitpack, small[0]!, '500', o.wholesale1, ago - 2)
    await act.step(o.wholesale1, 'crop', 'wholesale_entry', {
      inputs: [{ holdingId: wholesale.holdingId }],
      fields: { market: '示例果蔬批发市场', entered_on: act.day(ago - 2), check: 'certificate', result: 'pass' },
      ago: ago - 2,
      hour: 20,
    })
    const shop = await act.sell(o.wholesale1, wholesale, '180', o.market1, ago - 3)
    await act.sell(o.wholesale1, wholesale, '120', o.canteen1, ago - 3)
    await act.step(o.market1, 'crop', 'retail_sale', {
      inputs: [{ holdingId: shop.holdingId, quantity: '95' }],
      fields: { sold_on: act.day(ago - 4), stall: '示例生鲜区' },
      ago: ago - 4,
      hour: 18,
    })
    await act.sell(o.fruitpack, small[1]!, '280', o.market2, ago - 2)
  }
  // the cooperative sells at the gate, to the factory and under vouchers
  const dried: act.Goods[] = []
  for (const ago of [28, 21, 14]) {
    say(`dried mango of ${ago} days ago`)
    const fresh = await one!.pick(ago, '2000')
    await act.label(o.mango1, fresh)
    const raw = await act.sell(o.mango1, fresh, '1500', o.dried, ago - 1)
    const [washed] = await act.step(o.dried, 'crop', 'process', {
      inputs: [{ holdingId: raw.holdingId }],
      outputs: [{ productId: dry, quantity: '180' }],
      fields: { processed_on: act.day(ago - 2), method: 'dry', line: '示例烘干一线' },
      ago: ago - 2,
    })
    dried.push(washed!)
    await act.label(o.dried, washed!)
    await act.sell(o.dried, washed!, '80', o.market1, ago - 4)
    await act.sell(o.dried, washed!, '60', o.market3, ago - 4)
    await act.market(o.mango1, fresh, '300', '示例外地果商', ago - 1)
  }
  for (const [f, ago] of [
    [two!, 20],
    [five!, 18],
    [six!, 12],
    [five!, 8],
  ] as const) {
    const g = await f.pick(ago, '900', f.south)
    await act.label(f.p, g)
    const w = await act.sell(f.p, g, '700', o.wholesale2, ago - 1)
    await act.sell(o.wholesale2, w, '200', o.market3, ago - 2)
    await act.sell(o.wholesale2, w, '150', o.canteen2, ago - 2)
  }
  // a batch that goes far in few days: it is held in the scenes
  const suspect = await two!.pick(6, '1200')
  await act.label(o.mango2, suspect)
  const bought = await act.sell(o.mango2, suspect, '1000', o.fruitpack, 5)
  const [cleaned] = await act.step(o.fruitpack, 'crop', 'process', {
    inputs: [{ holdingId: bought.holdingId, quantity: '800' }],
    outputs: [{ productId: await act.product(o.fruitpack, '洗果芒果(示例)', '0103S01'), quantity: '760' }],
    fields: wash(5),
    ago: 5,
    hour: 18,
  })
  const w = await act.sell(o.fruitpack, cleaned!, '500', o.wholesale1, 4)
  const m = await act.sell(o.wholesale1, w, '200', o.market1, 3)
  await act.sell(o.wholesale1, w, '100', o.canteen1, 3)
  await act.sell(o.fruitpack, cleaned!, '200', o.market2, 4)
  return { suspect, onShelf: m, dried: dried.at(-1)!, late: one!, six: six! }
}
