import type { Algorithm } from '../../../kernel/proof/kinds.ts'
import type { PublicKey } from '../../../kernel/proof/note.ts'
import type { Db, Tx } from '../../../platform/db.ts'

export type SignedHead = { size: number; root: Buffer; sealedAt: string; note: string }

/** The newest checkpoint; undefined before the first. */
export async function lastCheckpoint(db: Db | Tx): Promise<SignedHead | undefined> {
  const row = await db
    .selectFrom('proof.checkpoint')
    .select(['size', 'root', 'sealedAt', 'note'])
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { ...row, size: Number(row.size) }
}

/** Every key that checkpoints were signed with, oldest first. */
export async function logKeys(db: Db | Tx): Promise<PublicKey[]> {
  const rows = await db
    .selectFrom('proof.key')
    .select(['name', 'algorithm', 'publicKey'])
    .orderBy('addedAt')
    .orderBy('keyId')
    .execute()
  return rows.map((r) => ({ ...r, algorithm: r.algorithm as Algorithm }))
}

/** Whether signing stands still until somebody acknowledges it (`scripts/log-acknowledge.ts`). */
export async function openHalt(
  db: Db | Tx,
): Promise<{ haltedAt: string; reason: string; publishedSize: string; size: string } | undefined> {
  return db
    .selectFrom('proof.halt as h')
    .leftJoin('proof.acknowledgement as a', 'a.haltedAt', 'h.haltedAt')
    .select(['h.haltedAt', 'h.reason', 'h.publishedSize', 'h.size'])
    .where('a.haltedAt', 'is', null)
    .orderBy('h.haltedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
}
