import { keepLast, readLast } from '../app/last.ts'

const form = 'production.events'

/** Events this person recorded last, `crop pesticide_use`, the newest first. */
export const lastEvents = (accountId: string): string[] => readLast<string[]>(accountId, form) ?? []

/** Puts an event first. */
export function keepLastEvent(accountId: string, profile: string, event: string): void {
  const key = `${profile} ${event}`
  keepLast(accountId, form, [key, ...lastEvents(accountId).filter((k) => k !== key)].slice(0, 8))
}
