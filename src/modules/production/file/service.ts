import type { Actor } from '../../../platform/actor.ts'
import { type BlobStore, sha256Of } from '../../../platform/blob.ts'
import { type CommandDeps, runCommand } from '../../../platform/command.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError, found } from '../../../platform/errors.ts'
import { record } from '../../../platform/journal.ts'
import { limitRate } from '../../../platform/rate.ts'
import type { Sealer } from '../../../platform/seal.ts'
import { rowsInScope } from '../../identity/index.ts'
import { type DocumentType, documentTypeOf } from '../../registry/document/rules.ts'
import { requireOperator } from '../record/actor.ts'
import { openPersonal } from '../record/personal.ts'
import { findEventOf } from '../record/queries.ts'
import type { Values } from '../record/rules.ts'
import { fileLimits, filesOf } from './rules.ts'
import type * as api from './schema.ts'

type By = { actor: Actor; now: string }
type Opened = { file: { name: string; contentType: string }; bytes: Buffer }

/**
 * Keeps a photo or paper for a record that will name it by its id. Its id is the command's: sent again it is the same
 * file. @throws invalid `document.empty`, `document.type_not_taken`; conflict `command.id_reused` for other bytes under
 * this id; too_many `request.too_many`
 */
export async function addFile(
  deps: CommandDeps,
  blobs: BlobStore,
  by: By,
  input: Input<typeof api.addRecordFile>,
  bytes: Uint8Array,
) {
  if (!bytes.length) throw new AppError('invalid', 'document.empty')
  const contentType = documentTypeOf(bytes)
  if (!contentType) throw new AppError('invalid', 'document.type_not_taken')
  await limitRate(deps.db, `record-file:${by.actor.accountId}`, fileLimits.anHour, 3600, by.now)
  const { fileId, name } = input
  const sent = { ...input, sha256: sha256Of(bytes) }
  return runCommand(deps, { name: 'addRecordFile', ...by, commandId: fileId, input: sent }, async (ctx) => {
    await requireOperator(ctx)
    const { partyId, accountId } = ctx.actor
    const sha256 = await blobs.put(bytes)
    const size = bytes.length
    await ctx.db
      .insertInto('production.file')
      .values({ partyId, fileId, name, contentType, size, sha256, addedAt: ctx.now, addedBy: accountId })
      .execute()
    record(ctx, 'production.fileAdded', { about: fileId, data: { sha256, size } })
    return { fileId, name, contentType, size, addedAt: ctx.now }
  })
}

/** Files of a party by their ids, those that are its own. */
export const ownFiles = (db: Db | Tx, partyId: string, fileIds: readonly string[]) =>
  db
    .selectFrom('production.file')
    .select(['fileId', 'name', 'contentType', 'sha256'])
    .where('partyId', '=', partyId)
    .where('fileId', 'in', [...fileIds])
    .execute()

/** @throws not_found `file.not_found`, `document.file_missing` when the disk lacks it */
async function bytesOf(db: Db, blobs: BlobStore, partyId: string, fileId: string): Promise<Opened> {
  const [row] = await ownFiles(db, partyId, [fileId])
  const { sha256, name, contentType } = found(row, 'file', fileId)
  const bytes = await blobs.get(sha256)
  if (!bytes) throw new AppError('not_found', 'document.file_missing', { id: fileId })
  return { file: { name, contentType: contentType as DocumentType }, bytes }
}

/** A file of one's own, before a record names it too. */
export const ownFileBytes = (db: Db, blobs: BlobStore, { actor }: By, fileId: string): Promise<Opened> =>
  bytesOf(db, blobs, actor.partyId, fileId)

/**
 * A file that a record names, for whoever may see the record. One in a personal field is for those who may unmask, and
 * that it was opened, and by whom, stands in the journal before the bytes leave. @throws not_found `record.not_found`,
 * `file.not_found`, also for who may not see it
 */
export async function recordFileBytes(
  deps: CommandDeps,
  { blobs, sealer }: { blobs: BlobStore; sealer: Sealer },
  by: By,
  { recordId, fileId, partyId = by.actor.partyId }: Input<typeof api.recordFile>,
): Promise<Opened> {
  const row = await deps.db
    .selectFrom('production.record as r')
    .select(['r.profile', 'r.event', 'r.fields', 'r.personalSealed'])
    .where('r.partyId', '=', partyId)
    .where('r.recordId', '=', recordId)
    .where(rowsInScope(by.actor, 'r.partyId', 'r.sector'))
    .executeTakeFirst()
  const { profile, event: eventId, fields, personalSealed } = found(row, 'record', recordId)
  const event = findEventOf(profile, eventId)
  if (!event || !filesOf(event, fields as Values).includes(fileId)) {
    const personal = personalSealed === null ? {} : openPersonal(sealer, { partyId, recordId }, personalSealed)
    const named = by.actor.permissions.includes('person:unmask') && Object.values(personal).includes(fileId)
    if (!named) throw new AppError('not_found', 'file.not_found', { id: fileId })
    await runCommand(deps, { name: 'recordFile', ...by }, async (ctx) =>
      record(ctx, 'person.unmasked', { about: partyId, data: { field: 'recordFile', recordId, fileId } }),
    )
  }
  return bytesOf(deps.db, blobs, partyId, fileId)
}
