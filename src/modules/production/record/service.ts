import type { Profile, ProfileEvent } from '../../../kernel/profile.ts'
import type { RuleFact } from '../../../kernel/rule.ts'
import { civilDate } from '../../../platform/civil.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import type { Sealer } from '../../../platform/seal.ts'
import { insertUses, purchasesById } from '../input/queries.ts'
import { type Use, usesOf } from '../input/rules.ts'
import { judgeTaking, type Taking, take, takingOf } from '../input/take.ts'
import { inForce } from '../profile/in-force.ts'
import { requireEventRole } from '../profile/roles.ts'
import { requireProfile, requireProfileEvent } from '../profile/rules.ts'
import { followRecord } from '../rule/effects.ts'
import { carryOut, judgeEvent } from '../rule/judge.ts'
import { requireOperator } from './actor.ts'
import { checkEvent, checkInputs, checkReferences, classesOn, requireOwnProduct } from './check.ts'
import { type Earlier, earlierRecords, insertRecords, isSent, type RecordRow } from './insert.ts'
import { hidePersonal } from './personal.ts'
import { type Bought, refusedBy, type Values, withBought } from './rules.ts'
import type { NewRecord, RecordMade, recordProductionMany } from './schema.ts'

/** One thing that happened on a plot or to a group. Under the same `recordId` it is recorded once. */
export async function recordOne(ctx: CommandCtx, sealer: Sealer, input: NewRecord): Promise<RecordMade> {
  const [made] = await recordFacts(ctx, sealer, [input], 'recordProduction')
  return made!
}

/** Several at once, all or none: what a phone kept while it was offline. Names every line that is wrong. */
export async function recordMany(
  ctx: CommandCtx,
  sealer: Sealer,
  { records }: Input<typeof recordProductionMany>,
): Promise<{ records: RecordMade[] }> {
  return { records: await recordFacts(ctx, sealer, records, 'recordProductionMany') }
}

type Ready = RecordRow & { uses: Use[]; purchaseId: string | null; taking: Taking | undefined }

/**
 * Facts of a profile that are about no batch: what happened on plots and to groups, to pieces and assets by their codes,
 * and what the party itself files (drills, ledgers). All or none. Modules above that keep pieces or assets call it for
 * the events of their own commands (`command` names them in refusals) and give the rules their items by `addRuleSource`.
 */
export async function recordFacts(
  ctx: CommandCtx,
  sealer: Sealer,
  lines: readonly NewRecord[],
  command: string,
): Promise<RecordMade[]> {
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
      ready.push(
        known
          ? again(sealer, line, known)
          : await prepare(ctx, sealer, line, { bought, command, lineNo: i + 1, before: ready }),
      )
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      problems.push({ line: i + 1, recordId: line.recordId, error })
    }
  }
  if (problems.length)
    throw lines.length === 1 && command !== 'recordProductionMany' ? problems[0]!.error : manyWrong(problems)
  return write(ctx, sealer, ready)
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
function again(sealer: Sealer, line: NewRecord, known: Earlier): RecordMade {
  const { sentHash, ...made } = known
  if (!isSent(sealer, line, sentHash)) throw new AppError('conflict', 'record.id_reused', { recordId: line.recordId })
  return made
}

type About = {
  bought: ReadonlyMap<string, Bought>
  command: string
  lineNo: number
  /** Lines of the same command that come before. */
  before: readonly (Ready | RecordMade)[]
}

async function prepare(ctx: CommandCtx, sealer: Sealer, line: NewRecord, about: About): Promise<Ready> {
  const { bought, command, lineNo } = about
  const today = requireProfileEvent(requireProfile(ctx.actor, line.profile, civilDate(ctx.now)), line.event)
  if (today.object === 'batch') throw new AppError('invalid', 'record.use_step', { event: today.id })
  const ofLand = today.object === 'plot' || today.object === 'group'
  if (ofLand && today.move !== 'record') throw new AppError('invalid', 'record.use_harvest', { event: today.id })
  const values = fromPurchase(line, today, bought)
  const batch = line.purchaseId ? bought.get(line.purchaseId)?.holdingId : undefined
  if (line.taken !== undefined && !batch) throw new AppError('invalid', 'record.takes_no_batch')
  const { profile, event } = await inForce(ctx, line.profile, line.event, {
    fields: values,
    happenedAt: line.happenedAt,
  })
  const when = checkEvent(ctx, event, values, line.happenedAt)
  await requireEventRole(ctx, profile, event, when.happenedOn)
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
  const [use] = uses
  const amount = use?.amount && use.unit ? { quantity: use.amount, unit: use.unit } : undefined
  const taking = batch ? await takingOf(ctx, batch, { taken: line.taken, amount }) : undefined
  if (taking && taking.quantity === undefined) warnings.push('input.not_counted')
  const recordId = line.recordId ?? newId()
  const { partyId } = ctx.actor
  const { fields, ...personal } = hidePersonal(sealer, { partyId, recordId }, event.fields, when.fields)
  const findings = await judgeEvent(
    ctx,
    { profile, event, values: fields, ...when, targets, also: about.before.flatMap((r) => factsOf(ctx, r, profile)) },
    { command, line: lineNo, productName: product?.name },
  )
  if (taking) findings.push(...(await judgeTaking(ctx, taking, { values: fields, ...when }, { command, line: lineNo })))
  return {
    ...when,
    recordId,
    profile,
    event,
    targets,
    product,
    fields,
    personal,
    warnings,
    findings,
    holdingIds: [],
    traceEvent: null,
    sent: line,
    uses,
    purchaseId: line.purchaseId ?? null,
    taking,
  }
}

/** A line of the same command as a fact that a later line is judged on. */
function factsOf({ actor }: CommandCtx, line: Ready | RecordMade, profile: Profile): RuleFact[] {
  if (!('profile' in line) || line.profile.id !== profile.id) return []
  const { event, happenedOn, happenedAt, fields } = line
  return [{ profile: profile.id, event: event.id, happenedOn, happenedAt, partyId: actor.partyId, values: fields }]
}

function fromPurchase(line: NewRecord, event: ProfileEvent, bought: ReadonlyMap<string, Bought>): Values {
  if (!line.purchaseId) return line.fields
  const purchase = bought.get(line.purchaseId)
  if (!purchase) throw new AppError('not_found', 'purchase.not_found', { id: line.purchaseId })
  const filled = withBought(event, line.fields, purchase)
  if ('refusal' in filled) throw refusedBy(filled.refusal)
  return filled.values
}

async function write(ctx: CommandCtx, sealer: Sealer, lines: readonly (Ready | RecordMade)[]): Promise<RecordMade[]> {
  const fresh = lines.filter((l): l is Ready => 'profile' in l)
  if (!fresh.length) return lines as RecordMade[]
  // in the order in which everybody locks
  const takers = fresh
    .filter((r) => r.taking)
    .sort((a, b) => (a.taking!.goods.holdingId < b.taking!.goods.holdingId ? -1 : 1))
  for (const r of takers) r.traceEvent = await take(ctx, r.taking!, r)
  const judged = await insertRecords(ctx, sealer, fresh)
  await insertUses(
    ctx.db,
    ctx.actor.partyId,
    ctx.now,
    fresh.flatMap((r) =>
      r.uses.map((u, i) => ({ ...u, recordId: r.recordId, purchaseId: i === 0 ? r.purchaseId : null })),
    ),
  )
  for (const r of fresh) {
    await carryOut(ctx, r.findings ?? [], r)
    await followRecord(ctx, { ...r, partyId: ctx.actor.partyId, values: r.fields, eventId: r.traceEvent })
  }
  return lines.map((l): RecordMade => {
    if (!('profile' in l)) return l
    const { recordId, event, targets, happenedOn, uses } = l
    const allowedFrom = uses.find((u) => u.allowedFrom !== null)?.allowedFrom ?? null
    // an interval can reach over a harvest that is already on record: the subscriber looks (signal/late-use.ts)
    // what is about an asset is heard by the module that keeps its duties
    const plain = l.event.object === 'asset' ? 'production.assetRecorded' : 'production.recorded'
    const kind = allowedFrom ? 'production.inputUsed' : plain
    record(ctx, kind, {
      about: recordId,
      ...(l.traceEvent ? { eventId: l.traceEvent } : {}),
      data: { event: event.id, targets, happenedOn, allowedFrom },
    })
    return {
      recordId,
      happenedOn,
      ...judged[fresh.indexOf(l)]!,
      allowedFrom,
    }
  })
}
