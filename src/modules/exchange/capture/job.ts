import type { Actor } from '../../../platform/actor.ts'
import { systemActor } from '../../../platform/actor.ts'
import { type CommandCtx, type CommandDeps, runCommand } from '../../../platform/command.ts'
import type { Db } from '../../../platform/db.ts'
import { AppError } from '../../../platform/errors.ts'
import { say } from '../../../platform/i18n.ts'
import { newId, stableId } from '../../../platform/id.ts'
import { record, type Subscriber } from '../../../platform/journal.ts'
import { batchWords } from '../../trace/words.ts'
import { exceptionOf } from '../problem.ts'
import type { Format, Prepared } from './prepare.ts'
import { readDocument, takePrepared } from './reader.ts'
import type { CaptureJob, CaptureProblem } from './schema.ts'
import { captureWords } from './words.ts'
import { refusalOf, storeVocabularies, tried, type Writable, writeWhatGoes } from './write.ts'

export type Behaviour = CaptureJob['captureErrorBehaviour']

const jobWords = { ...batchWords, ...captureWords }

/** Problems of one document that its job tells; the first are the ones to mend. */
const PROBLEMS = 1000

/** Takes a document: when this returns, it is stored and will be worked on. @returns the id of the job */
export function acceptDocument(
  deps: CommandDeps,
  { actor, now }: { actor: Actor; now: string },
  d: { text: string; format: Format; behaviour: Behaviour; events: number },
  commandId?: string,
): Promise<string> {
  const input = { behaviour: d.behaviour, document: stableId(d.text) }
  return runCommand(
    deps,
    { name: 'captureDocument', actor, now, input, ...(commandId ? { commandId } : {}) },
    async (ctx) => {
      const jobId = newId()
      await ctx.db
        .insertInto('exchange.captureJob')
        .values({
          partyId: actor.partyId,
          jobId,
          accountId: actor.accountId,
          createdAt: now,
          running: true,
          success: true,
          behaviour: d.behaviour,
          mediaType: d.format,
          document: Buffer.from(d.text, 'utf8'),
          events: d.events,
        })
        .execute()
      record(ctx, 'epcis.captureAccepted', { about: jobId, data: { events: d.events } })
      return jobId
    },
  )
}

/**
 * Works on documents, one after the other for each party. The row of the job is the truth: what is written of a document
 * and the end of its job commit together, so a process that is killed leaves a job that has not begun.
 */
export const captureJobSubscriber = (deps: CommandDeps & { clock: () => string }): Subscriber => ({
  name: 'epcis.capture',
  kinds: ['epcis.captureAccepted'],
  work: ({ partyId, about }) => workOn(deps, partyId, about!),
})

async function workOn(deps: CommandDeps & { clock: () => string }, partyId: string, jobId: string): Promise<void> {
  const job = await deps.db
    .selectFrom('exchange.captureJob')
    .select(['accountId', 'behaviour', 'mediaType', 'running', 'document'])
    .where('partyId', '=', partyId)
    .where('jobId', '=', jobId)
    .executeTakeFirst()
  if (!job?.running || job.document === null) return
  // read before the transaction begins: it must not stand open while a thread works
  const read = takePrepared(jobId) ?? (await readAgain(job.document.toString('utf8'), job.mediaType as Format))
  const actor: Actor = { ...systemActor(partyId), accountId: job.accountId }
  const meta = { name: 'workOnCapture', actor, now: deps.clock(), commandId: stableId(`epcis.capture/${jobId}`) }
  await runCommand(deps, meta, async (ctx) => {
    const { problems, captured } =
      'failed' in read
        ? { problems: [toldOf(read.failed)], captured: 0 }
        : await write(ctx, read, job.behaviour as Behaviour)
    await ctx.db
      .updateTable('exchange.captureJob')
      .set({
        running: false,
        success: problems.length === 0,
        finishedAt: ctx.now,
        captured,
        errors: JSON.stringify(problems.slice(0, PROBLEMS)),
        // its events are stored now, or refused with what it said wrong
        document: null,
      })
      .where('partyId', '=', partyId)
      .where('jobId', '=', jobId)
      .execute()
  })
}

/** Reading that failed for want of a thread is tried again; one that fails by itself would fail for ever. */
async function readAgain(text: string, format: Format): Promise<Prepared | { failed: AppError }> {
  try {
    return await readDocument(text, format)
  } catch (err) {
    if (err instanceof AppError && ['document.failed', 'document.took_too_long'].includes(err.reason))
      return { failed: new AppError('internal', 'epcis_capture.failed') }
    throw err
  }
}

async function write(
  ctx: CommandCtx,
  document: Prepared,
  behaviour: Behaviour,
): Promise<{ problems: CaptureProblem[]; captured: number }> {
  const problems = problemsIn(document, ctx.now)
  const refused = new Set(problems.map((p) => p.event))
  const list = document.events.flatMap((e, index): Writable[] =>
    e.ready && !refused.has(index) ? [{ ...e, index, ready: e.ready }] : [],
  )
  if (document.problems.length || (behaviour === 'rollback' && problems.length)) return { problems, captured: 0 }
  let failed: Awaited<ReturnType<typeof writeWhatGoes>> = []
  const all = async () => {
    await storeVocabularies(ctx.db, ctx.actor.partyId, document.vocabularies, ctx.now)
    failed = await writeWhatGoes(ctx, list)
    if (failed.length && behaviour === 'rollback') throw new AppError('invalid', 'epcis_capture.refused')
  }
  const wrong = await tried(ctx, all)
  for (const { index, err } of failed) problems.push(toldOf(refusalFrom(err), document, index))
  if (wrong !== undefined && !failed.length) problems.push(toldOf(refusalFrom(wrong)))
  problems.sort((a, b) => (a.event ?? -1) - (b.event ?? -1))
  return { problems, captured: wrong === undefined ? list.length - failed.length : 0 }
}

const refusalFrom = (err: unknown): AppError =>
  err instanceof AppError ? err : new AppError('internal', 'epcis_capture.refused')

/** What stands against a document and its events before anything is written. */
export function problemsIn(document: Prepared, now: string): CaptureProblem[] {
  const found: CaptureProblem[] = document.problems.map((p) => problemOf(p))
  for (const [index, e] of document.events.entries()) {
    for (const p of e.problems) found.push(problemOf(p, e.eventID, index))
    const late = e.ready && refusalOf({ ...e, index, ready: e.ready }, now)
    if (late) found.push(toldOf(late, document, index))
  }
  return found
}

const problemOf = (
  { path, reason, message }: { path: string; reason: string; message: string },
  eventID?: string,
  event?: number,
): CaptureProblem => ({
  type: 'epcisException:ValidationException',
  title: message,
  status: 400,
  instance: path,
  reason,
  ...(event === undefined ? {} : { event }),
  ...(eventID === undefined ? {} : { eventID }),
})

function toldOf(refusal: AppError, document?: Prepared, index?: number): CaptureProblem {
  const e = index === undefined ? undefined : document?.events[index]
  return {
    type: `epcisException:${exceptionOf(refusal, false)}`,
    title: say(jobWords, refusal.reason, 'en', refusal.details),
    status: refusal.status,
    reason: refusal.reason,
    ...(e ? { instance: e.path, event: index } : {}),
    ...(e?.eventID === undefined ? {} : { eventID: e.eventID }),
  }
}

type Row = {
  jobId: string
  createdAt: string
  finishedAt: string | null
  running: boolean
  success: boolean
  behaviour: string
  errors: string
}

const columns = ['jobId', 'createdAt', 'finishedAt', 'running', 'success', 'behaviour', 'errors'] as const
const shown = (r: Row): CaptureJob => ({
  captureID: r.jobId,
  createdAt: r.createdAt,
  ...(r.finishedAt === null ? {} : { finishedAt: r.finishedAt }),
  running: r.running,
  success: r.success,
  captureErrorBehaviour: r.behaviour as Behaviour,
  errors: JSON.parse(r.errors) as CaptureProblem[],
})

/** A job of this party. */
export async function findJob(
  db: Db,
  { partyId }: Pick<Actor, 'partyId'>,
  jobId: string,
): Promise<CaptureJob | undefined> {
  const row = await db
    .selectFrom('exchange.captureJob')
    .select(columns)
    .where('partyId', '=', partyId)
    .where('jobId', '=', jobId)
    .executeTakeFirst()
  return row && shown(row)
}

/** Jobs of this party, newest first, from the one after `after` on. */
export async function listJobs(
  db: Db,
  { partyId }: Pick<Actor, 'partyId'>,
  limit: number,
  after: string | undefined,
): Promise<CaptureJob[]> {
  const rows = await db
    .selectFrom('exchange.captureJob')
    .select(columns)
    .where('partyId', '=', partyId)
    // the ids sort by when they were made
    .$if(after !== undefined, (q) => q.where('jobId', '<', after!))
    .orderBy('jobId', 'desc')
    .limit(limit)
    .execute()
  return rows.map(shown)
}
