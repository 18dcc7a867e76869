import { sql } from 'kysely'
import { nameBigrams, normaliseName } from '../../../kernel/bigram.ts'
import type { Actor } from '../../../platform/actor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { found } from '../../../platform/errors.ts'
import { reading } from '../../../platform/pinyin.ts'
import { divisionsOf, partiesInScope } from '../../identity/index.ts'
import type { StoredFacts } from '../facts/schema.ts'
import { shownFacts } from '../facts/stored.ts'
import { type OperatorState, operatorActions } from './rules.ts'
import type { Operator } from './schema.ts'

const columns = [
  'partyId',
  'state',
  'stateReason',
  'stateAt',
  'name',
  'form',
  'role',
  'sectors',
  'divisionId',
  'areas',
  'creditCode',
  'identityHash',
  'subjectCode',
  'facts',
  'mergedInto',
  'registeredAt',
  'changedAt',
] as const

/** An operator as it stands; facts hold the sealed identity number and never leave the server as they are. */
export type OperatorRecord = {
  partyId: string
  state: OperatorState
  stateReason: string | null
  stateAt: string
  name: string
  form: string
  role: string
  sectors: string[]
  divisionId: string
  areas: string[]
  creditCode: string | null
  identityHash: string | null
  subjectCode: string | null
  facts: Partial<StoredFacts>
  mergedInto: string | null
  registeredAt: string
  changedAt: string
}

/** Operators this person may see. */
const operatorsOf = (db: Db | Tx, actor: Actor) =>
  db.selectFrom('registry.operator as o').select(columns).where(partiesInScope(actor, 'o.partyId'))

/** @throws not_found `operator.not_found`. */
export async function requireOperator(db: Db | Tx, actor: Actor, partyId: string): Promise<OperatorRecord> {
  const row = await operatorsOf(db, actor).where('partyId', '=', partyId).executeTakeFirst()
  return found(row, 'operator', partyId) as OperatorRecord
}

/** Locks the operator until the command ends: two decisions on one operator happen one after the other. */
export async function lockOperator(tx: Tx, actor: Actor, partyId: string): Promise<OperatorRecord> {
  const row = await operatorsOf(tx, actor).where('partyId', '=', partyId).forUpdate('o').executeTakeFirst()
  return found(row, 'operator', partyId) as OperatorRecord
}

/** The operator whoever asks: for commands and pages that know already why they may. */
export async function unscopedOperator(db: Db | Tx, partyId: string): Promise<OperatorRecord | undefined> {
  const row = await db.selectFrom('registry.operator').select(columns).where('partyId', '=', partyId).executeTakeFirst()
  return row as OperatorRecord | undefined
}

/** Several operators in one look, by id; whoever asks. */
export async function unscopedOperators(
  db: Db | Tx,
  partyIds: readonly string[],
): Promise<ReadonlyMap<string, OperatorRecord>> {
  const rows = await db
    .selectFrom('registry.operator')
    .select(columns)
    .where('partyId', 'in', [...partyIds])
    .execute()
  return new Map((rows as OperatorRecord[]).map((r) => [r.partyId, r]))
}

/** Names of divisions from the province down, for each path of ids. */
export async function divisionNames(db: Db | Tx, paths: readonly (readonly string[])[]): Promise<string[][]> {
  const divisions = await divisionsOf(db, paths.flat())
  return paths.map((path) => path.filter((d) => d !== '0').map((d) => divisions.get(d)?.name ?? d))
}

/** What its reader sees of an operator. */
export async function operatorShown(db: Db | Tx, actor: Actor, row: OperatorRecord): Promise<Operator> {
  const { areas, identityHash: _, creditCode: _code, facts, ...rest } = row
  const [names] = await divisionNames(db, [areas])
  const actions = actor.kind === 'agency' ? operatorActions(row.state, actor.permissions) : []
  return { ...rest, divisionNames: names!, facts: shownFacts(facts as StoredFacts), actions }
}

/** What an operator's row is made from. */
export type OperatorWrite = {
  partyId: string
  state: OperatorState
  stateReason: string | null
  subjectCode: string | null
  /** All of a registered operator; of a temporary one what is known. */
  facts: { [K in keyof StoredFacts]?: StoredFacts[K] | undefined } & Listed
  registeredAt: string
}
type Listed = Pick<StoredFacts, 'name' | 'form' | 'role' | 'sectors' | 'divisionId'>

/** Writes an operator, new or changed, and the rows that its agencies' lists are read from. */
export async function putOperator(tx: Tx, o: OperatorWrite, areas: string[], now: string): Promise<void> {
  const { facts } = o
  const row = {
    state: o.state,
    stateReason: o.stateReason,
    stateAt: now,
    name: facts.name,
    normalName: normaliseName(facts.name),
    grams: nameBigrams(facts.name),
    ...reading(facts.name),
    form: facts.form,
    role: facts.role,
    sectors: facts.sectors,
    divisionId: facts.divisionId,
    areas,
    creditCode: facts.creditCode ?? null,
    identityHash: facts.identityHash ?? null,
    subjectCode: o.subjectCode,
    facts: JSON.stringify(facts),
    changedAt: now,
  }
  await tx
    .insertInto('registry.operator')
    .values({ partyId: o.partyId, ...row, registeredAt: o.registeredAt })
    .onConflict((c) => c.column('partyId').doUpdateSet(row))
    .execute()
  await tx.deleteFrom('registry.operatorArea').where('partyId', '=', o.partyId).execute()
  const { state, form, pinyin, initials } = row
  const listed = { partyId: o.partyId, state, form, pinyin, initials, registeredAt: o.registeredAt }
  await tx
    .insertInto('registry.operatorArea')
    .values(areas.flatMap((areaId) => facts.sectors.map((sector) => ({ ...listed, areaId, sector }))))
    .execute()
}

/** Changes the state only, with its reason, in the row and in the lists. */
export async function setOperatorState(
  tx: Tx,
  partyId: string,
  change: { state: OperatorState; stateReason: string | null; mergedInto?: string },
  now: string,
): Promise<void> {
  await tx
    .updateTable('registry.operator')
    .set({ ...change, stateAt: now, changedAt: now })
    .where('partyId', '=', partyId)
    .execute()
  await tx.updateTable('registry.operatorArea').set({ state: change.state }).where('partyId', '=', partyId).execute()
}

/** Changes facts that are in no list. */
export async function setOperatorFacts(tx: Tx, partyId: string, facts: Partial<StoredFacts>, now: string) {
  await tx
    .updateTable('registry.operator')
    .set({ facts: JSON.stringify(facts), changedAt: now })
    .where('partyId', '=', partyId)
    .execute()
}

/** Other operators of the county with the same name, for the reviewer. */
export async function unscopedSameName(db: Db, partyId: string, name: string, countyId: string) {
  return db
    .selectFrom('registry.operator')
    .select(['partyId', 'name'])
    .where(sql<boolean>`grams @> ${nameBigrams(name)}::text[] and areas @> array[${countyId}]::text[]`)
    .where('normalName', '=', normaliseName(name))
    .where('partyId', '<>', partyId)
    .where('state', 'not in', ['merged', 'cancelled'])
    .limit(5)
    .execute()
}

/** Operators that had one of these numbers and are no longer, for the reviewer. */
export async function unscopedEarlier(db: Db, partyId: string, facts: Partial<StoredFacts>) {
  if (!facts.creditCode && !facts.identityHash) return []
  return db
    .selectFrom('registry.operator')
    .select(['partyId', 'name', 'state', 'stateReason as reason'])
    .where('partyId', '<>', partyId)
    .where('state', 'in', ['revoked', 'cancelled'])
    .where((eb) =>
      eb.or([
        ...(facts.creditCode ? [eb('creditCode', '=', facts.creditCode)] : []),
        ...(facts.identityHash ? [eb('identityHash', '=', facts.identityHash)] : []),
      ]),
    )
    .limit(5)
    .execute()
}
