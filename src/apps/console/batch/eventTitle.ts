import { useTranslation } from 'react-i18next'
import type { TraceEvent } from '../../../modules/trace/schema.ts'
import { useEventName } from '../production/profile-form/index.ts'

type Told = Pick<TraceEvent, 'kind' | 'body'>
type Recorded = { profile?: string; event?: string }

/** The fields of an event as they were recorded, with the names of profile and event that say what they mean. */
export const recordedOf = ({ body }: Pick<TraceEvent, 'body'>): Recorded & Record<string, unknown> =>
  (body?.['fields'] as Recorded & Record<string, unknown>) ?? {}

/** What happened, in the words of the profile where it was recorded by one. */
export function useEventTitle(): (event: Told) => string {
  const { t } = useTranslation()
  const nameOf = useEventName()
  return (e) => {
    const { profile, event } = recordedOf(e)
    return (profile && event && nameOf(event, profile)) || t(`event.kind.${e.kind}`)
  }
}
