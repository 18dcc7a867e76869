import { profiles, rulesOn } from '../../../industries/index.ts'
import type { Profile, ProfileEvent, ProfileMove } from '../../../kernel/profile.ts'
import { compare } from '../../../kernel/quantity.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import type { Sealer } from '../../../platform/seal.ts'
import * as trace from '../../trace/index.ts'
import { inForce } from '../profile/in-force.ts'
import { requireEventRole } from '../profile/roles.ts'
import { requireOperator } from '../record/actor.ts'
import { checkEvent, checkReferences, type Product, requireOwnProduct } from '../record/check.ts'
import { earlierRecords, insertRecords } from '../record/insert.ts'
import { hidePersonal } from '../record/personal.ts'
import { followRecord } from '../rule/effects.ts'
import { carryOut, judgeEvent } from '../rule/judge.ts'
import { insertSignal } from '../signal/queries.ts'
import { packedBy } from './packing.ts'
import type { recordStep } from './schema.ts'

type Step = Input<typeof recordStep>
type Facts = Awaited<ReturnType<typeof trace.requireFacts>>[number]
type Given = {
  profile: Profile
  event: ProfileEvent
  step: Step
  details: trace.EventDetails
  madeOn: string
  facts: Facts[]
  products: Map<string, Product>
}
/** One event that was made: the batches it made, and those it is about. */
type Done = { eventId: string; batches: trace.BatchMade[]; about: string[] }

/** What a step of each kind needs of inputs and outputs, and the command of trace that it is. */
const moves: Record<ProfileMove, (ctx: CommandCtx, g: Given) => Promise<Done[]>> = {
  produce: purchase,
  transform,
  aggregate,
  observe: each((ctx, g, i) => trace.observe(ctx, { ...g.details, holdingId: i.holdingId })),
  record: each((ctx, g, i) => trace.observe(ctx, { ...g.details, holdingId: i.holdingId })),
  consume: each((ctx, g, i) => trace.consume(ctx, { ...g.details, holdingId: i.holdingId, quantity: quantityOf(i) })),
  destroy: each((ctx, g, i) => {
    const { reason, remark } = g.details.fields as { reason?: string; remark?: string }
    return trace.destroy(ctx, {
      ...g.details,
      holdingId: i.holdingId,
      quantity: quantityOf(i),
      reason: reason ?? remark,
      decisionNo: g.step.decisionNo,
    })
  }),
  receive,
  dispatch: async (_, { event }) => {
    throw new AppError('invalid', 'step.use_transfer', { event: event.id })
  },
}

/**
 * A step on batches, whatever the industry: the profile's event says which fields it has and by its `move` what
 * happens to the goods; trace keeps balance, holds and links. A new event in a profile needs no code.
 */
export async function stepOnBatches(ctx: CommandCtx, sealer: Sealer, step: Step): Promise<Output<typeof recordStep>> {
  await requireOperator(ctx)
  const { profile, event } = await inForce(ctx, step.profile, step.event, step)
  if (event.object !== 'batch')
    throw new AppError('invalid', event.move === 'produce' ? 'record.use_harvest' : 'step.of_batches', {
      event: event.id,
    })
  if (step.recordId && (await earlierRecords(ctx.db, ctx.actor.partyId, [step.recordId])).size)
    throw new AppError('conflict', 'record.id_reused', { recordId: step.recordId })
  if (event.move !== 'aggregate' && [...step.inputs, ...step.outputs].some((g) => g.pieces))
    throw new AppError('invalid', 'step.pieces_of_pack', { event: event.id })
  const { fields: given, happenedOn, happenedAt } = checkEvent(ctx, event, step.fields, step.happenedAt)
  await requireEventRole(ctx, profile, event, happenedOn)
  await checkReferences(ctx, event, given)
  const recordId = step.recordId ?? newId()
  const { partyId } = ctx.actor
  const { fields } = hidePersonal(sealer, { partyId, recordId }, event.fields, given)
  const facts = await factsOf(ctx, profile, event, step)
  const products = new Map<string, Product>()
  for (const { productId } of step.outputs)
    if (productId && !products.has(productId)) products.set(productId, await requireOwnProduct(ctx, productId))
  const judged = { profile, event, values: fields, happenedOn, happenedAt, ...(await judgedGoods(ctx, event, step)) }
  const findings = await judgeEvent(ctx, judged, {
    command: 'recordStep',
    productName: facts[0]?.productName ?? undefined,
  })
  const details = {
    eventTime: happenedAt,
    step: event.step,
    place: step.place,
    fields: { profile: profile.id, event: event.id, ...fields },
  }
  const done = await moves[event.move](ctx, { profile, event, step, details, madeOn: happenedOn, facts, products })
  const [first] = facts
  const [made] = done.flatMap((d) => d.batches)
  const product = made ? productOf(products, made) : undefined
  const ids = done.map((_, i) => (i === 0 ? recordId : newId()))
  const rows = done.map((d, i) => ({
    recordId: ids[i]!,
    profile,
    event,
    targets: [],
    product: product ?? (first ? productNamed(first) : undefined),
    fields,
    // sealed anew for each record: the values open under their own only
    personal: hidePersonal(sealer, { partyId, recordId: ids[i]! }, event.fields, given),
    happenedOn,
    happenedAt,
    warnings: [],
    findings,
    holdingIds: [...new Set([...d.about, ...d.batches.map((b) => b.holdingId)])],
    goods: done.length > 1 ? judged.goods.filter((g) => d.about.includes(g.holdingId)) : judged.goods,
    counterpartId: judged.counterpartId,
    traceEvent: d.eventId,
    sent: step,
  }))
  const lacks = await insertRecords(ctx, sealer, rows)
  await carryOut(ctx, findings, { ...rows[0]!, holdingIds: rows.flatMap((r) => r.holdingIds) })
  // of a step on several batches each record is about its own
  for (const { recordId: id, goods, holdingIds, traceEvent } of rows)
    await followRecord(ctx, { ...judged, goods, partyId, recordId: id, holdingIds, eventId: traceEvent })
  for (const r of rows)
    record(ctx, 'production.stepRecorded', {
      about: r.recordId,
      eventId: r.traceEvent,
      data: { event: event.id, happenedOn, holdingIds: r.holdingIds },
    })
  if (rulesOn(profile, event.id).some((r) => r.when === 'test_failed') && fields['result'] === 'fail')
    await alarmFailedTest(ctx, profile, rows)
  return {
    records: rows.map((r) => ({ recordId: r.recordId, eventId: r.traceEvent })),
    happenedOn,
    batches: done.flatMap((d) => d.batches),
    ...lacks[0]!,
  }
}

const productNamed = (f: Facts) =>
  f.productId ? { productId: f.productId, name: f.productName ?? '', classCode: f.classCode ?? '' } : undefined

const productOf = (products: ReadonlyMap<string, Product>, made: trace.BatchMade) =>
  [...products.values()].find((p) => p.productId === made.productId)

/** What of the step's goods a rule judges, and who is on the other side. */
async function judgedGoods(ctx: CommandCtx, event: ProfileEvent, { inputs, transfer }: Step) {
  if (event.move === 'receive' && transfer) {
    const sent = await trace.unscopedTransferGoods(ctx.db, transfer.sellerId, transfer.transferId)
    const goods = sent ? [{ ...sent, moved: transfer.quantity ?? sent.quantity }] : []
    return { goods, counterpartId: transfer.sellerId }
  }
  return { goods: inputs.map(({ holdingId, quantity }) => ({ holdingId, moved: quantity })) }
}

/** The batches a step is about, all of its profile; a process may add goods of other industries to those of its own. */
async function factsOf(ctx: CommandCtx, profile: Profile, event: ProfileEvent, step: Step): Promise<Facts[]> {
  const ids = [...new Set(step.inputs.map((i) => i.holdingId))]
  if (!ids.length) return []
  const facts = await trace.requireFacts(ctx.db, ctx.actor.partyId, ids)
  const also = (f: Facts) => profile.alsoClasses?.some((prefix) => f.classCode?.startsWith(prefix)) ?? false
  const other = facts.find((f) => f.profile !== null && f.profile !== profile.id && !also(f))
  if (other && !(isProcess(event) && facts.some((f) => f.profile === profile.id || also(f))))
    throw new AppError('invalid', 'step.other_profile', {
      code: other.code,
      product: other.productName,
      profile: profile.id,
      event: event.id,
    })
  return facts
}

/** CBV's own words: assembling puts like goods together, disassembling takes them apart; all else changes them. */
const isProcess = (event: ProfileEvent): boolean =>
  event.move === 'transform' && event.step !== 'assembling' && event.step !== 'disassembling'

const shape = (ok: boolean, event: ProfileEvent, needs: string): void => {
  if (!ok) throw new AppError('invalid', `step.needs_${needs}`, { event: event.id })
}

function quantityOf({ holdingId, quantity }: Step['inputs'][number]): string {
  if (quantity === undefined) throw new AppError('invalid', 'step.needs_quantity', { holdingId })
  return quantity
}

/** One event a batch, in the order in which everybody locks. */
function each(one: (ctx: CommandCtx, g: Given, input: Step['inputs'][number]) => Promise<{ eventId: string }>) {
  return async (ctx: CommandCtx, g: Given): Promise<Done[]> => {
    shape(g.step.inputs.length > 0 && g.step.outputs.length === 0, g.event, 'inputs_only')
    const done: Done[] = []
    for (const input of [...g.step.inputs].sort((a, b) => (a.holdingId < b.holdingId ? -1 : 1))) {
      const { eventId } = await one(ctx, g, input)
      done.push({ eventId, batches: [], about: [input.holdingId] })
    }
    return done
  }
}

function productOutputs({ event, step, products, madeOn }: Given) {
  return step.outputs.map(({ productId, quantity, unit, madeOn: given }) => {
    const product = productId === undefined ? undefined : products.get(productId)
    if (!product) throw new AppError('invalid', 'step.needs_product', { event: event.id })
    if (given !== undefined && given > madeOn) throw new AppError('invalid', 'step.made_later', { given, date: madeOn })
    return { product, quantity, unit, madeOn: given ?? madeOn }
  })
}

async function purchase(ctx: CommandCtx, g: Given): Promise<Done[]> {
  shape(g.step.inputs.length === 0 && g.step.outputs.length === 1, g.event, 'one_output')
  const [output] = productOutputs(g)
  if (output!.product.profile !== g.profile.id)
    throw new AppError('invalid', 'record.other_profile', { product: output!.product.name, profile: g.profile.id })
  // a maker's own coding is its own word; what is bought outside the platform is on record as declared
  const bring = g.event.step === 'commissioning' ? trace.produce : trace.purchaseIn
  const { eventId, batch } = await bring(ctx, { ...g.details, ...output! })
  return [{ eventId, batches: [batch], about: [] }]
}

async function transform(ctx: CommandCtx, g: Given): Promise<Done[]> {
  const { event, step, details } = g
  const about = step.inputs.map((i) => i.holdingId)
  if (event.step === 'assembling') {
    // goods of several makers become a product of one's own: then it is named, with the quantity that comes of it
    const [output] = productOutputs(g)
    shape(step.inputs.length > 1 && step.outputs.length <= 1, event, 'two_inputs')
    const { eventId, batch } = await trace.mergeBatches(ctx, {
      ...details,
      inputs: step.inputs,
      product: output?.product,
    })
    if (output && compare(output.quantity, batch.quantity) !== 0)
      throw new AppError('invalid', 'merge.other_quantity', { quantity: batch.quantity, unit: batch.unit })
    return [{ eventId, batches: [batch], about }]
  }
  if (event.step === 'disassembling') {
    shape(step.inputs.length === 1 && step.outputs.length > 0, event, 'one_input')
    const quantities = step.outputs.map((o) => o.quantity)
    return [{ ...(await trace.splitBatch(ctx, { ...details, holdingId: about[0]!, quantities })), about }]
  }
  shape(step.inputs.length > 0 && step.outputs.length > 0, event, 'inputs_and_outputs')
  const outputs = productOutputs(g)
  const chains = new Set([g.profile.id, ...outputs.map((o) => o.product.profile)])
  // a step that no profile bounds is not bounded: what it may give at most is known for farm goods only
  const yields = profiles.filter((p) => chains.has(p.id)).flatMap((p) => p.yields.filter((y) => y.event === event.id))
  const made = await trace.processGoods(ctx, { ...details, event: event.id, inputs: step.inputs, outputs, yields })
  return [{ ...made, about }]
}

const piecesDoNotMatch = (pieces: readonly string[], quantity: string, unit: string): AppError =>
  new AppError('invalid', 'pack.pieces_do_not_match', { pieces: pieces.length, quantity, unit })

/** Packing makes one sealed pack for each quantity; unpacking opens one, or takes listed pieces out of it. */
async function aggregate(ctx: CommandCtx, g: Given): Promise<Done[]> {
  const { event, step, details } = g
  shape(step.inputs.length === 1, event, 'one_input')
  const { holdingId, quantity, pieces } = step.inputs[0]!
  const profile = g.profile.id
  if (event.step === 'unpacking') {
    const asked = { ...details, holdingId, quantity, pieces, profile }
    const known = await packedBy((p) => p.unpack(ctx, asked))
    if (known) return [{ ...known, about: [holdingId] }]
    if (pieces) {
      if (quantity !== undefined && compare(quantity, String(pieces.length)) !== 0)
        throw piecesDoNotMatch(pieces, quantity, g.facts[0]!.unit)
      return [{ ...(await trace.unpackPieces(ctx, { ...details, holdingId, pieces })), about: [holdingId] }]
    }
    const { eventId, batch } = await trace.unpackSealed(ctx, { ...details, holdingId, quantity })
    return [{ eventId, batches: [batch], about: [holdingId] }]
  }
  shape(step.outputs.length > 0, event, 'inputs_and_outputs')
  const done: Done[] = []
  for (const { quantity, pieces, code } of step.outputs) {
    const asked = { ...details, holdingId, quantity, pieces, code, profile }
    const known = await packedBy((p) => p.pack(ctx, asked))
    if (code !== undefined && !known) throw new AppError('invalid', 'step.code_not_known', { code, event: event.id })
    if (known) {
      done.push({ ...known, about: [holdingId] })
      continue
    }
    const packed = await trace.packSealed(ctx, { ...details, holdingId, quantity, pieces })
    done.push({ eventId: packed.eventId, batches: [packed.batch], about: [holdingId] })
  }
  return done
}

async function receive(ctx: CommandCtx, g: Given): Promise<Done[]> {
  const { event, step, details } = g
  if (!step.transfer) throw new AppError('invalid', 'step.needs_transfer', { event: event.id })
  const { eventId, batch } = await trace.receive(ctx, { ...details, ...step.transfer })
  return [{ eventId, batches: [batch], about: [] }]
}

/** A failed test is put on the authority's desk (食品安全法 art. 64): a signal on each batch, told at once. */
async function alarmFailedTest(
  ctx: CommandCtx,
  { sector }: Profile,
  rows: readonly {
    recordId: string
    holdingIds: string[]
    happenedOn: string
    product?: { name: string } | undefined
  }[],
): Promise<void> {
  for (const { recordId, holdingIds, happenedOn, product } of rows)
    for (const holdingId of holdingIds) {
      const signal = { kind: 'test_failed' as const, sector, holdingId, recordId, happenedOn }
      const productName = product?.name ?? null
      const signalId = await insertSignal(ctx.db, { ...signal, partyId: ctx.actor.partyId, productName }, ctx.now)
      if (signalId) record(ctx, 'production.testFailed', { about: signalId, data: { holdingId, sector, recordId } })
    }
}
