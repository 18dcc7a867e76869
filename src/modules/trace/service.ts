import { findEvent, profiles } from '../../industries/index.ts'
import { validateFields } from '../../kernel/field-values.ts'
import type { Profile, ProfileMove } from '../../kernel/profile.ts'
import type { CommandCtx } from '../../platform/command.ts'
import type { Input } from '../../platform/endpoint.ts'
import { AppError } from '../../platform/errors.ts'
import { productFacts } from '../catalogue/index.ts'
import * as goods from './goods.ts'
import { packSealed, unpackPieces, unpackSealed } from './pack.ts'
import type * as api from './schema.ts'
import * as use from './use.ts'
import { type ProductFacts, requireFacts } from './work/batch.ts'

const profileOf = (id: string | null): Profile | undefined => profiles.find((p) => p.id === id)

/** Facts of an own product that goods may be made of. @throws `product.not_found`, `product.retired` */
async function requireProduct(ctx: CommandCtx, productId: string): Promise<ProductFacts> {
  const product = await productFacts(ctx.db, ctx.actor.partyId, productId)
  if (product.retired) throw new AppError('conflict', 'product.retired', { name: product.name })
  return product
}

/** What an event keeps of its profile: the business step, and the fields with the profile and the event they follow. */
type Step = { event: string; step: string; fields: Record<string, unknown> | undefined }

/**
 * Checks what was filled in against the event of a profile: `step.unknown` when the profile has no such event for this
 * kind of move, `event.fields_wrong` with each field's reason. Nothing given for the general event needs no profile.
 */
export function checkStep(
  profileId: string | null,
  given: { event?: string | undefined; fields?: Record<string, unknown> | undefined },
  general: string,
  moves: readonly ProfileMove[],
): Step {
  const id = given.event ?? general
  const profile = profileOf(profileId)
  const event = profile && findEvent(profile, id)
  // what comes from a plot or a group comes by production's harvest, which keeps the safety interval
  if (event?.object !== 'batch' || !moves.includes(event.move)) {
    if (id === general && !given.fields) return { event: id, step: id, fields: undefined }
    throw new AppError('invalid', 'step.unknown', { event: id, profile: profileId })
  }
  const issues = validateFields(event, given.fields ?? {}).filter((i) => i.level === 'error')
  if (issues.length) throw new AppError('invalid', 'event.fields_wrong', { issues })
  return { event: id, step: event.step, fields: { profile: profileId, event: id, ...given.fields } }
}

const ownFacts = (ctx: CommandCtx, ids: readonly string[]) => requireFacts(ctx.db, ctx.actor.partyId, ids)

export async function recordPurchase(ctx: CommandCtx, input: Input<typeof api.recordPurchase>) {
  const product = await requireProduct(ctx, input.productId)
  const step = checkStep(product.profile, input, 'purchase_in', ['produce'])
  return goods.purchaseIn(ctx, { ...input, ...step, product })
}

export async function processBatches(ctx: CommandCtx, input: Input<typeof api.processBatches>) {
  const facts = await ownFacts(ctx, [...new Set(input.inputs.map((i) => i.holdingId))])
  const products = new Map<string, ProductFacts>()
  for (const { productId } of input.outputs)
    if (!products.has(productId)) products.set(productId, await requireProduct(ctx, productId))
  const outputs = input.outputs.map((o) => ({ ...o, product: products.get(o.productId)! }))
  const step = checkStep(facts[0]!.profile, input, 'process', ['transform'])
  const chains = new Set([...facts.map((f) => f.profile), ...outputs.map((o) => o.product.profile)])
  const yields = [...chains].flatMap((id) => profileOf(id)?.yields ?? [])
  return goods.processGoods(ctx, { ...input, ...step, outputs, yields })
}

export async function mergeBatches(ctx: CommandCtx, input: Input<typeof api.mergeBatches>) {
  const [first] = await ownFacts(ctx, [input.inputs[0]!.holdingId])
  const product = input.productId === undefined ? undefined : await requireProduct(ctx, input.productId)
  return goods.mergeBatches(ctx, { ...input, ...checkStep(first!.profile, input, 'merge', ['transform']), product })
}

export async function splitBatch(ctx: CommandCtx, input: Input<typeof api.splitBatch>) {
  const [from] = await ownFacts(ctx, [input.holdingId])
  return goods.splitBatch(ctx, { ...input, ...checkStep(from!.profile, input, 'split', ['transform']) })
}

export async function packGoods(ctx: CommandCtx, input: Input<typeof api.packGoods>) {
  const [from] = await ownFacts(ctx, [input.holdingId])
  return packSealed(ctx, { ...input, ...checkStep(from!.profile, input, 'pack', ['aggregate']) })
}

export async function unpackGoods(ctx: CommandCtx, input: Input<typeof api.unpackGoods>): Promise<goods.MadeMany> {
  const [pack] = await ownFacts(ctx, [input.holdingId])
  const step = checkStep(pack!.profile, input, 'unpack', ['aggregate'])
  const { pieces } = input
  if (pieces) return unpackPieces(ctx, { ...input, ...step, pieces })
  const { eventId, batch } = await unpackSealed(ctx, { ...input, ...step })
  return { eventId, batches: [batch] }
}

export async function observeBatch(ctx: CommandCtx, input: Input<typeof api.observeBatch>) {
  const [batch] = await ownFacts(ctx, [input.holdingId])
  return use.observe(ctx, { ...input, ...checkStep(batch!.profile, input, 'observe', ['observe', 'record']) })
}

export async function consumeBatch(ctx: CommandCtx, input: Input<typeof api.consumeBatch>) {
  const [batch] = await ownFacts(ctx, [input.holdingId])
  return use.consume(ctx, { ...input, ...checkStep(batch!.profile, input, 'consume', ['consume']) })
}

export async function destroyBatch(ctx: CommandCtx, input: Input<typeof api.destroyBatch>) {
  const [batch] = await ownFacts(ctx, [input.holdingId])
  return use.destroy(ctx, { ...input, ...checkStep(batch!.profile, input, 'destroy', ['destroy']) })
}
