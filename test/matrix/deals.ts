import { createProduct } from '../../src/modules/catalogue/schema.ts'
import { issueCertificate, printLabels } from '../../src/modules/label/schema.ts'
import { dispatchGoods, sellToMarket } from '../../src/modules/trade/schema.ts'
import { ok } from '../app.ts'
import { bought } from './goods.ts'
import type { World } from './world.ts'

const made = new WeakMap<World, ReturnType<typeof make>>()

/** A batch of `world.operator` with what it did with it, its buyer in the neighbour county; made when first asked for. */
export const dealsOf = (world: World) => {
  const known = made.get(world) ?? make(world)
  made.set(world, known)
  return known
}

async function make(world: World) {
  const { owner } = world.operator
  const { productId } = ok(await owner(createProduct, { name: '示例交易芒果', classCode: '0103S01', unit: 'kg' }))
  const { holdingId } = await bought(world, productId, '1000')
  const buyerId = world.neighbourOperator.partyId
  const certificate = ok(
    await owner(issueCertificate, {
      holdingId,
      style: 2,
      basis: ['quality_control'],
      origin: '海南省示例县',
      otherProofs: ['示例0001'],
    }),
  )
  const run = ok(await owner(printLabels, { holdingId, template: '60x40', copies: 1 }))
  const transfer = ok(await owner(dispatchGoods, { holdingId, quantity: '10', buyerId }))
  const voucher = ok(await owner(sellToMarket, { lines: [{ holdingId, quantity: '10' }], buyerName: '示例市场' }))
  return { holdingId, buyerId, certificate, run, transfer, voucher }
}
