import { DownOutlined } from '@ant-design/icons'
import { Form } from 'antd'
import { Fragment, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProfileEvent, ProfileField } from '../../../../kernel/profile.ts'
import type { Language } from '../../../../platform/i18n.ts'
import type { ProfileContext } from './control.ts'
import { Field } from './Field.tsx'
import { useLastUsed } from './lastUsed.ts'
import './profile-form.css'

type ProfileFieldsProps = {
  event: ProfileEvent
  profile: string
  context?: ProfileContext
}

/** The key under which the form of an event keeps its draft and what was used last. */
export const formKey = (profile: string, event: string): string =>
  `production.record.${profile.replace('/', '-')}.${event}`

/** All fields of an event: those asked for in the order of the profile, the optional ones folded away behind them. */
export function ProfileFields({ event, profile, context = {} }: ProfileFieldsProps) {
  const { last } = useLastUsed(formKey(profile, event.id))
  const fields = event.fields.filter((f) => !context.leaveOut?.includes(f.key))
  const optional = fields.filter((f) => isFolded(f, fields))
  const asked = fields.filter((f) => !optional.includes(f))
  useFollow(event)
  const draw = (field: ProfileField) => (
    <Fragment key={field.key}>
      <Field event={event} field={field} last={last[field.key] ?? []} context={context} />
      {context.after?.[field.key]}
    </Fragment>
  )
  return (
    <div className="profile-fields">
      <Sections fields={asked} draw={draw} />
      {optional.length > 0 &&
        (asked.length === 0 && !context.fold ? (
          <Sections fields={optional} draw={draw} />
        ) : (
          <More fields={optional} draw={draw} />
        ))}
    </div>
  )
}

/** Optional, and not what appears beside a field in sight: what an answer brings up must be seen. */
function isFolded(field: ProfileField, fields: readonly ProfileField[]): boolean {
  if (field.required !== false) return false
  const waitsFor = fields.find((f) => f.key === field.when?.key)
  return !waitsFor || isFolded(waitsFor, fields)
}

/** Fields under the headings of their sections; a heading none of whose fields is asked for now is not seen. */
function Sections({ fields, draw }: MoreProps) {
  const { i18n } = useTranslation()
  const groups: ProfileField[][] = []
  for (const f of fields) {
    const group = groups.at(-1)
    if (group && group[0]!.section?.zh === f.section?.zh) group.push(f)
    else groups.push([f])
  }
  return groups.map((group) => {
    const [{ key, section }] = group as [ProfileField]
    if (!section) return <Fragment key={key}>{group.map(draw)}</Fragment>
    return (
      <section key={key} className="profile-section">
        <h2>{section[i18n.language as Language]}</h2>
        {group.map(draw)}
      </section>
    )
  })
}

type MoreProps = { fields: readonly ProfileField[]; draw: (field: ProfileField) => React.ReactNode }

/** Optional fields; open at once when a draft or an earlier record filled some. */
function More({ fields, draw }: MoreProps) {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const filled = () =>
    fields.some((f) => {
      const value = form.getFieldValue(['fields', f.key])
      if (f.type === 'quantity') return Boolean(value?.quantity)
      return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
    })
  const [open, setOpen] = useState(filled)
  return (
    <details className="profile-more" open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>
        <DownOutlined aria-hidden /> {t('production.form.more', { count: fields.length })}
      </summary>
      <Sections fields={fields} draw={draw} />
    </details>
  )
}

/** What was used once was stopped on the same day: the last day follows the first until somebody says otherwise. */
function useFollow(event: ProfileEvent): void {
  const form = Form.useFormInstance()
  const used = Form.useWatch(['fields', 'used_on'], form) as string | undefined
  const before = useRef<string>(undefined)
  useEffect(() => {
    const stopped = form.getFieldValue(['fields', 'stopped_on']) as string | undefined
    const follows = event.fields.some((f) => f.key === 'stopped_on')
    const together = before.current !== undefined && (!stopped || stopped === before.current || stopped < (used ?? ''))
    if (follows && used && together) form.setFieldValue(['fields', 'stopped_on'], used)
    before.current = used
  }, [used, event, form])
}
