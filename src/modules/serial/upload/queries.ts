import type { Actor } from '../../../platform/actor.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db } from '../../../platform/db.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import { found } from '../../../platform/errors.ts'
import { partyNames, rowsInScope } from '../../identity/index.ts'
import type { RowProblem } from '../rules.ts'
import type { getUpload, listUploads, Upload } from '../schema.ts'

const uploads = (db: Db, actor: Actor) =>
  db
    .selectFrom('serial.upload as u')
    .leftJoin('trace.holding as h', (j) =>
      j.onRef('h.partyId', '=', 'u.partyId').onRef('h.holdingId', '=', 'u.holdingId'),
    )
    .select([
      'u.partyId',
      'u.uploadId',
      'u.holdingId',
      'h.code as batchCode',
      'u.productName',
      'u.profile',
      'u.fileName',
    ])
    .select(['u.format', 'u.bytes', 'u.state', 'u.createdAt', 'u.finishedAt', 'u.rowsTotal', 'u.rowsWritten'])
    .select(['u.pieces', 'u.packs', 'u.sealed', 'u.problems'])
    .where(rowsInScope(actor, 'u.partyId', 'u.sector'))
type Row = Awaited<ReturnType<ReturnType<typeof uploads>['execute']>>[number]

async function shown(db: Db, rows: readonly Row[]): Promise<Upload[]> {
  const names = await partyNames(
    db,
    rows.map((r) => r.partyId),
  )
  return rows.map((r) => ({
    ...r,
    partyName: names.get(r.partyId)?.name ?? '',
    format: r.format as Upload['format'],
    state: r.state as Upload['state'],
  }))
}

/** Uploads of a party that this person may see, newest first. */
export async function listUploadsOf(
  db: Db,
  actor: Actor,
  f: Input<typeof listUploads>,
): Promise<Output<typeof listUploads>> {
  const after = decodeCursor(f.cursor, ['id'])
  const rows = await uploads(db, actor)
    .where('u.partyId', '=', f.partyId ?? actor.partyId)
    .$if(f.holdingId !== undefined, (q) => q.where('u.holdingId', '=', f.holdingId!))
    // the ids sort by when they were made
    .$if(after !== undefined, (q) => q.where('u.uploadId', '<', after![0]!))
    .orderBy('u.uploadId', 'desc')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.uploadId])
  return { items: await shown(db, items), nextCursor }
}

/** Problems that an answer shows; all that are kept are in the file to download. */
const SHOWN = 100

/** An upload with what is wrong. @throws not_found `serial_upload.not_found`, also for another's */
export async function requireUpload(
  db: Db,
  actor: Actor,
  { uploadId, partyId = actor.partyId }: Pick<Input<typeof getUpload>, 'uploadId' | 'partyId'>,
  most = SHOWN,
): Promise<Output<typeof getUpload>> {
  const row = found(
    await uploads(db, actor)
      .select('u.problemList')
      .where('u.partyId', '=', partyId)
      .where('u.uploadId', '=', uploadId)
      .executeTakeFirst(),
    'serial_upload',
    uploadId,
  )
  const { problemList, ...rest } = row
  const [upload] = await shown(db, [rest])
  return { ...upload!, problemList: (problemList as unknown as RowProblem[]).slice(0, most) }
}
