import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { profiles } from '../../../industries/index.ts'
import { profileAt } from '../../../kernel/profile.ts'
import type { Actor } from '../../../platform/actor.ts'
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

async function shown(db: Db | Tx, actor: Actor, rows: readonly Entry[]): Promise<api.TracedClass[]> {
  const divisions = await divisionsOf(
    db,
    rows.map((r) => r.divisionId),
  )
  return rows.map((r) => {
    const division = divisions.get(r.divisionId)
    const decides =
      actor.permissions.includes('profile:manage') &&
      actor.kind === 'agency' &&
      actor.sectors.includes(sectorOf(r.profile)) &&
      (division?.path.some((d) => actor.divisions.includes(d)) ?? false)
    const open = decides && r.endedAt === null
    const profileNames = profiles.find((p) => p.id === r.profile)?.names ?? { zh: r.profile, en: r.profile }
    return { ...r, profileNames, divisionName: division?.name ?? r.divisionId, actions: open ? ['change', 'end'] : [] }
  })
}

const sectorOf = (profile: string) => profiles.find((p) => p.id === profile)?.sector ?? ''

/** Entries of a division, of what it lies in and of what lies in it. */
const bindsThere = (divisionIds: readonly string[]) => sql<SqlBool>`exists (
  select 1 from identity.division d where d.division_id = t.division_id and d.path && ${[...divisionIds]}::text[])
  or exists (select 1 from identity.division d
    where d.division_id = any(${[...divisionIds]}::text[]) and t.division_id = any(d.path))`

/**
 * What concerns a reader: classes and profiles of its sectors (a grower's beans may be put under the profile of markets),
 * where an operator lies or what an agency looks after.
 */
function concerns(actor: Actor): RawBuilder<SqlBool> {
  // an operator's sectors are those of its registration
  const own = actor.kind === 'operator' ? sql`a.sectors` : sql`${[...actor.sectors]}::text[]`
  const sector = sql<SqlBool>`(c.sector = any(${own}) or exists (
    select 1 from unnest(${profiles.map((p) => p.id)}::text[], ${profiles.map((p) => p.sector)}::text[]) as p (id, sector)
    where p.id = t.profile and p.sector = any(${own})))`
  if (actor.kind !== 'operator') return sql<SqlBool>`(${sector} and (${bindsThere(actor.divisions)}))`
  return sql<SqlBool>`exists (select 1 from identity.party_area a
    where a.party_id = ${actor.partyId} and a.division_id = t.division_id and ${sector})`
}

/** `%` and `_` in what a person typed are only characters. */
const likeText = (text: string) => text.normalize('NFKC').replace(/[\\%_]/g, (c) => `\\${c}`)

/** The whole catalogue, which is public among those who are signed in: by class, then by the day it began. */
export async function findTracedClasses(db: Db, actor: Actor, f: Input<typeof api.listTracedClasses>) {
  const part = f.q ? `%${likeText(f.q)}%` : undefined
  const rows = await entries(db)
    .$if(f.profile !== undefined, (q) => q.where('t.profile', '=', f.profile!))
    .$if(f.date !== undefined, (q) =>
      q.where('t.validFrom', '<=', f.date!).where(sql<SqlBool>`(t.valid_to is null or t.valid_to > ${f.date!})`),
    )
    .$if(f.divisionId !== undefined, (q) => q.where(sql<SqlBool>`(${bindsThere([f.divisionId!])})`))
    .$if(f.mine !== undefined, (q) => q.where(concerns(actor)))
    .$if(part !== undefined, (q) =>
      q.where((eb) =>
        eb.or([
          eb('c.name', 'ilike', part!),
          eb('c.nameEn', 'ilike', part!),
          eb('t.decisionNo', 'ilike', part!),
          eb('t.classCode', 'ilike', part!.slice(1)),
        ]),
      ),
    )
    .orderBy('t.classCode')
    .orderBy('t.divisionId')
    .orderBy('t.validFrom')
    .limit(2000)
    .execute()
  return { items: await shown(db, actor, rows) }
}

/** @throws not_found `traced_class.not_found` */
export async function findTracedClass(db: Db, actor: Actor, { entryId }: Input<typeof api.getTracedClass>) {
  return (await shown(db, actor, [await requireEntry(db, entryId)]))[0]!
}

async function requireEntry(tx: Db | Tx, entryId: string): Promise<Entry> {
  return found(await entries(tx).where('t.entryId', '=', entryId).executeTakeFirst(), 'traced_class', entryId)
}

/**
 * Puts a class of products under a profile in a division, from a day on. Products already made keep the profile they
 * have; new ones, and those that are edited, take it. With `replaces` an earlier entry ends that day. @throws
 * invalid `traced_class.*`; conflict `traced_class.ended`
 */
export async function addTraced(ctx: CommandCtx, input: Input<typeof api.addTracedClass>) {
  const { classCode, profile: profileId, divisionId, validFrom, validTo, decisionNo, reason, replaces } = input
  const productClass = await findClass(ctx.db, classCode)
  if (!productClass?.inUse) throw new AppError('invalid', 'product.class_unknown')
  const profile = profileAt(profiles, profileId, validFrom)
  if (!profile) throw new AppError('invalid', 'traced_class.profile_unknown', { profile: profileId, date: validFrom })
  const covers = [...profile.productClasses, ...(profile.alsoClasses ?? [])].some((p) => classCode.startsWith(p))
  if (!covers) throw new AppError('invalid', 'traced_class.not_covered', { profile: profileId, classCode })
  if (validTo !== undefined && validTo <= validFrom) throw new AppError('invalid', 'traced_class.days_wrong')
  await requireOwnDivision(ctx.db, ctx.actor, divisionId, profile.sector)
  if (replaces !== undefined) await replace(ctx, replaces, input)
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
  return (await shown(ctx.db, ctx.actor, [await requireEntry(ctx.db, entryId)]))[0]!
}

/** The entry that the new one takes the place of: the same class and division, ended on the day the new one begins. */
async function replace(ctx: CommandCtx, entryId: string, input: Input<typeof api.addTracedClass>): Promise<void> {
  const { classCode, divisionId, validFrom, decisionNo } = input
  const before = await requireEntry(ctx.db, entryId)
  if (before.classCode !== classCode || before.divisionId !== divisionId)
    throw new AppError('invalid', 'traced_class.other_thing')
  await endTraced(ctx, { entryId, validTo: validFrom, decisionNo })
}

/** An entry holds no more from a day on, by a decision of its own. @throws conflict `traced_class.ended` */
export async function endTraced(ctx: CommandCtx, { entryId, validTo, decisionNo }: Input<typeof api.endTracedClass>) {
  const entry = await requireEntry(ctx.db, entryId)
  await requireOwnDivision(ctx.db, ctx.actor, entry.divisionId, sectorOf(entry.profile))
  if (validTo <= entry.validFrom) throw new AppError('invalid', 'traced_class.days_wrong')
  const done = await ctx.db
    .updateTable('catalogue.tracedClass')
    .set({ validTo, endedDecision: decisionNo, endedBy: ctx.actor.accountId, endedAt: ctx.now })
    .where('entryId', '=', entryId)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) throw new AppError('conflict', 'traced_class.ended')
  record(ctx, 'tracedClass.ended', { about: entryId, data: { classCode: entry.classCode, validTo, decisionNo } })
  return (await shown(ctx.db, ctx.actor, [await requireEntry(ctx.db, entryId)]))[0]!
}
