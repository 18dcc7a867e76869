import { type SqlBool, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { partiesInScope } from '../../identity/index.ts'

/** What the desk needs to know of a finding; from the journal entry that told of it. */
export type FindingFacts = Record<string, string | null>
export type Finding = {
  partyId: string
  findingId: string
  kind: 'refusal' | 'signal'
  sector: string | null
  facts: FindingFacts
  notedAt: string
}

/** Findings on operators in this agency's jurisdiction, settled or not; one without a sector (a purchase) is of whoever sees the operator. */
const findingsOf = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('oversight.finding as f')
    .where(actor.kind === 'agency' ? partiesInScope(actor, 'f.partyId') : sql<SqlBool>`false`)
    .where(sql<SqlBool>`(f.sector is null or f.sector = any(${[...actor.sectors]}::text[]))`)

/** Oldest first, after a time and id. */
export async function findingsAfter(
  db: Db,
  actor: Actor,
  kind: Finding['kind'],
  after: readonly [string, string] | undefined,
  limit: number,
): Promise<Finding[]> {
  const rows = await findingsOf(db, actor)
    .select(['f.partyId', 'f.findingId', 'f.kind', 'f.sector', 'f.facts', 'f.notedAt'])
    .where('f.kind', '=', kind)
    .where('f.settledAt', 'is', null)
    .$if(after !== undefined, (q) =>
      q.where(sql<SqlBool>`(f.noted_at, f.finding_id) > (${after![0]}::timestamptz, ${after![1]}::uuid)`),
    )
    .orderBy('f.notedAt')
    .orderBy('f.findingId')
    .limit(limit)
    .execute()
  return rows as Finding[]
}

/** How many of each kind wait. */
export async function countFindings(db: Db, actor: Actor): Promise<Record<Finding['kind'], number>> {
  const rows = await findingsOf(db, actor)
    .select(['f.kind', (eb) => eb.fn.countAll<string>().as('count')])
    .where('f.settledAt', 'is', null)
    .groupBy('f.kind')
    .execute()
  const of = (kind: Finding['kind']) => Number(rows.find((r) => r.kind === kind)?.count ?? 0)
  return { refusal: of('refusal'), signal: of('signal') }
}

/** The finding, if this actor may see it. */
export async function visibleFinding(tx: Tx, actor: Actor, partyId: string, findingId: string) {
  const row = await findingsOf(tx, actor)
    .select(['f.partyId', 'f.findingId', 'f.kind', 'f.sector', 'f.facts', 'f.notedAt'])
    .where('f.partyId', '=', partyId)
    .where('f.findingId', '=', findingId)
    .executeTakeFirst()
  return row as Finding | undefined
}

export async function insertFinding(tx: Tx, f: Finding): Promise<void> {
  await tx
    .insertInto('oversight.finding')
    .values({ ...f, facts: JSON.stringify(f.facts) })
    .onConflict((c) => c.doNothing())
    .execute()
}

/** @returns false when it is settled already: of two who settle at once one is second. */
export async function setSettled(tx: Tx, f: Finding, settledBy: string, settledAt: string): Promise<boolean> {
  const done = await tx
    .updateTable('oversight.finding')
    .set({ settledBy, settledAt })
    .where('partyId', '=', f.partyId)
    .where('findingId', '=', f.findingId)
    .where('settledAt', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** What the finding rested on no longer holds. */
export async function deleteFinding(tx: Tx, partyId: string, findingId: string): Promise<void> {
  await tx.deleteFrom('oversight.finding').where('partyId', '=', partyId).where('findingId', '=', findingId).execute()
}
