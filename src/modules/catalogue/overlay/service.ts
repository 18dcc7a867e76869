import { profiles } from '../../../industries/index.ts'
import { type OverlayChange, overlayProblem } from '../../../kernel/overlay.ts'
import { profileAt } from '../../../kernel/profile.ts'
import type { Actor } from '../../../platform/actor.ts'
import { civilDate } from '../../../platform/civil.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError, found } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import { actorNames, divisionsOf } from '../../identity/index.ts'
import { requireOwnDivision } from '../scope.ts'
import type * as api from './schema.ts'
import { type Overlay, OverlayChanges } from './schema.ts'

const overlays = (db: Db | Tx) =>
  db
    .selectFrom('catalogue.profileOverlay')
    .select(['overlayId', 'profile', 'divisionId', 'version', 'state', 'validFrom', 'validTo', 'changes'])
    .select(['decisionNo', 'reason', 'proposedBy', 'proposedAt', 'decidedBy', 'decidedAt', 'decidedReason'])

type Row = Awaited<ReturnType<ReturnType<typeof overlays>['execute']>>[number]

async function shown(db: Db | Tx, actor: Actor, rows: readonly Row[]): Promise<Overlay[]> {
  const divisions = await divisionsOf(
    db,
    rows.map((r) => r.divisionId),
  )
  const names = await actorNames(
    db,
    rows.flatMap((r) => [r.proposedBy, ...(r.decidedBy ? [r.decidedBy] : [])]),
  )
  const later = await approvedOf(db, rows)
  return rows.map((r): Overlay => {
    const division = divisions.get(r.divisionId)
    const manages =
      actor.permissions.includes('profile:manage') &&
      actor.kind === 'agency' &&
      actor.sectors.includes(profiles.find((p) => p.id === r.profile)?.sector ?? '') &&
      (division?.path.some((d) => actor.divisions.includes(d)) ?? false)
    const nameOf = (id: string | null) => (manages && id ? (names.get(id)?.name ?? null) : null)
    const own = r.proposedBy === actor.accountId
    const open = manages && r.state === 'proposed'
    return {
      ...r,
      state: r.state as Overlay['state'],
      changes: OverlayChanges.parse(r.changes),
      divisionName: division?.name ?? r.divisionId,
      profileNames: profiles.find((p) => p.id === r.profile)?.names ?? { zh: r.profile, en: r.profile },
      proposer: nameOf(r.proposedBy),
      decider: nameOf(r.decidedBy),
      replacedOn:
        r.state === 'approved'
          ? (later
              .filter((l) => l.profile === r.profile && l.divisionId === r.divisionId && l.version > r.version)
              .map((l) => l.validFrom)
              .sort()[0] ?? null)
          : null,
      actions: open ? (own ? ['withdraw'] : ['approve', 'refuse']) : [],
    }
  })
}

/** The approved versions of the profiles and divisions of these rows. */
async function approvedOf(db: Db | Tx, rows: readonly Row[]) {
  if (!rows.length) return []
  const of = (column: 'profile' | 'divisionId') => [...new Set(rows.map((r) => r[column]))]
  return db
    .selectFrom('catalogue.profileOverlay')
    .select(['profile', 'divisionId', 'version', 'validFrom'])
    .where('state', '=', 'approved')
    .where('profile', 'in', of('profile'))
    .where('divisionId', 'in', of('divisionId'))
    .execute()
}

/** @throws not_found `overlay.not_found` */
export async function findOverlay(db: Db, actor: Actor, { overlayId }: Input<typeof api.getOverlay>) {
  const row = await overlays(db).where('overlayId', '=', overlayId).executeTakeFirst()
  return (await shown(db, actor, [found(row, 'overlay', overlayId)]))[0]!
}

/** Overlays of all divisions: what a form asks for is no secret. The newest first. */
export async function findOverlays(db: Db, actor: Actor, f: Input<typeof api.listOverlays>) {
  const rows = await overlays(db)
    .$if(f.profile !== undefined, (q) => q.where('profile', '=', f.profile!))
    .$if(f.state !== undefined, (q) => q.where('state', '=', f.state!))
    .$if(f.divisionId !== undefined, (q) => q.where('divisionId', '=', f.divisionId!))
    .orderBy('proposedAt', 'desc')
    .orderBy('overlayId', 'desc')
    .limit(500)
    .execute()
  return { items: await shown(db, actor, rows) }
}

/**
 * Proposes what a division asks for beyond a profile: fields added, requirements tightened, nothing loosened. A later
 * version takes the place of an earlier one from its first day, so it says everything anew; that day may not lie in the
 * past, because nobody could have kept it. @throws invalid `overlay.*`
 */
export async function propose(ctx: CommandCtx, input: Input<typeof api.proposeOverlay>) {
  const { profile: profileId, divisionId, validFrom, validTo, changes, decisionNo, reason } = input
  const profile = profileAt(profiles, profileId, validFrom)
  if (!profile) throw new AppError('invalid', 'traced_class.profile_unknown', { profile: profileId, date: validFrom })
  await requireOwnDivision(ctx.db, ctx.actor, divisionId, profile.sector)
  const division = (await divisionsOf(ctx.db, [divisionId])).get(divisionId)
  if (division?.level !== 'province') throw new AppError('invalid', 'overlay.not_a_province', { divisionId })
  if (validFrom < civilDate(ctx.now)) throw new AppError('invalid', 'overlay.in_past', { date: validFrom })
  if (validTo !== undefined && validTo <= validFrom) throw new AppError('invalid', 'traced_class.days_wrong')
  const problem = overlayProblem(profile, changes as OverlayChange[])
  if (problem) throw new AppError('invalid', problem.reason, { event: problem.event ?? '', key: problem.key ?? '' })
  const last = await ctx.db
    .selectFrom('catalogue.profileOverlay')
    .select((eb) => eb.fn.max('version').as('version'))
    .where('profile', '=', profileId)
    .where('divisionId', '=', divisionId)
    .executeTakeFirst()
  const overlayId = newId()
  const version = Number(last?.version ?? 0) + 1
  await ctx.db
    .insertInto('catalogue.profileOverlay')
    .values({
      ...{ overlayId, profile: profileId, divisionId, version, state: 'proposed', validFrom, validTo: validTo ?? null },
      ...{ changes: JSON.stringify(changes), decisionNo, reason },
      ...{ proposedBy: ctx.actor.accountId, proposedParty: ctx.actor.partyId, proposedAt: ctx.now },
    })
    .execute()
  const data = { profile: profileId, divisionId, version, validFrom, decisionNo, reason }
  record(ctx, 'overlay.proposed', { about: overlayId, data })
  return one(ctx, overlayId)
}

/** It binds from its first day on. @throws forbidden `overlay.own_proposal`: four eyes see more than two. */
export const approve = (ctx: CommandCtx, { overlayId }: Input<typeof api.approveOverlay>) =>
  decide(ctx, overlayId, 'approved', null)

/** It never binds. */
export const refuse = (ctx: CommandCtx, { overlayId, reason }: Input<typeof api.refuseOverlay>) =>
  decide(ctx, overlayId, 'refused', reason)

/** One's own proposal is taken back. @throws forbidden `overlay.other_proposal` */
export const withdraw = (ctx: CommandCtx, { overlayId }: Input<typeof api.withdrawOverlay>) =>
  decide(ctx, overlayId, 'withdrawn', null)

/** What each decision is called in the journal. */
const decisions = {
  approved: 'overlay.approved',
  refused: 'overlay.refused',
  withdrawn: 'overlay.withdrawn',
} as const

async function decide(ctx: CommandCtx, overlayId: string, state: keyof typeof decisions, reason: string | null) {
  const row = await overlays(ctx.db).where('overlayId', '=', overlayId).forUpdate().executeTakeFirst()
  const overlay = found(row, 'overlay', overlayId)
  const profile = profileAt(profiles, overlay.profile, overlay.validFrom)
  await requireOwnDivision(ctx.db, ctx.actor, overlay.divisionId, profile?.sector ?? '')
  const own = overlay.proposedBy === ctx.actor.accountId
  if (own && state !== 'withdrawn') throw new AppError('forbidden', 'overlay.own_proposal')
  if (!own && state === 'withdrawn') throw new AppError('forbidden', 'overlay.other_proposal')
  if (overlay.state !== 'proposed') throw new AppError('conflict', 'overlay.decided', { state: overlay.state })
  if (state === 'approved' && overlay.validFrom < civilDate(ctx.now))
    throw new AppError('conflict', 'overlay.in_past', { date: overlay.validFrom })
  await ctx.db
    .updateTable('catalogue.profileOverlay')
    .set({ state, decidedBy: ctx.actor.accountId, decidedAt: ctx.now, decidedReason: reason })
    .where('overlayId', '=', overlayId)
    .execute()
  const { divisionId, version, decisionNo } = overlay
  const data = { profile: overlay.profile, divisionId, version, decisionNo, ...(reason === null ? {} : { reason }) }
  record(ctx, decisions[state], { about: overlayId, data })
  return one(ctx, overlayId)
}

async function one(ctx: CommandCtx, overlayId: string): Promise<Overlay> {
  const row = await overlays(ctx.db).where('overlayId', '=', overlayId).executeTakeFirst()
  return (await shown(ctx.db, ctx.actor, [found(row, 'overlay', overlayId)]))[0]!
}
