import type { Actor } from '../../../platform/actor.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError, found } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import type { Sealer } from '../../../platform/seal.ts'
import { derivedSecret, secretHash } from '../account/secrets.ts'
import type { createClient as createClientEndpoint, MachineClient } from './schema.ts'

/** A client's secret: stored as SHA-256 only; answered again to a retry of the command that made it. */
export const clientSecret = (sealer: Sealer, clientId: string, commandId: string): string =>
  derivedSecret(sealer, 'client.secret', clientId, commandId)

/** Machine clients of the actor's own party. */
const clientsOf = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('identity.client')
    .select(['clientId', 'name', 'permissions', 'sectors', 'createdAt', 'disabledAt'])
    .where('partyId', '=', actor.partyId)

export async function listClients(db: Db, actor: Actor): Promise<MachineClient[]> {
  return (await clientsOf(db, actor).orderBy('clientId').execute()) as MachineClient[]
}

/**
 * Makes a client that acts as the actor's party with a part of the actor's own rights.
 * @throws forbidden `client.more_than_held`.
 */
export async function createClient(ctx: CommandCtx, sealer: Sealer, input: Input<typeof createClientEndpoint>) {
  const { actor } = ctx
  const sectors = input.sectors ?? [...actor.sectors]
  const permissions = [...new Set(input.permissions)]
  const beyond = [
    ...permissions.filter((p) => !actor.permissions.includes(p)),
    ...(actor.kind === 'agency' ? sectors.filter((s) => !actor.sectors.includes(s)) : []),
  ]
  if (beyond.length) throw new AppError('forbidden', 'client.more_than_held', { beyond })
  const clientId = newId()
  await ctx.db
    .insertInto('identity.client')
    .values({
      clientId,
      partyId: actor.partyId,
      partyKind: actor.kind,
      name: input.name,
      secretHash: secretHash(clientSecret(sealer, clientId, ctx.commandId)),
      permissions,
      sectors,
      createdAt: ctx.now,
      createdBy: actor.accountId,
    })
    .execute()
  record(ctx, 'client.created', { about: clientId, data: { permissions } })
  return { clientId, secret: '' }
}

/** Its next request is refused. */
export async function disableClient(ctx: CommandCtx, clientId: string): Promise<MachineClient> {
  const client = found(
    await clientsOf(ctx.db, ctx.actor).where('clientId', '=', clientId).executeTakeFirst(),
    'client',
    clientId,
  ) as MachineClient
  if (client.disabledAt) return client
  await ctx.db.updateTable('identity.client').set({ disabledAt: ctx.now }).where('clientId', '=', clientId).execute()
  await ctx.db.deleteFrom('identity.token').where('clientId', '=', clientId).execute()
  record(ctx, 'client.disabled', { about: clientId })
  return { ...client, disabledAt: ctx.now }
}
