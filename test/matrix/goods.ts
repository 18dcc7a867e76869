import { createProduct } from '../../src/modules/catalogue/schema.ts'
import { recordPurchase } from '../../src/modules/trace/schema.ts'
import type { World } from './world.ts'

const made = new WeakMap<World, ReturnType<typeof make>>()

/** A product of `world.operator` and a batch of it, made when first asked for. */
export const goodsOf = (world: World) => {
  const known = made.get(world) ?? make(world)
  made.set(world, known)
  return known
}

/** A product of `world.operator` that a row may retire. */
export const spareProductOf = async (world: World) =>
  ok(
    await world.operator.owner(createProduct, { name: `示例${crypto.randomUUID()}`, classCode: '0103S01', unit: 'kg' }),
  )

const ok = <T>(a: { status: number; body: T }): T => {
  if (a.status !== 200) throw new Error(JSON.stringify(a.body))
  return a.body
}

async function make(world: World) {
  const { owner } = world.operator
  const product = ok(await owner(createProduct, { name: '示例芒果', classCode: '0103S01', unit: 'kg' }))
  return { ...(await bought(world, product.productId)), productId: product.productId }
}

/** A new batch of `world.operator`, and the event that made it. */
async function bought(world: World, productId: string) {
  const { batch, eventId } = ok(
    await world.operator.owner(recordPurchase, {
      productId,
      quantity: '100',
      eventTime: world.t.deps.clock(),
      fields: {
        supplier_name: '示例合作社',
        supplier_address: '示例村',
        supplier_contact: '0898-00000000',
        purchased_on: '2026-06-01',
      },
    }),
  )
  return { ...batch, eventId }
}

/** A batch that a row may undo. */
export const spareBatchOf = async (world: World) => bought(world, (await goodsOf(world)).productId)
