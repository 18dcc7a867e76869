import { type SqlBool, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import { civilDate } from '../../../platform/civil.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { found } from '../../../platform/errors.ts'
import { divisionsOf, partyNames } from '../../identity/index.ts'
import { unscopedDocumentsOfFiling } from '../document/queries.ts'
import type { Document } from '../document/schema.ts'
import { changedFacts } from '../facts/rules.ts'
import type { StoredFacts } from '../facts/schema.ts'
import { shownFacts } from '../facts/stored.ts'
import { divisionNames, unscopedEarlier, unscopedOperator, unscopedSameName } from '../operator/queries.ts'
import { type FilingAction, type FilingKind, type FilingState, filingActions, filingChecks } from './rules.ts'
import type { Filing, FilingRow, listFilings } from './schema.ts'
import { filingsInScope } from './scope.ts'

/** A filing as it is kept; facts hold the sealed identity number and never leave the server as they are. */
export type FilingRecord = {
  partyId: string
  filingId: string
  kind: FilingKind
  state: FilingState
  revision: number
  name: string
  form: string
  divisionId: string
  areas: string[]
  sectors: string[]
  reviewerId: string | null
  facts: StoredFacts
  reason: string | null
  reasons: string[]
  openedAt: string
  submittedAt: string | null
  decidedAt: string | null
  decidedBy: string | null
}

/** Filings this person may see. */
const filingsOf = (db: Db | Tx, actor: Actor) =>
  db.selectFrom('registry.filing as f').selectAll().where(filingsInScope(actor))

/** Locks a filing until the command ends; who comes second reads the decision of the first. @throws not_found. */
export async function lockFiling(tx: Tx, actor: Actor, partyId: string, filingId: string): Promise<FilingRecord> {
  const row = await filingsOf(tx, actor)
    .where('f.partyId', '=', partyId)
    .where('f.filingId', '=', filingId)
    .forUpdate('f')
    .executeTakeFirst()
  return found(row, 'filing', filingId) as FilingRecord
}

/** @throws not_found `filing.not_found`. */
export async function requireFiling(db: Db | Tx, actor: Actor, partyId: string, filingId: string) {
  const row = await filingsOf(db, actor)
    .where('f.partyId', '=', partyId)
    .where('f.filingId', '=', filingId)
    .executeTakeFirst()
  return found(row, 'filing', filingId) as FilingRecord
}

/** One's own filing that is not decided for good, locked. */
export async function lockOpenFiling(tx: Tx, actor: Actor): Promise<FilingRecord | undefined> {
  const row = await filingsOf(tx, actor)
    .where('f.partyId', '=', actor.partyId)
    .where('f.state', 'in', ['draft', 'submitted', 'returned', 'rejected'])
    .forUpdate('f')
    .executeTakeFirst()
  return row as FilingRecord | undefined
}

/** One's own latest filing. */
export async function latestFiling(db: Db | Tx, actor: Actor): Promise<FilingRecord | undefined> {
  const row = await filingsOf(db, actor)
    .where('f.partyId', '=', actor.partyId)
    .orderBy('f.openedAt', 'desc')
    .orderBy('f.filingId', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row as FilingRecord | undefined
}

/** Writes a filing, new or changed. */
export async function putFiling(tx: Tx, f: FilingRecord): Promise<void> {
  const { partyId, filingId, ...rest } = f
  const row = { ...rest, facts: JSON.stringify(f.facts) }
  await tx
    .insertInto('registry.filing')
    .values({ partyId, filingId, ...row })
    .onConflict((c) => c.columns(['partyId', 'filingId']).doUpdateSet(row))
    .execute()
}

/** Adds what happened to a filing that is locked, so the next number is free. */
export async function addHistory(
  tx: Tx,
  f: FilingRecord,
  actor: Pick<Actor, 'partyId' | 'accountId'>,
  step: { action: FilingAction; reasons?: readonly string[]; reason?: string | undefined; facts?: StoredFacts },
  now: string,
): Promise<void> {
  const last = await tx
    .selectFrom('registry.filingHistory')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .where('partyId', '=', f.partyId)
    .where('filingId', '=', f.filingId)
    .executeTakeFirst()
  await tx
    .insertInto('registry.filingHistory')
    .values({
      partyId: f.partyId,
      filingId: f.filingId,
      seq: Number(last?.seq ?? 0) + 1,
      action: step.action,
      state: f.state,
      revision: f.revision,
      byParty: actor.partyId,
      byAccount: actor.accountId,
      reasons: [...(step.reasons ?? [])],
      reason: step.reason ?? null,
      facts: step.facts ? JSON.stringify(step.facts) : null,
      at: now,
    })
    .execute()
}

/** What waits, oldest first, or what was decided, or all of one operator, newest first. */
export async function listFilingsOf(db: Db, actor: Actor, f: Input<typeof listFilings>) {
  const after = decodeCursor(f.cursor, ['time', 'id'])
  const which = f.partyId ? 'party' : f.which
  const column = which === 'decided' ? 'decidedAt' : 'submittedAt'
  const oldestFirst = which === 'mine' || which === 'waiting'
  const [compare, direction] = oldestFirst ? ([sql`>`, 'asc'] as const) : ([sql`<`, 'desc'] as const)
  const rows = await filingsOf(db, actor)
    .$if(which === 'party', (x) => x.where('f.partyId', '=', f.partyId!))
    .$if(which === 'mine' || which === 'decided', (x) => x.where('f.reviewerId', '=', actor.partyId))
    .$if(oldestFirst, (x) => x.where('f.state', '=', 'submitted'))
    .$if(which === 'decided', (x) => x.where('f.decidedAt', 'is not', null))
    .$if(f.kind !== undefined, (x) => x.where('f.kind', '=', f.kind!))
    .$if(after !== undefined, (x) =>
      x.where(
        sql<SqlBool>`(${sql.ref(`f.${column}`)}, f.filing_id) ${compare} (${after![0]}::timestamptz, ${after![1]}::uuid)`,
      ),
    )
    .orderBy(`f.${column}`, direction)
    .orderBy('f.filingId', direction)
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows as unknown as FilingRecord[], f.limit, (r) => [r[column]!, r.filingId])
  const names = await divisionNames(
    db,
    items.map((r) => r.areas),
  )
  return { items: items.map((r, i) => filingRow(r, names[i]!)), nextCursor }
}

/** How many filings wait for this agency's decision. */
export async function countFilingsToDecide(db: Db, actor: Actor): Promise<number> {
  const row = await filingsOf(db, actor)
    .clearSelect()
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('f.reviewerId', '=', actor.partyId)
    .where('f.state', '=', 'submitted')
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

const filingRow = (r: FilingRecord, names: string[]): FilingRow => ({
  partyId: r.partyId,
  filingId: r.filingId,
  kind: r.kind,
  state: r.state,
  revision: r.revision,
  name: r.name,
  form: r.form,
  sectors: r.sectors,
  divisionId: r.divisionId,
  divisionNames: names,
  reviewerId: r.reviewerId,
  submittedAt: r.submittedAt,
  decidedAt: r.decidedAt,
})

/** A filing as its reader sees it: masked, with automatic checks (for agencies), history and what may be done. */
export async function filingShown(db: Db, actor: Actor, f: FilingRecord, now: string): Promise<Filing> {
  const operator = await unscopedOperator(db, f.partyId)
  const inForce = operator ? (operator.facts as StoredFacts) : null
  const history = await db
    .selectFrom('registry.filingHistory')
    .select(['action', 'state', 'revision', 'byParty', 'reasons', 'reason', 'at'])
    .where('partyId', '=', f.partyId)
    .where('filingId', '=', f.filingId)
    .orderBy('seq')
    .execute()
  const names = await partyNames(db, [...history.map((h) => h.byParty), ...(f.reviewerId ? [f.reviewerId] : [])])
  const [divisions] = await divisionNames(db, [f.areas])
  const documents = await unscopedDocumentsOfFiling(db, f.partyId, f.filingId)
  return {
    ...filingRow(f, divisions!),
    facts: shownFacts(f.facts),
    inForce: inForce && shownFacts(inForce),
    changed: inForce ? changedFacts(inForce, f.facts) : [],
    reviewerName: (f.reviewerId && names.get(f.reviewerId)?.name) ?? null,
    reason: f.reason,
    reasons: f.reasons,
    checks: actor.kind === 'agency' && f.kind !== 'cancellation' ? await checksOf(db, f, documents, now) : [],
    documents,
    history: history.map(({ byParty, ...h }) => ({
      ...h,
      action: h.action as FilingAction,
      state: h.state as FilingState,
      byName: names.get(byParty)?.name ?? f.name,
    })),
    actions: filingActions(f, actor),
  }
}

async function checksOf(db: Db, f: FilingRecord, documents: Document[], now: string) {
  const divisions = await divisionsOf(db, f.areas)
  const level = (id: string) => divisions.get(id)?.level
  // the county, or the city that has none
  const countyId =
    f.areas.find((d) => level(d) === 'county') ?? f.areas.find((d) => level(d) === 'city') ?? f.divisionId
  return filingChecks(shownFacts(f.facts), {
    kind: f.kind,
    documents: documents.map((d) => d.kind),
    today: civilDate(now),
    countyId,
    divisionLevel: level(f.divisionId) ?? 'country',
    sameName: await unscopedSameName(db, f.partyId, f.name, countyId),
    earlier: await unscopedEarlier(db, f.partyId, f.facts),
  })
}
