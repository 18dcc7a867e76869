import type { CommandCtx } from '../../../platform/command.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { record } from '../../../platform/journal.ts'
import { admitApplicants, putParty } from '../../identity/index.ts'
import { releaseKeys } from '../facts/keys.ts'
import { changedFacts } from '../facts/rules.ts'
import type { StoredFacts } from '../facts/schema.ts'
import { keysOf } from '../facts/stored.ts'
import { putOperator, setOperatorState, unscopedOperator } from '../operator/queries.ts'
import { nextOperatorState } from '../operator/rules.ts'
import { issueSubjectCode } from '../operator/subject-code.ts'
import { addHistory, type FilingRecord, lockFiling, putFiling } from './queries.ts'
import { filingActions } from './rules.ts'
import type * as api from './schema.ts'
import { recordFiling, releaseFiled, requireNext } from './service.ts'

/** Why an operator cannot be cancelled yet (open transfers, recalls …): given by modules above through server.ts. */
export type Obligation = (
  db: Db | Tx,
  partyId: string,
) => Promise<{ reason: string; details: Record<string, unknown> } | undefined>

type Seen = { partyId: string; filingId: string; revision: number }

/**
 * The filing locked for a decision. Of two officers at once the second finds it decided (`filing.wrong_state`); who read
 * an older revision reads again (`filing.changed_since`); who is not the reviewer is told who is not (`filing.other_reviewer`).
 */
async function lockForDecision(ctx: CommandCtx, seen: Seen, action: 'approve' | 'return' | 'reject') {
  const filing = await lockFiling(ctx.db, ctx.actor, seen.partyId, seen.filingId)
  const state = requireNext(filing, action)
  if (filing.revision !== seen.revision)
    throw new AppError('conflict', 'filing.changed_since', { revision: filing.revision })
  if (!filingActions(filing, ctx.actor).includes(action)) throw new AppError('forbidden', 'filing.other_reviewer')
  return { ...filing, state, decidedAt: ctx.now, decidedBy: ctx.actor.accountId }
}

/** Puts what was filed into force. */
export async function approveFiling(
  ctx: CommandCtx,
  obligations: readonly Obligation[],
  input: Input<typeof api.approveFiling>,
) {
  const filing: FilingRecord = { ...(await lockForDecision(ctx, input, 'approve')), reasons: [] }
  const subjectCode =
    filing.kind === 'registration'
      ? await admit(ctx, filing)
      : filing.kind === 'change'
        ? await change(ctx, filing)
        : await cancel(ctx, filing, obligations)
  await putFiling(ctx.db, filing)
  await addHistory(ctx.db, filing, ctx.actor, { action: 'approve', reason: input.note }, ctx.now)
  recordFiling(ctx, 'filing.approved', filing)
  const { partyId, filingId, state, revision } = filing
  return { partyId, filingId, state, revision, subjectCode }
}

/** A registration: the operator comes into being, with its code, and its account opens. */
async function admit(ctx: CommandCtx, { partyId, facts, areas }: FilingRecord): Promise<string> {
  const earlier = await unscopedOperator(ctx.db, partyId)
  const subjectCode = earlier?.subjectCode ?? (await issueSubjectCode(ctx.db, partyId, ctx.now))
  const operator = { partyId, state: 'approved', stateReason: null, subjectCode, facts, registeredAt: ctx.now } as const
  await putOperator(ctx.db, operator, areas, ctx.now)
  await admitApplicants(ctx, partyId)
  record(ctx, 'operator.approved', { about: partyId, data: { subjectCode } })
  return subjectCode
}

/** A change: the old facts stop being in force, and numbers no longer used are let go. */
async function change(ctx: CommandCtx, { partyId, facts, areas }: FilingRecord): Promise<string | null> {
  const before = await requireInForce(ctx, partyId)
  const { state, stateReason, subjectCode, registeredAt } = before
  const old = before.facts as StoredFacts
  await putOperator(ctx.db, { partyId, state, stateReason, subjectCode, facts, registeredAt }, areas, ctx.now)
  await releaseKeys(ctx.db, partyId, keysOf(old), keysOf(facts))
  const { name, sectors, divisionId } = facts
  await putParty(ctx.db, { partyId, kind: 'operator', name, sectors, divisionId, now: ctx.now })
  record(ctx, 'operator.changed', { about: partyId, data: { changed: changedFacts(old, facts) } })
  return subjectCode
}

async function cancel(ctx: CommandCtx, f: FilingRecord, obligations: readonly Obligation[]): Promise<string | null> {
  const operator = await requireInForce(ctx, f.partyId)
  const state = nextOperatorState(operator.state, 'cancel')
  if (!state) throw new AppError('conflict', 'operator.wrong_state', { state: operator.state, action: 'cancel' })
  for (const obligation of obligations) {
    const open = await obligation(ctx.db, f.partyId)
    if (open) throw new AppError('conflict', open.reason, open.details)
  }
  await setOperatorState(ctx.db, f.partyId, { state, stateReason: f.reason }, ctx.now)
  await releaseKeys(ctx.db, f.partyId, keysOf(operator.facts))
  record(ctx, 'operator.cancelled', { about: f.partyId, data: { reason: f.reason } })
  return operator.subjectCode
}

/** The operator, locked against a suspension or revocation at the same moment. */
async function requireInForce(ctx: CommandCtx, partyId: string) {
  await ctx.db
    .selectFrom('registry.operator')
    .select('partyId')
    .where('partyId', '=', partyId)
    .forUpdate()
    .executeTakeFirst()
  const operator = await unscopedOperator(ctx.db, partyId)
  if (!operator || !['approved', 'suspended'].includes(operator.state))
    throw new AppError('conflict', 'operator.not_in_force', { state: operator?.state ?? null })
  return operator
}

/** Back for correction: its numbers stay claimed. */
export const returnFiling = (ctx: CommandCtx, input: Input<typeof api.returnFiling>) => turnDown(ctx, input, 'return')

/** Refused: its numbers are let go; the operator may still correct it and hand it in again. */
export const rejectFiling = (ctx: CommandCtx, input: Input<typeof api.rejectFiling>) => turnDown(ctx, input, 'reject')

async function turnDown(
  ctx: CommandCtx,
  input: Seen & { reasons: readonly string[]; note?: string | undefined },
  action: 'return' | 'reject',
) {
  const decided = await lockForDecision(ctx, input, action)
  if (!input.reasons.length && !input.note) throw new AppError('invalid', 'filing.reason_missing')
  // what a cancellation was asked for stays its reason; the officer's words stand in the history
  const reason = decided.kind === 'cancellation' ? decided.reason : (input.note ?? null)
  const filing: FilingRecord = { ...decided, reasons: [...input.reasons], reason }
  await putFiling(ctx.db, filing)
  await addHistory(ctx.db, filing, ctx.actor, { action, reasons: input.reasons, reason: input.note }, ctx.now)
  if (action === 'reject') await releaseFiled(ctx, filing)
  recordFiling(ctx, action === 'return' ? 'filing.returned' : 'filing.rejected', filing, {
    reasons: input.reasons,
    note: input.note ?? null,
  })
  const { partyId, filingId, state, revision } = filing
  return { partyId, filingId, state, revision }
}
