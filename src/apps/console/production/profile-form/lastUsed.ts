import type { ProfileEvent } from '../../../../kernel/profile.ts'
import { keepLast, readLast } from '../../app/last.ts'
import { useSession } from '../../app/session.tsx'
import { apiValue, type FormFields } from './values.ts'

/** Of each field what was given last, the newest first. */
export type LastUsed = Record<string, unknown[]>
const atMost = 3

/**
 * What this person gave last in a form (`production.record.crop.pesticide_use`), to be offered again.
 * Dates, and what is about one time only, are not offered. `more`: what the screen asked beside the fields.
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
      const kept = event.fields.filter((f) => !['date', 'datetime', 'file'].includes(f.type))
      const given = [...kept.map((f) => [f.key, apiValue(f, values[f.key])] as const), ...Object.entries(more)]
      for (const [key, value] of given) {
        if (value === undefined) continue
        const text = JSON.stringify(value)
        const others = (last[key] ?? []).filter((v) => JSON.stringify(v) !== text)
        last[key] = [value, ...others].slice(0, atMost)
      }
      keepLast(owner, form, last)
    },
  }
}
