import type { CommandCtx } from '../../platform/command.ts'
import type { Input, Output } from '../../platform/endpoint.ts'
import { setRead, unreadCount } from './queries.ts'
import type { markNoticesRead } from './schema.ts'

/** Somebody of the party has read these; another's are not touched. */
export async function readNotices(
  ctx: CommandCtx,
  { noticeIds }: Input<typeof markNoticesRead>,
): Promise<Output<typeof markNoticesRead>> {
  await setRead(ctx.db, ctx.actor, noticeIds, ctx.now)
  return { unread: await unreadCount(ctx.db, ctx.actor) }
}
