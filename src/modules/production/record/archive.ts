import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db.ts'
import { asKeeper } from '../../../platform/keeper.ts'
import { packText, unpackText } from '../../trace/index.ts'
import type { Finding } from '../rule/schema.ts'
import type { Values } from './rules.ts'

export type RecordKey = { partyId: string; recordId: string }

/** What an archived record said. `masked` and `sealed`: its personal values, null where it had none or they are purged. */
export type Kept = {
  fields: Values
  findings: Finding[]
  masked: Record<string, string> | null
  sealed: string | null
}
/** What stands in the archive of a record; `kept` is undefined once it was purged, or where the bytes are broken. */
export type ArchivedRecord = RecordKey & {
  archivedAt: string
  keptUntil: string
  personsPurgedAt: string | null
  personsDecision: string | null
  purgedAt: string | null
  decision: string | null
  kept: Kept | undefined
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/** What is in the archive of these records, whoever asks; by the id of the record. */
export async function unscopedArchivedRecords(
  db: Db | Tx,
  keys: readonly RecordKey[],
): Promise<Map<string, ArchivedRecord>> {
  if (!keys.length) return new Map()
  type Row = Omit<ArchivedRecord, 'kept'> & { packed: Buffer | null; persons: Buffer | null }
  const { rows } = await sql<Row>`
    select a.party_id, a.record_id, a.archived_at, a.kept_until, a.persons_purged_at, a.persons_decision, a.purged_at,
      a.decision, a.packed, a.persons
    from unnest(${keys.map((k) => k.partyId)}::uuid[], ${keys.map((k) => k.recordId)}::uuid[]) as k (party_id, record_id)
      join production.record_archive a on a.party_id = k.party_id and a.record_id = k.record_id
    where a.party_id = any(${[...new Set(keys.map((k) => k.partyId))]}::uuid[])`.execute(db)
  return new Map(rows.map(({ packed, persons, ...r }) => [r.recordId, { ...r, kept: unpacked(packed, persons) }]))
}

function unpacked(packed: Buffer | null, persons: Buffer | null): Kept | undefined {
  const text = packed ? unpackText(packed) : undefined
  if (text === undefined) return undefined
  const named = persons ? unpackText(persons) : undefined
  const { masked, sealed } = (named === undefined ? { masked: null, sealed: null } : JSON.parse(named)) as Kept
  return { ...(JSON.parse(text) as Pick<Kept, 'fields' | 'findings'>), masked, sealed }
}

/**
 * Rows with the values that are in the archive put back, for rules, which judge on all that was ever said: a lookup
 * more, only where a row is archived. `values` names the column.
 */
export async function withArchivedValues<
  K extends string,
  R extends RecordKey & { archivedAt: string | null } & Record<K, unknown>,
>(db: Db | Tx, rows: readonly R[], values: K): Promise<R[]> {
  const old = rows.filter((r) => r.archivedAt !== null)
  if (!old.length) return [...rows]
  const archived = await unscopedArchivedRecords(db, old)
  return rows.map((r) => {
    const kept = r.archivedAt === null ? undefined : archived.get(r.recordId)?.kept
    return kept ? { ...r, [values]: kept.fields } : r
  })
}

type Hot = {
  recordId: string
  fields: Values
  findings: Finding[]
  personalSealed: string | null
  personalMasked: Record<string, string> | null
}

/**
 * Moves what a party's records say into the archive and leaves the rows: what, when, about what, which holdings, which
 * event. Those that are archived already are passed over. Runs on the owner's connection.
 * @returns digest over what was archived, which the journal commits to: lines of record, digest, digest of the persons.
 */
export async function archiveRecords(
  tx: Tx,
  partyId: string,
  due: readonly { recordId: string; keptUntil: string }[],
  batchId: string,
  now: string,
): Promise<{ records: number; digest: string }> {
  const { rows } = await sql<Hot>`
    select record_id, fields, findings, personal_sealed, personal_masked from production.record
    where party_id = ${partyId} and record_id = any(${due.map((d) => d.recordId)}::uuid[]) and archived_at is null
    order by record_id for update`.execute(tx)
  if (!rows.length) return { records: 0, digest: archiveDigest([]) }
  const until = new Map(due.map((d) => [d.recordId, d.keptUntil]))
  const texts = rows.map(({ recordId, fields, findings, personalSealed: sealed, personalMasked: masked }) => ({
    recordId,
    text: JSON.stringify({ fields, findings }),
    persons: sealed === null && masked === null ? null : JSON.stringify({ sealed, masked }),
  }))
  const lines = texts.map(({ recordId, text, persons }) => ({
    recordId,
    digest: digestOf(text),
    personsDigest: persons === null ? null : digestOf(persons),
  }))
  await asKeeper(tx, async () => {
    await sql`
      insert into production.record_archive
        (party_id, record_id, batch_id, kept_until, packed, digest, persons, persons_digest, archived_at)
      select ${partyId}::uuid, r.record_id, ${batchId}::uuid, r.kept_until, r.packed, r.digest, r.persons,
        r.persons_digest, ${now}::timestamptz
      from unnest(${texts.map((t) => t.recordId)}::uuid[], ${texts.map((t) => until.get(t.recordId)!)}::date[],
        ${texts.map((t) => packText(t.text))}::bytea[], ${lines.map((l) => l.digest)}::bytea[],
        ${texts.map((t) => (t.persons === null ? null : packText(t.persons)))}::bytea[],
        ${lines.map((l) => l.personsDigest)}::bytea[])
        as r (record_id, kept_until, packed, digest, persons, persons_digest)`.execute(tx)
    await sql`
      update production.record set fields = '{}', findings = '[]', personal_sealed = null, personal_masked = null,
        archived_at = ${now}
      where party_id = ${partyId} and record_id = any(${texts.map((t) => t.recordId)}::uuid[])`.execute(tx)
  })
  return { records: lines.length, digest: archiveDigest(lines) }
}

/** SHA-256 over the lines of one archiving, in the order of the records' ids; hexadecimal. */
export const archiveDigest = (
  lines: readonly { recordId: string; digest: Buffer; personsDigest: Buffer | null }[],
): string =>
  digestOf(
    lines.map((l) => `${l.recordId} ${l.digest.toString('hex')} ${l.personsDigest?.toString('hex') ?? '-'}\n`).join(''),
  ).toString('hex')

/** Whether packed bytes are what the digest says. */
export function isPacked(packed: Buffer, digest: Buffer): boolean {
  const text = unpackText(packed)
  return text !== undefined && digestOf(text).equals(digest)
}

/**
 * Takes out of the archive what a decision purges of a party's records: their persons, or all they said. Digests stay.
 * Runs on the owner's connection. @returns how many were purged now.
 */
export async function purgeRecords(
  tx: Tx,
  partyId: string,
  recordIds: readonly string[],
  what: 'persons' | 'all',
  decision: string,
  now: string,
): Promise<number> {
  const mine = sql`party_id = ${partyId} and record_id = any(${[...recordIds]}::uuid[])`
  const done = await asKeeper(tx, () =>
    what === 'persons'
      ? sql`update production.record_archive set persons = null, persons_purged_at = ${now}, persons_decision = ${decision}
          where ${mine} and persons is not null`.execute(tx)
      : sql`update production.record_archive set packed = null, persons = null, purged_at = ${now}, decision = ${decision}
          where ${mine} and packed is not null`.execute(tx),
  )
  return Number(done.numAffectedRows ?? 0n)
}
