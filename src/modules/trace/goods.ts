import type { Goods } from '../../industries/yield.ts'
import type { ProfileYield } from '../../kernel/profile.ts'
import { compare, sum } from '../../kernel/quantity.ts'
import type { Unit } from '../../kernel/unit.ts'
import type { CommandCtx } from '../../platform/command.ts'
import { AppError } from '../../platform/errors.ts'
import { record } from '../../platform/journal.ts'
import { issueCodes } from './code.ts'
import { needsMix, refuseMerge, refuseYield, shares } from './rules.ts'
import {
  type BatchMade,
  batchOf,
  checkQuantity,
  type EventDetails,
  goodsOf,
  madeOf,
  mixOf,
  type ProductFacts,
  requireFacts,
  sameGoods,
} from './work/batch.ts'
import { type HoldingKey, type Item, type ItemFacts, keyOf } from './work/holding.ts'
import { type EventKind, refuse, Work, type WorkEvent } from './work/work.ts'

export type Produced = EventDetails & {
  product: ProductFacts
  quantity: string
  unit?: string | undefined
  /** Civil date of harvest, slaughter, making. */
  madeOn?: string | undefined
}
export type MadeOne = { eventId: string; batch: BatchMade }
export type MadeMany = { eventId: string; batches: BatchMade[] }

/** Goods come into being: a harvest, a catch, animals born. */
export const produce = (ctx: CommandCtx, input: Produced): Promise<MadeOne> =>
  bring(ctx, input, 'produce', 'own', 'batch.produced')

/** Goods bought from a source that is not registered: on record from here on, their origin only as declared. */
export const purchaseIn = (ctx: CommandCtx, input: Produced): Promise<MadeOne> =>
  bring(ctx, input, 'purchase_in', 'declared', 'batch.purchasedIn')

async function bring(
  ctx: CommandCtx,
  input: Produced,
  kind: EventKind,
  basis: 'own' | 'declared',
  entry: string,
): Promise<MadeOne> {
  const { product, quantity, unit = product.unit, madeOn, eventTime, step, place, fields } = input
  checkQuantity(quantity, unit)
  const work = new Work(ctx)
  work.checkTime(eventTime, [])
  const [code] = await issueCodes(ctx, [{ kind: 'batch', partyId: work.partyId }])
  const item = batchOf(work.partyId, code!, product, { unit, madeOn })
  await work.take({ make: [{ partyId: work.partyId, item, regime: 'governed', basis, beganAt: eventTime }] })
  const key = keyOf(work.partyId, item)
  const made = madeOf(work.holding(key), quantity)
  const event = work.event({
    kind,
    step,
    sector: product.sector,
    eventTime,
    basis,
    place,
    disposition: 'active',
    body: { fields, outputs: [goodsOf(work.holding(key), quantity)] },
  })
  work.addItem(item)
  work.touch(key, quantity, event)
  await work.flush()
  record(ctx, entry, { about: made.holdingId, eventId: event.eventId, data: { quantity, unit, code } })
  return { eventId: event.eventId, batch: made }
}

/** What a process takes; without a quantity all that is available. In the unit of the holding. */
export type Taken = { holdingId: string; quantity?: string | undefined }
export type Output = {
  product: ProductFacts
  quantity: string
  unit?: string | undefined
  madeOn?: string | undefined
}

/**
 * Inputs become other goods: slaughter, milling, drying. Bounded by what the yields allow in this event of the profile
 * (`yield.too_much`, `yield.not_from_these`); the loss is what the event's inputs and outputs leave.
 */
export async function processGoods(
  ctx: CommandCtx,
  input: EventDetails & {
    inputs: Taken[]
    outputs: Output[]
    event?: string | undefined
    yields: readonly ProfileYield[]
  },
): Promise<MadeMany> {
  const { outputs, yields, eventTime } = input
  for (const o of outputs) checkQuantity(o.quantity, o.unit ?? o.product.unit)
  const work = new Work(ctx)
  const codes = await issueCodes(
    ctx,
    outputs.map(() => ({ kind: 'batch', partyId: work.partyId })),
  )
  const items = outputs.map((o, i) =>
    batchOf(work.partyId, codes[i]!, o.product, { unit: o.unit ?? o.product.unit, madeOn: o.madeOn }),
  )
  const facts = await requireFacts(
    ctx.db,
    work.partyId,
    input.inputs.map((i) => i.holdingId),
  )
  const mix = needsMix(facts.length, outputs.length) ? mixOf(work.partyId, facts[0]!) : undefined
  const taken = await takeInputs(work, input.inputs, mix ? [...items, mix] : items, eventTime)
  const given = taken.map(({ key, quantity }) => asGoods(work.holding(key), quantity))
  const made = outputs.map((o, i) => asGoods(items[i]!, o.quantity))
  const refusal = refuseYield(yields, input.event ?? 'process', given, made)
  if (refusal) refuse(refusal)
  const goods = items.map((item, i) => ({ item, quantity: outputs[i]!.quantity }))
  return finish(work, 'process', input, taken, goods, 'batch.processed', mix)
}

const asGoods = (item: ItemFacts, quantity: string): Goods => ({
  productClass: item.classCode ?? '',
  quantity,
  unit: item.unit as Unit,
})

/** Batches of one product and unit become one, which keeps all their origins. Without quantities: all available. */
export async function mergeBatches(
  ctx: CommandCtx,
  input: EventDetails & { inputs: Taken[]; product?: ProductFacts | undefined },
): Promise<MadeOne> {
  const work = new Work(ctx)
  const ids = input.inputs.map((i) => i.holdingId)
  const facts = await requireFacts(ctx.db, work.partyId, [...new Set(ids)])
  const refusal = refuseMerge(facts, input.product)
  if (refusal) refuse(refusal)
  const [code] = await issueCodes(ctx, [{ kind: 'batch', partyId: work.partyId }])
  const sameDay = facts.every((f) => f.madeOn === facts[0]!.madeOn)
  const madeOn = sameDay ? facts[0]!.madeOn : null
  const { unit } = facts[0]!
  const like = sameGoods(work.partyId, code!, facts[0]!)
  const named = input.product && { ...batchOf(work.partyId, code!, input.product), unit }
  const item = { ...(named ?? like), madeOn }
  const taken = await takeInputs(work, input.inputs, [item], input.eventTime)
  const quantity = sum(taken.map((t) => t.quantity))
  const { eventId, batches } = await finish(work, 'merge', input, taken, [{ item, quantity }], 'batch.merged')
  return { eventId, batch: batches[0]! }
}

/** One batch becomes several of the same goods; what is not given to a part stays. */
export async function splitBatch(
  ctx: CommandCtx,
  input: EventDetails & { holdingId: string; quantities: string[] },
): Promise<MadeMany> {
  const work = new Work(ctx)
  const [facts] = await requireFacts(ctx.db, work.partyId, [input.holdingId])
  if (facts!.kind === 'pack') throw new AppError('conflict', 'split.of_pack', { code: facts!.code })
  for (const q of input.quantities) checkQuantity(q, facts!.unit)
  const codes = await issueCodes(
    ctx,
    input.quantities.map(() => ({ kind: 'batch', partyId: work.partyId })),
  )
  const items = codes.map((code) => sameGoods(work.partyId, code, facts!))
  const quantity = sum(input.quantities)
  const taken = await takeInputs(work, [{ holdingId: input.holdingId, quantity }], items, input.eventTime)
  const goods = items.map((item, i) => ({ item, quantity: input.quantities[i]! }))
  return finish(work, 'split', input, taken, goods, 'batch.split')
}

type Quantified = { key: HoldingKey; quantity: string }

/** Makes the outputs, locks the inputs and applies what every taking must pass: time, holds, balance. */
export async function takeInputs(
  work: Work,
  inputs: readonly Taken[],
  items: readonly Item[],
  eventTime: string,
): Promise<Quantified[]> {
  const keys = inputs.map(({ holdingId }) => ({ partyId: work.partyId, holdingId }))
  if (new Set(inputs.map((i) => i.holdingId)).size < inputs.length)
    throw new AppError('invalid', 'batch.taken_twice', {})
  await work.take({
    make: items.map((item) => ({
      partyId: work.partyId,
      item,
      regime: 'governed',
      basis: 'own',
      beganAt: eventTime,
    })),
    lock: keys,
  })
  work.checkTime(eventTime, keys)
  return keys.map((key, i) => {
    const h = work.holding(key)
    work.checkHeld(key)
    const quantity = inputs[i]!.quantity ?? work.available(key)
    if (compare(quantity, '0') <= 0 && inputs[i]!.quantity === undefined)
      throw new AppError('conflict', 'batch.empty', { code: h.code })
    checkQuantity(quantity, h.unit)
    work.checkEnough(key, quantity)
    return { key, quantity }
  })
}

/** The event, the deltas and the links from every input to every output, through the mix where there are too many. */
export async function finish(
  work: Work,
  kind: EventKind,
  details: EventDetails,
  taken: readonly Quantified[],
  goods: readonly { item: Item; quantity: string }[],
  entry: string,
  mix?: Item,
): Promise<MadeMany> {
  const outputs = goods.map((g) => ({ ...g, key: keyOf(work.partyId, g.item) }))
  const event = work.event({
    kind,
    step: details.step,
    sector: goods[0]!.item.sector,
    eventTime: details.eventTime,
    place: details.place,
    disposition: 'active',
    body: {
      fields: details.fields,
      inputs: taken.map((t) => goodsOf(work.holding(t.key), t.quantity)),
      outputs: outputs.map((o) => goodsOf(work.holding(o.key), o.quantity)),
    },
  })
  for (const t of taken) work.touch(t.key, `-${t.quantity}`, event, { says: false })
  for (const o of outputs) {
    work.addItem(o.item)
    work.touch(o.key, o.quantity, event)
  }
  linkAll(work, event, taken, outputs, mix)
  await work.flush()
  const batches = outputs.map((o) => madeOf(work.holding(o.key), o.quantity))
  const data = { inputs: taken.map((t) => t.key.holdingId), outputs: batches.map((b) => b.holdingId) }
  record(work.ctx, entry, { about: batches[0]!.holdingId, eventId: event.eventId, data })
  return { eventId: event.eventId, batches }
}

function linkAll(
  work: Work,
  event: WorkEvent,
  taken: readonly Quantified[],
  outputs: readonly Quantified[],
  mix: Item | undefined,
): void {
  if (mix) {
    const key = keyOf(work.partyId, mix)
    work.addItem(mix)
    work.touch(key, '0', event)
    for (const t of taken) work.link(t.key, key, t.quantity, event)
    for (const o of outputs) work.link(key, o.key, o.quantity, event)
    return
  }
  for (const t of taken) {
    const parts = shares(
      t.quantity,
      outputs.map((o) => o.quantity),
    )
    for (const [i, o] of outputs.entries()) work.link(t.key, o.key, parts[i]!, event)
  }
}
