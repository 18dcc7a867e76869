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
 * Dates, and what is about one time only, are not offered.
 */
export function useLastUsed(form: string): { last: LastUsed; keep: (event: ProfileEvent, values: FormFields) => void } {
  const { account } = useSession()
  const name = nameOf(account?.accountId ?? 'visitor', form)
  return {
    last: read(name),
    keep: (event, values) => {
      const last = read(name)
      for (const field of event.fields) {
        const value = ['date', 'datetime', 'file'].includes(field.type) ? undefined : apiValue(field, values[field.key])
        if (value === undefined) continue
        const text = JSON.stringify(value)
        const others = (last[field.key] ?? []).filter((v) => JSON.stringify(v) !== text)
        last[field.key] = [value, ...others].slice(0, atMost)
      }
      try {
        localStorage.setItem(name, JSON.stringify(last))
      } catch {
        // a device that keeps nothing: the form works without
      }
    },
  }
}
