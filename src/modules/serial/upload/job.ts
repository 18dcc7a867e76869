import { createHash } from 'node:crypto'
import { profiles } from '../../../industries/index.ts'
import { profileAt } from '../../../kernel/profile.ts'
import { isCountable, isUnit } from '../../../kernel/unit.ts'
import { type Actor, systemActor } from '../../../platform/actor.ts'
import { civilDate } from '../../../platform/civil.ts'
import { type CommandCtx, type CommandDeps, runCommand } from '../../../platform/command.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId, stableId } from '../../../platform/id.ts'
import { record, type Subscriber } from '../../../platform/journal.ts'
import { requireOperatorInForce } from '../../registry/index.ts'
import { requireFacts } from '../../trace/index.ts'
import { refuseTime } from '../../trace/rules.ts'
import { PROBLEMS_KEPT, type RowProblem } from '../rules.ts'
import type { Prepared } from './prepare.ts'
import type { Format } from './read.ts'
import { readUpload } from './reader.ts'
import { sayProgress, type Target, type Written, WrongRows, writeCodes } from './write.ts'

export type Given = {
  bytes: Buffer
  format: Format
  fileName: string
  holdingId?: string | undefined
  profile?: string | undefined
  happenedAt?: string | undefined
}

/** Schemes of a profile's codes that name single things, as it is on a day. @throws invalid `serial.no_schemes` */
export function schemesOf(id: string | null | undefined, date: string): readonly string[] {
  const profile = id ? profileAt(profiles, id, date) : undefined
  if (!profile?.codeSchemes?.length) throw new AppError('invalid', 'serial.no_schemes', { profile: id ?? '' })
  return profile.codeSchemes
}

/**
 * Takes a file: when this returns it is stored and will be worked on. The same file for the same batch is the same
 * upload, unless it was refused. @returns the id of the upload
 */
export function acceptUpload(
  deps: CommandDeps,
  { actor, now }: { actor: Actor; now: string },
  given: Given,
  commandId?: string,
): Promise<string> {
  const hash = createHash('sha256').update(given.bytes).digest()
  const { bytes: _, ...said } = given
  const input = { ...said, hash: hash.toString('hex') }
  return runCommand(
    deps,
    { name: 'startCodeUpload', actor, now, input, ...(commandId ? { commandId } : {}) },
    async (ctx) => keepUpload(ctx, given, hash),
  )
}

async function keepUpload(ctx: CommandCtx, given: Given, hash: Buffer): Promise<string> {
  const { db, actor, now } = ctx
  if (actor.kind !== 'operator') throw new AppError('forbidden', 'production.operator_only')
  await requireOperatorInForce(db, actor.partyId)
  const { bytes, format, fileName, holdingId, happenedAt = now } = given
  const [batch] = holdingId ? await requireFacts(db, actor.partyId, [holdingId]) : []
  if (batch && batch.kind !== 'batch') throw new AppError('conflict', 'pack.of_batch_only', { code: batch.code })
  if (batch && !(isUnit(batch.unit) && isCountable(batch.unit)))
    throw new AppError('conflict', 'pack.unit_not_counted', { unit: batch.unit })
  const late = refuseTime(happenedAt, now, [])
  if (late) throw new AppError('conflict', late.reason, late.details)
  const profileId = batch ? batch.profile : (given.profile ?? null)
  schemesOf(profileId, civilDate(now))
  const profile = profileAt(profiles, profileId!, civilDate(now))!
  const uploadId = newId()
  const made = await db
    .insertInto('serial.upload')
    .values({
      ...{ partyId: actor.partyId, uploadId, accountId: actor.accountId, onBehalfOf: actor.onBehalfOf ?? null },
      ...{ holdingId: holdingId ?? null, homeId: batch?.homeId ?? null, itemId: batch?.itemId ?? null },
      ...{ profile: profile.id, sector: batch?.sector ?? profile.sector, productName: batch?.productName ?? null },
      ...{ fileName, format, fileHash: hash, bytes: bytes.length, document: bytes, state: 'waiting' },
      ...{ happenedAt, createdAt: now },
    })
    .onConflict((c) => c.doNothing())
    .returning('uploadId')
    .executeTakeFirst()
  if (made) {
    record(ctx, 'serial.uploadAccepted', { about: uploadId, data: { bytes: bytes.length, holdingId } })
    return uploadId
  }
  const { uploadId: known } = await db
    .selectFrom('serial.upload')
    .select('uploadId')
    .where('partyId', '=', actor.partyId)
    .where('fileHash', '=', hash)
    .where('holdingId', holdingId ? '=' : 'is', holdingId ?? null)
    .where('state', '<>', 'refused')
    .executeTakeFirstOrThrow()
  return known
}

type Deps = CommandDeps & { clock: () => string }

/**
 * Works on files, one after the other for each party. The row of the upload is the truth: the codes and the end of the
 * job commit together, so a process that is killed leaves a job that has not begun, and is begun again.
 */
export const uploadSubscriber = (deps: Deps): Subscriber => ({
  name: 'serial.upload',
  kinds: ['serial.uploadAccepted'],
  work: ({ partyId, about }) => workOn(deps, partyId, about!),
})

async function workOn(deps: Deps, partyId: string, uploadId: string): Promise<void> {
  const { db } = deps
  const job = await db
    .selectFrom('serial.upload')
    .select(['accountId', 'onBehalfOf', 'holdingId', 'homeId', 'itemId', 'profile', 'format', 'document'])
    .select(['happenedAt', 'createdAt'])
    .where('partyId', '=', partyId)
    .where('uploadId', '=', uploadId)
    .where('finishedAt', 'is', null)
    .executeTakeFirst()
  if (!job || job.document === null) return
  await sayProgress(db, partyId, uploadId, { state: 'reading', rowsWritten: 0 })
  const schemes = schemesOf(job.profile, civilDate(job.createdAt))
  const issuing = job.holdingId === null
  const read = await readAgain({ bytes: job.document, format: job.format as Format, schemes, issuing })
  const actor: Actor = {
    ...systemActor(partyId),
    accountId: job.accountId,
    ...(job.onBehalfOf ? { onBehalfOf: job.onBehalfOf } : {}),
  }
  const meta = { name: 'workOnUpload', actor, now: deps.clock(), commandId: stableId(`serial.upload/${uploadId}`) }
  const end = (ctx: CommandCtx, outcome: Outcome) => finish(ctx, uploadId, read, outcome)
  if (read.wrong) {
    await runCommand(deps, meta, (ctx) => end(ctx, { problems: read.problems, count: read.wrong }))
    return
  }
  await sayProgress(db, partyId, uploadId, { state: 'writing', rowsTotal: read.rows })
  const target: Target = {
    holdingId: job.holdingId,
    batch: job.homeId && job.itemId ? { homeId: job.homeId, itemId: job.itemId } : null,
    uploadId,
    happenedAt: job.happenedAt,
    fields: { uploadId },
  }
  const told = (rowsWritten: number) => sayProgress(db, partyId, uploadId, { state: 'writing', rowsWritten })
  try {
    await runCommand(deps, meta, async (ctx) => {
      const written = await writeCodes(ctx, read, target, told)
      await end(ctx, { written })
    })
  } catch (err) {
    const refused = refusalOf(err)
    if (!refused) throw err
    await runCommand(deps, meta, (ctx) => end(ctx, refused))
  }
}

type Outcome = { written: Written } | { problems: RowProblem[]; count: number }

/** What is wrong with the file, or with the batch it is for; anything else is tried again. */
function refusalOf(err: unknown): Outcome | undefined {
  if (err instanceof WrongRows) return { problems: err.problems, count: err.count }
  if (!(err instanceof AppError) || err.code === 'internal') return undefined
  const details = Object.fromEntries(
    Object.entries(err.details).filter((e): e is [string, string | number] =>
      ['string', 'number'].includes(typeof e[1]),
    ),
  )
  return { problems: [{ line: 0, code: '', reason: err.reason, details }], count: 1 }
}

/** Reading that failed for want of a thread is tried again; one that fails by itself would fail for ever. */
async function readAgain(asked: Parameters<typeof readUpload>[0]): Promise<Prepared> {
  try {
    return await readUpload(asked)
  } catch (err) {
    if (!(err instanceof AppError) || !['document.failed', 'document.took_too_long'].includes(err.reason)) throw err
    const problem = { line: 0, code: '', reason: 'serial.upload_failed' }
    return {
      rows: 0,
      columns: {
        line: [],
        code: [],
        scheme: [],
        identifier: [],
        range: [],
        level: [],
        parent: [],
        ranges: [],
        itemId: [],
      },
      grouped: { tops: [], pieces: [], inside: [], ends: [], loose: [] },
      problems: [problem],
      wrong: 1,
    }
  }
}

async function finish(ctx: CommandCtx, uploadId: string, read: Prepared, outcome: Outcome): Promise<void> {
  const done = 'written' in outcome
  const problems = done ? [] : outcome.problems.slice(0, PROBLEMS_KEPT)
  await ctx.db
    .updateTable('serial.upload')
    .set({
      state: done ? 'done' : 'refused',
      finishedAt: ctx.now,
      rowsTotal: read.rows,
      rowsWritten: done ? read.columns.code.length : 0,
      ...(done ? outcome.written : {}),
      problems: done ? 0 : outcome.count,
      problemList: JSON.stringify(problems),
      document: null,
    })
    .where('partyId', '=', ctx.actor.partyId)
    .where('uploadId', '=', uploadId)
    .execute()
  record(ctx, done ? 'serial.uploaded' : 'serial.uploadRefused', {
    about: uploadId,
    data: done ? { ...outcome.written } : { problems: outcome.count },
  })
}
