import { civilDate } from '../../../platform/civil.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError, found } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import type { Sealer } from '../../../platform/seal.ts'
import { openApplicant, putParty } from '../../identity/index.ts'
import { claimKeys, releaseKeys } from '../facts/keys.ts'
import { checkFacts } from '../facts/rules.ts'
import type { Facts, StoredFacts } from '../facts/schema.ts'
import { keysOf, storedFacts } from '../facts/stored.ts'
import { unscopedOperator } from '../operator/queries.ts'
import { inForce } from '../operator/rules.ts'
import { addHistory, type FilingRecord, lockOpenFiling, putFiling } from './queries.ts'
import { operatorAreas, reviewerOf } from './reviewer.ts'
import { type FilingAction, nextFilingState } from './rules.ts'
import type * as api from './schema.ts'

const answer = ({ partyId, filingId, state, revision }: FilingRecord) => ({ partyId, filingId, state, revision })

/** The state an action leads to. @throws conflict `filing.wrong_state` with the state it is in. */
export function requireNext(f: FilingRecord, action: FilingAction) {
  const state = nextFilingState(f.state, action)
  if (!state) throw new AppError('conflict', 'filing.wrong_state', { state: f.state, action })
  return state
}

/** Facts as they will be kept, checked. @throws invalid `facts.invalid` with an issue for each field. */
function toStored(sealer: Sealer, ctx: CommandCtx, partyId: string, given: Facts, kept?: StoredFacts): StoredFacts {
  const checked = checkFacts(given, civilDate(ctx.now), kept)
  if ('issues' in checked) throw new AppError('invalid', 'facts.invalid', { issues: checked.issues })
  return storedFacts(sealer, partyId, checked.facts, kept)
}

const columnsOf = (facts: StoredFacts) => ({
  facts,
  name: facts.name,
  form: facts.form,
  divisionId: facts.divisionId,
  sectors: facts.sectors,
})

/**
 * A visitor registers: party, account of the applicant and a filing that is handed in at once or, as a draft, once its
 * documents are there. The account can only look and correct until the filing is approved.
 */
export async function registerOperator(ctx: CommandCtx, sealer: Sealer, input: Input<typeof api.registerOperator>) {
  const partyId = newId()
  const facts = toStored(sealer, ctx, partyId, input.facts)
  const areas = await operatorAreas(ctx.db, facts.divisionId)
  const reviewerId = await reviewerOf(ctx.db, facts.divisionId, facts.sectors)
  await claimKeys(ctx.db, partyId, keysOf(facts), ctx.now)
  const { name, sectors, divisionId } = facts
  await putParty(ctx.db, { partyId, kind: 'operator', name, sectors, divisionId, now: ctx.now })
  const accountId = await openApplicant(ctx, sealer, {
    partyId,
    login: input.login,
    password: input.password,
    name: facts.contactName,
    phone: facts.mobile,
  })
  const draft: FilingRecord = newFiling({ partyId, now: ctx.now }, 'registration', facts, areas)
  if (input.draft) {
    // a draft has no numbers yet: they were taken only to hear whether somebody has them
    await releaseKeys(ctx.db, partyId, keysOf(facts))
    await putFiling(ctx.db, draft)
    recordFiling(ctx, 'filing.saved', draft)
    return answer(draft)
  }
  const filing: FilingRecord = { ...draft, state: 'submitted', revision: 1, reviewerId, submittedAt: ctx.now }
  await putFiling(ctx.db, filing)
  await addHistory(ctx.db, filing, { partyId, accountId }, { action: 'submit', facts }, ctx.now)
  recordFiling(ctx, 'filing.submitted', filing)
  return answer(filing)
}

/** Journal data names the parties, because the entry stands in the journal of whoever acted. */
export function recordFiling(ctx: CommandCtx, kind: string, f: FilingRecord, data: Record<string, unknown> = {}): void {
  const { partyId, kind: filingKind, reviewerId, revision } = f
  record(ctx, kind, { about: f.filingId, data: { partyId, filingKind, reviewerId, revision, ...data } })
}

/** Keeps what is filled in: a draft of a change, or the correction of what was returned or rejected. */
export async function saveFiling(ctx: CommandCtx, sealer: Sealer, { facts }: Input<typeof api.saveFiling>) {
  const filing = await withFacts(ctx, sealer, await lockOpenFiling(ctx.db, ctx.actor), facts)
  await putFiling(ctx.db, filing)
  recordFiling(ctx, 'filing.saved', filing)
  return answer(filing)
}

/** The open filing, or a new one, with these facts; its numbers are claimed when it is handed in, not before. */
async function withFacts(ctx: CommandCtx, sealer: Sealer, open: FilingRecord | undefined, given: Facts) {
  const { partyId } = ctx.actor
  const operator = await unscopedOperator(ctx.db, partyId)
  const kept = open?.facts ?? (operator?.facts as StoredFacts | undefined)
  const facts = toStored(sealer, ctx, partyId, given, kept)
  const areas = await operatorAreas(ctx.db, facts.divisionId)
  if (open) {
    if (open.kind === 'cancellation') throw new AppError('conflict', 'filing.cancellation_open')
    return { ...open, state: requireNext(open, 'save'), ...columnsOf(facts), areas }
  }
  return newFiling({ partyId, now: ctx.now }, operator ? 'change' : 'registration', facts, areas)
}

function newFiling(
  { partyId, now }: { partyId: string; now: string },
  kind: FilingRecord['kind'],
  facts: StoredFacts,
  areas: string[],
): FilingRecord {
  return {
    partyId,
    filingId: newId(),
    kind,
    state: 'draft',
    revision: 0,
    ...columnsOf(facts),
    areas,
    reviewerId: null,
    reason: null,
    reasons: [],
    openedAt: now,
    submittedAt: null,
    decidedAt: null,
    decidedBy: null,
  }
}

/** Hands in what was saved, or these facts; the reviewer is the one for the place it asks for. */
export async function submitFiling(ctx: CommandCtx, sealer: Sealer, input: Input<typeof api.submitFiling>) {
  const open = await lockOpenFiling(ctx.db, ctx.actor)
  const before = input.facts
    ? await withFacts(ctx, sealer, open, input.facts)
    : found(open, 'filing', ctx.actor.partyId)
  return handIn(ctx, before)
}

async function handIn(ctx: CommandCtx, before: FilingRecord) {
  const state = requireNext(before, 'submit')
  const operator = await unscopedOperator(ctx.db, before.partyId)
  if (before.kind !== 'registration' && !(operator && (inForce(operator.state) || operator.state === 'suspended')))
    throw new AppError('conflict', 'operator.not_in_force', { state: operator?.state ?? null })
  const reviewerId = await reviewerOf(ctx.db, before.divisionId, before.sectors)
  if (before.kind !== 'cancellation') await claimKeys(ctx.db, before.partyId, keysOf(before.facts), ctx.now)
  if (before.kind === 'registration') {
    const { partyId, name, sectors, divisionId } = before
    await putParty(ctx.db, { partyId, kind: 'operator', name, sectors, divisionId, now: ctx.now })
  }
  const filing: FilingRecord = {
    ...before,
    state,
    reviewerId,
    revision: before.revision + 1,
    submittedAt: ctx.now,
    reasons: [],
    reason: before.kind === 'cancellation' ? before.reason : null,
    decidedAt: null,
    decidedBy: null,
  }
  await putFiling(ctx.db, filing)
  const step = { action: 'submit', facts: filing.facts, ...(filing.reason ? { reason: filing.reason } : {}) } as const
  await addHistory(ctx.db, filing, ctx.actor, step, ctx.now)
  recordFiling(ctx, 'filing.submitted', filing)
  return answer(filing)
}

/** Takes the open filing back; its numbers are let go, except those in force. */
export async function withdrawFiling(ctx: CommandCtx) {
  const open = found(await lockOpenFiling(ctx.db, ctx.actor), 'filing', ctx.actor.partyId)
  const filing: FilingRecord = { ...open, state: requireNext(open, 'withdraw') }
  await putFiling(ctx.db, filing)
  await addHistory(ctx.db, filing, ctx.actor, { action: 'withdraw' }, ctx.now)
  await releaseFiled(ctx, filing)
  recordFiling(ctx, 'filing.withdrawn', filing)
  return answer(filing)
}

/** Lets go of the numbers a filing claimed; those of the facts in force stay. */
export async function releaseFiled(ctx: CommandCtx, f: FilingRecord): Promise<void> {
  if (f.kind === 'cancellation') return
  const operator = await unscopedOperator(ctx.db, f.partyId)
  const live = operator && ['approved', 'suspended'].includes(operator.state)
  await releaseKeys(ctx.db, f.partyId, keysOf(f.facts), live ? keysOf(operator.facts) : [])
}

/** The operator asks to be cancelled; the county decides, and refuses while it has obligations. */
export async function requestCancellation(ctx: CommandCtx, { reason }: Input<typeof api.requestCancellation>) {
  if (await lockOpenFiling(ctx.db, ctx.actor)) throw new AppError('conflict', 'constraint.filing_open_unique')
  const operator = found(await unscopedOperator(ctx.db, ctx.actor.partyId), 'operator', ctx.actor.partyId)
  const filing = newFiling(
    { partyId: operator.partyId, now: ctx.now },
    'cancellation',
    operator.facts as StoredFacts,
    operator.areas,
  )
  return handIn(ctx, { ...filing, reason })
}
