import { sql } from 'kysely'
import { keyIdOf, readCheckpoint } from '../../../kernel/proof/note.ts'
import type { Tx } from '../../../platform/db.ts'
import type { SignedHead } from '../log/checkpoint.ts'
import { rootAt } from '../log/tree.ts'
import type { Signer } from './keys.ts'
import type { Published } from './published.ts'

export type HaltReason = 'behind' | 'beside' | 'other_key'

/**
 * Why no further checkpoint may be signed: what was published is not a beginning of this log (a database restored from
 * an older copy: two checkpoints that contradict each other would be out), or the key at hand is not the one that
 * signed the last. Undefined when all is well.
 */
export async function whyNotSign(
  tx: Tx,
  last: SignedHead | undefined,
  published: Published | undefined,
  signers: readonly Signer[],
): Promise<{ reason: HaltReason; published: Pick<Published, 'size' | 'root'> } | undefined> {
  if (published) {
    if (!last || last.size < published.size) return { reason: 'behind', published }
    const root = last.size === published.size ? last.root : await rootAt(tx, published.size)
    if (!root.equals(published.root)) return { reason: 'beside', published }
  }
  if (last) {
    const ids = new Set(readCheckpoint(last.note)?.signatures.map((s) => s.keyId))
    const main = signers[0]!
    if (!ids.has(keyIdOf(main))) return { reason: 'other_key', published: last }
  }
  return undefined
}

/** Whether somebody has acknowledged exactly this; else it is written down, once, for /readyz, the metric and the console. */
export async function isAcknowledged(
  tx: Tx,
  halt: { reason: HaltReason; published: Pick<Published, 'size' | 'root'> },
  at: { size: number; root: Buffer },
  now: string,
): Promise<boolean> {
  const { reason, published } = halt
  const known = await tx
    .selectFrom('proof.halt as h')
    .leftJoin('proof.acknowledgement as a', 'a.haltedAt', 'h.haltedAt')
    .select(['h.haltedAt', 'a.acknowledgedAt'])
    .where('h.reason', '=', reason)
    .where('h.publishedSize', '=', String(published.size))
    .where('h.publishedRoot', '=', published.root)
    .execute()
  if (known.length) return known.some((k) => k.acknowledgedAt !== null)
  await sql`insert into proof.halt (halted_at, reason, published_size, published_root, size, root)
    values (${now}, ${reason}, ${published.size}, ${published.root}, ${at.size}, ${at.root})`.execute(tx)
  return false
}
