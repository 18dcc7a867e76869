import type { CommandCtx } from '../../platform/command.ts'
import type { Input, Output } from '../../platform/endpoint.ts'
import { requireOperatorInForce } from '../registry/index.ts'
import * as correction from './correction.ts'
import { packOpen, unpackOpen } from './pack.ts'
import type * as api from './schema.ts'

/**
 * Who is suspended, revoked or cancelled writes nothing into its books, corrections included: it reads, and goods go
 * back (trade). The functions behind ask no more: subscribers and other modules' commands have asked already.
 */
async function requireOwnInForce({ db, actor }: CommandCtx): Promise<void> {
  if (actor.kind === 'operator') await requireOperatorInForce(db, actor.partyId)
}

export async function fillOpenPack(
  ctx: CommandCtx,
  input: Input<typeof api.fillOpenPack>,
): Promise<Output<typeof api.fillOpenPack>> {
  await requireOwnInForce(ctx)
  return packOpen(ctx, input)
}

export async function emptyOpenPack(
  ctx: CommandCtx,
  input: Input<typeof api.emptyOpenPack>,
): Promise<Output<typeof api.emptyOpenPack>> {
  await requireOwnInForce(ctx)
  return unpackOpen(ctx, input)
}

export async function voidEvent(
  ctx: CommandCtx,
  input: Input<typeof api.voidEvent>,
): Promise<Output<typeof api.voidEvent>> {
  await requireOwnInForce(ctx)
  return correction.voidEvent(ctx, input)
}
