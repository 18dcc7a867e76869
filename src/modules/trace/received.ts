import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.ts'
import { found } from '../../platform/errors.ts'
import { available } from './rules.ts'

/** A batch in a party's hands, and whom it came from. */
export type GoodsIn = {
  holdingId: string
  code: string | null
  profile: string | null
  productName: string | null
  unit: string
  available: string
  beganAt: string
  /** Null: it came from nobody on the platform. */
  fromParty: string | null
}

/** A party's own batch as it came in. @throws not_found `holding.not_found` */
export async function requireGoodsIn(db: Db | Tx, partyId: string, holdingId: string): Promise<GoodsIn> {
  const { rows } = await sql<Omit<GoodsIn, 'available'> & { quantity: string; reserved: string }>`
    select h.holding_id, h.code, h.profile, h.product_name, h.unit, h.quantity, h.reserved, h.began_at,
      (select l.in_party from trace.link_b l
        where l.out_party = h.party_id and l.out_holding = h.holding_id and l.voided_by is null and l.in_party <> h.party_id
        order by l.event_time limit 1) as from_party
    from trace.holding h
    where h.party_id = ${partyId} and h.holding_id = ${holdingId} and h.kind <> 'mix'`.execute(db)
  const { quantity, reserved, ...goods } = found(rows[0], 'holding', holdingId)
  return { ...goods, available: available({ quantity, reserved }) }
}
