import * as act from '../acts.ts'
import type { Operators } from '../operators.ts'
import type { Person } from '../people.ts'

/** A pig farm: a group stocked, tagged, fed and treated; answers a function that lets animals leave. */
async function farm(p: Person, place: 'chengmai' | 'danzhou', group: string) {
  const productId = await act.product(p, '育肥猪(示例)', '02S0101', 'head')
  await act.plots(p, place, 'farm', '02S0101', ['示例一号舍'])
  const feed = await act.buyInput(p, '示例牌配合饲料', 'feed', 60, '8000')
  const drug = await act.buyInput(p, '示例牌兽药', 'veterinary_drug', 55, '20')
  const head = (quantity: string) => ({ quantity, unit: 'head' })
  await act.record(p, 'livestock', 'stocking', {
    group,
    breed: '示例三元杂交',
    animals: head('240'),
    stocked_on: act.day(58),
    origin: '示例种猪场',
    quarantine_certificate: `DEMO-JY-${group}`,
  })
  await act.record(p, 'livestock', 'ear_tagging', {
    group,
    tags: '示例耳标号段 0001–0240',
    tagged: head('240'),
    tagged_on: act.day(57),
  })
  await act.record(
    p,
    'livestock',
    'feed_use',
    {
      group,
      input: { name: '示例牌配合饲料', kind: 'feed' },
      method: 'feed',
      amount: { quantity: '6000', unit: 'kg' },
      used_on: act.day(56),
      stopped_on: act.day(10),
    },
    feed,
  )
  await act.record(
    p,
    'livestock',
    'drug_use',
    {
      group,
      input: { name: '示例牌兽药', kind: 'veterinary_drug' },
      method: 'water',
      amount: { quantity: '2', unit: 'kg' },
      used_on: act.day(54),
      stopped_on: act.day(52),
      target: '呼吸道感染',
      interval_days: '14',
    },
    drug,
  )
  const leave = async (ago: number, animals: string) => {
    const g = await act.take(p, productId, 'off_take', ago, animals, {
      group,
      left_on: act.day(ago),
      origin_quarantine: `DEMO-CDJY-${ago}`,
    })
    await act.certify(p, g)
    return g
  }
  return { p, leave }
}

/** Farms → two slaughterhouses → cuts → stall, supermarkets, kitchens. */
export async function pork(o: Operators, say: (what: string) => void) {
  const farms = [
    await farm(o.pig1, 'chengmai', 'SL-A01'),
    await farm(o.pig2, 'chengmai', 'SL-B01'),
    await farm(o.pig3, 'danzhou', 'SL-C01'),
  ]
  const half = new Map<Person, string>()
  for (const s of [o.slaughter1, o.slaughter2])
    half.set(s, await act.product(s, '猪胴体(示例)', '02S040101', 'half_carcass'))
  const cut = await act.product(o.cuts, '分割猪肉(示例)', '02S040102')
  const pending: act.Goods[] = []
  for (const [n, ago] of [24, 17, 10, 5].entries()) {
    say(`pigs of ${ago} days ago`)
    for (const [i, f] of farms.entries()) {
      const slaughterer = i === 2 ? o.slaughter2 : o.slaughter1
      const pigs = await f.leave(ago, '20')
      const arrived = await act.sell(f.p, pigs, '20', slaughterer, ago, 8)
      const [carcass] = await act.step(slaughterer, 'livestock', 'slaughter', {
        inputs: [{ holdingId: arrived.holdingId }],
        outputs: [{ productId: half.get(slaughterer)!, quantity: '40' }],
        fields: { slaughtered_on: act.day(ago - 1) },
        ago: ago - 1,
        hour: 3,
      })
      for (const [event, date] of [
        ['slaughter_quarantine', 'issued_on'],
        ['meat_inspection', 'inspected_on'],
      ] as const)
        await act.step(slaughterer, 'livestock', event, {
          inputs: [{ holdingId: carcass!.holdingId }],
          fields: {
            result: 'pass',
            certificate: `DEMO-${event === 'meat_inspection' ? 'RJ' : 'DJ'}-${n}${i}`,
            [date]: act.day(ago - 1),
          },
          ago: ago - 1,
          hour: 5,
        })
      const bought = await act.sell(slaughterer, carcass!, '30', o.cuts, ago - 1, 6)
      await act.sell(slaughterer, carcass!, '6', o.meatstall, ago - 1, 6)
      const [meat] = await act.step(o.cuts, 'livestock', 'process', {
        inputs: [{ holdingId: bought.holdingId }],
        outputs: [{ productId: cut, quantity: '1100' }],
        fields: { processed_on: act.day(ago - 1), method: 'cut', line: '示例分割一线' },
        ago: ago - 1,
        hour: 14,
      })
      await act.label(o.cuts, meat!)
      await act.sell(o.cuts, meat!, '320', o.market1, ago - 2, 5)
      await act.sell(o.cuts, meat!, '180', o.canteen1, ago - 2, 5)
      if (i === 0) await act.sell(o.cuts, meat!, '150', o.market3, ago - 2, 5)
      pending.push(meat!)
    }
  }
  return { meat: pending.at(-1)! }
}
