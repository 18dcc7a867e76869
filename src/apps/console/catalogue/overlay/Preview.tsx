import { Form, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Profile } from '../../../../kernel/profile.ts'
import type { Language } from '../../../../platform/i18n.ts'
import { Section } from '../../../../ui/Page.tsx'
import { optionalMark } from '../../app/FormPage.tsx'
import { type FormFields, ProfileFields, startValues } from '../../production/profile-form/index.ts'
import { type Changes, changedEvent, diffOf } from './changes.ts'

type PreviewProps = { profile: Profile; changes: Changes; from: string }

/** The form of a changed event as operators will see it. */
export function Preview({ profile, changes, from }: PreviewProps) {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const events = diffOf(profile, changes).map((d) => d.event)
  const [chosen, setChosen] = useState<string>()
  const shown = events.find((e) => e.id === chosen) ?? events.at(-1)
  const event = shown && changedEvent(profile, changes, shown.id)
  if (!event) return null
  return (
    <Section title={t('overlays.preview')}>
      <p className="ui-quiet">{t('overlays.preview_what', { date: from })}</p>
      {events.length > 1 && (
        <Select
          aria-label={t('overlays.event')}
          value={event.id}
          options={events.map((e) => ({ value: e.id, label: e.names[language] }))}
          onChange={setChosen}
          popupMatchSelectWidth={false}
        />
      )}
      <Fields key={`${event.id} ${JSON.stringify(changes)}`} profile={profile.id} event={event} />
    </Section>
  )
}

function Fields({ profile, event }: { profile: string; event: NonNullable<ReturnType<typeof changedEvent>> }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ fields: FormFields }>()
  // what an operator picks from its own lists would be empty here
  const own = event.fields.filter((f) => f.type === 'plot' || f.type === 'input').map((f) => f.key)
  useEffect(() => form.setFieldsValue({ fields: startValues(event) }), [form, event])
  return (
    <Form form={form} layout="vertical" requiredMark={optionalMark(t)} component="div" className="catalogue-preview">
      <ProfileFields event={event} profile={profile} context={{ leaveOut: own }} />
    </Form>
  )
}
