import { sql } from 'kysely'
import { compare, subtract } from '../../kernel/quantity.ts'
import type { CommandCtx } from '../../platform/command.ts'
import type { Tx } from '../../platform/db.ts'
import { AppError, found } from '../../platform/errors.ts'
import { record } from '../../platform/journal.ts'
import { openQuantity, type TransferAnswer, unanswered } from './rules.ts'
import { carryContent, openPackOf } from './transfer/inside.ts'
import { lockTransfer, setTransfer, type Transfer } from './transfer/row.ts'
import { requireReason } from './use.ts'
import { type ItemKey, lockItems, refold, refoldContent } from './work/containment.ts'
import { reverseTouches } from './work/fold.ts'
import { type HoldingKey, isForeign } from './work/holding.ts'
import { type EventKind, Work } from './work/work.ts'

type Voidable = {
  eventId: string
  kind: string
  regime: string
  step: string
  sector: string | null
  eventTime: string
  recordedAt: string
  counterpartId: string | null
  transferParty: string | null
  transferId: string | null
}
type Touched = HoldingKey & { delta: string; homeId: string; itemId: string; code: string | null }

/**
 * Error declaration: an event was wrong and counts no more. Only by the party that recorded it; nothing is changed or
 * deleted, the correction is an event of its own. Refused while later outputs exist (`event.has_outputs`, naming
 * them), when goods of it are used up or promised (`event.goods_used`), when it was answered or already corrected.
 * Marks of holds that it carried along stay (core.md §3).
 */
export async function voidEvent(
  ctx: CommandCtx,
  input: { eventId: string; reason: string },
): Promise<{ eventId: string; voids: string }> {
  const reason = requireReason(input.reason)
  const work = new Work(ctx)
  const wrong = found(await findOwnEvent(ctx.db, work.partyId, input.eventId), 'event', input.eventId)
  if (wrong.regime === 'declared') throw new AppError('conflict', 'event.is_captured')
  if (wrong.kind === 'error') throw new AppError('conflict', 'event.is_correction')
  if (wrong.kind === 'withdraw') throw new AppError('conflict', 'event.withdrawal_stands')
  const transfer = wrong.transferId ? await lockTransfer(ctx.db, wrong.transferParty!, wrong.transferId) : undefined
  const parties = [...new Set([work.partyId, ...(wrong.counterpartId ? [wrong.counterpartId] : [])])].sort()
  const touched = await touchedBy(ctx.db, parties, wrong.eventId)
  if (!touched.length) throw new AppError('conflict', 'event.already_voided', { eventId: wrong.eventId })
  const children = await childrenOf(ctx.db, touched, { ...wrong, partyId: work.partyId })
  await lockItems(ctx.db, children)
  await work.take({ lock: touched })

  const reserves = transfer ? reservesOf(wrong.kind, transfer, touched) : new Map<string, string>()
  await refuseOutputs(ctx.db, touched, wrong)
  for (const t of touched) refuseUsed(work, t, reserves.get(t.holdingId) ?? '0')

  const event = work.event({
    kind: 'error',
    step: wrong.step,
    sector: wrong.sector,
    eventTime: work.recordedAt,
    counterpartId: wrong.counterpartId ?? undefined,
    transfer: transfer && { partyId: transfer.partyId, transferId: transfer.transferId },
    voids: wrong.eventId,
    body: { reason, voids: wrong.eventId, of: wrong.kind },
  })
  await setVoided(ctx.db, parties, touched, wrong.eventId, { by: event.eventId, at: work.recordedAt })
  const reversals = touched.map((t) => ({ ...t, reserve: reserves.get(t.holdingId) ?? '0' }))
  await reverseTouches(ctx.db, reversals, work.recordedAt)
  if (children.length) await refoldChildren(work, wrong, event.eventId, children, touched)
  if (wrong.kind === 'receive' || wrong.kind === 'return') await carryBack(work, touched)
  if (transfer) await reverseTransfer(ctx.db, wrong.kind, transfer, touched, work.recordedAt)
  await voidCodes(ctx.db, wrong.kind, transfer, touched, work)
  await work.flush()
  record(ctx, 'event.voided', { about: wrong.eventId, eventId: event.eventId, data: { kind: wrong.kind, reason } })
  return { eventId: event.eventId, voids: wrong.eventId }
}

const findOwnEvent = (tx: Tx, partyId: string, eventId: string): Promise<Voidable | undefined> =>
  tx
    .selectFrom('trace.event')
    .select(['eventId', 'kind', 'regime', 'step', 'sector', 'eventTime', 'recordedAt'])
    .select(['counterpartId', 'transferParty', 'transferId'])
    .where('partyId', '=', partyId)
    .where('eventId', '=', eventId)
    .executeTakeFirst()

/** The holdings an event changed and still counts for, at the parties it can have touched. */
async function touchedBy(tx: Tx, parties: readonly string[], eventId: string): Promise<Touched[]> {
  const { rows } = await sql<Touched>`
    select e.party_id, e.holding_id, e.delta, h.home_id, h.item_id, h.code
    from trace.holding_event e
    join trace.holding h on h.party_id = e.party_id and h.holding_id = e.holding_id
    where e.party_id = any(${parties}::uuid[]) and e.event_id = ${eventId} and e.voided_by is null`.execute(tx)
  return rows
}

/** What an event put into a pack or took out; their homes are among those of the items it touched. */
async function childrenOf(
  tx: Tx,
  touched: readonly Touched[],
  wrong: Voidable & { partyId: string },
): Promise<ItemKey[]> {
  if (wrong.kind !== 'pack' && wrong.kind !== 'unpack') return []
  const homes = [...new Set([...touched.map((t) => t.homeId), ...(await homesSaid(tx, wrong))])]
  const { rows } = await sql<ItemKey>`
    select home_id, child_id as item_id from trace.containment_event
    where home_id = any(${homes}::uuid[]) and event_id = ${wrong.eventId} and voided_by is null`.execute(tx)
  return rows
}

/** Homes that the text of an event names where it put very many things. */
async function homesSaid(tx: Tx, wrong: Voidable & { partyId: string }): Promise<string[]> {
  const { rows } = await sql<{ homes: string[] | null }>`
    select body::jsonb #> '{effects,packedAll,homes}' as homes from trace.event_body
    where party_id = ${wrong.partyId} and event_id = ${wrong.eventId}`.execute(tx)
  return rows[0]?.homes ?? []
}

/** An open pack is again with whoever has its contents. */
async function carryBack(work: Work, touched: readonly Touched[]): Promise<void> {
  for (const t of touched) {
    const h = work.holding(t)
    h.quantity = subtract(h.quantity, t.delta)
  }
  await carryContent(work, await openPackOf(work.ctx.db, touched[0]!), touched)
}

/** What the correction changes in `reserved` of the dispatched batch (core.md §2: reserved = Σ open). */
function reservesOf(kind: string, t: Transfer, touched: readonly Touched[]): Map<string, string> {
  if (t.state === 'voided') throw new AppError('conflict', 'transfer.voided')
  const outside = isForeign(t.buyerId)
  if (kind === 'dispatch') {
    if (!outside && compare(t.received, '0') > 0) throw new AppError('conflict', 'transfer.already_received')
    return new Map([[t.holdingId, subtract('0', openQuantity(t))]])
  }
  const { answer, quantity } = answerOf(kind, t, touched)
  return new Map(answer === 'return_received' ? [] : [[t.holdingId, quantity]])
}

/** Which answer of the buyer an event was, and over how much. */
function answerOf(
  kind: string,
  t: Transfer,
  touched: readonly (Touched & { reserve?: string })[],
): { answer: TransferAnswer; quantity: string } {
  const sent = touched.find((x) => x.holdingId === t.holdingId)!
  if (kind === 'receive') return { answer: 'receive', quantity: subtract('0', sent.delta) }
  if (compare(sent.delta, '0') > 0) return { answer: 'return_received', quantity: sent.delta }
  // a refusal gave the goods back to the seller, who may have promised them again: like a withdrawal it stands
  throw new AppError('conflict', 'event.refusal_stands')
}

/** Outputs recorded after the event may hold goods that it brought; those recorded before cannot. */
async function refuseOutputs(tx: Tx, touched: readonly Touched[], wrong: Voidable): Promise<void> {
  const gained = touched.filter((t) => compare(t.delta, '0') > 0)
  if (!gained.length) return
  const links = await tx
    .selectFrom('trace.linkF')
    .select(['outParty', 'outHolding'])
    .distinct()
    .where('inParty', 'in', [...new Set(gained.map((t) => t.partyId))])
    .where(
      'inHolding',
      'in',
      gained.map((t) => t.holdingId),
    )
    .where('voidedBy', 'is', null)
    .where('eventId', '<>', wrong.eventId)
    .where('recordedAt', '>', wrong.recordedAt)
    .execute()
  if (!links.length) return
  const outputs = await tx
    .selectFrom('trace.holding')
    .select(['holdingId', 'code', 'productName'])
    .where('partyId', 'in', [...new Set(links.map((l) => l.outParty))])
    .where(
      'holdingId',
      'in',
      links.map((l) => l.outHolding),
    )
    .execute()
  throw new AppError('conflict', 'event.has_outputs', { outputs })
}

function refuseUsed(work: Work, t: Touched, reserve: string): void {
  const h = work.holding(t)
  if (h.regime !== 'governed') return
  const left = subtract(subtract(h.quantity, t.delta), h.reserved)
  if (compare(subtract(left, reserve), '0') < 0)
    throw new AppError('conflict', 'event.goods_used', { code: h.code, quantity: t.delta, unit: h.unit })
}

async function setVoided(
  tx: Tx,
  parties: readonly string[],
  touched: readonly Touched[],
  eventId: string,
  { by, at }: { by: string; at: string },
): Promise<void> {
  const ids = touched.map((t) => t.holdingId)
  await sql`update trace.holding_event set voided_by = ${by}, voided_at = ${at}
    where party_id = any(${parties}::uuid[]) and event_id = ${eventId}`.execute(tx)
  await sql`update trace.link_f set voided_by = ${by}, voided_at = ${at}
    where in_party = any(${parties}::uuid[]) and in_holding = any(${ids}::uuid[]) and event_id = ${eventId}`.execute(tx)
  await sql`update trace.link_b set voided_by = ${by}, voided_at = ${at}
    where out_party = any(${parties}::uuid[]) and out_holding = any(${ids}::uuid[]) and event_id = ${eventId}`.execute(
    tx,
  )
}

async function refoldChildren(
  work: Work,
  wrong: Voidable,
  by: string,
  children: readonly ItemKey[],
  touched: readonly Touched[],
): Promise<void> {
  const homes = [...new Set(children.map((c) => c.homeId))]
  await sql`update trace.containment_event set voided_by = ${by}, voided_at = ${work.recordedAt}
    where home_id = any(${homes}::uuid[]) and event_id = ${wrong.eventId}`.execute(work.ctx.db)
  const inside = await refold(work, children)
  const held = touched.filter((t) => children.some((c) => c.itemId === t.itemId && c.homeId === t.homeId))
  if (held.length) await refoldContent(work, held, inside)
}

async function reverseTransfer(
  tx: Tx,
  kind: string,
  t: Transfer,
  touched: readonly Touched[],
  at: string,
): Promise<void> {
  if (kind === 'dispatch') return setTransfer(tx, t, { state: 'voided', at })
  const { answer, quantity } = answerOf(kind, t, touched)
  await setTransfer(tx, unanswered(t, answer, quantity), { at })
}

const making: readonly EventKind[] = ['produce', 'purchase_in', 'process', 'merge', 'split', 'pack', 'unpack']

/** Codes that the event gave out name nothing any more: the public page says voided. */
async function voidCodes(
  tx: Tx,
  kind: string,
  transfer: Transfer | undefined,
  touched: readonly Touched[],
  work: Work,
): Promise<void> {
  const made =
    kind === 'dispatch'
      ? touched.filter((t) => t.holdingId === transfer?.holdingId && touched.some((o) => isSourceOf(o, t)))
      : making.includes(kind as EventKind)
        ? touched.filter((t) => compare(t.delta, '0') > 0)
        : []
  const codes = made.flatMap((t) => (t.code ? [t.code] : []))
  if (!codes.length) return
  await sql`update trace.code set state = 'voided', voided_at = ${work.recordedAt}
    where code = any(${codes}::text[])`.execute(tx)
}

/** The stock a dispatched batch was taken from: another item of the same party, less by the event. */
const isSourceOf = (o: Touched, sent: Touched): boolean =>
  o.partyId === sent.partyId && o.holdingId !== sent.holdingId && compare(o.delta, '0') < 0
