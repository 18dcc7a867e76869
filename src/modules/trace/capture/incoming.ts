import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { bodyText } from '../../../kernel/epcis/body.ts'
import { namespacesOf } from '../../../kernel/epcis/context.ts'
import { hashUri } from '../../../kernel/epcis/hash.ts'
import type { EpcisEvent, NormalEvent } from '../../../kernel/epcis/model.ts'
import { normalForm } from '../../../kernel/epcis/normal.ts'
import { isExactNumber } from '../../../kernel/epcis/number.ts'
import { arrayText } from '../../../platform/array.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { newId } from '../../../platform/id.ts'
import { capturedEvent, isCaptured } from '../epcis/render.ts'
import { refuseTime } from '../rules.ts'
import { isoOf, microsOf } from '../time.ts'
import type { EventFacts } from './facts.ts'
import type { EventRef, Signal } from './write.ts'

/** An event of a document as the readers of the kernel give it. `hash`: its CBV hash, 32 bytes. */
export type CaptureEvent = {
  event: EpcisEvent
  context: unknown[]
  normal: NormalEvent
  hash: Buffer
  /** `bodyText` of the event, where it was written already: by a thread, from which numbers too long for JavaScript do not come. */
  body?: string
}

/** What became of an event. `known`: the same event had been captured before, and nothing was written. */
export type Captured = {
  eventId: string
  /** The eventID it is known by: its own, or the one assigned to it. */
  externalId: string
  eventTime: string
  recordTime: string
  sector: string | null
  /** Parties that may list it. */
  viewers: string[]
  known: boolean
  signals: Signal[]
}

/**
 * The eventID of an event that came without one: its CBV 2.0 hash as a URI (CBV §8.9), the one form of eventID that
 * whoever has the event can work out, so that the same event sent twice stays one event.
 */
export const hashId = (hash: Buffer): string => hashUri(hash.toString('hex'))

/** Why an event cannot be captured now: it lies more than five minutes ahead (`event.in_future`). */
export const refuseCapture = (normal: NormalEvent, now: string) => refuseTime(microsecond(normal.eventTime), now, [])

/** The instant as PostgreSQL keeps it: what is finer than a microsecond is cut off. */
function microsecond(iso: string): string {
  const [, whole = '', fraction = '', zone = ''] = /^(.*?\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/.exec(iso) ?? []
  return isoOf(microsOf(`${whole}.${fraction.slice(0, 6).padEnd(6, '0')}${zone}`))
}

/** An event on its way in. */
export type Incoming = CaptureEvent & {
  eventId: string
  externalId: string
  ref: EventRef
  facts: EventFacts
  signals: Set<Signal>
  body: string
  bodyHash: Buffer
  declaration: boolean
  viewers: string[]
  counterpart: string | null
}

/** Puts the captures of one party in a row: an event and its correction, or its twin, then always see each other. */
export async function lockCapturing(tx: Tx, partyId: string): Promise<void> {
  const lock = () => sql`select 1 from trace.capturing where party_id = ${partyId} for update`.execute(tx)
  if ((await lock()).rows.length) return
  await sql`insert into trace.capturing (party_id) values (${partyId}) on conflict do nothing`.execute(tx)
  await lock()
}

/** An event this party captured under an eventID that comes again. */
export type Earlier = {
  eventId: string
  externalId: string
  kind: string
  bodyHash: Buffer
  eventHash: Buffer | null
  eventTime: string
  recordedAt: string
  sector: string | null
  voids: string | null
  /** What an error declaration says (`declaredText`), of those that the new events may repeat. */
  declared?: string | null
}

export async function earlierEvents(
  tx: Tx,
  partyId: string,
  events: readonly CaptureEvent[],
): Promise<Map<string, Earlier[]>> {
  const ids = [...new Set(events.map((e) => e.normal.eventID ?? hashId(e.hash)))]
  const { rows } = await sql<Earlier>`
    select event_id, external_id, kind, body_hash, event_hash, event_time, recorded_at, sector, voids
    from trace.event where party_id = ${partyId} and external_id = any(${arrayText(ids, false)}::text[])
    order by recorded_at`.execute(tx)
  await readDeclared(tx, partyId, rows, events)
  return Map.groupBy(rows, (r) => r.externalId)
}

/** What those error declarations say that new ones may say again: the hash of an event leaves it out. */
async function readDeclared(tx: Tx, partyId: string, rows: Earlier[], events: readonly CaptureEvent[]): Promise<void> {
  const hashes = new Set(
    events.flatMap((e) => (e.normal.errorDeclaration === undefined ? [] : [e.hash.toString('hex')])),
  )
  const asked = rows.filter((r) => r.kind === 'error' && r.eventHash && hashes.has(r.eventHash.toString('hex')))
  if (!asked.length) return
  const bodies = await tx
    .selectFrom('trace.eventBody')
    .select(['eventId', 'body'])
    .where('partyId', '=', partyId)
    .where(sql<boolean>`event_id = any(${asked.map((r) => r.eventId)}::uuid[])`)
    .execute()
  const texts = new Map(bodies.map((b) => [b.eventId, b.body]))
  for (const r of asked) {
    const body = texts.get(r.eventId)
    if (!body || !isCaptured(body)) continue
    const { event, context } = capturedEvent(body, r.externalId)
    r.declared = declaredText(normalForm(event, namespacesOf(context)))
  }
}

/** What an error declaration says, the same from every spelling of it; null for an event that is none. */
function declaredText({ errorDeclaration }: NormalEvent): string | null {
  const sorted = (_: string, v: unknown) =>
    typeof v === 'object' && v !== null && !Array.isArray(v) && !isExactNumber(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v
  return errorDeclaration === undefined ? null : JSON.stringify(errorDeclaration, sorted)
}

type Answer = { eventId: string; externalId: string; known?: Captured }

/** Tells events that are new from those that are known, within the document too. */
export function sortOut(ctx: CommandCtx, events: readonly CaptureEvent[], earlier: Map<string, Earlier[]>) {
  const { partyId } = ctx.actor
  const incoming: Incoming[] = []
  const inDocument = new Map<string, Incoming[]>()
  const answers = events.map((e): Answer => {
    const externalId = e.normal.eventID ?? hashId(e.hash)
    const declaration = e.normal.errorDeclaration !== undefined
    const body = e.body ?? bodyText(e.event, e.context)
    const bodyHash = createHash('sha256').update(body).digest()
    const before = earlier.get(externalId) ?? []
    const declared = declaredText(e.normal)
    const twin = before.find((b) => isTwin(b, b.kind === 'error', { bodyHash, hash: e.hash, declared }))
    if (twin)
      return {
        eventId: twin.eventId,
        externalId,
        known: {
          eventId: twin.eventId,
          externalId,
          eventTime: twin.eventTime,
          recordTime: twin.recordedAt,
          sector: twin.sector,
          viewers: [],
          known: true,
          signals: [],
        },
      }
    const here = inDocument.get(externalId) ?? []
    const same = here.find((b) =>
      isTwin({ bodyHash: b.bodyHash, eventHash: b.hash, declared: declaredText(b.normal) }, b.declaration, {
        bodyHash,
        hash: e.hash,
        declared,
      }),
    )
    if (same) return { eventId: same.eventId, externalId }
    const signals = new Set<Signal>()
    const others = [...before.map((b) => b.kind === 'error'), ...here.map((b) => b.declaration)]
    if (!declaration && others.some((isDeclaration) => !isDeclaration)) signals.add('event_id_reused')
    const n = e.normal
    const ref: EventRef = {
      partyId,
      eventId: newId(),
      eventTime: microsecond(n.eventTime),
      step: n.bizStep ?? (n.type === 'TransformationEvent' ? 'transforming' : (n.action ?? 'OBSERVE').toLowerCase()),
      place: n.bizLocation ?? n.readPoint ?? null,
      disposition: n.disposition ?? null,
    }
    const made = { ...e, eventId: ref.eventId, externalId, ref, signals, body, bodyHash, declaration } as Incoming
    incoming.push(made)
    inDocument.set(externalId, [...here, made])
    return { eventId: ref.eventId, externalId }
  })
  return { incoming, answers }
}

/**
 * The same event again: the same text, or the same content by its hash. That leaves out error declarations: of two of
 * these what they declare must be the same, too.
 */
function isTwin(
  b: { bodyHash: Buffer; eventHash: Buffer | null; declared?: string | null },
  isDeclaration: boolean,
  e: { bodyHash: Buffer; hash: Buffer; declared: string | null },
): boolean {
  if (b.bodyHash.equals(e.bodyHash)) return true
  const declares = e.declared !== null
  if (isDeclaration !== declares || !b.eventHash?.equals(e.hash)) return false
  return !declares || b.declared === e.declared
}
