import { sql } from 'kysely'
import { compare } from '../../../kernel/quantity.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { openQuantity, type TransferAnswer, transferState } from '../rules.ts'
import { type Item, type ItemFacts, type ItemKind, isForeign } from '../work/holding.ts'

export type Transfer = Omit<ItemFacts, 'kind'> & {
  kind: ItemKind
  partyId: string
  transferId: string
  buyerId: string
  holdingId: string
  quantity: string
  received: string
  returned: string
  withdrawn: string
  state: string
  dispatchedAt: string
}

/** The transfer's row, locked: always before the holdings. */
export async function lockTransfer(tx: Tx, sellerId: string, transferId: string): Promise<Transfer | undefined> {
  const { rows } = await sql<Transfer>`
    select party_id, transfer_id, buyer_id, holding_id, home_id, item_id, code, product_id, product_name, class_code,
      sector, profile, made_on, kind, unit, quantity, received, returned, withdrawn, state, dispatched_at
    from trace.transfer where party_id = ${sellerId} and transfer_id = ${transferId} for no key update`.execute(tx)
  return rows[0]
}

/** What a transfer moves, for rules that judge its receipt; whether the asker is its buyer is checked when it is received. */
export async function unscopedTransferGoods(
  db: Db | Tx,
  sellerId: string,
  transferId: string,
): Promise<
  | {
      partyId: string
      holdingId: string
      quantity: string
      buyerId: string
      profile: string | null
      classCode: string | null
      productName: string | null
    }
  | undefined
> {
  const { rows } = await sql<{
    holdingId: string
    quantity: string
    buyerId: string
    profile: string | null
    classCode: string | null
    productName: string | null
  }>`
    select holding_id, buyer_id, quantity - received - returned - withdrawn as quantity, profile, class_code, product_name
    from trace.transfer where party_id = ${sellerId} and transfer_id = ${transferId}`.execute(db)
  return rows[0] && { partyId: sellerId, ...rows[0] }
}

/** Writes the counts and the state they say; `waiting` at the buyer narrows its list of what to answer. */
export async function setTransfer(
  tx: Tx,
  t: Transfer,
  {
    state = transferState(t),
    at,
    reason,
    answer,
  }: { state?: string; at: string; reason?: string; answer?: TransferAnswer },
): Promise<void> {
  const returns = answer === 'return_arriving' || answer === 'return_received'
  await tx
    .updateTable('trace.transfer')
    .set({ received: t.received, returned: t.returned, withdrawn: t.withdrawn, state, answeredAt: at })
    .$if(returns && reason !== undefined, (q) => q.set({ returnReason: reason! }))
    .$if(answer === 'withdraw' && reason !== undefined, (q) => q.set({ withdrawReason: reason! }))
    .where('partyId', '=', t.partyId)
    .where('transferId', '=', t.transferId)
    .execute()
  const waiting = state !== 'voided' && compare(openQuantity(t), '0') > 0
  if (!isForeign(t.buyerId))
    await tx
      .updateTable('trace.transferIn')
      .set({ waiting })
      .where('partyId', '=', t.buyerId)
      .where('transferId', '=', t.transferId)
      .where('waiting', '<>', waiting)
      .execute()
}

/** The item that travels, as the dispatch wrote it: no read of the seller's holding is needed. */
export const itemOf = (t: Transfer): Item => ({
  homeId: t.homeId,
  itemId: t.itemId,
  identifier: '',
  kind: t.kind,
  code: t.code,
  productId: t.productId,
  productName: t.productName,
  classCode: t.classCode,
  sector: t.sector,
  profile: t.profile,
  unit: t.unit,
  madeOn: t.madeOn,
})
