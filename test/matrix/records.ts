import { recordInputPurchase } from '../../src/modules/production/input/schema.ts'
import { recordProduction } from '../../src/modules/production/record/schema.ts'
import { ok } from '../app.ts'
import { goodsOf } from './goods.ts'
import { placeOf } from './places.ts'
import type { World } from './world.ts'

const made = new WeakMap<World, ReturnType<typeof make>>()

/** What `world.operator` wrote down: a sowing, an input bought, and one that was refused because it is banned. */
export const recordsOf = (world: World) => {
  const known = made.get(world) ?? make(world)
  made.set(world, known)
  return known
}

async function make(world: World) {
  const { owner } = world.operator
  const { productId } = await goodsOf(world)
  const { plotId } = (await placeOf(world)).plot
  const sow = async () => {
    const fields = { plot: plotId, variety: '示例', planted_on: '2026-04-01', area: { quantity: '2', unit: 'mu' } }
    return ok(await owner(recordProduction, { profile: 'crop', event: 'sowing', productId, fields })).recordId
  }
  const bought = {
    kind: 'pesticide' as const,
    registrationNumber: 'PD00000001',
    source: '示例农资店',
    maker: '示例农药厂',
    batchNo: 'B-7',
    quantity: '2',
    unit: 'l' as const,
    boughtOn: '2026-04-20',
    documentNo: '示例-001',
  }
  const buy = (name: string, substance: string) =>
    owner(recordInputPurchase, { ...bought, name, substances: [substance] })
  const { purchaseId } = ok(await buy('示例吡虫啉', '吡虫啉'))
  const { purchaseId: sparePurchaseId } = ok(await buy('示例吡虫啉', '吡虫啉'))
  const refused = '甲拌磷'
  await buy('示例净', refused)
  return { productId, plotId, recordId: await sow(), spareId: await sow(), purchaseId, sparePurchaseId, refused }
}
