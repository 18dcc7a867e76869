import { afterAll, beforeAll, expect, test } from 'vitest'
import * as act from '../../scripts/demo/acts.ts'
import { type Agencies, makeAgencies } from '../../scripts/demo/agencies.ts'
import { across } from '../../scripts/demo/chains/across.ts'
import { makeOperators, type Operators } from '../../scripts/demo/operators.ts'
import { demoPassword, type Person, signedIn, visitor } from '../../scripts/demo/people.ts'
import { setupLink } from '../../src/modules/identity/index.ts'
import { setUp } from '../../src/modules/identity/setup/schema.ts'
import { listRefusals } from '../../src/modules/production/refusal/schema.ts'
import { type Trace, traceItem } from '../../src/modules/trace/walk/schema.ts'
import { drain } from '../../src/platform/relay.ts'
import { running } from './running.ts'

/** The chains of the demo, on an empty platform and through HTTP as a client would: what they lead to is looked at here. */
let server: Awaited<ReturnType<typeof running>>
let a: Agencies
let o: Operators
let x: Awaited<ReturnType<typeof across>>
const keys = ['inputs', 'veg6', 'wholesale2', 'market1', 'pestmaker', 'sauce'] as const

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
  x = await across(o, a, { plot: plot!, productId }, () => {})
  await drain(deps)
}, 120_000)
afterAll(() => server.close())

const traceOf = (p: Person, code: string): Promise<Trace> => p.call(traceItem, { code })
const holders = (t: Trace) => [...new Set(t.nodes.flatMap((n) => n.partyId ?? []))]
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
  const stopped = async (p: Person) => (await a.province.call(listRefusals, { partyId: p.partyId })).items
  expect((await stopped(o.inputs)).map((r) => r.rule).sort()).toEqual(['R-PEST-REALNAME', 'R-PEST-RESTRICTED'])
  expect(await stopped(o.veg6)).toMatchObject([{ reason: 'harvest.inside_interval', inputName: '示例限用杀虫剂' }])
  expect(await stopped(o.sauce)).toMatchObject([{ rule: 'R-FD-RELEASE', profile: 'food' }])
})

test('the shopper scans the jar: where it was made and grown, and nothing of what was sprayed', async () => {
  const { status, text } = await page(x.onShelf.code)
  expect(status).toBe(200)
  for (const shown of ['剁辣椒酱(示例)', '登记在案', '采收', '市场检测']) expect(text).toContain(shown)
  for (const hidden of ['杀虫剂', '蓟马', o.inputs.organisation, o.pestmaker.organisation]) expect(text).not.toContain(hidden)
})
