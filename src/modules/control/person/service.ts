import { profiles } from '../../../industries/index.ts'
import { maskIdentityNumber, parseIdentityNumber } from '../../../kernel/identity-number.ts'
import { maskMiddle } from '../../../kernel/mask.ts'
import { profileAt } from '../../../kernel/profile.ts'
import { civilDate } from '../../../platform/civil.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import type { Sealer } from '../../../platform/seal.ts'
import { pseudonym } from '../../production/index.ts'
import { requireOperatorInForce } from '../../registry/index.ts'
import { roleOf } from '../rules.ts'
import { personShown, sealedOf } from './queries.ts'
import type * as api from './schema.ts'

type Values = { name: string; identityNumber: string | null; licenceNo: string | null }

/** Only under this context can the values be opened again: they cannot be moved to another person's row. */
const context = (partyId: string, personId: string) => `control.person.sealed ${partyId} ${personId}`

/** 李四四 → 李**. */
const maskName = (name: string) => [...name].map((c, i) => (i === 0 ? c : '*')).join('')

/**
 * A unit enters who may have controlled goods in hand. The name is kept sealed and under the pseudonym by which records
 * name the same person. @throws invalid `control_person.*`, `identity_number.*`; conflict `operator.not_in_force`
 */
export async function addPerson(ctx: CommandCtx, sealer: Sealer, input: Input<typeof api.addControlPerson>) {
  const { actor, db, now } = ctx
  if (actor.kind !== 'operator') throw new AppError('forbidden', 'production.operator_only')
  const operator = await requireOperatorInForce(db, actor.partyId)
  const today = civilDate(now)
  const profile = profileAt(profiles, input.profile, today)
  const role = roleOf(profile?.control, input.role)
  if (!profile || !role) throw new AppError('invalid', 'control_person.role_unknown', { role: input.role })
  // what an operator works in is on its file: its session names no sectors
  if (!operator.sectors.includes(profile.sector)) throw new AppError('invalid', 'control_person.other_sector')
  if (role.licence && input.licenceNo === undefined) throw new AppError('invalid', 'control_person.licence_missing')
  if (input.validTo !== undefined && input.validTo < input.validFrom)
    throw new AppError('invalid', 'control_person.days_wrong')
  const parsed = input.identityNumber === undefined ? undefined : parseIdentityNumber(input.identityNumber, today)
  if (parsed && !parsed.ok) throw new AppError('invalid', parsed.reason)
  const { partyId } = actor
  const personId = newId()
  const values: Values = {
    name: input.name,
    identityNumber: parsed?.identityNumber ?? null,
    licenceNo: input.licenceNo ?? null,
  }
  await db
    .insertInto('control.person')
    .values({
      ...{ partyId, personId, profile: profile.id, sector: profile.sector, role: role.id },
      nameMasked: maskName(values.name),
      nameKey: pseudonym(sealer, values.name),
      identityMasked: values.identityNumber && maskIdentityNumber(values.identityNumber),
      licenceMasked: values.licenceNo && maskMiddle(values.licenceNo, 3, 2),
      licenceKey: values.licenceNo && pseudonym(sealer, values.licenceNo),
      sealed: sealer.seal(JSON.stringify(values), context(partyId, personId)),
      validFrom: input.validFrom,
      validTo: input.validTo ?? null,
      addedBy: actor.accountId,
      addedAt: now,
    })
    .execute()
  record(ctx, 'controlPerson.added', { about: personId, data: { profile: profile.id, role: role.id } })
  return personShown(db, actor, { partyId, personId }, now)
}

/** From today on the person may have nothing in hand. @throws not_found, conflict `control_person.revoked` */
export async function revokePerson(ctx: CommandCtx, { personId, reason }: Input<typeof api.revokeControlPerson>) {
  const { actor, db, now } = ctx
  const key = { partyId: actor.partyId, personId }
  const person = await personShown(db, actor, key, now)
  if (person.revokedOn !== null) throw new AppError('conflict', 'control_person.revoked')
  await db
    .updateTable('control.person')
    .set({ revokedOn: civilDate(now), reason, endedBy: actor.accountId, endedAt: now })
    .where('partyId', '=', actor.partyId)
    .where('personId', '=', personId)
    .where('revokedOn', 'is', null)
    .execute()
  record(ctx, 'controlPerson.revoked', { about: personId, data: { role: person.role, reason } })
  return personShown(db, actor, key, now)
}

/** A person's values in full; who looked, and why, stays in the journal. The answer is stored sealed: the route opens it. */
export async function unmaskPerson(
  ctx: CommandCtx,
  { partyId, personId, reason }: Input<typeof api.unmaskControlPerson>,
): Promise<Output<typeof api.unmaskControlPerson>> {
  const sealed = await sealedOf(ctx.db, ctx.actor, { partyId, personId })
  record(ctx, 'person.unmasked', { about: partyId, data: { field: 'controlPerson', personId, reason } })
  return { partyId, personId, name: sealed, identityNumber: null, licenceNo: null }
}

/** The values that `unmaskPerson` answered still sealed. */
export const openPerson = (
  sealer: Sealer,
  { partyId, personId, name: sealed }: Output<typeof api.unmaskControlPerson>,
) => ({ partyId, personId, ...(JSON.parse(sealer.open(sealed, context(partyId, personId))) as Values) })
