import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { namespacesOf } from '../../../kernel/epcis/context.ts'
import type { EpcisEvent } from '../../../kernel/epcis/model.ts'
import { normalForm } from '../../../kernel/epcis/normal.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { instantOf, unscopedArchivedTexts, unscopedEpcisEvents } from '../../trace/index.ts'
import { cbvHash, type EventHash, eventHashes } from '../seal/event-hash.ts'
import { auditDerived, type Body, type DerivedEvent } from './derived.ts'
import type { Erasures } from './erasures.ts'
import { differs, type Report, rowOf } from './finding.ts'
import type { LeafRow } from './tree.ts'

type EventRow = {
  partyId: string
  eventId: string
  kind: string
  step: string
  sector: string | null
  eventTime: string
  recordedAt: string
  basis: string
  regime: string
  place: string | null
  disposition: string | null
  externalId: string | null
  bodyHash: Buffer
  eventHash: Buffer | null
  counterpartId: string | null
  transferParty: string | null
  transferId: string | null
  voids: string | null
  nonce: Buffer | null
  body: string | null
  /** Its text is, or should be, in the archive. */
  archived: boolean
}

async function readEvents(db: Db | Tx, leaves: readonly LeafRow[]): Promise<Map<string, EventRow>> {
  const { rows } = await sql<Omit<EventRow, 'archived'>>`
    select e.party_id, e.event_id, e.kind, e.step, e.sector, e.event_time, e.recorded_at, e.basis, e.regime, e.place,
      e.disposition, e.external_id, e.body_hash, e.event_hash, e.counterpart_id, e.transfer_party, e.transfer_id, e.voids,
      b.nonce, b.body
    from unnest(${leaves.map((l) => l.partyId)}::uuid[], ${leaves.map((l) => l.eventId)}::uuid[]) as k (party_id, event_id)
      join trace.event e on e.party_id = k.party_id and e.event_id = k.event_id
      left join trace.event_body b on b.party_id = e.party_id and b.event_id = e.event_id`.execute(db)
  const archived = await unscopedArchivedTexts(
    db,
    rows.filter((r) => r.body === null),
  )
  return new Map(
    rows.map((r): [string, EventRow] => {
      const kept = archived.get(r.eventId)
      if (!kept || kept.purgedAt !== null) return [r.eventId, { ...r, archived: false }]
      return [r.eventId, { ...r, body: kept.text ?? '', nonce: kept.nonce ?? null, archived: true }]
    }),
  )
}

const sha256 = (...parts: (Buffer | string)[]) =>
  hash('sha256', Buffer.concat(parts.map((p) => Buffer.from(p))), 'buffer')
const same = (a: Buffer | null, b: Buffer | null) => (a === null || b === null ? a === b : a.equals(b))

/** What a captured event says of the step, the place and the disposition it is listed with. */
function saidByEvent(e: EventRow, { event, context = [] }: Body): [string, unknown, unknown][] {
  if (!event) return []
  const n = normalForm(event as EpcisEvent, namespacesOf(context))
  return [
    ['disposition', e.disposition, n.disposition ?? null],
    ['place', e.place, n.bizLocation ?? n.readPoint ?? null],
    ...(n.bizStep ? ([['step', e.step, n.bizStep]] as [string, unknown, unknown][]) : []),
  ]
}

/** What an event's own text says of its columns, and what those are now. */
function columnsOf(e: EventRow, body: Body): [column: string, here: unknown, sealed: unknown][] {
  if (body.v !== 1) {
    const { eventID, eventTime } = body.event ?? {}
    const told: [string, unknown, unknown][] = []
    if (typeof eventID === 'string') told.push(['external_id', e.externalId, eventID])
    told.push(...saidByEvent(e, body))
    if (typeof eventTime === 'string') told.push(['event_time', instantOf(e.eventTime), instantOf(eventTime)])
    return told
  }
  const told: [string, unknown, unknown][] = [
    ['kind', e.kind, body.kind],
    ['step', e.step, body.step],
    ['party_id', e.partyId, body.partyId],
    ['event_time', instantOf(e.eventTime), instantOf(String(body.eventTime))],
    ['place', e.place, body.place ?? null],
    ['disposition', e.disposition, body.disposition ?? null],
  ]
  const { effects } = body
  if (effects)
    told.push(
      ['sector', e.sector, effects.sector],
      ['basis', e.basis, effects.basis],
      ['counterpart_id', e.counterpartId, effects.counterpartId],
      ['transfer_party', e.transferParty, effects.transferParty],
      ['transfer_id', e.transferId, effects.transferId],
      ['voids', e.voids, effects.voids],
    )
  return told
}

/** Looks at the events of a batch of leaves: row, text, hash, and what is derived from them. */
export async function auditEvents(
  db: Db | Tx,
  leaves: readonly LeafRow[],
  erasures: Erasures,
  report: Report,
): Promise<void> {
  const asked = leaves.filter((l) => l.kind === 'event' || l.kind === 'declaration')
  if (!asked.length) return
  const events = await readEvents(db, asked)
  const hashes = await eventHashes(
    db,
    [...events.values()]
      .filter((e) => e.regime !== 'declared' && e.body !== null)
      .map((e) => ({ ...e, declared: null })),
  )
  const captured = [...events.values()].filter((e) => e.regime === 'declared' && e.body !== null)
  for (const { eventId, event, context } of await unscopedEpcisEvents(db, captured))
    hashes.set(eventId, { eventHash: cbvHash(event, context), declarationHash: null })
  const whole: DerivedEvent[] = []
  for (const leaf of asked) {
    const row = rowOf({ party_id: leaf.partyId, event_id: leaf.eventId })
    const e = events.get(leaf.eventId!)
    if (!e) {
      report({ what: 'event_missing', table: 'trace.event', row, says: `leaf ${leaf.leafIndex} is about it` })
      continue
    }
    if (e.recordedAt !== leaf.recordTime)
      report({
        ...{ what: 'event_changed', table: 'trace.event', row },
        says: differs('recorded_at', e.recordedAt, leaf.recordTime),
      })
    const body = auditText(e, leaf, erasures, row, report)
    if (body) {
      for (const [column, here, sealed] of columnsOf(e, body))
        if (here !== sealed)
          report({ what: 'event_changed', table: 'trace.event', row, says: differs(column, here, sealed) })
      whole.push({ partyId: e.partyId, eventId: e.eventId, eventTime: e.eventTime, recordedAt: e.recordedAt, body })
    }
    auditHash(e, leaf, hashes.get(e.eventId), row, report)
  }
  await auditDerived(db, whole, report)
}

/** The stored text against the leaf. @returns what it says, when it is the text that was sealed. */
function auditText(e: EventRow, leaf: LeafRow, erasures: Erasures, row: string, report: Report): Body | undefined {
  if (e.body === null || e.nonce === null) {
    // what was gone before it could be sealed is told by the leaf itself
    const says = leaf.commitment
      ? 'its text is gone, and no decision says so'
      : 'its text was gone before it was sealed'
    if (!erasures.ofEvent(e.partyId, e.eventId)) report({ what: 'body_missing', table: 'trace.event_body', row, says })
    return undefined
  }
  if (!same(sha256(e.nonce, e.body), leaf.commitment)) {
    const table = e.archived ? 'trace.event_archive' : 'trace.event_body'
    report({ what: 'body_changed', table, row, says: 'text or nonce is not what was sealed' })
    return undefined
  }
  if (!same(sha256(e.body), e.bodyHash))
    report({ what: 'event_changed', table: 'trace.event', row, says: 'body_hash is not the hash of the sealed text' })
  return JSON.parse(e.body) as Body
}

function auditHash(e: EventRow, leaf: LeafRow, made: EventHash | undefined, row: string, report: Report): void {
  if (e.regime === 'declared') {
    if (!same(e.eventHash, leaf.eventHash))
      report({
        ...{ what: 'event_changed', table: 'trace.event', row },
        says: differs('event_hash', e.eventHash?.toString('hex') ?? null, leaf.eventHash?.toString('hex') ?? null),
      })
  }
  // one without a hash could not be shown as EPCIS when it was sealed; one whose text is gone cannot be shown now
  if (leaf.eventHash && made && !same(made.eventHash, leaf.eventHash))
    report({
      ...{ what: 'event_hash_differs', table: 'trace.event', row },
      says: 'as EPCIS shows it now, it has another hash than when it was sealed',
    })
}
