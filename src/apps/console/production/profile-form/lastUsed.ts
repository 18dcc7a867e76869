import type { ProfileEvent } from '../../../../kernel/profile.ts'
import { useSession } from '../../app/session.tsx'
import { apiValue, type FormFields } from './values.ts'

/** Of each field what was given last, the newest first. */
export type LastUsed = Record<string, unknown[]>
const atMost = 3
const nameOf = (owner: string, form: string) => `suyuan.last.${owner}.${form}`

function read(name: string): LastUsed {
  try {
    return (JSON.parse(localStorage.getItem(name) ?? '{}') as LastUsed) ?? {}
  } catch {
    return {}
  }
}

/**
 * What this person gave last in a form (`production.record.crop.pesticide_use`), to be offered again on this device.
 * Dates, and what is about one time only, are not offered. `more`: what the screen asked beside the fields.
 */
export function useLastUsed(form: string): {
  last: LastUsed
  keep: (event: ProfileEvent, values: FormFields, more?: Record<string, string>) => void
} {
  const { account } = useSession()
  const name = nameOf(account?.accountId ?? 'visitor', form)
  return {
    last: read(name),
    keep: (event, values, more = {}) => {
      const last = read(name)
      const kept = event.fields.filter((f) => !['date', 'datetime', 'file'].includes(f.type))
      const given = [...kept.map((f) => [f.key, apiValue(f, values[f.key])] as const), ...Object.entries(more)]
      for (const [key, value] of given) {
        if (value === undefined) continue
        const text = JSON.stringify(value)
        const others = (last[key] ?? []).filter((v) => JSON.stringify(v) !== text)
        last[key] = [value, ...others].slice(0, atMost)
      }
      try {
        localStorage.setItem(name, JSON.stringify(last))
      } catch {
        // a device that keeps nothing: the form works without
      }
    },
  }
}
