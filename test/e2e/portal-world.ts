import { putParty } from '../../src/modules/identity/index.ts'
import { issueCertificate } from '../../src/modules/label/schema.ts'
import { recordProduction } from '../../src/modules/production/record/schema.ts'
import { recordStep } from '../../src/modules/production/step/schema.ts'
import { suspendOperator } from '../../src/modules/registry/operator/schema.ts'
import { placeHold } from '../../src/modules/trace/hold/schema.ts'
import { voidEvent } from '../../src/modules/trace/schema.ts'
import { dispatchGoods, receiveGoods, sellToMarket } from '../../src/modules/trade/schema.ts'
import type { TestApp } from '../app.ts'
import { agencyOf, makeTrader } from '../market.ts'

/** Codes of every kind and verdict, from a small chain: an orchard, a packing house, a market. All invented, 示例. */
export async function portalWorld(t: TestApp) {
  const at = (iso: string) => {
    t.setNow(iso)
    return iso
  }
  at('2026-05-28T01:00:00.000Z')
  const farm = await makeTrader(t, {
    name: '示例三亚崖州芒果种植专业合作社',
    divisionId: '460205',
    product: { name: '示例贵妃芒', spec: '一级', classCode: '0103S01', unit: 'kg' },
  })
  const house = await makeTrader(t, {
    name: '示例海口果品分选有限公司',
    form: 'enterprise',
    divisionId: '460105',
    product: { name: '示例贵妃芒礼盒', spec: '5千克', classCode: '0103S01', unit: 'kg' },
  })
  const person = await makeTrader(t, { name: '李小明', form: 'individual', divisionId: '469006' })
  const agency = agencyOf(t, ['460000'])
  await t.db.transaction().execute((tx) =>
    putParty(tx, {
      partyId: agency.actor.partyId,
      kind: 'agency',
      name: '示例市农业农村局',
      nameEn: 'Bureau of Agriculture (example)',
      divisionId: '460200',
      sectors: ['crop'],
      now: t.deps.clock(),
    }),
  )

  const grown = await farm.grow('1200')
  await farm.call(recordStep, {
    profile: 'crop',
    event: 'test',
    inputs: [{ holdingId: grown.holdingId }],
    fields: { kind: 'own', items: '示例农药残留 12 项', tested_on: '2026-05-28', result: 'pass' },
  })
  const certified = await farm.call(issueCertificate, {
    holdingId: grown.holdingId,
    style: 1,
    basis: ['quality_control'],
    contact: '0898-00000000',
  })
  at('2026-05-29T02:00:00.000Z')
  const sold = await farm.call(dispatchGoods, { holdingId: grown.holdingId, quantity: '800', buyerId: house.partyId })
  at('2026-05-29T09:00:00.000Z')
  const got = await house.call(receiveGoods, { sellerId: sold.body.sellerId, transferId: sold.body.transferId })
  at('2026-05-30T03:00:00.000Z')
  const packed = await house.call(recordStep, {
    profile: 'crop',
    event: 'process',
    inputs: [{ holdingId: got.body.batch.holdingId }],
    outputs: [{ productId: house.productId, quantity: '760' }],
    fields: { processed_on: '2026-05-30', method: 'wash_trim' },
  })
  if (packed.status !== 200) throw new Error(JSON.stringify(packed.body))
  const batch = packed.body.batches[0]!
  const voucher = await house.call(sellToMarket, {
    lines: [{ holdingId: batch.holdingId, quantity: '200' }],
    buyerName: '示例农贸市场 12 号摊',
    destination: '示例农贸市场',
  })

  const stopped = await farm.grow('300')
  await agency(placeHold, {
    roots: [{ partyId: stopped.partyId, holdingId: stopped.holdingId }],
    source: 'stop_sale',
    reason: '示例',
  })
  const wrong = await person.grow('40')
  const { eventId } = await t.db
    .selectFrom('trace.holdingEvent')
    .select('eventId')
    .where('partyId', '=', wrong.partyId)
    .where('holdingId', '=', wrong.holdingId)
    .executeTakeFirstOrThrow()
  await person.call(voidEvent, { eventId, reason: '示例' })
  const closed = await makeTrader(t, { name: '示例停业合作社', divisionId: '460205' })
  await agency(suspendOperator, { partyId: closed.partyId, reason: '示例原因' })
  await t.drain()
  at('2026-06-01T08:00:00.000Z')
  await lifts(t)
  return {
    recorded: batch.code!,
    held: stopped.code!,
    voided: wrong.code!,
    certificate: certified.body.code,
    voucher: voucher.body.code,
    subject: farm.subjectCode,
    suspended: closed.subjectCode,
    unknown: '11314159265358979320',
    malformed: '11314159265358979330',
    lift: 'DT-SHILI-0001',
    lateLift: 'DT-SHILI-0002',
    otherLift: '31104602042024049999',
  }
}

/** Two lifts of one house: one in use, one whose inspection nobody recorded since 2024. */
async function lifts(t: TestApp) {
  const make = (name: string) =>
    makeTrader(t, { name, sector: 'special_equipment', form: 'enterprise', divisionId: '460204' })
  const [house, keeper, body] = [
    await make('示例海棠湾物业服务有限公司'),
    await make('示例海南电梯维保有限公司'),
    await make('示例检验检测所'),
  ]
  const write = async (who: typeof house, event: string, fields: Record<string, unknown>) => {
    const { status, body: said } = await who.call(recordProduction, { profile: 'lift', event, fields })
    if (status !== 200) throw new Error(JSON.stringify(said))
  }
  for (const [i, inspected] of (['2026-03-15', '2024-03-15'] as const).entries()) {
    const code = `DT-SHILI-000${i + 1}`
    await write(body, 'supervise', { code, report_no: '示例1', inspected_on: inspected, result: 'pass' })
    await write(house, 'start_use', { code, started_on: inspected.replace('-03-15', '-04-01') })
    const registration_no = `梯11琼B0000${i + 1}(26)`
    const registered = { registration_no, rescue_no: `10000${i + 1}`, mark_displayed: true, administrator: '示例王某' }
    await write(house, 'register', { code, registered_on: inspected.replace('-03-15', '-04-10'), ...registered })
    const worker = { worker: '示例甲某', worker_certificate: 'T1', user_confirmed: true }
    await write(keeper, 'maintain', { code, type: 'half_month', maintained_on: '2026-05-25', ...worker })
  }
}
export type PortalCodes = Awaited<ReturnType<typeof portalWorld>>
