import { type SqlBool, sql } from 'kysely'
import { profiles } from '../../../industries/index.ts'
import { profileAt } from '../../../kernel/profile.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError, found } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import { divisionsOf } from '../../identity/index.ts'
import { findClass } from '../queries.ts'
import { requireOwnDivision } from '../scope.ts'
import type * as api from './schema.ts'

const entries = (db: Db | Tx) =>
  db
    .selectFrom('catalogue.tracedClass as t')
    .innerJoin('catalogue.productClass as c', 'c.code', 't.classCode')
    .select(['t.entryId', 't.classCode', 'c.name as className', 'c.nameEn as classNameEn', 't.profile', 't.divisionId'])
    .select(['t.validFrom', 't.validTo', 't.decisionNo', 't.reason', 't.setAt', 't.endedDecision', 't.endedAt'])

type Entry = Awaited<ReturnType<ReturnType<typeof entries>['execute']>>[number]

async function shown(db: Db | Tx, rows: readonly Entry[]): Promise<api.TracedClass[]> {
  const divisions = await divisionsOf(
    db,
    rows.map((r) => r.divisionId),
  )
  return rows.map((r) => ({ ...r, divisionName: divisions.get(r.divisionId)?.name ?? r.divisionId }))
}

/** The whole catalogue, which is public among those who are signed in: by class, then by the day it began. */
export async function findTracedClasses(db: Db, f: Input<typeof api.listTracedClasses>) {
  const rows = await entries(db)
    .$if(f.profile !== undefined, (q) => q.where('t.profile', '=', f.profile!))
    .$if(f.date !== undefined, (q) =>
      q.where('t.validFrom', '<=', f.date!).where(sql<SqlBool>`(t.valid_to is null or t.valid_to > ${f.date!})`),
    )
    .orderBy('t.classCode')
    .orderBy('t.divisionId')
    .orderBy('t.validFrom')
    .limit(2000)
    .execute()
  return { items: await shown(db, rows) }
}

async function requireEntry(tx: Tx, entryId: string): Promise<Entry> {
  return found(await entries(tx).where('t.entryId', '=', entryId).executeTakeFirst(), 'traced_class', entryId)
}

/**
 * Puts a class of products under a profile in a division, from a day on. Products already made keep the profile they
 * have; new ones, and those that are edited, take it. @throws invalid `traced_class.*`
 */
export async function addTraced(ctx: CommandCtx, input: Input<typeof api.addTracedClass>) {
  const { classCode, profile: profileId, divisionId, validFrom, validTo, decisionNo, reason } = input
  const productClass = await findClass(ctx.db, classCode)
  if (!productClass?.inUse) throw new AppError('invalid', 'product.class_unknown')
  const profile = profileAt(profiles, profileId, validFrom)
  if (!profile) throw new AppError('invalid', 'traced_class.profile_unknown', { profile: profileId, date: validFrom })
  const covers = [...profile.productClasses, ...(profile.alsoClasses ?? [])].some((p) => classCode.startsWith(p))
  if (!covers) throw new AppError('invalid', 'traced_class.not_covered', { profile: profileId, classCode })
  if (validTo !== undefined && validTo <= validFrom) throw new AppError('invalid', 'traced_class.days_wrong')
  await requireOwnDivision(ctx.db, ctx.actor, divisionId, profile.sector)
  const entryId = newId()
  await ctx.db
    .insertInto('catalogue.tracedClass')
    .values({
      ...{
        entryId,
        classCode,
        profile: profileId,
        divisionId,
        validFrom,
        validTo: validTo ?? null,
        decisionNo,
        reason,
      },
      ...{ setBy: ctx.actor.accountId, setAt: ctx.now },
    })
    .execute()
  const data = { classCode, profile: profileId, divisionId, validFrom, validTo: validTo ?? null, decisionNo, reason }
  record(ctx, 'tracedClass.added', { about: entryId, data })
  return (await shown(ctx.db, [await requireEntry(ctx.db, entryId)]))[0]!
}

/** An entry holds no more from a day on, by a decision of its own. @throws conflict `traced_class.ended` */
export async function endTraced(ctx: CommandCtx, { entryId, validTo, decisionNo }: Input<typeof api.endTracedClass>) {
  const entry = await requireEntry(ctx.db, entryId)
  const sector = profiles.find((p) => p.id === entry.profile)?.sector ?? ''
  await requireOwnDivision(ctx.db, ctx.actor, entry.divisionId, sector)
  if (validTo <= entry.validFrom) throw new AppError('invalid', 'traced_class.days_wrong')
  const done = await ctx.db
    .updateTable('catalogue.tracedClass')
    .set({ validTo, endedDecision: decisionNo, endedBy: ctx.actor.accountId, endedAt: ctx.now })
    .where('entryId', '=', entryId)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) throw new AppError('conflict', 'traced_class.ended')
  record(ctx, 'tracedClass.ended', { about: entryId, data: { classCode: entry.classCode, validTo, decisionNo } })
  return (await shown(ctx.db, [await requireEntry(ctx.db, entryId)]))[0]!
}
