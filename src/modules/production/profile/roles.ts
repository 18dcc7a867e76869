import type { Profile, ProfileEvent } from '../../../kernel/profile.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import { AppError } from '../../../platform/errors.ts'
import { unscopedRoles } from '../../registry/index.ts'

const asked = new WeakMap<CommandCtx, Map<string, Promise<readonly string[]>>>()

/** Roles the acting party has in a profile on a civil date, read once a command. */
function rolesOn(ctx: CommandCtx, profile: string, date: string): Promise<readonly string[]> {
  const known = asked.get(ctx) ?? new Map<string, Promise<readonly string[]>>()
  asked.set(ctx, known)
  const key = `${profile} ${date}`
  const roles = known.get(key) ?? unscopedRoles(ctx.db, ctx.actor.partyId, profile, date)
  known.set(key, roles)
  return roles
}

const isOpen = ({ roles = [] }: ProfileEvent, own: readonly string[]): boolean =>
  roles.length === 0 || own.length === 0 || roles.some((r) => own.includes(r))

/**
 * An event is recorded by who has one of its roles that day. Who has said no role in the profile may record all of it:
 * roles came after the operators, and a rule that rests on one says so itself.
 * @throws conflict `event.not_your_role`
 */
export async function requireEventRole(
  ctx: CommandCtx,
  profile: Profile,
  event: ProfileEvent,
  date: string,
): Promise<void> {
  if (!event.roles?.length) return
  const own = await rolesOn(ctx, profile.id, date)
  if (!isOpen(event, own)) throw notYours(ctx, profile, event, own)
}

function notYours({ actor }: CommandCtx, profile: Profile, event: ProfileEvent, own: readonly string[]): AppError {
  const { language } = actor
  const named = (ids: readonly string[]) =>
    ids.map((id) => profile.roles.find((r) => r.id === id)?.names[language] ?? id).join(language === 'zh' ? '、' : ', ')
  return new AppError('conflict', 'event.not_your_role', {
    event: event.names[language],
    profile: profile.names[language],
    roles: named(event.roles ?? []),
    own: named(own),
  })
}
