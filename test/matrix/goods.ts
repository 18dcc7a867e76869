import { createProduct } from '../../src/modules/catalogue/schema.ts'
import { recordStep } from '../../src/modules/production/step/schema.ts'
import { fillOpenPack } from '../../src/modules/trace/schema.ts'
import { ok } from '../app.ts'
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

async function make(world: World) {
  const { owner } = world.operator
  const product = ok(await owner(createProduct, { name: '示例芒果', classCode: '0103S01', unit: 'kg' }))
  return { ...(await bought(world, product.productId)), productId: product.productId }
}

/** A new batch of `world.operator` bought from outside, and the event that made it. */
export async function bought(world: World, productId: string, quantity = '100') {
  const { batches, records } = ok(
    await world.operator.owner(recordStep, {
      profile: 'crop',
      event: 'purchase_in',
      outputs: [{ productId, quantity }],
      fields: {
        supplier_name: '示例合作社',
        supplier_address: '示例村',
        supplier_contact: '0898-00000000',
        purchased_on: '2026-06-01',
      },
    }),
  )
  return { ...batches[0]!, eventId: records[0]!.eventId }
}

/** A batch that a row may undo. */
export const spareBatchOf = async (world: World) => bought(world, (await goodsOf(world)).productId)

/** A batch in a new open pack, as inputs of what may be done to them. */
export async function openPackOf(world: World) {
  const batch = await spareBatchOf(world)
  const contents = [batch.holdingId]
  const filled = { pack: 'new' as const, contents, eventTime: world.t.deps.clock() }
  return { batch, pack: ok(await world.operator.owner(fillOpenPack, filled)).pack }
}

/** A batch of `world.operator` whose test failed, which is a signal. */
export async function failedTestOf(world: World) {
  const { holdingId } = await spareBatchOf(world)
  const tested = {
    profile: 'crop',
    event: 'test',
    inputs: [{ holdingId }],
    fields: { kind: 'own', items: '示例', tested_on: '2026-06-01', result: 'fail' },
  }
  return ok(await world.operator.owner(recordStep, tested)).records[0]!
}
