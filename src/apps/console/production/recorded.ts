import type { ProfileEvent } from '../../../kernel/profile.ts'

type About = Pick<ProfileEvent, 'object' | 'move'>

/** On a plot or to a group: goods that come into being there are harvested. */
export const isOfLand = ({ object }: About): boolean => object === 'plot' || object === 'group'

/**
 * Written down by itself, with the form of the event: what happened on plots and to groups, to pieces and assets, and
 * what the party files. Steps on batches start at a batch; what changes hands is a transfer.
 */
export function isRecorded({ object, move }: About): boolean {
  if (object === 'batch' || move === 'dispatch' || move === 'receive') return false
  return !isOfLand({ object, move }) || move === 'record'
}

/** May one who has these roles record it? Who has said none sees everything of the chain. */
export const mayRecord = ({ roles }: Pick<ProfileEvent, 'roles'>, own: readonly string[]): boolean =>
  !roles?.length || !own.length || roles.some((role) => own.includes(role))

/** The roles that hold on a day, `to` excluded. */
export const rolesOn = (
  roles: readonly { profile: string; role: string; from: string; to: string | null }[],
  profile: string,
  day: string,
): string[] =>
  roles.filter((r) => r.profile === profile && r.from <= day && (r.to === null || day < r.to)).map((r) => r.role)
