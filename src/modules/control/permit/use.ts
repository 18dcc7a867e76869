import { sql } from 'kysely'
import { compare, subtract } from '../../../kernel/quantity.ts'
import { civilDate } from '../../../platform/civil.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import { AppError } from '../../../platform/errors.ts'
import { record } from '../../../platform/journal.ts'
import type { RecordedEvent, unscopedRecord } from '../../production/index.ts'
import { inUnit, permitHandedIn, sumIn } from '../rules.ts'
import { goodsOf, lockPermit, unscopedByNumber } from './lookup.ts'

/**
 * What an event uses of a permit, once a record: the line is locked since the rules looked at it, so what is left is
 * exact however many sales meet. @throws conflict `permit.exceeded` where no rule of the profile has refused before
 */
export async function usePermit(ctx: CommandCtx, made: RecordedEvent): Promise<void> {
  const found = await lockPermit(ctx.db, made)
  if (!found) return
  const { permit, line } = found
  const goods = await goodsOf(ctx.db, made)
  const moved = goods.flatMap(({ moved: quantity, unit }) => (quantity === undefined ? [] : [{ quantity, unit }]))
  const quantity = sumIn(moved, line.unit)
  if (quantity === undefined || compare(quantity, '0') <= 0) return
  const left = subtract(line.granted, line.used)
  if (compare(quantity, left) > 0)
    throw new AppError('conflict', 'permit.exceeded', { number: permit.number, quantity, left })
  const { partyId, permitId } = permit
  const { rows } = await sql`
    insert into control.permit_use (party_id, permit_id, record_party, record_id, line, event, event_id, quantity,
      given_back, happened_on, recorded_at)
    values (${partyId}, ${permitId}, ${made.partyId}, ${made.recordId}, ${line.line}, ${made.event.id}, ${made.eventId},
      ${quantity}, 0, ${made.happenedOn}, ${ctx.now})
    on conflict do nothing returning line`.execute(ctx.db)
  if (!rows.length) return
  await addUsed(ctx, { partyId, permitId, line: line.line }, quantity)
  record(ctx, 'permit.used', {
    about: permitId,
    data: {
      holder: partyId,
      number: permit.number,
      kind: permit.kind,
      quantity,
      unit: line.unit,
      recordId: made.recordId,
    },
  })
}

type LineKey = { partyId: string; permitId: string; line: number }

async function addUsed(ctx: CommandCtx, { partyId, permitId, line }: LineKey, quantity: string): Promise<void> {
  await sql`update control.permit_line set used = used + ${quantity}::numeric
    where party_id = ${partyId} and permit_id = ${permitId} and line = ${line}`.execute(ctx.db)
}

/** The party says that it gave the permit back: from that day on it is used no more; its issuer closes it. */
export async function handInPermit(ctx: CommandCtx, made: RecordedEvent): Promise<void> {
  const handed = permitHandedIn(made.profile, made.event.id, made.values)
  if (!handed) return
  const rows = await unscopedByNumber(ctx.db, made.profile.id, handed.kind.id, handed.number)
  const permit = rows.find((r) => r.partyId === made.partyId || r.counterpartId === made.partyId)
  if (permit?.state !== 'valid' || permit.handedInOn !== null) return
  const on = handed.on ?? civilDate(ctx.now)
  await ctx.db
    .updateTable('control.permit')
    .set({ handedInOn: on, handedInRecord: made.recordId })
    .where('partyId', '=', permit.partyId)
    .where('permitId', '=', permit.permitId)
    .execute()
  record(ctx, 'permit.handedIn', {
    about: permit.permitId,
    data: { holder: permit.partyId, number: permit.number, on },
  })
}

type Kept = NonNullable<Awaited<ReturnType<typeof unscopedRecord>>>
type UseRow = LineKey & { quantity: string; givenBack: string }

/** A record was declared an error: what it used of a permit, and that it gave one back, counts no more. */
export async function unusePermit(
  ctx: CommandCtx,
  { partyId: recordParty, recordId }: Kept,
  holders: readonly string[],
) {
  for (const partyId of holders) {
    const { rows } = await sql<UseRow>`update control.permit_use set voided_at = ${ctx.now}
      where party_id = ${partyId} and record_party = ${recordParty} and record_id = ${recordId} and voided_at is null
      returning party_id, permit_id, line, quantity, given_back`.execute(ctx.db)
    for (const use of rows) await addUsed(ctx, use, subtract(use.givenBack, use.quantity))
    await sql`update control.permit set handed_in_on = null, handed_in_record = null
      where party_id = ${partyId} and handed_in_record = ${recordId}`.execute(ctx.db)
  }
}

/**
 * Goods sold on a permit came back: refused on arrival, returned after it, or taken back before it was answered. That
 * much of the permit is free again, once an event. What was moved on a transport permit was moved, and stays used.
 */
export async function giveBack(
  ctx: CommandCtx,
  {
    sellerId,
    transferId,
    eventId,
    quantity,
  }: { sellerId: string; transferId: string; eventId: string; quantity: string },
): Promise<void> {
  const { rows: transfers } = await sql<{ dispatchEvent: string; buyerId: string; unit: string }>`
    select dispatch_event, buyer_id, unit from trace.transfer
    where party_id = ${sellerId} and transfer_id = ${transferId}`.execute(ctx.db)
  const transfer = transfers[0]
  if (!transfer) return
  const { rows } = await sql<UseRow & { recordId: string }>`
    select party_id, permit_id, record_id, line, quantity, given_back from control.permit_use
    where party_id = ${transfer.buyerId} and event_id = ${transfer.dispatchEvent} and voided_at is null
    for no key update`.execute(ctx.db)
  const use = rows[0]
  if (!use) return
  const { partyId, permitId, recordId, line } = use
  const { rows: lines } = await sql<{ unit: string }>`select unit from control.permit_line
    where party_id = ${partyId} and permit_id = ${permitId} and line = ${line}`.execute(ctx.db)
  const came = inUnit(quantity, transfer.unit, lines[0]!.unit)
  if (came === undefined) return
  const open = subtract(use.quantity, use.givenBack)
  const back = compare(came, open) > 0 ? open : came
  if (compare(back, '0') <= 0) return
  const { rows: fresh } =
    await sql`insert into control.given_back (party_id, event_id, permit_id, record_id, quantity, recorded_at)
    values (${partyId}, ${eventId}, ${permitId}, ${recordId}, ${back}, ${ctx.now}) on conflict do nothing returning event_id`.execute(
      ctx.db,
    )
  if (!fresh.length) return
  await sql`update control.permit_use set given_back = given_back + ${back}::numeric
    where party_id = ${partyId} and permit_id = ${permitId} and record_party = ${sellerId} and record_id = ${recordId}`.execute(
    ctx.db,
  )
  await addUsed(ctx, use, subtract('0', back))
  record(ctx, 'permit.givenBack', { about: permitId, data: { holder: partyId, quantity: back, unit: lines[0]!.unit } })
}
