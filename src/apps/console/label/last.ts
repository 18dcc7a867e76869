import { keepLast, readLast } from '../app/last.ts'
import { useSession } from '../app/session.tsx'

/** What this person chose last in a form, to begin with next time. */
export function useLast<T extends object>(form: string): { last: Partial<T>; keep: (values: T) => void } {
  const owner = useSession().account?.accountId ?? 'visitor'
  return { last: readLast<Partial<T>>(owner, form) ?? {}, keep: (values) => keepLast(owner, form, values) }
}
