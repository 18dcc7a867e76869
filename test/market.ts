import { randomBytes } from 'node:crypto'
import type * as z from 'zod'
import { newCode } from '../src/kernel/code.ts'
import { productFacts } from '../src/modules/catalogue/index.ts'
import { createProduct } from '../src/modules/catalogue/schema.ts'
import { divisionsOf, putParty } from '../src/modules/identity/index.ts'
import { recordStep } from '../src/modules/production/step/schema.ts'
import type { Form } from '../src/modules/registry/facts/schema.ts'
import { putOperator, setOperatorState } from '../src/modules/registry/operator/queries.ts'
import type { OperatorState } from '../src/modules/registry/operator/rules.ts'
import { placeHold } from '../src/modules/trace/hold/schema.ts'
import { consume, dispatch, produce, purchaseIn, receive, returnGoods } from '../src/modules/trace/index.ts'
import type { Actor } from '../src/platform/actor.ts'
import { type CommandCtx, runCommand } from '../src/platform/command.ts'
import { newId } from '../src/platform/id.ts'
import { ok, type TestApp } from './app.ts'
import { readPdf } from './pdf.ts'

export type Trader = Awaited<ReturnType<typeof makeTrader>>
let made = 0

/** An operator as registration leaves it, with a product of its own. Organisations are invented and marked 示例. */
export async function makeTrader(
  t: TestApp,
  {
    name = `示例琼海丰园合作社${++made}`,
    state = 'approved' as OperatorState,
    divisionId = '460204',
    sector = 'crop',
    alsoSectors = [] as string[],
    form = 'cooperative' as Form,
    product = { name: '示例贵妃芒', spec: '一级', classCode: '0103S01', unit: 'kg' as 'kg' | 'box' },
    creditCode = undefined as string | undefined,
  } = {},
) {
  const partyId = newId()
  const now = t.deps.clock()
  const subjectCode = newCode('subject', randomBytes)
  const areas = (await divisionsOf(t.db, [divisionId])).get(divisionId)!.path
  const mobile = '13800000012'
  const facts = {
    name,
    form,
    role: 'both',
    sectors: [sector, ...alsoSectors],
    divisionId,
    mobile,
    address: '示例路1号',
    creditCode,
  } as const
  await t.db.transaction().execute(async (tx) => {
    await putParty(tx, { partyId, kind: 'operator', name, divisionId, sectors: [sector, ...alsoSectors], now })
    const operator = { partyId, state, stateReason: null, subjectCode, registeredAt: now }
    await putOperator(tx, { ...operator, facts: { ...facts, sectors: [sector] } }, areas, now)
    await tx.insertInto('registry.subjectCode').values({ code: subjectCode, partyId, issuedAt: now }).execute()
  })
  const call = t.as({ partyId, sectors: [sector] })
  const { productId } = (await call(createProduct, product)).body
  const as = <I, O>(command: (ctx: CommandCtx, input: I) => Promise<O>, input: I): Promise<O> =>
    runCommand(t.deps, { name: 'test', actor: call.actor, now: t.deps.clock(), input }, (ctx) => command(ctx, input))
  const goods = async (quantity: string) => ({
    product: await productFacts(t.db, partyId, productId),
    quantity,
    eventTime: t.deps.clock(),
  })
  return {
    partyId,
    name,
    subjectCode,
    productId,
    call,
    as,
    /** Own produce of today. */
    grow: async (quantity: string) =>
      (await as(produce, { ...(await goods(quantity)), madeOn: t.deps.clock().slice(0, 10) })).batch,
    /** Goods of somebody who is not on the platform. */
    buyIn: async (quantity: string) =>
      (await as(purchaseIn, { ...(await goods(quantity)), source: { name: '示例农户' } })).batch,
    consume: (holdingId: string, quantity: string) => as(consume, { holdingId, quantity, eventTime: t.deps.clock() }),
    setState: (to: OperatorState) =>
      t.db.transaction().execute((tx) => setOperatorState(tx, partyId, { state: to, stateReason: '示例' }, now)),
  }
}

/** A step of the crop profile on a trader's batches, over HTTP. */
export const stepOf = (who: Trader, event: string, more: Partial<z.input<typeof recordStep.input>>) =>
  who.call(recordStep, { profile: 'crop', event, fields: {}, ...more })

/** An agency that sees these divisions and sectors, with every permission. */
export const agencyOf = (t: TestApp, divisions: string[], sectors = ['crop']) =>
  t.as({ kind: 'agency', divisions, sectors } satisfies Partial<Actor>)

/** Puts a hold on a holding, as the county does, and lets it spread. */
export async function holdGoods(t: TestApp, key: { partyId: string; holdingId: string }, divisionId = '460204') {
  const agency = agencyOf(t, [divisionId])
  const { partyId, holdingId } = key
  const placed = ok(await agency(placeHold, { roots: [{ partyId, holdingId }], source: 'stop_sale', reason: '示例' }))
  await t.drain()
  return placed
}

/** What a party has of a holding, straight from its row. */
export async function stockOf(t: TestApp, key: { partyId: string; holdingId: string }) {
  const { partyId, holdingId } = key
  return t.db
    .selectFrom('trace.holding')
    .select(['quantity', 'reserved'])
    .where('partyId', '=', partyId)
    .where('holdingId', '=', holdingId)
    .executeTakeFirstOrThrow()
}

/** The reason of a refusal with its status, or the status alone. */
export const refusal = (a: { status: number; body: { reason?: string } }) => `${a.status} ${a.body.reason ?? ''}`.trim()

/** The pages of a PDF that this operator is answered. */
export async function pdfOf(t: TestApp, { call }: Trader, url: string) {
  const res = await t.app.inject({ url, headers: call.headers })
  if (res.headers['content-type'] !== 'application/pdf' || res.rawPayload.subarray(0, 4).toString() !== '%PDF')
    throw new Error(`no PDF: ${res.statusCode} ${res.body.slice(0, 200)}`)
  return readPdf(new Uint8Array(res.rawPayload))
}

const send = async (from: Trader, to: Trader, holdingId: string, quantity: string, eventTime: string) =>
  from.as(dispatch, { holdingId, quantity, buyer: { partyId: to.partyId }, eventTime })

/** Sold and received: the goods as the buyer has them. */
export async function deliver(from: Trader, to: Trader, holdingId: string, quantity: string) {
  const eventTime = '2026-06-01T08:00:00.000Z'
  const { transferId } = await send(from, to, holdingId, quantity, eventTime)
  return (await to.as(receive, { sellerId: from.partyId, transferId, eventTime })).batch
}

/** Sold, received and sent back: the goods as the seller has them again. */
export async function sendBack(from: Trader, to: Trader, holdingId: string, quantity: string) {
  const eventTime = '2026-06-01T08:00:00.000Z'
  const { transferId, batch } = await send(from, to, holdingId, quantity, eventTime)
  const key = { sellerId: from.partyId, transferId, eventTime }
  await to.as(receive, key)
  await to.as(returnGoods, { ...key, of: 'received' as const, reason: '示例' })
  return batch
}
