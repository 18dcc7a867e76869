import { parseMobileNumber } from '../../../kernel/mobile-number.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError, found } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import type { Sealer } from '../../../platform/seal.ts'
import { putParty, requireParty } from '../../identity/index.ts'
import { releaseKeys } from '../facts/keys.ts'
import { changedFacts } from '../facts/rules.ts'
import type { FreeFacts, StoredFacts } from '../facts/schema.ts'
import { keysOf, openIdentityNumber } from '../facts/stored.ts'
import { requireFiling } from '../filing/queries.ts'
import { operatorAreas } from '../filing/reviewer.ts'
import {
  lockOperator,
  type OperatorRecord,
  operatorShown,
  putOperator,
  requireOperator,
  setOperatorFacts,
  setOperatorState,
} from './queries.ts'
import { nextOperatorState, type OperatorAction } from './rules.ts'
import type * as api from './schema.ts'

/** Changes what needs no review, at once. Core facts go through a filing. */
export async function editOperator(ctx: CommandCtx, free: FreeFacts) {
  const mobile = parseMobileNumber(free.mobile)
  if (!mobile)
    throw new AppError('invalid', 'facts.invalid', { issues: [{ path: 'mobile', reason: 'facts.mobile_wrong' }] })
  const row = await lockOperator(ctx.db, ctx.actor, ctx.actor.partyId)
  const before = row.facts as StoredFacts
  const { location: _l, email: _e, mainProducts: _m, scale: _s, ...kept } = before
  const facts: StoredFacts = { ...kept, ...free, mobile }
  const changed = changedFacts(before, facts)
  if (changed.length) {
    await setOperatorFacts(ctx.db, row.partyId, facts, ctx.now)
    record(ctx, 'operator.edited', { about: row.partyId, data: { changed } })
  }
  return operatorShown(ctx.db, ctx.actor, await requireOperator(ctx.db, ctx.actor, row.partyId))
}

/** The state an action leads to. @throws conflict `operator.wrong_state` with the state it is in. */
function requireNext(row: OperatorRecord, action: OperatorAction) {
  const state = nextOperatorState(row.state, action)
  if (!state) throw new AppError('conflict', 'operator.wrong_state', { state: row.state, action })
  return state
}

type Decision = { partyId: string; reason: string }

async function decide(
  ctx: CommandCtx,
  { partyId, reason }: Decision,
  action: 'suspend' | 'restore' | 'revoke',
  kind: string,
) {
  const row = await lockOperator(ctx.db, ctx.actor, partyId)
  const state = requireNext(row, action)
  await setOperatorState(ctx.db, partyId, { state, stateReason: action === 'restore' ? null : reason }, ctx.now)
  // a revoked operator's numbers are let go: whoever truly has them must be able to register
  if (action === 'revoke') await releaseKeys(ctx.db, partyId, keysOf(row.facts))
  record(ctx, kind, { about: partyId, data: { from: row.state, reason } })
  return operatorShown(ctx.db, ctx.actor, await requireOperator(ctx.db, ctx.actor, partyId))
}

/** Stops an operator until it is restored. */
export const suspendOperator = (ctx: CommandCtx, d: Decision) => decide(ctx, d, 'suspend', 'operator.suspended')
/** Lets a suspended operator go on. */
export const restoreOperator = (ctx: CommandCtx, d: Decision) => decide(ctx, d, 'restore', 'operator.restored')
/** Ends a registration for good. */
export const revokeOperator = (ctx: CommandCtx, d: Decision) => decide(ctx, d, 'revoke', 'operator.revoked')

/**
 * Records an operator met in the field that is not registered 临时主体, so that samples and goods can name it. It has no
 * account and no code. @throws forbidden `operator.outside_jurisdiction` for a place or sector that is not the officer's.
 */
export async function recordTemporaryOperator(ctx: CommandCtx, input: Input<typeof api.recordTemporaryOperator>) {
  const { reason, ...words } = input
  const areas = await operatorAreas(ctx.db, input.divisionId)
  const mine =
    areas.some((d) => ctx.actor.divisions.includes(d)) && input.sectors.every((s) => ctx.actor.sectors.includes(s))
  if (!mine) throw new AppError('forbidden', 'operator.outside_jurisdiction')
  const mobile = input.mobile === undefined ? undefined : parseMobileNumber(input.mobile)
  if (input.mobile !== undefined && !mobile)
    throw new AppError('invalid', 'facts.invalid', { issues: [{ path: 'mobile', reason: 'facts.mobile_wrong' }] })
  const partyId = newId()
  const facts = { ...words, sectors: [...new Set(input.sectors)].sort(), ...(mobile ? { mobile } : {}) }
  const { name, sectors, divisionId } = facts
  await putParty(ctx.db, { partyId, kind: 'operator', name, sectors, divisionId, now: ctx.now })
  const operator = {
    partyId,
    state: 'temporary',
    stateReason: reason,
    subjectCode: null,
    facts,
    registeredAt: ctx.now,
  } as const
  await putOperator(ctx.db, operator, areas, ctx.now)
  record(ctx, 'operator.recordedTemporarily', { about: partyId, data: { reason } })
  return operatorShown(ctx.db, ctx.actor, await requireOperator(ctx.db, ctx.actor, partyId))
}

/** A temporary operator turned out to be a registered one: it points there from now on; nothing is re-keyed (core.md §1). */
export async function mergeOperator(ctx: CommandCtx, { partyId, into, reason }: Input<typeof api.mergeOperator>) {
  const target = await requireOperator(ctx.db, ctx.actor, into)
  if (target.state !== 'approved') throw new AppError('conflict', 'operator.not_in_force', { state: target.state })
  const row = await lockOperator(ctx.db, ctx.actor, partyId)
  const state = requireNext(row, 'merge')
  const party = await requireParty(ctx.db, ctx.actor, partyId)
  await putParty(ctx.db, { ...party, mergedInto: into, now: ctx.now })
  await setOperatorState(ctx.db, partyId, { state, stateReason: reason, mergedInto: into }, ctx.now)
  record(ctx, 'operator.merged', { about: partyId, data: { into, reason } })
  return operatorShown(ctx.db, ctx.actor, await requireOperator(ctx.db, ctx.actor, partyId))
}

/**
 * An identity number in full; who looked, and why, stays in the journal. The answer is stored sealed: the route opens it.
 */
export async function unmaskPerson(ctx: CommandCtx, input: Input<typeof api.unmaskPerson>) {
  const { partyId, filingId, reason } = input
  const { facts } = filingId
    ? await requireFiling(ctx.db, ctx.actor, partyId, filingId)
    : await requireOperator(ctx.db, ctx.actor, partyId)
  const sealed = found((facts as Partial<StoredFacts>).identitySealed, 'identity_number', partyId)
  record(ctx, 'person.unmasked', {
    about: partyId,
    data: { field: 'identityNumber', filingId: filingId ?? null, reason },
  })
  return { partyId, identityNumber: sealed }
}

/** The number that `unmaskPerson` answered still sealed. */
export const openUnmasked = (sealer: Sealer, a: { partyId: string; identityNumber: string }) => ({
  ...a,
  identityNumber: openIdentityNumber(sealer, a.partyId, a.identityNumber),
})
