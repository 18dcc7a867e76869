import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { canonicalJson, commitmentOf, type Leaf, niOf } from '../../../kernel/proof/leaf.ts'
import type { Tx } from '../../../platform/db.ts'
import { eventHashes } from './event-hash.ts'

/** A leaf with what is stored beside it: what it is about, and the nonce of a decision. */
export type NewLeaf = {
  leaf: Leaf
  eventId: string | null
  seq: string | null
  eventHash: Buffer | null
  declarationHash: Buffer | null
  commitment: Buffer | null
}
export type Batch = {
  leaves: NewLeaf[]
  events: { partyId: string; eventId: string }[]
  decisions: { partyId: string; seq: string; at: string; nonce: Buffer }[]
  /** As many were waiting as were asked for: there may be more. */
  full: boolean
}

type WaitingEvent = {
  partyId: string
  eventId: string
  recordedAt: string | null
  regime: string | null
  eventHash: Buffer | null
  commitment: Buffer | null
  declared: string | null
}

/**
 * Events that wait, in the order of their ids. The commitment is worked out where the text lies: it may be long, and
 * nothing else of it is needed but where an error was declared.
 */
async function waitingEvents(tx: Tx, limit: number): Promise<WaitingEvent[]> {
  const { rows } = await sql<WaitingEvent>`
    select u.party_id, u.event_id, e.recorded_at, e.regime, e.event_hash,
      sha256(b.nonce || convert_to(b.body, 'UTF8')) as commitment,
      case when e.regime = 'declared' and position('"errorDeclaration"' in b.body) > 0 then b.body end as declared
    from trace.unsealed u
      left join trace.event e on e.party_id = u.party_id and e.event_id = u.event_id
      left join trace.event_body b on b.party_id = u.party_id and b.event_id = u.event_id
    order by u.event_id limit ${limit}`.execute(tx)
  return rows
}

export type JournalText = {
  partyId: string
  seq: string
  kind: string
  eventId: string | null
  about: string | null
  actorId: string
  onBehalfOf: string | null
  commandId: string | null
  data: unknown
  at: string
}

/** The text that a decision's leaf commits to: RFC 8785 JSON of the journal row. Its numbers stay text. */
export const decisionText = ({
  partyId,
  seq,
  kind,
  eventId,
  about,
  actorId,
  onBehalfOf,
  commandId,
  data,
  at,
}: JournalText): string =>
  canonicalJson({ v: 1, partyId, seq, kind, eventId, about, actorId, onBehalfOf, commandId, data, at })

type WaitingDecision = JournalText & { queuedAt: string; there: boolean }

async function waitingDecisions(tx: Tx, limit: number): Promise<WaitingDecision[]> {
  const { rows } = await sql<WaitingDecision>`
    select u.party_id, u.seq, u.at as queued_at, j.party_id is not null as there, j.kind, j.event_id, j.about, j.actor_id,
      j.on_behalf_of, j.command_id, j.data, j.at
    from platform.unsealed u
      left join platform.journal j on j.party_id = u.party_id and j.seq = u.seq
    order by u.at, u.party_id, u.seq limit ${limit}`.execute(tx)
  return rows
}

type Erasure = { erasureNo: string; partyId: string; eventId: string | null; at: string; commitment: Buffer }

async function waitingErasures(tx: Tx, limit: number): Promise<Erasure[]> {
  const { rows } = await sql<Erasure>`
    select e.erasure_no, e.party_id, e.event_id, e.at, sha256(e.nonce || convert_to(e.body, 'UTF8')) as commitment
    from proof.erasure e
    where not exists (select 1 from proof.leaf l where l.kind = 'erasure' and l.seq = e.erasure_no)
    order by e.erasure_no limit ${limit}`.execute(tx)
  return rows
}

/** An instant as the database would give it back: no zeros at its end. */
const asKept = (iso: string) => iso.replace(/\.(\d*?)0*Z$/, (_, digits: string) => (digits ? `.${digits}Z` : 'Z'))

const hexOf = (bytes: Buffer | null) => bytes?.toString('hex') ?? null

/** The leaf that stored columns make. */
export const leafOf = (r: {
  kind: Leaf['kind']
  partyId: string
  recordTime: string
  eventHash: Buffer | null
  declarationHash: Buffer | null
  commitment: Buffer | null
}): Leaf => ({
  v: 1,
  kind: r.kind,
  party: r.partyId,
  recordTime: r.recordTime,
  eventHash: r.eventHash && niOf(r.eventHash),
  declarationHash: hexOf(r.declarationHash),
  commitment: hexOf(r.commitment),
})

/** Takes what waits, at most `limit` of each sort, and makes leaves of it. `now`: for an event that is gone. */
export async function readBatch(tx: Tx, limit: number, now: string): Promise<Batch> {
  const events = await waitingEvents(tx, limit)
  const decisions = await waitingDecisions(tx, limit)
  const erasures = await waitingErasures(tx, limit)
  const hashes = await eventHashes(
    tx,
    events.flatMap((e) => (e.regime === null ? [] : [{ ...e, regime: e.regime }])),
  )
  const leaves: NewLeaf[] = []
  const add = (kind: Leaf['kind'], r: Omit<NewLeaf, 'leaf'> & { partyId: string; recordTime: string }) => {
    const { partyId, recordTime, ...stored } = r
    leaves.push({ leaf: leafOf({ ...stored, kind, partyId, recordTime }), ...stored })
  }
  for (const e of events) {
    const hash = hashes.get(e.eventId) ?? { eventHash: null, declarationHash: null }
    add(hash.declarationHash ? 'declaration' : 'event', {
      partyId: e.partyId,
      // taken out of the database before it could be sealed: the leaf says that something was there
      recordTime: e.recordedAt ?? asKept(now),
      eventId: e.eventId,
      seq: null,
      ...hash,
      commitment: e.commitment,
    })
  }
  const sealed: Batch['decisions'] = []
  for (const d of decisions) {
    const nonce = randomBytes(32)
    sealed.push({ partyId: d.partyId, seq: d.seq, at: d.queuedAt, nonce })
    add('decision', {
      partyId: d.partyId,
      recordTime: d.at ?? d.queuedAt,
      eventId: null,
      seq: d.seq,
      eventHash: null,
      declarationHash: null,
      commitment: d.there ? Buffer.from(commitmentOf(nonce, decisionText(d)), 'hex') : null,
    })
  }
  for (const e of erasures)
    add('erasure', {
      partyId: e.partyId,
      recordTime: e.at,
      eventId: e.eventId,
      seq: e.erasureNo,
      eventHash: null,
      declarationHash: null,
      commitment: e.commitment,
    })
  return {
    leaves,
    events: events.map(({ partyId, eventId }) => ({ partyId, eventId })),
    decisions: sealed,
    full: Math.max(events.length, decisions.length, erasures.length) === limit,
  }
}
