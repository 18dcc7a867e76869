import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.ts'
import { asKeeper } from '../../platform/keeper.ts'

/** An event by its key. */
type EventKey = { partyId: string; eventId: string }

/** Packs a text for an archive. */
export const packText = (text: string): Buffer => gzipSync(text, { level: 9 })

/** The text that was packed; undefined where the bytes are no gzip any more. */
export function unpackText(packed: Buffer): string | undefined {
  try {
    return gunzipSync(packed).toString('utf8')
  } catch {
    return undefined
  }
}

/** What an archived event still says where its text is not shown. */
export type ArchivedEvent = EventKey & {
  profile: string | null
  profileEvent: string | null
  archivedAt: string
  /** The decision by which the text was purged, and when; null while it is in the archive. */
  decision: string | null
  purgedAt: string | null
}
/** With its text and nonce; both undefined when they were purged, or what is there cannot be unpacked. */
export type ArchivedText = ArchivedEvent & { text: string | undefined; nonce: Buffer | undefined }

/** What of these events is in the archive, with its texts, whoever asks; by the id of the event. */
export async function unscopedArchivedTexts(
  db: Db | Tx,
  keys: readonly EventKey[],
): Promise<Map<string, ArchivedText>> {
  if (!keys.length) return new Map()
  const { rows } = await sql<ArchivedEvent & { packed: Buffer | null; nonce: Buffer | null }>`
    select a.party_id, a.event_id, a.profile, a.profile_event, a.archived_at, a.decision, a.purged_at, a.packed, a.nonce
    from unnest(${keys.map((k) => k.partyId)}::uuid[], ${keys.map((k) => k.eventId)}::uuid[]) as k (party_id, event_id)
      join trace.event_archive a on a.party_id = k.party_id and a.event_id = k.event_id
    where a.party_id = any(${[...new Set(keys.map((k) => k.partyId))]}::uuid[])`.execute(db)
  return new Map(
    rows.map(({ packed, nonce, ...r }) => {
      const text = packed ? unpackText(packed) : undefined
      return [r.eventId, { ...r, text, nonce: nonce ?? undefined }]
    }),
  )
}

/** The same without the texts: what a trace shows of an archived step. */
export async function unscopedArchivedEvents(
  db: Db | Tx,
  keys: readonly EventKey[],
): Promise<Map<string, ArchivedEvent>> {
  if (!keys.length) return new Map()
  const { rows } = await sql<ArchivedEvent>`
    select a.party_id, a.event_id, a.profile, a.profile_event, a.archived_at, a.decision, a.purged_at
    from unnest(${keys.map((k) => k.partyId)}::uuid[], ${keys.map((k) => k.eventId)}::uuid[]) as k (party_id, event_id)
      join trace.event_archive a on a.party_id = k.party_id and a.event_id = k.event_id
    where a.party_id = any(${[...new Set(keys.map((k) => k.partyId))]}::uuid[])`.execute(db)
  return new Map(rows.map((r) => [r.eventId, r]))
}

/** The fields of an archived event as far as everybody may still read them: what the step is called. */
export const archivedFields = ({ profile, profileEvent }: ArchivedEvent): Record<string, unknown> => ({
  ...(profile === null ? {} : { profile }),
  ...(profileEvent === null ? {} : { event: profileEvent }),
})

/**
 * Moves the texts of a party's events into the archive with their nonces, so that the log proves them there. Only what
 * was sealed: else the log would not know what had been there. Row of the event, deltas and links stay where they are.
 * Runs on the owner's connection.
 * @returns the events whose text is in the archive now.
 */
export async function archiveTexts(
  tx: Tx,
  partyId: string,
  eventIds: readonly string[],
  now: string,
): Promise<string[]> {
  if (!eventIds.length) return []
  const { rows } = await sql<{ eventId: string; body: string; nonce: Buffer }>`
    select b.event_id, b.body, b.nonce from trace.event_body b
    where b.party_id = ${partyId} and b.event_id = any(${[...eventIds]}::uuid[])
      and not exists (select 1 from trace.unsealed u where u.party_id = b.party_id and u.event_id = b.event_id)
    order by b.event_id for update`.execute(tx)
  if (!rows.length) return []
  const ids = rows.map((r) => r.eventId)
  const named = rows.map(({ body }) => (JSON.parse(body) as { fields?: Record<string, unknown> }).fields ?? {})
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  await asKeeper(tx, async () => {
    await sql`
      insert into trace.event_archive (party_id, event_id, profile, profile_event, nonce, packed, archived_at)
      select ${partyId}::uuid, r.event_id, r.profile, r.profile_event, r.nonce, r.packed, ${now}::timestamptz
      from unnest(${ids}::uuid[], ${named.map((f) => text(f['profile']))}::text[],
        ${named.map((f) => text(f['event']))}::text[], ${rows.map((r) => r.nonce)}::bytea[],
        ${rows.map((r) => packText(r.body))}::bytea[]) as r (event_id, profile, profile_event, nonce, packed)`.execute(
      tx,
    )
    await sql`delete from trace.event_body where party_id = ${partyId} and event_id = any(${ids}::uuid[])`.execute(tx)
  })
  return ids
}
