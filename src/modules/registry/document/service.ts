import type { Actor } from '../../../platform/actor.ts'
import { type BlobStore, sha256Of } from '../../../platform/blob.ts'
import { type CommandCtx, type CommandDeps, runCommand } from '../../../platform/command.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { record } from '../../../platform/journal.ts'
import { type FilingRecord, lockOpenFiling } from '../filing/queries.ts'
import { nextFilingState } from '../filing/rules.ts'
import { type DocumentRecord, documentShown, requireDocument, unscopedDocumentsOfFiling } from './queries.ts'
import { documentLimits, documentTypeOf, mayOpenDocument } from './rules.ts'
import type * as api from './schema.ts'

/** The filing, if it is with the operator: what was handed in stands as it was read. @throws conflict `document.handed_in`. */
function requireWithOperator(filing: FilingRecord): FilingRecord {
  if (filing.kind === 'cancellation' || !nextFilingState(filing.state, 'save'))
    throw new AppError('conflict', 'document.handed_in', { state: filing.state })
  return filing
}

/**
 * Adds a file to the open filing. Its id is the command's: a retry answers the same document, and another file under
 * that id is refused (`command.id_reused`). The bytes are stored once everything else is checked.
 * @throws invalid `document.empty`, `document.type_not_taken`; conflict `document.no_filing`, `document.handed_in`,
 * `document.too_many`.
 */
export async function addDocument(
  deps: CommandDeps,
  blobs: BlobStore,
  by: { actor: Actor; now: string },
  input: Input<typeof api.addDocument>,
  bytes: Uint8Array,
) {
  if (!bytes.length) throw new AppError('invalid', 'document.empty')
  const contentType = documentTypeOf(bytes)
  if (!contentType) throw new AppError('invalid', 'document.type_not_taken')
  const { documentId, kind, name } = input
  const sent = { ...input, sha256: sha256Of(bytes) }
  return runCommand(deps, { name: 'addDocument', ...by, commandId: documentId, input: sent }, async (ctx) => {
    const open = await lockOpenFiling(ctx.db, ctx.actor)
    if (!open) throw new AppError('conflict', 'document.no_filing')
    const { partyId, filingId } = requireWithOperator(open)
    const most = documentLimits.count
    if ((await unscopedDocumentsOfFiling(ctx.db, partyId, filingId)).length >= most)
      throw new AppError('conflict', 'document.too_many', { most })
    const sha256 = await blobs.put(bytes)
    const document: DocumentRecord = {
      partyId,
      documentId,
      filingId,
      kind,
      name,
      contentType,
      size: bytes.length,
      sha256,
      addedAt: ctx.now,
    }
    await ctx.db
      .insertInto('registry.document')
      .values({ ...document, addedBy: ctx.actor.accountId })
      .execute()
    record(ctx, 'document.added', { about: documentId, data: { partyId, filingId, kind, sha256 } })
    return documentShown(document)
  })
}

/** Takes a document off while the filing is with the operator; the row and the bytes stay, as what an officer may have read. */
export async function removeDocument(ctx: CommandCtx, { documentId }: Input<typeof api.removeDocument>) {
  const { partyId } = ctx.actor
  const open = await lockOpenFiling(ctx.db, ctx.actor)
  const document = await requireDocument(ctx.db, ctx.actor, partyId, documentId)
  if (open?.filingId !== document.filingId) throw new AppError('conflict', 'document.handed_in', { state: 'approved' })
  requireWithOperator(open)
  await ctx.db
    .updateTable('registry.document')
    .set({ removedAt: ctx.now })
    .where('partyId', '=', partyId)
    .where('documentId', '=', documentId)
    .execute()
  const { filingId, kind } = document
  record(ctx, 'document.removed', { about: documentId, data: { partyId, filingId, kind } })
  return { documentId }
}

/**
 * The bytes of a document this person may read. That an identity card was opened, and by whom, stands in the journal
 * before the bytes leave. @throws not_found `document.not_found`, `document.file_missing` when the disk lacks it;
 * forbidden `document.identity_restricted`.
 */
export async function documentBytes(
  deps: CommandDeps,
  blobs: BlobStore,
  by: { actor: Actor; now: string },
  ref: { partyId: string; documentId: string },
): Promise<{ document: DocumentRecord; bytes: Buffer }> {
  const document = await requireDocument(deps.db, by.actor, ref.partyId, ref.documentId)
  const { partyId, documentId, filingId, kind } = document
  if (!mayOpenDocument(kind, by.actor.permissions)) throw new AppError('forbidden', 'document.identity_restricted')
  const bytes = await blobs.get(document.sha256)
  if (!bytes) throw new AppError('not_found', 'document.file_missing', { id: documentId })
  if (kind === 'identity_card')
    await runCommand(deps, { name: 'documentFile', ...by }, async (ctx) =>
      record(ctx, 'person.unmasked', { about: partyId, data: { field: 'identityDocument', documentId, filingId } }),
    )
  return { document, bytes }
}
