import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ProfileEvent } from '../../../kernel/profile.ts'
import { usesOf } from '../../../modules/production/input/rules.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { whenText } from '../../../ui/values.tsx'
import { type FormFields, fieldsOf, today } from './profile-form/index.ts'

/** From when a harvest is allowed after the use in the form, by the rule the server keeps; says itself while one types. */
export function IntervalNotice({ event }: { event: ProfileEvent }) {
  const { t, i18n } = useTranslation()
  const typed = (Form.useWatch('fields') ?? {}) as FormFields
  const values = fieldsOf(event, typed)
  const days = values['interval_days'] as string | undefined
  if (days === undefined || !/^\d{1,3}$/.test(days)) return null
  // the date depends on neither, and is shown before they are chosen
  const judged = { plot: '-', group: '-', input: { name: '-', kind: 'other' }, ...values }
  const [use] = usesOf(event, judged, (values['used_on'] as string) ?? today())
  if (use?.allowedFrom)
    return (
      <div className="production-form-gap">
        <Notice kind="wait">
          <span className="production-date">
            {t('production.allowed_from', { date: whenText(use.allowedFrom, i18n.language), days: use.intervalDays })}
          </span>
        </Notice>
      </div>
    )
  return (
    <div className="production-form-gap">
      <Notice kind="good">{t('production.no_interval')}</Notice>
    </div>
  )
}
