import { listCertificates, voidCertificate } from '../../src/modules/label/certificate/schema.ts'
import { harvest } from '../../src/modules/production/harvest/schema.ts'
import { liftHold, placeHold } from '../../src/modules/trace/hold/schema.ts'
import { returnTransfer } from '../../src/modules/trade/transfer/schema.ts'
import * as act from './acts.ts'
import type { Agencies } from './agencies.ts'
import type { mango } from './chains/mango.ts'
import type { vegetable } from './chains/vegetable.ts'
import type { Operators } from './operators.ts'
import { refused } from './refused.ts'

/** What goes wrong in real life: refusals, waiting and returned goods, holds, a voided certificate. */
export async function scenes(
  o: Operators,
  a: Agencies,
  m: Awaited<ReturnType<typeof mango>>,
  v: Awaited<ReturnType<typeof vegetable>>,
) {
  // a harvest three days after spraying with an interval of ten
  await act.usePesticide(o.mango6, {
    plot: m.six.south,
    purchaseId: m.six.spray,
    name: '示例牌杀虫剂',
    ago: 3,
    interval: 10,
  })
  await refused(
    o.mango6.call(harvest, {
      productId: m.six.productId,
      event: 'harvest',
      quantity: '300',
      fields: { plot: m.six.south, harvested_on: act.day(0) },
    }),
    'harvest.inside_interval',
  )
  // 甲胺磷 is banned for every use (announcement 199 and later)
  await refused(
    act.record(o.veg6, 'crop', 'pesticide_use', {
      plot: v.pepper.plot,
      input: { name: '甲胺磷', kind: 'pesticide' },
      method: 'spray',
      amount: { quantity: '1', unit: 'kg' },
      used_on: act.day(1),
      stopped_on: act.day(1),
      target: '蚜虫',
      maker: '示例农化有限公司',
      interval_days: '7',
    }),
    'input.banned',
  )
  // goods on the way that nobody has answered, some for days
  const beans = await v.bean.cut(5, '300')
  await act.send(o.veg2, beans, '120', o.market3, 4)
  await act.send(o.veg2, beans, '60', o.canteen2, 2)
  // received in part; received and sent back
  const greens = await v.greens.cut(4, '240')
  const part = await act.send(o.veg5, greens, '100', o.market1, 3)
  await act.accept(o.market1, part, 3, 14, { quantity: '92' })
  const back = await act.send(o.veg5, greens, '80', o.canteen1, 3)
  await act.accept(o.canteen1, back, 3)
  await o.canteen1.call(returnTransfer, {
    sellerId: back.sellerId,
    transferId: back.transferId,
    quantity: '30',
    reason: '部分菜叶发黄',
    eventTime: act.at(2, 9),
  })
  // a certificate issued for the wrong plot
  const choy = await v.choy.cut(3, '260')
  const wrong = (await o.veg1.call(listCertificates, { holdingId: choy.holdingId })).items[0]!
  await o.veg1.call(voidCertificate, { certificateId: wrong.certificateId, reason: '产地填写有误,重新开具' })
  // a hold on everything made from one farm's batch, over several holders; another that was lifted
  const held = await a.officer.yazhou.call(placeHold, {
    roots: [{ partyId: o.mango2.partyId, holdingId: m.suspect.holdingId }],
    source: 'failed_test',
    reason: '示例:监督抽查样品检测结果不合格,暂停销售待复检',
    documentNo: '示例停售〔2026〕1号',
    contact: '示例监管员 0898-00000000',
  })
  const first = await a.officer.chengmai.call(placeHold, {
    roots: [{ partyId: o.veg1.partyId, holdingId: choy.holdingId }],
    source: 'stop_sale',
    reason: '示例:标签信息待核实',
  })
  await a.officer.chengmai.call(liftHold, {
    issuerId: first.issuerId,
    holdId: first.holdId,
    reason: '示例:核实无误,解除暂控',
  })
  return { held, choy, wrong, greens }
}
