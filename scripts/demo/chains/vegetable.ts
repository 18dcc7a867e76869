import * as act from '../acts.ts'
import type { Operators } from '../operators.ts'
import type { Person } from '../people.ts'

/** A vegetable farm: plots, a spraying long enough ago, and a function that cuts a batch. */
async function farm(p: Person, place: 'chengmai' | 'danzhou', name: string, classCode: string) {
  const productId = await act.product(p, name, classCode)
  const [plot, other] = await act.plots(p, place, 'farm', classCode, ['示例一号棚', '示例二号棚'])
  const spray = await act.buyInput(p, '示例牌生物农药', 'pesticide', 44)
  await act.record(p, 'crop', 'sowing', {
    plot,
    variety: '示例早熟',
    planted_on: act.day(43),
    area: { quantity: '6', unit: 'mu' },
  })
  await act.usePesticide(p, {
    plot: plot!,
    purchaseId: spray,
    name: '示例牌生物农药',
    ago: 40,
    interval: 5,
    target: '蚜虫',
  })
  const cut = async (ago: number, quantity: string) => {
    const g = await act.take(p, productId, 'harvest', ago, quantity, { plot, harvested_on: act.day(ago) })
    await act.certify(p, g)
    return g
  }
  return { p, productId, plot: plot!, other: other!, spray, cut }
}

/** Short chains: farm → supermarket or kitchen; smallholders → purchaser → kitchen service; much under vouchers. */
export async function vegetable(o: Operators, say: (what: string) => void) {
  const choy = await farm(o.veg1, 'chengmai', '菜心(示例)', '010402S01')
  const bean = await farm(o.veg2, 'chengmai', '豇豆(示例)', '010406S01')
  const small = [
    await farm(o.veg3, 'chengmai', '菜心(示例)', '010402S01'),
    await farm(o.veg4, 'chengmai', '菜心(示例)', '010402S01'),
  ]
  const pepper = await farm(o.veg6, 'danzhou', '线椒(示例)', '010405S01')
  const greens = await farm(o.veg5, 'danzhou', '小白菜(示例)', '010402S03')
  const gathered = await act.product(o.vegbuyer, '收购菜心(示例)', '010402S01')
  const clean = await act.product(o.cleanveg, '净菜菜心(示例)', '0104S9001')
  for (const ago of [26, 19, 12, 6]) {
    say(`vegetables of ${ago} days ago`)
    const g = await choy.cut(ago, '500')
    await act.label(o.veg1, g)
    await act.sell(o.veg1, g, '220', o.market3, ago - 1, 6)
    await act.sell(o.veg1, g, '160', o.canteen2, ago - 1, 6)
    await act.market(o.veg1, g, '80', '示例流动菜商', ago - 1)
    const b = await bean.cut(ago, '420')
    await act.step(o.veg2, 'crop', 'test', {
      inputs: [{ holdingId: b.holdingId }],
      fields: { kind: 'own', items: '有机磷和氨基甲酸酯类(快速检测)', tested_on: act.day(ago), result: 'pass' },
      ago,
      hour: 8,
    })
    const w = await act.sell(o.veg2, b, '400', o.wholesale2, ago - 1)
    await act.sell(o.wholesale2, w, '130', o.market1, ago - 2)
    await act.sell(o.wholesale2, w, '90', o.canteen1, ago - 2)
    // smallholders → purchaser → washed and cut for kitchens
    const lots = []
    for (const f of small) lots.push(await act.sell(f.p, await f.cut(ago, '150'), '140', o.vegbuyer, ago))
    const [mixed] = await act.step(o.vegbuyer, 'crop', 'merge', {
      inputs: lots.map((l) => ({ holdingId: l.holdingId })),
      outputs: [{ productId: gathered, quantity: '280' }],
      fields: { merged_on: act.day(ago) },
      ago,
      hour: 19,
    })
    await act.certify(o.vegbuyer, mixed!, 2)
    const raw = await act.sell(o.vegbuyer, mixed!, '280', o.cleanveg, ago - 1)
    const [washed] = await act.step(o.cleanveg, 'crop', 'process', {
      inputs: [{ holdingId: raw.holdingId }],
      outputs: [{ productId: clean, quantity: '230' }],
      fields: { processed_on: act.day(ago - 1), method: 'wash_trim' },
      ago: ago - 1,
      hour: 18,
    })
    await act.sell(o.cleanveg, washed!, '110', o.canteen1, ago - 2, 6)
    await act.sell(o.cleanveg, washed!, '90', o.canteen2, ago - 2, 6)
  }
  for (const ago of [15, 7]) {
    const p = await pepper.cut(ago, '600')
    await act.market(o.veg6, p, '400', '示例岛外批发商', ago - 1)
    const g = await greens.cut(ago, '200')
    await act.sell(o.veg5, g, '120', o.market1, ago - 1, 7)
  }
  return { choy, bean, pepper, greens }
}
