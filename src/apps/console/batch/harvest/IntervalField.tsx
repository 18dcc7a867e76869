import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type * as z from 'zod'
import type { Profile, ProfileEvent } from '../../../../kernel/profile.ts'
import { harvestPreview } from '../../../../modules/production/harvest/schema.ts'
import { Notice } from '../../../../ui/Notice.tsx'
import { whenText } from '../../../../ui/values.tsx'
import { useAsk } from '../../app/call.ts'
import { dateKey, type HarvestValues, targetsOf } from './values.ts'

type IntervalFieldProps = { profile: Profile; event: ProfileEvent }

/**
 * May these plots be harvested on that day? If not: from when, and which use says so. Where the profile forbids it the
 * form is not sent: an attempt would be reported.
 */
export function IntervalField({ profile, event }: IntervalFieldProps) {
  const { t, i18n } = useTranslation()
  const fields = (Form.useWatch('fields') ?? {}) as HarvestValues['fields']
  const targets = targetsOf(event, fields)
  const given = fields[dateKey(event)]
  const date = typeof given === 'string' && given ? given : undefined
  const asked = useAsk(
    harvestPreview,
    { targets, ...(date ? { date } : {}) },
    { enabled: targets.length > 0, keep: true },
  )
  const judged = profile.rules.filter((r) => r.when === 'safety_interval' && r.on.includes(event.id))
  const found = targets.length ? asked.data : undefined
  const stops = found?.allowed === false && judged.some((r) => r.action === 'block')
  const day = (text: string) => whenText(text, i18n.language)
  return (
    <Form.Item
      name="allowed"
      className="batch-interval"
      rules={[
        {
          validator: async () => {
            if (stops) throw new Error(t('harvest.not_yet', { date: day(found!.allowedFrom) }))
          },
        },
      ]}
    >
      <Verdict found={found} stops={stops} waiting={asked.isLoading} />
    </Form.Item>
  )
}

type VerdictProps = {
  id?: string
  found: z.output<(typeof harvestPreview)['output']> | undefined
  stops: boolean
  waiting: boolean
}

/** Allowed, or from when and because of which use. */
function Verdict({ id, found, stops, waiting }: VerdictProps) {
  const { t, i18n } = useTranslation()
  const day = (text: string) => whenText(text, i18n.language)
  return (
    <div {...(id ? { id } : {})} tabIndex={-1} aria-live="polite">
      {waiting && <Notice>{t('harvest.asking')}</Notice>}
      {found?.allowed && <Notice kind="good">{t('harvest.allowed')}</Notice>}
      {found?.allowed === false && (
        <Notice kind={stops ? 'stop' : 'wait'}>
          <strong>{t('harvest.allowed_from', { date: day(found.allowedFrom) })}</strong>
          <ul>
            {found.uses.map((u) => (
              <li key={`${u.recordId}${u.target.id}`}>
                <Link to={`/production/records/${u.recordId}`}>
                  {t('harvest.use', { target: u.target.name, input: u.input, on: day(u.lastUsedOn) })}
                </Link>{' '}
                {t('harvest.interval', { days: u.intervalDays, from: day(u.allowedFrom) })}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  )
}
