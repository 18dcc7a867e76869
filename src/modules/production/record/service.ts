import type { ProfileEvent } from '../../../kernel/profile.ts'
import { civilDate } from '../../../platform/civil.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import { insertUses, purchasesById } from '../input/queries.ts'
import { type Use, usesOf } from '../input/rules.ts'
import { requireProfile, requireProfileEvent } from '../profile/rules.ts'
import { requireOperator } from './actor.ts'
import { checkEvent, checkInputs, checkReferences, classesOn, requireOwnProduct } from './check.ts'
import { type Earlier, earlierRecords, hashOf, insertRecords, type RecordRow } from './insert.ts'
import { type Bought, refusedBy, type Values, withBought } from './rules.ts'
import type { NewRecord, RecordMade, recordProductionMany } from './schema.ts'

/** One thing that happened on a plot or to a group. Under the same `recordId` it is recorded once. */
export async function recordOne(ctx: CommandCtx, input: NewRecord): Promise<RecordMade> {
  const [made] = await recordLines(ctx, [input], 'recordProduction')
  return made!
}

/** Several at once, all or none: what a phone kept while it was offline. Names every line that is wrong. */
export async function recordMany(
  ctx: CommandCtx,
  { records }: Input<typeof recordProductionMany>,
): Promise<{ records: RecordMade[] }> {
  return { records: await recordLines(ctx, records, 'recordProductionMany') }
}

type Ready = RecordRow & { uses: Use[]; purchaseId: string | null }

async function recordLines(ctx: CommandCtx, lines: readonly NewRecord[], command: string): Promise<RecordMade[]> {
  await requireOperator(ctx)
  const { db, actor } = ctx
  const ids = lines.flatMap((l) => l.recordId ?? [])
  if (new Set(ids).size < ids.length) throw new AppError('invalid', 'record.id_twice')
  const earlier = await earlierRecords(db, actor.partyId, ids)
  const bought = await purchasesById(
    db,
    actor.partyId,
    lines.flatMap((l) => l.purchaseId ?? []),
  )
  const problems: { line: number; recordId: string | undefined; error: AppError }[] = []
  const ready: (Ready | RecordMade)[] = []
  for (const [i, line] of lines.entries()) {
    try {
      const known = line.recordId && earlier.get(line.recordId)
      ready.push(known ? again(line, known) : await prepare(ctx, line, bought, command, i + 1))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      problems.push({ line: i + 1, recordId: line.recordId, error })
    }
  }
  if (problems.length) throw command === 'recordProduction' ? problems[0]!.error : manyWrong(problems)
  return write(ctx, ready)
}

/** The refusal of the first bad line, with all of them named. */
function manyWrong(problems: { line: number; recordId: string | undefined; error: AppError }[]): AppError {
  const [first] = problems
  const { code, reason, details } = first!.error
  return new AppError(code, reason, {
    ...details,
    line: first!.line,
    lines: problems.map((p) => ({
      line: p.line,
      recordId: p.recordId,
      reason: p.error.reason,
      details: p.error.details,
    })),
  })
}

/** The same record sent again: what was answered then. */
function again(line: NewRecord, known: Earlier): RecordMade {
  const { sentHash, ...made } = known
  if (!sentHash.equals(hashOf(line))) throw new AppError('conflict', 'record.id_reused', { recordId: line.recordId })
  return made
}

async function prepare(
  ctx: CommandCtx,
  line: NewRecord,
  bought: ReadonlyMap<string, Bought>,
  command: string,
  lineNo: number,
): Promise<Ready> {
  const profile = requireProfile(ctx.actor, line.profile, civilDate(ctx.now))
  const event = requireProfileEvent(profile, line.event)
  if (event.object === 'batch') throw new AppError('invalid', 'record.use_step', { event: event.id })
  if (event.move !== 'record') throw new AppError('invalid', 'record.use_harvest', { event: event.id })
  const values = fromPurchase(line, event, bought)
  const when = checkEvent(ctx, event, values, line.happenedAt)
  const { targets, plots } = await checkReferences(ctx, event, when.fields)
  const product = line.productId ? await requireOwnProduct(ctx, line.productId, profile) : undefined
  const uses = usesOf(event, when.fields, when.happenedOn)
  const warnings = uses.length
    ? await checkInputs(
        ctx,
        { profile, event, target: targets[0], command, line: lineNo },
        uses,
        await classesOn(ctx, targets, plots, product),
        product?.name,
      )
    : []
  return {
    ...when,
    recordId: line.recordId ?? newId(),
    profile,
    event,
    targets,
    product,
    warnings,
    holdingIds: [],
    traceEvent: null,
    sent: line,
    uses,
    purchaseId: line.purchaseId ?? null,
  }
}

function fromPurchase(line: NewRecord, event: ProfileEvent, bought: ReadonlyMap<string, Bought>): Values {
  if (!line.purchaseId) return line.fields
  const purchase = bought.get(line.purchaseId)
  if (!purchase) throw new AppError('not_found', 'purchase.not_found', { id: line.purchaseId })
  const filled = withBought(event, line.fields, purchase)
  if ('refusal' in filled) throw refusedBy(filled.refusal)
  return filled.values
}

async function write(ctx: CommandCtx, lines: readonly (Ready | RecordMade)[]): Promise<RecordMade[]> {
  const fresh = lines.filter((l): l is Ready => 'profile' in l)
  if (!fresh.length) return lines as RecordMade[]
  const judged = await insertRecords(ctx, fresh)
  await insertUses(
    ctx.db,
    ctx.actor.partyId,
    ctx.now,
    fresh.flatMap((r) =>
      r.uses.map((u, i) => ({ ...u, recordId: r.recordId, purchaseId: i === 0 ? r.purchaseId : null })),
    ),
  )
  return lines.map((l): RecordMade => {
    if (!('profile' in l)) return l
    const { recordId, event, targets, happenedOn, uses } = l
    const allowedFrom = uses.find((u) => u.allowedFrom !== null)?.allowedFrom ?? null
    // an interval can reach over a harvest that is already on record: the subscriber looks (signal/late-use.ts)
    const kind = allowedFrom ? 'production.inputUsed' : 'production.recorded'
    record(ctx, kind, { about: recordId, data: { event: event.id, targets, happenedOn, allowedFrom } })
    return {
      recordId,
      happenedOn,
      ...judged[fresh.indexOf(l)]!,
      allowedFrom,
    }
  })
}
