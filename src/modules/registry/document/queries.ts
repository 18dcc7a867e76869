import { type SqlBool, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { found } from '../../../platform/errors.ts'
import { filingsInScope } from '../filing/scope.ts'
import type { Document } from './schema.ts'

const columns = [
  'd.partyId',
  'd.documentId',
  'd.filingId',
  'd.kind',
  'd.name',
  'd.contentType',
  'd.size',
  'd.sha256',
  'd.addedAt',
] as const

/** A document as it is kept. */
export type DocumentRecord = Document & { sha256: string }

/** As it leaves the server. */
export const documentShown = ({ sha256: _, ...shown }: DocumentRecord): Document => shown

/** Documents of the filings that this person may read, without those taken off. */
const documentsOf = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('registry.document as d')
    .innerJoin('registry.filing as f', (j) =>
      j.onRef('f.partyId', '=', 'd.partyId').onRef('f.filingId', '=', 'd.filingId'),
    )
    .select(columns)
    .where(filingsInScope(actor))
    .where('d.removedAt', 'is', null)

/** @throws not_found `document.not_found`. */
export async function requireDocument(db: Db | Tx, actor: Actor, partyId: string, documentId: string) {
  const row = await documentsOf(db, actor)
    .where('d.partyId', '=', partyId)
    .where('d.documentId', '=', documentId)
    .executeTakeFirst()
  return found(row, 'document', documentId) as DocumentRecord
}

/** Documents of an operator, newest first. */
export async function listDocumentsOf(
  db: Db,
  actor: Actor,
  f: { partyId: string; cursor?: string | undefined; limit: number },
) {
  const after = decodeCursor(f.cursor, ['time', 'id'])
  const rows = await documentsOf(db, actor)
    .where('d.partyId', '=', f.partyId)
    .$if(after !== undefined, (x) =>
      x.where(sql<SqlBool>`(d.added_at, d.document_id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`),
    )
    .orderBy('d.addedAt', 'desc')
    .orderBy('d.documentId', 'desc')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows as DocumentRecord[], f.limit, (r) => [r.addedAt, r.documentId])
  return { items: items.map(documentShown), nextCursor }
}

/** Documents of one filing that the caller may read, in the order in which they were added. */
export async function unscopedDocumentsOfFiling(db: Db | Tx, partyId: string, filingId: string): Promise<Document[]> {
  const rows = await db
    .selectFrom('registry.document as d')
    .select(columns)
    .where('d.partyId', '=', partyId)
    .where('d.filingId', '=', filingId)
    .where('d.removedAt', 'is', null)
    .orderBy('d.addedAt')
    .orderBy('d.documentId')
    .execute()
  return (rows as DocumentRecord[]).map(documentShown)
}
