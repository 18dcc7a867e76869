import { sql } from 'kysely'
import { compare } from '../../../kernel/quantity.ts'
import type { Tx } from '../../../platform/db.ts'
import type { ItemKey } from '../work/containment.ts'
import { type HoldingKey, holdingIdOf, type Item, type ItemKind } from '../work/holding.ts'
import type { NewHolding } from '../work/lock.ts'
import type { Work } from '../work/work.ts'

/** The open pack, crate or pallet an item is in now. */
export async function openPackOf(tx: Tx, item: ItemKey): Promise<Item | undefined> {
  const inside = await tx
    .selectFrom('trace.contained')
    .select(['parentHome', 'parentId'])
    .where('homeId', '=', item.homeId)
    .where('childId', '=', item.itemId)
    .where('toTime', 'is', null)
    .executeTakeFirst()
  if (!inside) return undefined
  const pack = await tx
    .selectFrom('trace.item')
    .select(['homeId', 'itemId', 'identifier', 'kind', 'code', 'productId', 'productName', 'classCode'])
    .select(['sector', 'profile', 'unit', 'madeOn'])
    .where('homeId', '=', inside.parentHome)
    .where('itemId', '=', inside.parentId)
    .executeTakeFirst()
  return pack && { ...pack, kind: pack.kind as ItemKind }
}

/** The pack comes along to who receives something in it; an asset is never a holding. */
export const packArriving = (pack: Item | undefined, partyId: string, beganAt: string): NewHolding[] =>
  pack?.kind === 'pack' ? [{ partyId, item: pack, regime: 'governed', basis: 'counterpart_confirmed', beganAt }] : []

/** What is in the pack at each party that has some of the item: the pack moves with its contents. */
export async function carryContent(work: Work, pack: Item | undefined, holdings: readonly HoldingKey[]): Promise<void> {
  if (!pack) return
  await work.ctx.db
    .deleteFrom('trace.content')
    .where('partyId', 'in', [...new Set(holdings.map((h) => h.partyId))])
    .where(sql<boolean>`child_holding = any(${holdings.map((h) => h.holdingId)}::uuid[])`)
    .execute()
  for (const { partyId, holdingId } of holdings)
    if (compare(work.holding({ partyId, holdingId }).quantity, '0') > 0)
      work.add('content', {
        partyId,
        holdingId: holdingIdOf(partyId, pack),
        childParty: partyId,
        childHolding: holdingId,
      })
}
