import { toHex } from '../../kernel/proof/bytes.ts'
import { hashOfLeaf } from '../../kernel/proof/leaf.ts'
import { keyIdOf, type PublicKey } from '../../kernel/proof/note.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Db } from '../../platform/db.ts'
import type { Input, Output } from '../../platform/endpoint.ts'
import { AppError, found } from '../../platform/errors.ts'
import type { Deps } from '../../platform/http.ts'
import { eventsInSight, unscopedEpcisEvents } from '../trace/index.ts'
import { logKeys, openHalt } from './log/checkpoint.ts'
import {
  auditPaths,
  consistency,
  inclusionOf,
  type LeafRow,
  leavesByHash,
  requireCheckpoint,
  sizeAndRoot,
  unscopedLeafOfEvent,
  unscopedLeavesByEventHash,
} from './log/proofs.ts'
import type { checkpointOfLog, consistencyOfLog, inclusionInLog, Proof, proofOfEvent } from './schema.ts'
import { waitingSeconds } from './seal/metrics.ts'
import { leafOf } from './seal/queue.ts'

const shownKey = (k: PublicKey) => ({
  name: k.name,
  algorithm: k.algorithm,
  publicKey: toHex(k.publicKey),
  keyId: keyIdOf(k),
})

/** The newest checkpoint, with the keys to check it and how far behind it is. @throws not_found `log.empty` */
export async function readCheckpoint(deps: Pick<Deps, 'db' | 'clock'>): Promise<Output<typeof checkpointOfLog>> {
  const { db } = deps
  const { size, root, sealedAt, note } = await requireCheckpoint(db)
  return {
    origin: note.slice(0, note.indexOf('\n')),
    size,
    rootHash: root.toString('hex'),
    sealedAt,
    note,
    keys: (await logKeys(db)).map(shownKey),
    unsealedSeconds: Math.round(await waitingSeconds(deps)),
    halted: (await openHalt(db))?.reason ?? null,
  }
}

/** More leaves of one hash are not listed: a hash that thousands share proves nothing more by the next thousand. */
const most = 100

/** The 32 bytes of a hash in one of its spellings. @throws invalid `log.hash_malformed` */
function readHash(text: string): Buffer {
  const digits = /^(?:ni:\/\/\/sha-256;)?([0-9a-f]{64})(?:\?ver=CBV2\.0)?$/i.exec(text.trim())?.[1]
  if (!digits) throw new AppError('invalid', 'log.hash_malformed')
  return Buffer.from(digits, 'hex')
}

/**
 * Where leaves with this hash are in the log. A leaf hash is public: whoever has the leaf knows what it says. An event
 * hash may be guessed from what an event says, so it is answered for those who may see the event, and for others as if
 * it were not there.
 */
export async function findInclusion(
  db: Db,
  actor: Actor,
  input: Input<typeof inclusionInLog>,
): Promise<Output<typeof inclusionInLog>> {
  const hash = readHash(input.hash)
  const { size, root } = await sizeAndRoot(db, input.size)
  let rows = await leavesByHash(db, hash, size, most + 1)
  if (!rows.length) rows = await readable(db, actor, await unscopedLeavesByEventHash(db, hash, size, most + 1))
  if (!rows.length) throw new AppError('not_found', 'log.hash_not_found')
  return {
    treeSize: size,
    rootHash: root.toString('hex'),
    leaves: await inclusionOf(db, rows.slice(0, most), size),
    truncated: rows.length > most,
  }
}

async function readable(db: Db, actor: Actor, rows: readonly LeafRow[]): Promise<LeafRow[]> {
  const keys = rows.flatMap((r) => (r.eventId === null ? [] : [{ partyId: r.partyId, eventId: r.eventId }]))
  const seen = new Set((await eventsInSight(db, actor, keys)).map((e) => e.eventId))
  return rows.filter((r) => r.eventId !== null && seen.has(r.eventId))
}

export const findConsistency = (db: Db, { from, to }: Input<typeof consistencyOfLog>) => consistency(db, from, to)

/**
 * The proof of an event for whoever may see it: leaf, path, checkpoint, keys. Event, text and nonce go to those who may
 * read it whole: the one who recorded it and the agencies above.
 * @throws not_found `event.not_found`
 */
export async function readProof(
  db: Db,
  actor: Actor,
  { partyId, eventId }: Input<typeof proofOfEvent>,
): Promise<Output<typeof proofOfEvent>> {
  const [seen] = await eventsInSight(db, actor, [{ partyId, eventId }])
  const { whole } = found(seen, 'event', eventId)
  const row = await unscopedLeafOfEvent(db, partyId, eventId)
  const erased = await erasureOf(db, partyId, eventId)
  if (!row) return { proof: null, sealedAt: null, erased }
  const last = await requireCheckpoint(db)
  const leaf = leafOf({ ...row, kind: row.kind as Proof['leaf']['kind'] })
  const leafIndex = Number(row.leafIndex)
  const [auditPath] = await auditPaths(db, [leafIndex], last.size)
  return {
    proof: {
      format: 'suyuan-proof/1',
      leaf,
      leafHash: toHex(hashOfLeaf(leaf)),
      leafIndex,
      treeSize: last.size,
      auditPath: auditPath!,
      checkpoint: last.note,
      keys: (await logKeys(db)).map(shownKey),
      ...(whole ? await wholeOf(db, partyId, eventId) : {}),
    },
    sealedAt: last.sealedAt,
    erased,
  }
}

async function wholeOf(
  db: Db,
  partyId: string,
  eventId: string,
): Promise<Pick<Proof, 'event' | 'context' | 'text' | 'nonce'>> {
  const body = await db
    .selectFrom('trace.eventBody')
    .select(['body', 'nonce'])
    .where('partyId', '=', partyId)
    .where('eventId', '=', eventId)
    .executeTakeFirst()
  const [rendered] = await unscopedEpcisEvents(db, [{ partyId, eventId }])
  return {
    ...(rendered ? { event: rendered.event as Proof['event'], context: rendered.context as Proof['context'] } : {}),
    ...(body ? { text: body.body, nonce: body.nonce.toString('hex') } : {}),
  }
}

async function erasureOf(db: Db, partyId: string, eventId: string): Promise<Output<typeof proofOfEvent>['erased']> {
  const row = await db
    .selectFrom('proof.erasure as e')
    .leftJoin('proof.leaf as l', (j) => j.onRef('l.seq', '=', 'e.erasureNo').on('l.kind', '=', 'erasure'))
    .select(['e.decision', 'e.at', 'l.leafIndex'])
    .where('e.partyId', '=', partyId)
    .where('e.eventId', '=', eventId)
    .executeTakeFirst()
  return row ? { ...row, leafIndex: row.leafIndex === null ? null : Number(row.leafIndex) } : null
}
