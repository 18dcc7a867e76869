import { createProduct } from '../../src/modules/catalogue/schema.ts'
import { divisionsOf, putParty } from '../../src/modules/identity/index.ts'
import type { Sector } from '../../src/modules/identity/schema.ts'
import { putOperator, setOperatorState } from '../../src/modules/registry/operator/queries.ts'
import type { OperatorState } from '../../src/modules/registry/operator/rules.ts'
import { createPlot, createSite } from '../../src/modules/registry/site/schema.ts'
import type { Actor } from '../../src/platform/actor.ts'
import { newId } from '../../src/platform/id.ts'
import type { TestApp } from '../app.ts'

/** An operator in force with a product, a site and two plots, for tests of production. */
export async function makeFarm(
  t: TestApp,
  {
    sectors = ['crop'],
    divisionId = '460204',
    product = { name: '示例贵妃芒', spec: '', classCode: '0103S01', unit: 'kg' as const },
    ...over
  }: Partial<Actor> & {
    sectors?: string[]
    divisionId?: string
    product?: { name: string; spec: string; classCode: string; unit: 'kg' | 'head' }
  } = {},
) {
  const partyId = newId()
  const now = t.deps.clock()
  const name = '示例农场'
  const areas = (await divisionsOf(t.db, [divisionId])).get(divisionId)!.path
  const facts = { name, form: 'enterprise' as const, role: 'both' as const, sectors: sectors as Sector[], divisionId }
  const row = { partyId, state: 'approved' as const, stateReason: null, subjectCode: null, registeredAt: now, facts }
  await t.db.transaction().execute(async (tx) => {
    await putParty(tx, { partyId, kind: 'operator', name, divisionId, sectors, now })
    await putOperator(tx, row, areas, now)
  })
  const call = t.as({ partyId, sectors, ...over })
  const site = await call(createSite, { name: '示例基地', kind: 'base', divisionId })
  const plot = async (name: string, classCode?: string) => {
    const made = await call(createPlot, {
      siteId: site.body.siteId,
      name,
      areaMu: '5',
      ...(classCode ? { classCode } : {}),
    })
    return made.body.plotId
  }
  const { productId } = (await call(createProduct, product)).body
  /** What the county decides: suspended, revoked … */
  const setState = (to: OperatorState) =>
    t.db.transaction().execute((tx) => setOperatorState(tx, partyId, { state: to, stateReason: '示例' }, now))
  return { setState, call, partyId, productId, plot, plot1: await plot('一号地'), plot2: await plot('二号地') }
}

/** Fields of a spraying on a plot; `over` changes them. */
export const spraying = (plot: string, over: Record<string, unknown> = {}) => ({
  plot,
  input: { name: '示例氯虫苯甲酰胺', kind: 'pesticide', registrationNumber: 'PD00000000', source: '示例农资店' },
  method: 'spray',
  amount: { quantity: '200', unit: 'ml' },
  used_on: '2026-05-01',
  stopped_on: '2026-05-01',
  target: '蓟马',
  maker: '示例农药厂',
  interval_days: '7',
  ...over,
})
