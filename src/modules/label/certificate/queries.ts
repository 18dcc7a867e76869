import { sql } from 'kysely'
import { normalise } from '../../../kernel/quantity.ts'
import type { Actor } from '../../../platform/actor.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { found } from '../../../platform/errors.ts'
import { rowsInScope } from '../../identity/index.ts'
import { getHolding } from '../../trace/index.ts'
import { unscopedBehind } from './behind.ts'
import type { TestOnRecord } from './rules.ts'
import type {
  Certificate,
  CertificateDetail,
  CertificateRef,
  CollectedFor,
  listCollected as ListCollected,
  listCertificates,
} from './schema.ts'

/** The certificates this person may see: an operator those it issued, an agency those of its jurisdiction. */
const certificatesOf = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('label.certificate as c')
    .leftJoin('label.certificateVoid as v', (j) =>
      j.onRef('v.partyId', '=', 'c.partyId').onRef('v.certificateId', '=', 'c.certificateId'),
    )
    .select(['c.partyId', 'c.certificateId', 'c.code', 'c.style', 'c.basis', 'c.holdingId', 'c.batchCode'])
    .select(['c.productName', 'c.classCode', 'c.quantity', 'c.unit', 'c.origin', 'c.issuerName', 'c.contact'])
    .select(['c.testReports', 'c.otherProofs', 'c.language', 'c.issuedAt', 'c.voidedAt', 'v.reason as voidReason'])
    .where(rowsInScope(actor, 'c.partyId', 'c.sector'))

const shown = (r: object & { quantity: string }): Certificate =>
  ({ ...r, quantity: normalise(r.quantity) }) as unknown as Certificate

/** Certificates, newest first. */
export async function listIssued(
  db: Db,
  actor: Actor,
  f: Input<typeof listCertificates>,
): Promise<{ items: Certificate[]; nextCursor: string | null }> {
  const after = decodeCursor(f.cursor, ['time', 'id'])
  const rows = await certificatesOf(db, actor)
    .$if(f.partyId !== undefined, (q) => q.where('c.partyId', '=', f.partyId!))
    .$if(f.holdingId !== undefined, (q) => q.where('c.holdingId', '=', f.holdingId!))
    .$if(f.voided !== undefined, (q) => q.where('c.voidedAt', f.voided === 'yes' ? 'is not' : 'is', null))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(c.issued_at, c.certificate_id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('c.issuedAt', 'desc')
    .orderBy('c.certificateId', 'desc')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.issuedAt, r.certificateId])
  return { items: items.map(shown), nextCursor }
}

/** @throws not_found `certificate.not_found`, also for one this person may not see. */
export async function requireCertificate(
  db: Db | Tx,
  actor: Actor,
  partyId: string,
  certificateId: string,
): Promise<CertificateDetail> {
  const row = await certificatesOf(db, actor)
    .where('c.partyId', '=', partyId)
    .where('c.certificateId', '=', certificateId)
    .executeTakeFirst()
  const certificate = shown(found(row, 'certificate', certificateId))
  return { ...certificate, collected: await unscopedCollected(db, partyId, certificateId) }
}

/** The certificates that a purchaser's certificate rests on, each as it stands today. */
export async function unscopedCollected(
  db: Db | Tx,
  partyId: string,
  certificateId: string,
): Promise<CertificateRef[]> {
  const keys = await db
    .selectFrom('label.collected')
    .select(['sourceParty', 'sourceCertificate'])
    .where('partyId', '=', partyId)
    .where('certificateId', '=', certificateId)
    .execute()
  if (!keys.length) return []
  const { rows } = await sql<CertificateRef>`
    select party_id, certificate_id, code, style, product_name, quantity, unit, origin, issuer_name, issued_at, voided_at
    from label.certificate
    where party_id = any(${[...new Set(keys.map((k) => k.sourceParty))]}::uuid[])
      and certificate_id = any(${keys.map((k) => k.sourceCertificate)}::uuid[])
    order by issued_at, certificate_id`.execute(db)
  return rows.map((r) => ({ ...r, quantity: normalise(r.quantity) }))
}

/**
 * Goods that came in, newest first, each with the certificates that came along. Derived from the links of the goods:
 * nothing is copied when they are received, so a certificate that is voided later is no longer among them.
 */
export async function listCollected(
  db: Db,
  actor: Actor,
  f: Input<typeof ListCollected>,
): Promise<{ items: CollectedFor[]; nextCursor: string | null }> {
  const partyId = f.partyId ?? actor.partyId
  if (f.holdingId !== undefined) await getHolding(db, actor, partyId, f.holdingId)
  const after = decodeCursor(f.cursor, ['time', 'id'])
  const rows = await db
    .selectFrom('trace.holding as h')
    .select(['h.partyId', 'h.holdingId', 'h.code', 'h.productName', 'h.quantity', 'h.unit', 'h.createdAt'])
    .where(rowsInScope(actor, 'h.partyId', 'h.sector'))
    .where('h.partyId', '=', partyId)
    .$if(f.holdingId !== undefined, (q) => q.where('h.holdingId', '=', f.holdingId!))
    .$if(f.holdingId === undefined, (q) => q.where('h.basis', '=', 'counterpart_confirmed'))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(h.created_at, h.holding_id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('h.createdAt', 'desc')
    .orderBy('h.holdingId', 'desc')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.createdAt, r.holdingId])
  const behind = await unscopedBehind(db, items)
  return {
    items: items.map(({ createdAt, ...r }, i) => ({
      ...r,
      quantity: normalise(r.quantity),
      receivedAt: createdAt,
      certificates: behind[i]!.certificates.map((c) => ({ ...c, quantity: normalise(c.quantity) })),
      uncovered: behind[i]!.uncovered.map(({ code, productName }) => ({ code, productName })),
    })),
    nextCursor,
  }
}

/** Has this own batch a certificate that is valid? */
export const hasValidCertificate = async (db: Db | Tx, partyId: string, holdingId: string): Promise<boolean> =>
  (await db
    .selectFrom('label.certificate')
    .select('certificateId')
    .where('partyId', '=', partyId)
    .where('holdingId', '=', holdingId)
    .where('voidedAt', 'is', null)
    .executeTakeFirst()) !== undefined

/** The business step of the profiles' event `test`, and its name in the fields of what was recorded. */
const testing = { step: 'inspecting', event: 'test' } as const

/** Tests that a party recorded on these of its own holdings, the latest last. */
export async function unscopedTests(
  db: Db | Tx,
  partyId: string,
  holdingIds: readonly string[],
): Promise<TestOnRecord[]> {
  const { rows } = await sql<{ body: string }>`
    select b.body
    from trace.holding_event e
    join trace.event v on v.party_id = e.party_id and v.event_id = e.event_id
    join trace.event_body b on b.party_id = e.party_id and b.event_id = e.event_id
    where e.party_id = ${partyId} and e.holding_id = any(${[...holdingIds]}::uuid[]) and e.voided_by is null
      and v.kind = 'observe' and v.step = ${testing.step}
    order by e.event_time, e.event_id`.execute(db)
  return rows.flatMap(({ body }) => {
    const { fields = {} } = JSON.parse(body) as { fields?: Record<string, unknown> }
    const text = (key: string) => (typeof fields[key] === 'string' ? fields[key] : undefined)
    if (text('event') !== testing.event) return []
    return [{ kind: text('kind'), result: text('result'), report: text('report') }]
  })
}
