import { sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import { partiesInScope, partyNames } from '../../identity/index.ts'
import type { KeptUse } from '../harvest/rules.ts'
import type { Bought } from '../record/rules.ts'
import { type Amount, leftOf, type Use } from './rules.ts'
import type { InputPurchase, listInputPurchases } from './schema.ts'

/** Inputs bought by parties this person may see, newest first, with what is left. */
export async function findPurchases(
  db: Db,
  actor: Actor,
  f: Input<typeof listInputPurchases>,
): Promise<Output<typeof listInputPurchases>> {
  const after = decodeCursor(f.cursor, ['date', 'id'])
  const like = f.q ? `%${f.q.normalize('NFKC').replace(/[\\%_]/g, (c) => `\\${c}`)}%` : undefined
  const rows = await db
    .selectFrom('production.inputPurchase as p')
    .select(['p.partyId', 'p.purchaseId', 'p.name', 'p.kind', 'p.registrationNumber', 'p.substances', 'p.maker'])
    .select(['p.source', 'p.batchNo', 'p.quantity', 'p.unit', 'p.boughtOn', 'p.documentNo', 'p.holdingId'])
    .select(['p.accountId', 'p.onBehalfOf', 'p.recordedAt', 'p.voidedAt'])
    .where(partiesInScope(actor, 'p.partyId'))
    .where('p.partyId', '=', f.partyId ?? actor.partyId)
    .$if(f.kind !== undefined, (q) => q.where('p.kind', '=', f.kind!))
    .$if(like !== undefined, (q) =>
      q.where((eb) =>
        eb.or([
          eb('p.name', 'ilike', like!),
          eb('p.registrationNumber', 'ilike', like!),
          eb('p.source', 'ilike', like!),
        ]),
      ),
    )
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(p.bought_on, p.purchase_id) < (${after![0]}::date, ${after![1]}::uuid)`),
    )
    .orderBy('p.boughtOn', 'desc')
    .orderBy('p.purchaseId', 'desc')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.boughtOn, r.purchaseId])
  const partyId = f.partyId ?? actor.partyId
  const used = await usesOfPurchases(
    db,
    partyId,
    items.map((r) => r.purchaseId),
  )
  const partyName = items.length ? ((await partyNames(db, [partyId])).get(partyId)?.name ?? '') : ''
  return {
    items: items.map((r) => {
      const { left, uncounted } = leftOf(r, used.get(r.purchaseId) ?? [])
      return {
        ...(r as Omit<InputPurchase, 'partyName' | 'left' | 'uncountedUses'>),
        partyName,
        left,
        uncountedUses: uncounted,
      }
    }),
    nextCursor,
  }
}

async function usesOfPurchases(db: Db, partyId: string, ids: readonly string[]): Promise<Map<string, Amount[]>> {
  const uses = new Map<string, Amount[]>()
  if (!ids.length) return uses
  const rows = await db
    .selectFrom('production.inputUse')
    .select(['purchaseId', 'amount', 'unit'])
    .where('partyId', '=', partyId)
    .where('purchaseId', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .where('voidedAt', 'is', null)
    .where('amount', 'is not', null)
    .execute()
  for (const { purchaseId, amount, unit } of rows)
    uses.set(purchaseId!, [...(uses.get(purchaseId!) ?? []), { quantity: amount!, unit: unit! }])
  return uses
}

/** A party's purchases by id, as its own command picks them; declared errors are left out. */
export async function purchasesById(
  db: Db | Tx,
  partyId: string,
  ids: readonly string[],
): Promise<Map<string, Bought>> {
  if (!ids.length) return new Map()
  const rows = await db
    .selectFrom('production.inputPurchase')
    .select([
      'purchaseId',
      'name',
      'kind',
      'registrationNumber',
      'source',
      'substances',
      'maker',
      'batchNo',
      'holdingId',
    ])
    .where('partyId', '=', partyId)
    .where('purchaseId', '=', sql<string>`any(${[...new Set(ids)]}::uuid[])`)
    .where('voidedAt', 'is', null)
    .execute()
  return new Map(rows.map((r) => [r.purchaseId, r]))
}

/**
 * Uses of a party on these plots or groups whose interval reaches beyond a civil date and that had begun by then:
 * those that matter to a harvest on that date. `voided`: those declared an error instead.
 */
export async function usesBeyond(
  db: Db | Tx,
  partyId: string,
  targets: readonly string[],
  date: string,
  { voided = false }: { voided?: boolean } = {},
): Promise<KeptUse[]> {
  if (!targets.length) return []
  const rows = await db
    .selectFrom('production.inputUse')
    .select(['recordId', 'target', 'name', 'usedOn', 'lastUsedOn', 'intervalDays', 'allowedFrom'])
    .where('partyId', '=', partyId)
    .where('target', '=', sql<string>`any(${[...targets]}::text[])`)
    .where('usedOn', '<=', date)
    .where('allowedFrom', '>', date)
    .where('voidedAt', voided ? 'is not' : 'is', null)
    .orderBy('allowedFrom', 'desc')
    .orderBy('usedOn', 'desc')
    .limit(200)
    .execute()
  return rows.map((r) => ({ ...r, intervalDays: r.intervalDays!, allowedFrom: r.allowedFrom! }))
}

/** The uses of records, one statement for all. */
export async function insertUses(
  tx: Tx,
  partyId: string,
  recordedAt: string,
  uses: readonly (Use & { recordId: string; purchaseId: string | null })[],
): Promise<void> {
  if (!uses.length) return
  await tx
    .insertInto('production.inputUse')
    .values(
      uses.map(({ recordId, purchaseId, input, ...u }) => ({
        partyId,
        recordId,
        purchaseId,
        ...u,
        name: input.name,
        kind: input.kind,
        registrationNumber: input.registrationNumber ?? null,
        source: input.source ?? null,
        substances: [...(input.substances ?? [])],
        recordedAt,
      })),
    )
    .execute()
}
