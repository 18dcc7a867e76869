import { getPreferences, savePreferences } from '../../../modules/identity/preference/schema.ts'
import { lastUsedBounds } from '../../../modules/identity/rules.ts'
import { call } from './call.ts'

/** Whose: an account's id, or `visitor`. */
const nameOf = (owner: string, form: string) => `suyuan.last.${owner}.${form}`

/** What this person gave last in a form; undefined when nothing is known on this device. */
export function readLast<T>(owner: string, form: string): T | undefined {
  try {
    return (JSON.parse(localStorage.getItem(nameOf(owner, form)) ?? 'null') as T | null) ?? undefined
  } catch {
    return undefined
  }
}

function writeLast(owner: string, form: string, value: unknown): void {
  try {
    localStorage.setItem(nameOf(owner, form), JSON.stringify(value))
  } catch {
    // a device that keeps nothing: the form works without
  }
}

/** Keeps what was given in a form, to be offered again: here, and on the person's other devices. */
export function keepLast(owner: string, form: string, value: object): void {
  writeLast(owner, form, value)
  const kept = { value: value as never }
  if (owner === 'visitor' || new TextEncoder().encode(JSON.stringify(kept)).length > lastUsedBounds.formBytes) return
  // it is an offer: lost with the line it is missed by nobody
  call(savePreferences, { lastUsed: { [form]: kept } }).catch(() => undefined)
}

/** Brings what the person gave last on other devices to this one. */
export async function fetchLast(owner: string): Promise<void> {
  const { lastUsed } = await call(getPreferences, {})
  for (const [form, kept] of Object.entries(lastUsed)) if ('value' in kept) writeLast(owner, form, kept['value'])
}
