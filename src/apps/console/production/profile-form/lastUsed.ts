import type { ProfileEvent, ProfileField } from '../../../../kernel/profile.ts'
import { keepLast, readLast } from '../../app/last.ts'
import { useSession } from '../../app/session.tsx'
import { apiValue, type FormFields } from './values.ts'

/** Of each field what was given last, the newest first. */
export type LastUsed = Record<string, unknown[]>
const atMost = 3
/** A list longer than this is about one time only. */
const longest = 20

const isOffered = (field: ProfileField) => !field.personal && !['date', 'datetime', 'file'].includes(field.type)

/** What of a field's value is offered again; undefined: nothing. */
export function offered(field: ProfileField, value: unknown): unknown {
  if (value === undefined || !isOffered(field)) return undefined
  if (Array.isArray(value) && value.length > longest) return undefined
  if (field.type !== 'rows') return value
  const keys = new Set(field.fields.filter(isOffered).map((f) => f.key))
  const rows = (value as object[])
    .map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => keys.has(key))))
    .filter((row) => Object.keys(row).length > 0)
  return rows.length ? rows : undefined
}

/**
 * What this person gave last in a form (`production.record.crop.pesticide_use`), to be offered again.
 * Dates, what is personal, and what is about one time only, are not offered. `more`: what the screen asked beside the
 * fields.
 */
export function useLastUsed(form: string): {
  last: LastUsed
  keep: (event: ProfileEvent, values: FormFields, more?: Record<string, string>) => void
} {
  const owner = useSession().account?.accountId ?? 'visitor'
  const read = () => readLast<LastUsed>(owner, form) ?? {}
  return {
    last: read(),
    keep: (event, values, more = {}) => {
      const last = read()
      const kept = event.fields.map((f) => [f.key, offered(f, apiValue(f, values[f.key]))] as const)
      for (const [key, value] of [...kept, ...Object.entries(more)]) {
        if (value === undefined) continue
        const text = JSON.stringify(value)
        const others = (last[key] ?? []).filter((v) => JSON.stringify(v) !== text)
        last[key] = [value, ...others].slice(0, atMost)
      }
      keepLast(owner, form, last)
    },
  }
}
