import { type SqlBool, sql } from 'kysely'
import type { RuleLicence, RuleParty } from '../../../kernel/rule.ts'
import type { Actor } from '../../../platform/actor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { found } from '../../../platform/errors.ts'
import { partiesInScope, partyNames } from '../../identity/index.ts'
import type { LicenceState } from './rules.ts'
import type { PartyLicence, PartyRole } from './schema.ts'

/** Licences this person may see. */
const licencesOf = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('registry.licence as l')
    .select(['l.partyId', 'l.licenceId', 'l.kind', 'l.number', 'l.issuer', 'l.validFrom', 'l.validTo', 'l.limits'])
    .select(['l.documentId', 'l.state', 'l.reviewerId', 'l.reason', 'l.filedAt', 'l.decidedAt'])
    .where(partiesInScope(actor, 'l.partyId'))

export type LicenceRow = Awaited<ReturnType<ReturnType<typeof licencesOf>['execute']>>[number]

/** Locks a licence until the command ends. @throws not_found `licence.not_found`. */
export async function lockLicence(tx: Tx, actor: Actor, partyId: string, licenceId: string): Promise<LicenceRow> {
  const row = await licencesOf(tx, actor)
    .where('l.partyId', '=', partyId)
    .where('l.licenceId', '=', licenceId)
    .forUpdate('l')
    .executeTakeFirst()
  return found(row, 'licence', licenceId)
}

/** @throws not_found `licence.not_found`. */
export async function requireLicence(db: Db | Tx, actor: Actor, partyId: string, licenceId: string) {
  const row = await licencesOf(db, actor)
    .where('l.partyId', '=', partyId)
    .where('l.licenceId', '=', licenceId)
    .executeTakeFirst()
  return (await licencesShown(db, actor, [found(row, 'licence', licenceId)]))[0]!
}

/** Of one operator: what it filed, newest first, and what it says it is. */
export async function licencesAndRoles(
  db: Db,
  actor: Actor,
  partyId: string,
): Promise<{ licences: PartyLicence[]; roles: PartyRole[] }> {
  const rows = await licencesOf(db, actor)
    .where('l.partyId', '=', partyId)
    .orderBy('l.filedAt', 'desc')
    .orderBy('l.licenceId', 'desc')
    .limit(500)
    .execute()
  const roles = await db
    .selectFrom('registry.partyRole as r')
    .select(['r.partyId', 'r.profile', 'r.role', 'r.fromDate as from', 'r.toDate as to', 'r.setAt'])
    .where(partiesInScope(actor, 'r.partyId'))
    .where('r.partyId', '=', partyId)
    .orderBy('r.profile')
    .orderBy('r.role')
    .orderBy('r.fromDate')
    .limit(500)
    .execute()
  return { licences: await licencesShown(db, actor, rows), roles }
}

async function licencesShown(db: Db | Tx, actor: Actor, rows: readonly LicenceRow[]): Promise<PartyLicence[]> {
  const names = await partyNames(
    db,
    rows.map((r) => r.reviewerId),
  )
  return rows.map((r) => ({
    ...r,
    limits: r.limits as Record<string, string>,
    state: r.state as LicenceState,
    reviewerName: names.get(r.reviewerId)?.name ?? null,
    actions: actionsOf(actor, r),
  }))
}

function actionsOf(actor: Actor, { partyId, reviewerId, state }: LicenceRow): PartyLicence['actions'] {
  const own = actor.partyId === partyId && actor.permissions.includes('own:manage')
  const reviews = actor.partyId === reviewerId && actor.permissions.includes('operator:review')
  return [
    ...(own && (state === 'filed' || state === 'confirmed') ? (['withdraw'] as const) : []),
    ...(reviews && state === 'filed' ? (['confirm', 'refuse'] as const) : []),
    ...(reviews && state === 'confirmed' ? (['revoke'] as const) : []),
  ]
}

/**
 * Parties as the rules of a profile see them on a civil date: the roles they have in it that day and their confirmed
 * licences, also those that ran out (a rule says so by their dates). For rules only: nothing here is scoped.
 */
export async function unscopedRuleParties(
  db: Db | Tx,
  partyIds: readonly string[],
  profile: string,
  date: string,
): Promise<Map<string, RuleParty>> {
  if (!partyIds.length) return new Map()
  type Row = { partyId: string; state: string | null; roles: string[]; licences: RuleLicence[] }
  const { rows } = await sql<Row>`
    select o.party_id, o.state,
      coalesce((select array_agg(distinct r.role) from registry.party_role r
        where r.party_id = o.party_id and r.profile = ${profile} and r.from_date <= ${date}
          and (r.to_date is null or r.to_date > ${date})), '{}') as roles,
      coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('kind', l.kind, 'number', l.number,
          'validFrom', l.valid_from, 'validTo', l.valid_to, 'limits', l.limits)) order by l.filed_at)
        from registry.licence l where l.party_id = o.party_id and l.state = 'confirmed'), '[]') as licences
    from registry.operator o where o.party_id = any(${[...partyIds]}::uuid[])`.execute(db)
  const known = new Map(rows.map((r) => [r.partyId, r]))
  return new Map(
    partyIds.map((partyId) => {
      const r = known.get(partyId)
      const registered = r !== undefined && r.state !== 'temporary'
      return [partyId, { partyId, registered, roles: r?.roles ?? [], licences: r?.licences ?? [] }]
    }),
  )
}

/** Licences that wait for this agency, those filed first before the others, after a time and id. */
export async function licencesToDecide(
  db: Db,
  actor: Actor,
  after: readonly [string, string] | undefined,
  limit: number,
): Promise<PartyLicence[]> {
  const rows = await licencesOf(db, actor)
    .where('l.reviewerId', '=', actor.partyId)
    .where('l.state', '=', 'filed')
    .$if(after !== undefined, (q) =>
      q.where(sql<SqlBool>`(l.filed_at, l.licence_id) > (${after![0]}::timestamptz, ${after![1]}::uuid)`),
    )
    .orderBy('l.filedAt')
    .orderBy('l.licenceId')
    .limit(limit)
    .execute()
  return licencesShown(db, actor, rows)
}

/** How many licences wait for this agency. */
export async function countLicencesToDecide(db: Db, actor: Actor): Promise<number> {
  const row = await db
    .selectFrom('registry.licence as l')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where(partiesInScope(actor, 'l.partyId'))
    .where('l.reviewerId', '=', actor.partyId)
    .where('l.state', '=', 'filed')
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/**
 * The confirmed licences of every operator one of whose licences ends by a day, or has: for reminders. With those that
 * end later, so that what has been renewed is told of no more.
 */
export async function unscopedLicencesEnding(db: Db, by: string) {
  const rows = await db
    .selectFrom('registry.licence as l')
    .select(['l.partyId', 'l.licenceId', 'l.kind', 'l.number', 'l.validTo'])
    .where('l.state', '=', 'confirmed')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('registry.licence as e')
          .select('e.licenceId')
          .whereRef('e.partyId', '=', 'l.partyId')
          .where('e.state', '=', 'confirmed')
          .where('e.validTo', '<=', by),
      ),
    )
    .execute()
  return Map.groupBy(rows, (r) => r.partyId)
}

/** Roles a party has in a profile on a civil date; none where it has said none. For commands of that party only. */
export async function unscopedRoles(db: Db | Tx, partyId: string, profile: string, date: string): Promise<string[]> {
  const { rows } = await sql<{ role: string }>`
    select distinct role from registry.party_role
    where party_id = ${partyId} and profile = ${profile} and from_date <= ${date}::date
      and (to_date is null or to_date > ${date}::date)`.execute(db)
  return rows.map((r) => r.role)
}

/** Whether a document of this party is there. */
export async function hasDocument(tx: Tx, partyId: string, documentId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('registry.document')
    .select(sql<SqlBool>`true`.as('there'))
    .where('partyId', '=', partyId)
    .where('documentId', '=', documentId)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}
