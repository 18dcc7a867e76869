import { afterAll, beforeAll, expect, test } from 'vitest'
import * as act from '../../scripts/demo/acts.ts'
import { type Agencies, makeAgencies } from '../../scripts/demo/agencies.ts'
import { across } from '../../scripts/demo/chains/across.ts'
import { detonators } from '../../scripts/demo/chains/detonators.ts'
import { equipment } from '../../scripts/demo/chains/equipment.ts'
import { medicine } from '../../scripts/demo/chains/medicine.ts'
import { vaccine } from '../../scripts/demo/chains/vaccine.ts'
import { makeOperators, type Operators } from '../../scripts/demo/operators.ts'
import { demoPassword, type Person, signedIn, visitor } from '../../scripts/demo/people.ts'
import { getAsset, listAssets } from '../../src/modules/asset/schema.ts'
import { listCustody } from '../../src/modules/control/custody/schema.ts'
import { listPermits } from '../../src/modules/control/permit/schema.ts'
import { setupLink } from '../../src/modules/identity/index.ts'
import { setUp } from '../../src/modules/identity/setup/schema.ts'
import { listRefusals } from '../../src/modules/production/refusal/schema.ts'
import { listSignals } from '../../src/modules/production/signal/schema.ts'
import { getCode } from '../../src/modules/serial/schema.ts'
import { type Trace, traceItem } from '../../src/modules/trace/walk/schema.ts'
import { drain } from '../../src/platform/relay.ts'
import { running } from './running.ts'

/** The chains of the demo, on an empty platform and through HTTP as a client would: what they lead to is looked at here. */
let server: Awaited<ReturnType<typeof running>>
let a: Agencies
let o: Operators
let x: Awaited<ReturnType<typeof across>>
let boxes: Awaited<ReturnType<typeof detonators>>
let drug: Awaited<ReturnType<typeof medicine>>
let shots: Awaited<ReturnType<typeof vaccine>>
let assets: Awaited<ReturnType<typeof equipment>>
const keys = [
  ...(['inputs', 'veg6', 'wholesale2', 'market1', 'pestmaker', 'sauce'] as const),
  ...(['expmaker', 'blastco', 'drugmaker', 'drugtrade', 'hospital', 'cdc'] as const),
  ...(['liftmaker', 'liftbody', 'liftuser', 'liftkeeper', 'gasfiller'] as const),
]

beforeAll(async () => {
  server = await running()
  const { origin, deps } = server
  const token = new URL((await setupLink(deps))!).searchParams.get('token')!
  const admin = { name: '示例管理员', login: 'ministry', password: demoPassword }
  await visitor(origin)(setUp, { token, agencyName: '示例部', ...admin })
  a = await makeAgencies(origin, await signedIn(origin, 'ministry', demoPassword), () => {})
  o = await makeOperators(origin, a, () => {}, keys)
  const productId = await act.product(o.veg6, '线椒(示例)', '010405S01')
  const [plot] = await act.plots(o.veg6, 'danzhou', 'farm', '010405S01', ['示例一号棚'])
  ;[x, assets, boxes, { drug, shots }] = await Promise.all([
    across(o, a, { plot: plot!, productId }, () => {}),
    equipment(o, a),
    detonators(o, a),
    medicine(o, a, origin).then(async (made) => ({ drug: made, shots: await vaccine(o, origin) })),
  ])
  await drain(deps)
}, 300_000)
afterAll(() => server.close())

const traceOf = (p: Person, code: string): Promise<Trace> => p.call(traceItem, { code })
const holders = (t: Trace) => [...new Set(t.nodes.flatMap((n) => n.partyId ?? []))]
const stopped = async (p: Person) => (await a.province.call(listRefusals, { partyId: p.partyId })).items
const page = async (code: string) => {
  const res = await fetch(`${server.origin}/s/${code}`, { headers: { 'accept-language': 'zh' } })
  return { status: res.status, text: await res.text() }
}

test('one trace leads from the jar on the shelf to the pesticide on the field, and back', async () => {
  const back = await traceOf(a.province, x.onShelf.code)
  const everybody = [o.pestmaker, o.inputs, o.veg6, o.wholesale2, o.sauce, o.market1].map((p) => p.partyId)
  expect(holders(back).sort()).toEqual([...everybody].sort())
  const codes = back.nodes.map((n) => n.code)
  for (const g of [x.pesticide, x.bought, x.crop, x.atMarket, x.sauce]) expect(codes).toContain(g.code)
  const used = back.links.filter((l) => l.applied)
  expect(used.map((l) => [back.nodes[l.from]!.code, back.nodes[l.to]!.code])).toEqual([[x.bought.code, x.crop.code]])
  const said = back.events.map((e) => `${e.profile} ${e.profileEvent}`)
  expect(said).toEqual(
    expect.arrayContaining([
      ...['pesticide produce', 'pesticide out', 'pesticide dealer_out', 'pesticide user_receive', 'crop pesticide_use'],
      ...['crop harvest', 'meat_vegetable entry_check', 'meat_vegetable market_test', 'meat_vegetable wholesale_trade'],
      ...['food raw_receive', 'food process', 'food release', 'food sale', 'food dealer_receive', 'food retail_sale'],
    ]),
  )
  // from the factory of the pesticide to everything that grew where it was used
  const forward = await traceOf(a.province, x.pesticide.code)
  expect(forward.nodes.map((n) => n.code)).toEqual(expect.arrayContaining([x.crop.code, x.onShelf.code]))
  expect(new Set(forward.holders.map((h) => h.productName))).toEqual(new Set(['示例限用杀虫剂']))
  // the shop is told one step back and no pesticide
  const own = await traceOf(o.market1, x.onShelf.code)
  expect(own.links.filter((l) => l.applied)).toEqual([])
  expect(holders(own).sort()).toEqual([o.market1.partyId, o.sauce.partyId].sort())
})

test('what a rule stopped on the way is with the authorities of three industries', async () => {
  expect((await stopped(o.inputs)).map((r) => r.rule).sort()).toEqual(['R-PEST-REALNAME', 'R-PEST-RESTRICTED'])
  expect(await stopped(o.veg6)).toMatchObject([{ reason: 'harvest.inside_interval', inputName: '示例限用杀虫剂' }])
  expect(await stopped(o.sauce)).toMatchObject([{ rule: 'R-FD-RELEASE', profile: 'food' }])
})

test('the shopper scans the jar: where it was made and grown, and nothing of what was sprayed', async () => {
  const { status, text } = await page(x.onShelf.code)
  expect(status).toBe(200)
  for (const shown of ['剁辣椒酱(示例)', '登记在案', '采收', '市场检测']) expect(text).toContain(shown)
  for (const hidden of ['杀虫剂', '蓟马', o.inputs.organisation, o.pestmaker.organisation])
    expect(text).not.toContain(hidden)
})

test('a lift whose inspection is overdue may not run again, and stands on the list of its agency', async () => {
  const { items } = await a.province.call(listAssets, { due: 'overdue' })
  expect(items).toMatchObject([{ profile: 'lift', code: assets.lift }])
  expect((await stopped(o.liftuser)).map((r) => r.rule)).toEqual(['R-LIFT-INSP'])
  const { status, text } = await page(assets.lift)
  expect([status, /<h1>([^<]*)/.exec(text)?.[1]]).toEqual([200, '超期'])
})

test('a cylinder was filled, delivered, inspected and scrapped; between, nobody could fill it again', async () => {
  const asset = await a.province.call(getAsset, { profile: 'gas_cylinder', code: assets.scrapped })
  expect(asset).toMatchObject({ state: 'scrapped' })
  const events = asset.history.map((h) => h.event).reverse()
  expect(events.slice(3)).toEqual([
    'check_before',
    'fill',
    'check_after',
    'out',
    'deliver',
    'receive',
    'inspect',
    'scrap',
  ])
  expect((await stopped(o.gasfiller)).map((r) => r.rule)).toEqual(['R-CYL-FILL'])
  expect((await page(assets.scrapped)).text).toContain('报废')
})

test('a box of detonators is accounted for from the maker to the shot and back in the store, and is never public', async () => {
  const custody = (await o.blastco.call(listCustody, { which: 'all' })).items
  const ends = custody.map((l) => [l.code, l.left, l.moves.map((m) => m.effect).join()])
  expect(ends.sort()).toEqual(boxes.codes.map((c) => [c, '0', boxes.fired.includes(c) ? 'spent' : 'back']))
  expect(JSON.stringify(custody)).not.toContain('爆破员')
  const permits = (await a.reviewer.chengmai.call(listPermits, { partyId: o.blastco.partyId })).items
  expect(permits.map((p) => [p.kind, p.lines.map((l) => l.left)]).sort()).toEqual([
    ['purchase', ['0']],
    ['transport', ['0']],
  ])
  expect((await stopped(o.expmaker)).map((r) => r.rule).sort()).toEqual(['R-EXP-PAY', 'R-EXP-PERMIT'])
  expect((await stopped(o.blastco)).map((r) => r.rule)).toEqual(['R-EXP-ONECODE'])
  const back = await traceOf(a.province, boxes.stock.code)
  expect(holders(back).sort()).toEqual([o.expmaker.partyId, o.blastco.partyId].sort())
  expect((await page(boxes.stock.code)).text).not.toContain('雷管')
})

test('a medicine goes from its coding into the ward, a sealed case as one; given out twice is an alarm', async () => {
  const seen = await o.hospital.call(getCode, { code: drug.pack })
  expect(seen).toMatchObject({ state: 'used', productName: '示例片', makerName: o.drugmaker.organisation })
  expect(await o.hospital.call(getCode, { code: drug.case })).toMatchObject({ state: 'in', children: 2 })
  const chain = await traceOf(a.province, drug.inHospital.code)
  expect(holders(chain).sort()).toEqual([o.drugmaker.partyId, o.drugtrade.partyId, o.hospital.partyId].sort())
  expect(chain.nodes.map((n) => n.code)).toContain(drug.lot.code)
  expect(drug.second.findings.map((f) => `${f.rule} ${f.action}`)).toContain('R-DR-REPEAT alarm')
  const { items } = await a.reviewer.chengmai.call(listSignals, { partyId: o.hospital.partyId })
  expect(items.map((i) => i.recordId)).toEqual([drug.second.recordId])
  expect((await stopped(o.drugmaker)).map((r) => r.rule)).toEqual(['R-DR-HOLDER'])
})

test('a vaccine whose logger fell silent is refused and goes back, the one with a whole record is taken in', async () => {
  expect((await stopped(o.cdc)).map((r) => r.rule)).toEqual(['R-VAC-TEMP'])
  const taken = await traceOf(o.cdc, shots.whole.code)
  expect(taken.holders).toMatchObject([{ partyId: o.cdc.partyId, quantity: '20' }])
  const back = await traceOf(o.drugmaker, shots.silent.code)
  expect(back.holders).toMatchObject([{ partyId: o.drugmaker.partyId, quantity: '20' }])
})
