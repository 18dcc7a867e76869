const nameOf = (accountId: string) => `suyuan.last.${accountId}.production.events`

/** Events this person recorded last on this device, `crop pesticide_use`, the newest first. */
export function lastEvents(accountId: string): string[] {
  try {
    return JSON.parse(localStorage.getItem(nameOf(accountId)) ?? '[]') as string[]
  } catch {
    return []
  }
}

/** Puts an event first. */
export function keepLastEvent(accountId: string, profile: string, event: string): void {
  const key = `${profile} ${event}`
  try {
    const next = [key, ...lastEvents(accountId).filter((k) => k !== key)].slice(0, 8)
    localStorage.setItem(nameOf(accountId), JSON.stringify(next))
  } catch {
    // a device that keeps nothing: the profile's order stays
  }
}
