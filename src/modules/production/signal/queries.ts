import { sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import { stableId } from '../../../platform/id.ts'
import { partyNames, rowsInScope } from '../../identity/index.ts'
import type { listSignals, Signal, SignalKind } from './schema.ts'

/** Signals on batches of parties this person may see, in its sectors; newest first. */
export async function findSignals(
  db: Db,
  actor: Actor,
  f: Input<typeof listSignals>,
): Promise<Output<typeof listSignals>> {
  const after = decodeCursor(f.cursor, ['time', 'id'])
  const rows = await db
    .selectFrom('production.signal as s')
    .select(['s.partyId', 's.signalId', 's.kind', 's.sector', 's.holdingId', 's.productName', 's.recordId'])
    .select(['s.happenedOn', 's.useRecord', 's.inputName', 's.target', 's.allowedFrom', 's.notedAt', 's.withdrawnAt'])
    .select(['s.rule', 's.textZh', 's.textEn', 's.source'])
    .where(rowsInScope(actor, 's.partyId', 's.sector'))
    .$if(f.partyId !== undefined, (q) => q.where('s.partyId', '=', f.partyId!))
    .$if(f.holdingId !== undefined, (q) => q.where('s.holdingId', '=', f.holdingId!))
    .$if(f.kind !== undefined, (q) => q.where('s.kind', '=', f.kind!))
    .$if(f.withdrawn === 'without', (q) => q.where('s.withdrawnAt', 'is', null))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(s.noted_at, s.signal_id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`),
    )
    .orderBy('s.notedAt', 'desc')
    .orderBy('s.signalId', 'desc')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.notedAt, r.signalId])
  const names = await partyNames(
    db,
    items.map((r) => r.partyId),
  )
  return {
    items: items.map(
      ({ textZh, textEn, ...r }): Signal => ({
        ...r,
        text: textZh === null || textEn === null ? null : { zh: textZh, en: textEn },
        kind: r.kind as SignalKind,
        partyName: names.get(r.partyId)?.name ?? '',
      }),
    ),
    nextCursor,
  }
}

export type NewSignal = Pick<
  Signal,
  'partyId' | 'kind' | 'sector' | 'holdingId' | 'productName' | 'recordId' | 'happenedOn'
> &
  Partial<Pick<Signal, 'useRecord' | 'inputName' | 'target' | 'allowedFrom' | 'rule' | 'source'>> & {
    textZh?: string
    textEn?: string
  }

/** Writes a signal unless the same one is there. @returns its id when it is new. */
export async function insertSignal(tx: Tx, s: NewSignal, now: string): Promise<string | undefined> {
  const signalId = stableId(
    `signal/${s.kind}/${s.partyId}/${s.recordId}/${s.holdingId}/${s.useRecord ?? ''}${s.rule ? `/${s.rule}` : ''}`,
  )
  const { textZh = null, textEn = null, rule = null, source = null } = s
  const { useRecord = null, inputName = null, target = null, allowedFrom = null } = s
  const row = await tx
    .insertInto('production.signal')
    .values({ ...s, signalId, useRecord, inputName, target, allowedFrom, notedAt: now, textZh, textEn, rule, source })
    .onConflict((c) => c.doNothing())
    .returning('signalId')
    .executeTakeFirst()
  return row?.signalId
}

/** Signals that rest on a record which was declared an error hold no more. @returns their ids. */
export async function withdrawSignals(tx: Tx, partyId: string, recordId: string, now: string): Promise<string[]> {
  const { rows } = await sql<{ signalId: string }>`
    update production.signal set withdrawn_at = ${now}
    where party_id = ${partyId} and (record_id = ${recordId} or (use_record = ${recordId} and kind in ('late_use', 'late_fact')))
      and withdrawn_at is null
    returning signal_id`.execute(tx)
  return rows.map((r) => r.signalId)
}

/** Open signals on these holdings, for modules that show a batch they may show. */
export async function unscopedSignals(
  db: Db | Tx,
  partyId: string,
  holdingIds: readonly string[],
): Promise<{ holdingId: string; kind: string; notedAt: string }[]> {
  if (!holdingIds.length) return []
  const rows = await db
    .selectFrom('production.signal')
    .select(['holdingId', 'kind', 'notedAt'])
    .where('partyId', '=', partyId)
    .where('holdingId', '=', sql<string>`any(${[...holdingIds]}::uuid[])`)
    .where('withdrawnAt', 'is', null)
    .execute()
  return rows.map((r) => ({ ...r, holdingId: r.holdingId! }))
}
