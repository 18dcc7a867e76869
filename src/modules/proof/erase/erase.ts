import { randomBytes } from 'node:crypto'
import { CompiledQuery, sql } from 'kysely'
import type pg from 'pg'
import { canonicalJson } from '../../../kernel/proof/leaf.ts'
import type { Tx } from '../../../platform/db.ts'
import { asKeeper } from '../../../platform/keeper.ts'

/** What is to be erased: the text of an event, or what a journal row says beyond its kind. */
export type Erasable = { partyId: string } & ({ eventId: string } | { seq: string })

export class EraseError extends Error {}

/**
 * Erases by decision: removes text and nonce, so that what was sealed can no longer be guessed from its commitment, and
 * notes the decision, which the sealer puts into the log. Only what was sealed: else the log would not know that it had
 * been there. Runs as the keeper's role where that was made, else as the owner (core.md §7).
 * @param decision number and authority of the decision, as it shall stand in the log
 * @returns the number of the erasure
 * @throws EraseError in one line
 */
export async function erase(
  db: pg.ClientBase,
  what: Erasable,
  decision: string,
  now: string,
  keeper: string,
): Promise<string> {
  if (!decision.trim()) throw new EraseError('the decision is needed: its number and who made it')
  await db.query('begin')
  try {
    const { rows } = await db.query<{ may: boolean }>(
      `select pg_has_role(current_user, oid, 'set') as may from pg_roles where rolname = $1`,
      [keeper],
    )
    if (rows[0]?.may) await db.query(`set local role "${keeper.replaceAll('"', '""')}"`)
    // the sealer waits: what is erased must not be sealed at the same moment
    await db.query("select pg_advisory_xact_lock(hashtext('suyuan.seal'))")
    const number = await eraseOne(db, what, decision.trim(), now)
    await db.query('commit')
    return number
  } catch (err) {
    await db.query('rollback').catch(() => {})
    throw err
  }
}

/** What asks the database here: a connection of a script's, or a command's transaction. */
type Client = {
  query: <R extends object>(text: string, values: unknown[]) => Promise<{ rows: R[]; rowCount: number | null }>
}

/**
 * The same within a transaction of the owner's that goes on: the seal waits until it ends.
 * @throws EraseError in one line
 */
export async function eraseWithin(tx: Tx, what: readonly Erasable[], decision: string, now: string): Promise<void> {
  const db: Client = {
    async query<R extends object>(text: string, values: unknown[]) {
      const { rows, numAffectedRows } = await tx.executeQuery<R>(CompiledQuery.raw(text, values))
      return { rows, rowCount: numAffectedRows === undefined ? rows.length : Number(numAffectedRows) }
    },
  }
  await asKeeper(tx, async () => {
    await sql`select pg_advisory_xact_lock(hashtext('suyuan.seal'))`.execute(tx)
    for (const one of what) await eraseOne(db, one, decision, now)
  })
}

async function eraseOne(db: Client, what: Erasable, decision: string, now: string): Promise<string> {
  const event = 'eventId' in what
  const leaf = event
    ? await db.query<{ hash: string }>(
        `select encode(leaf_hash, 'hex') as hash from proof.leaf
         where party_id = $1 and event_id = $2 and kind in ('event', 'declaration')`,
        [what.partyId, what.eventId],
      )
    : await db.query<{ hash: string }>(
        `select encode(leaf_hash, 'hex') as hash from proof.leaf where party_id = $1 and seq = $2 and kind = 'decision'`,
        [what.partyId, what.seq],
      )
  const leafHash = leaf.rows[0]?.hash
  if (leafHash === undefined)
    throw new EraseError('it is not in the log: there is no such row, or it waits for its seal')
  const gone = event
    ? await removeText(db, what, decision, now)
    : await db.query('delete from proof.decision_nonce where party_id = $1 and seq = $2', [what.partyId, what.seq])
  if (!gone.rowCount) throw new EraseError('it was erased before')
  if (!event)
    await db.query(`update platform.journal set data = '{}' where party_id = $1 and seq = $2`, [what.partyId, what.seq])
  // what the log commits to: that this leaf's text was erased, by which decision, when
  const body = canonicalJson({ v: 1, ...what, decision, at: now, leafHash })
  const { rows } = await db.query<{ no: string }>(
    `insert into proof.erasure (party_id, event_id, journal_seq, decision, at, nonce, body)
     values ($1, $2, $3, $4, $5, $6, $7) returning erasure_no as no`,
    [what.partyId, event ? what.eventId : null, event ? null : what.seq, decision, now, randomBytes(32), body],
  )
  return rows[0]!.no
}

/** Out of the events' texts, or out of the archive, where the row then says by which decision. */
async function removeText(
  db: Client,
  { partyId, eventId }: { partyId: string; eventId: string },
  decision: string,
  now: string,
): Promise<{ rowCount: number | null }> {
  const { rowCount } = await db.query('delete from trace.event_body where party_id = $1 and event_id = $2', [
    partyId,
    eventId,
  ])
  if (rowCount) return { rowCount }
  return db.query(
    `update trace.event_archive set packed = null, nonce = null, purged_at = $3, decision = $4
     where party_id = $1 and event_id = $2 and packed is not null`,
    [partyId, eventId, now, decision],
  )
}
