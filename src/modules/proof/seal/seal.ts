import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { leafText } from '../../../kernel/proof/leaf.ts'
import { checkpointText, keyIdOf, signatureLine } from '../../../kernel/proof/note.ts'
import type { Config } from '../../../platform/config.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { lastCheckpoint, logKeys, type SignedHead } from '../log/checkpoint.ts'
import { growingFrom, type NewNode } from '../log/tree.ts'
import { isAcknowledged, whyNotSign } from './guard.ts'
import { type Signer, signersFor } from './keys.ts'
import { type Published, readPublished, writePublished } from './published.ts'
import { type Batch, readBatch } from './queue.ts'

export type SealDeps = {
  db: Db
  config: Pick<Config, 'dataDir' | 'origin' | 'log' | 'nationalCrypto'>
  clock: () => string
}
/** `busy`: another process seals now. `halted`: signing waits for an acknowledgement. `more`: call again. */
export type Sealed = { state: 'sealed' | 'busy' | 'halted'; leaves: number; size: number; more: boolean }

/** Events, decisions and erasures in one transaction, of each: what a checkpoint is late by is then well below a second. */
const batchSize = 4000

/** The lock of the one who seals; it ends with its transaction, so nothing is left of a process that was killed. */
export const takeSealLock = async (tx: Tx): Promise<boolean> => {
  const { rows } = await sql<{
    got: boolean
  }>`select pg_try_advisory_xact_lock(hashtext('suyuan.seal')) as got`.execute(tx)
  return rows[0]!.got
}

/** The name of the log: what its first checkpoint was signed with, for a log does not change its name with its address. */
const originOf = (config: SealDeps['config']): string => `${config.origin.replace(/^https?:\/\//, '')}/log`

/**
 * Seals what waits: appends leaves and the subtrees they complete, signs a checkpoint, takes them out of the queues, all
 * in one transaction; then publishes the checkpoint outside the database. Whoever is killed at any point leaves either
 * all of it or nothing; what was committed and not yet published is published by the next run.
 */
export async function seal(deps: SealDeps, limit = batchSize): Promise<Sealed> {
  const { db, config } = deps
  const file = `${config.dataDir}/checkpoint.json`
  const published = readPublished(file)
  const done = await db.transaction().execute(async (tx): Promise<Sealed & { head?: SignedHead | undefined }> => {
    const idle = { leaves: 0, size: 0, more: false }
    if (!(await takeSealLock(tx))) return { ...idle, state: 'busy' }
    const last = await lastCheckpoint(tx)
    const known = await logKeys(tx)
    const signers = signersFor(config, known[0]?.name ?? originOf(config))
    const now = deps.clock()
    if (await mustHalt(tx, last, published, signers, now)) return { ...idle, state: 'halted', size: last?.size ?? 0 }
    const batch = await readBatch(tx, limit, now)
    // the first checkpoint is that of the empty log: from then on there is something to be consistent with
    if (last && !batch.leaves.length) return { ...idle, state: 'sealed', size: last.size, head: last }
    const tree = await growingFrom(tx, last?.size ?? 0)
    const hashes = batch.leaves.map(({ leaf }) => hash('sha256', Buffer.from(`\0${leafText(leaf)}`), 'buffer'))
    for (const h of hashes) tree.append(h)
    await insertLeaves(tx, batch, hashes, last?.size ?? 0)
    await insertNodes(tx, tree.nodes)
    await settle(tx, batch)
    const head = sign({ size: tree.size, root: tree.root(), sealedAt: now }, signers)
    await insertCheckpoint(tx, head, signers, now)
    return { state: 'sealed', leaves: hashes.length, size: head.size, more: batch.full, head }
  })
  const { head, ...answer } = done
  if (head && head.note !== published?.note) writePublished(file, head)
  return answer
}

async function mustHalt(
  tx: Tx,
  last: SignedHead | undefined,
  published: Published | undefined,
  signers: readonly Signer[],
  now: string,
): Promise<boolean> {
  const why = await whyNotSign(tx, last, published, signers)
  if (!why) return false
  const at = { size: last?.size ?? 0, root: last?.root ?? Buffer.alloc(32) }
  return !(await isAcknowledged(tx, why, at, now))
}

function sign(head: Omit<SignedHead, 'note'>, signers: readonly Signer[]): SignedHead {
  const text = checkpointText({ origin: signers[0]!.name, size: head.size, root: head.root, time: head.sealedAt })
  return { ...head, note: `${text}\n${signers.map((s) => signatureLine(s, s.sign(text))).join('')}` }
}

async function insertLeaves(tx: Tx, { leaves }: Batch, hashes: readonly Buffer[], first: number): Promise<void> {
  if (!leaves.length) return
  await sql`
    insert into proof.leaf (leaf_index, kind, party_id, event_id, seq, record_time, event_hash, declaration_hash,
      commitment, leaf_hash)
    select * from unnest(${leaves.map((_, i) => first + i)}::bigint[], ${leaves.map((l) => l.leaf.kind)}::text[],
      ${leaves.map((l) => l.leaf.party)}::uuid[], ${leaves.map((l) => l.eventId)}::uuid[],
      ${leaves.map((l) => l.seq)}::bigint[], ${leaves.map((l) => l.leaf.recordTime)}::timestamptz[],
      ${leaves.map((l) => l.eventHash)}::bytea[], ${leaves.map((l) => l.declarationHash)}::bytea[],
      ${leaves.map((l) => l.commitment)}::bytea[], ${hashes}::bytea[])`.execute(tx)
}

async function insertNodes(tx: Tx, nodes: readonly NewNode[]): Promise<void> {
  if (!nodes.length) return
  await sql`
    insert into proof.node (level, node_index, hash)
    select * from unnest(${nodes.map((n) => n.level)}::smallint[], ${nodes.map((n) => n.index)}::bigint[],
      ${nodes.map((n) => n.hash)}::bytea[])`.execute(tx)
}

/** Takes the batch out of the queues, and keeps the nonces of its decisions. */
async function settle(tx: Tx, { events, decisions }: Batch): Promise<void> {
  if (events.length)
    await sql`
      delete from trace.unsealed u
      using unnest(${events.map((e) => e.partyId)}::uuid[], ${events.map((e) => e.eventId)}::uuid[]) as k (party_id, event_id)
      where u.party_id = k.party_id and u.event_id = k.event_id`.execute(tx)
  if (!decisions.length) return
  const parties = decisions.map((d) => d.partyId)
  const seqs = decisions.map((d) => d.seq)
  await sql`
    insert into proof.decision_nonce (party_id, seq, nonce)
    select * from unnest(${parties}::uuid[], ${seqs}::bigint[], ${decisions.map((d) => d.nonce)}::bytea[])`.execute(tx)
  await sql`
    delete from platform.unsealed u
    using unnest(${parties}::uuid[], ${seqs}::bigint[], ${decisions.map((d) => d.at)}::timestamptz[]) as k (party_id, seq, at)
    where u.party_id = k.party_id and u.at = k.at and u.seq = k.seq`.execute(tx)
}

async function insertCheckpoint(tx: Tx, head: SignedHead, signers: readonly Signer[], now: string): Promise<void> {
  for (const s of signers)
    await sql`
      insert into proof.key (key_id, name, algorithm, public_key, added_at)
      values (${keyIdOf(s)}, ${s.name}, ${s.algorithm}, ${Buffer.from(s.publicKey)}, ${now})
      on conflict (key_id) do nothing`.execute(tx)
  await sql`
    insert into proof.checkpoint (size, root, sealed_at, note)
    values (${head.size}, ${head.root}, ${head.sealedAt}, ${head.note})`.execute(tx)
}
