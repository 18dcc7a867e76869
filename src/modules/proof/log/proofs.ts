import { type SqlBool, sql } from 'kysely'
import { consistencyRanges, inclusionRanges } from '../../../kernel/proof/merkle.ts'
import type { Db } from '../../../platform/db.ts'
import { AppError } from '../../../platform/errors.ts'
import { lastCheckpoint, type SignedHead } from './checkpoint.ts'
import { readRanges, rootAt } from './tree.ts'

/** The newest checkpoint. @throws not_found `log.empty` before the first. */
export async function requireCheckpoint(db: Db): Promise<SignedHead> {
  const last = await lastCheckpoint(db)
  if (!last) throw new AppError('not_found', 'log.empty')
  return last
}

const hex = (b: Buffer) => b.toString('hex')

/** Refuses a size that no checkpoint covers yet (`log.size_not_reached`). */
function checkSize(size: number, last: SignedHead): void {
  if (size > last.size) throw new AppError('not_found', 'log.size_not_reached', { size: last.size })
}

/** The audit paths of leaves in a tree of this size, in the order asked for; two statements for all of them. */
export async function auditPaths(db: Db, indexes: readonly number[], size: number): Promise<string[][]> {
  const paths = indexes.map((i) => inclusionRanges(i, size))
  const hashes = await readRanges(db, paths.flat())
  let at = 0
  return paths.map((p) => hashes.slice(at, (at += p.length)).map(hex))
}

export type LeafRow = { leafIndex: string; leafHash: Buffer; partyId: string; eventId: string | null }

const leaves = (db: Db, size: number) =>
  db
    .selectFrom('proof.leaf')
    .select(['leafIndex', 'leafHash', 'partyId', 'eventId'])
    .where('leafIndex', '<', String(size))
    .orderBy('leafIndex')

/** Leaves with this leaf hash, by index. */
export const leavesByHash = (db: Db, hash: Buffer, size: number, limit: number): Promise<LeafRow[]> =>
  leaves(db, size).where('leafHash', '=', hash).limit(limit).execute()

/** Leaves whose event has this hash, by index; who may know of them is the caller's to ask. */
export const unscopedLeavesByEventHash = (db: Db, hash: Buffer, size: number, limit: number): Promise<LeafRow[]> =>
  leaves(db, size).where('eventHash', '=', hash).limit(limit).execute()

/** The tree of a size, and where these leaves are in it. */
export async function inclusionOf(db: Db, rows: readonly LeafRow[], size: number) {
  const paths = await auditPaths(
    db,
    rows.map((r) => Number(r.leafIndex)),
    size,
  )
  return rows.map((r, i) => ({ leafIndex: Number(r.leafIndex), leafHash: hex(r.leafHash), auditPath: paths[i]! }))
}

/** The size to prove against: the newest checkpoint's, or a smaller one. */
export async function sizeAndRoot(db: Db, asked: number | undefined): Promise<{ size: number; root: Buffer }> {
  const last = await requireCheckpoint(db)
  if (asked === undefined || asked === last.size) return { size: last.size, root: last.root }
  checkSize(asked, last)
  return { size: asked, root: await rootAt(db, asked) }
}

/** Proof that the log of one size begins with that of another. @throws invalid `log.sizes_reversed` */
export async function consistency(db: Db, from: number, asked: number | undefined) {
  const { size: to, root } = await sizeAndRoot(db, asked)
  if (from > to) throw new AppError('invalid', 'log.sizes_reversed', { from, to })
  const path = from === 0 ? [] : await readRanges(db, consistencyRanges(from, to))
  return {
    from,
    to,
    fromRootHash: hex(await rootAt(db, from)),
    toRootHash: hex(root),
    consistencyPath: path.map(hex),
  }
}

/** The leaf of an event; undefined while it waits for its seal. */
export const unscopedLeafOfEvent = (db: Db, partyId: string, eventId: string) =>
  db
    .selectFrom('proof.leaf')
    .selectAll()
    .where('partyId', '=', partyId)
    .where('eventId', '=', eventId)
    .where(sql<SqlBool>`kind in ('event', 'declaration')`)
    .executeTakeFirst()
