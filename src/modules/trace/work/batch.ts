import { quantityProblem } from '../../../kernel/quantity.ts'
import { isUnit } from '../../../kernel/unit.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { identifierOf, itemIdOf } from '../code.ts'
import type { HoldingKey, Item, ItemFacts, ItemKind, Locked } from './holding.ts'

/** What an operator makes or sells, as the catalogue has it when goods are made. */
export type ProductFacts = {
  productId: string
  name: string
  /** What tells it apart from its like: grade, size. */
  spec?: string
  classCode: string | null
  sector: string
  profile: string
  unit: string
}

/** What every command says of its event: `fields` are checked by the caller against the profile. */
export type EventDetails = {
  eventTime: string
  step?: string | undefined
  place?: string | undefined
  fields?: Record<string, unknown> | undefined
}

/** A batch that a command made, as it is answered. */
export type BatchMade = HoldingKey & {
  homeId: string
  itemId: string
  code: string | null
  productId: string | null
  productName: string | null
  quantity: string
  unit: string
}

/** A new item of a product under one of our codes, at home with its maker. */
export const batchOf = (
  makerId: string,
  code: string,
  p: ProductFacts,
  { unit = p.unit, madeOn = null }: { unit?: string | undefined; madeOn?: string | null | undefined } = {},
): Item => ({
  homeId: makerId,
  itemId: itemIdOf(code),
  identifier: identifierOf(code),
  kind: 'batch',
  code,
  productId: p.productId,
  productName: p.spec ? `${p.name} ${p.spec}` : p.name,
  classCode: p.classCode,
  sector: p.sector,
  profile: p.profile,
  unit,
  madeOn,
})

/** The same goods under a new code: split, packed or dispatched. */
export const sameGoods = (makerId: string, code: string, from: ItemFacts, kind: ItemKind = 'batch'): Item => ({
  homeId: makerId,
  itemId: itemIdOf(code),
  identifier: identifierOf(code),
  kind,
  code,
  productId: from.productId,
  productName: from.productName,
  classCode: from.classCode,
  sector: from.sector,
  profile: from.profile,
  unit: from.unit,
  madeOn: from.madeOn,
})

/** The intermediate batch of a process with very many inputs and outputs: it has no code and is empty at once. */
export const mixOf = (makerId: string, like: ItemFacts): Item => {
  const id = newId()
  return { ...like, homeId: makerId, itemId: id, identifier: `mix/${id}`, kind: 'mix', code: null, madeOn: null }
}

export const madeOf = (h: Locked, quantity: string): BatchMade => ({
  partyId: h.partyId,
  holdingId: h.holdingId,
  homeId: h.homeId,
  itemId: h.itemId,
  code: h.code,
  productId: h.productId,
  productName: h.productName,
  quantity,
  unit: h.unit,
})

/** How goods stand in the body of an event. */
export const goodsOf = (h: ItemFacts & HoldingKey, quantity: string) => ({
  holdingId: h.holdingId,
  homeId: h.homeId,
  itemId: h.itemId,
  code: h.code,
  productName: h.productName,
  quantity,
  unit: h.unit,
})

/** Refuses what is no quantity above zero in the unit (`quantity.…`, `unit.unknown`). */
export function checkQuantity(quantity: string, unit: string): void {
  const problem = isUnit(unit) ? quantityProblem(quantity, unit) : 'unit.unknown'
  if (problem) throw new AppError('invalid', problem, { quantity, unit })
}

/**
 * Facts of a party's holdings, which never change and so need no lock; in the order asked for.
 * @throws not_found `holding.not_found`
 */
export async function requireFacts(
  db: Db | Tx,
  partyId: string,
  holdingIds: readonly string[],
): Promise<(ItemFacts & HoldingKey)[]> {
  const rows = await db
    .selectFrom('trace.holding')
    .select(['partyId', 'holdingId', 'homeId', 'itemId', 'kind', 'code', 'productId', 'productName', 'classCode'])
    .select(['sector', 'profile', 'unit', 'madeOn'])
    .where('partyId', '=', partyId)
    .where('holdingId', 'in', holdingIds)
    .execute()
  const byId = new Map(rows.map((r) => [r.holdingId, r]))
  return holdingIds.map((id) => {
    const r = byId.get(id)
    if (!r) throw new AppError('not_found', 'holding.not_found', { id })
    return { ...r, kind: r.kind as ItemKind }
  })
}
