import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Profile, ProfileEvent } from '../../../../kernel/profile.ts'
import type { Language } from '../../../../platform/i18n.ts'
import { Section } from '../../../../ui/Page.tsx'
import { type Changes, tightenable, withEvent } from './changes.ts'
import { Diff } from './Diff.tsx'
import { FieldForm } from './FieldForm.tsx'

type ChangesFieldProps = {
  id?: string
  value?: Changes
  onChange?: (changes: Changes) => void
  profile: Profile
  divisionId: string
  decisionNo: string
}

/** What an overlay changes: a step is chosen, then fields are added to it or asked for more strictly. */
export function ChangesField({ id, value = [], onChange, profile, divisionId, decisionNo }: ChangesFieldProps) {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const [eventId, setEventId] = useState<string>()
  const [adding, setAdding] = useState(false)
  const event = profile.events.find((e) => e.id === eventId)
  const change = value.find((c) => c.event === eventId) ?? { event: eventId ?? '', fields: [], require: [] }
  const put = (next: Changes[number]) => onChange?.(withEvent(value, next))
  const remove = (of: string, key: string) => {
    const from = value.find((c) => c.event === of)
    if (!from) return
    put({
      event: of,
      fields: from.fields.filter((f) => f.key !== key),
      require: from.require.filter((r) => r.key !== key),
    })
  }
  return (
    <Section title={t('overlays.changes')}>
      <div id={id} tabIndex={-1}>
        {value.length === 0 && <p className="ui-quiet">{t('overlays.no_change')}</p>}
        <Diff profile={profile} changes={value} onRemove={remove} />
      </div>
      <div className="ui-list-bar">
        <Select
          aria-label={t('overlays.pick_event')}
          placeholder={t('overlays.pick_event')}
          showSearch={{ optionFilterProp: 'label' }}
          value={eventId ?? null}
          options={profile.events.map((e) => ({ value: e.id, label: e.names[language] }))}
          onChange={(v) => {
            setEventId(v)
            setAdding(false)
          }}
          popupMatchSelectWidth={false}
        />
        {event && !adding && <Button onClick={() => setAdding(true)}>{t('overlays.add_field')}</Button>}
      </div>
      {event && !adding && (
        <Tighten
          event={event}
          change={change}
          onTighten={(key, required) =>
            put({ ...change, require: [...change.require, { key, required, source: decisionNo }] })
          }
        />
      )}
      {event && adding && (
        <FieldForm
          divisionId={divisionId}
          source={decisionNo}
          taken={[...event.fields, ...change.fields].map((f) => f.key)}
          onAdd={(field) => {
            put({ ...change, fields: [...change.fields, field] })
            setAdding(false)
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </Section>
  )
}

type TightenProps = {
  event: ProfileEvent
  change: Changes[number]
  onTighten: (key: string, required: true | 'warn') => void
}

/** Fields of the step that can be asked for more strictly. */
function Tighten({ event, change, onTighten }: TightenProps) {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const fields = tightenable(event, change)
  if (!fields.length) return <p className="ui-quiet">{t('overlays.all_strict')}</p>
  return (
    <>
      <h3>{t('overlays.tighten')}</h3>
      <ul className="catalogue-changes">
        {fields.map((f) => (
          <li key={f.key} className="catalogue-change">
            <span>{f.names[language]}</span>
            <span className="ui-quiet">{t(`overlays.required.${f.required}`)}</span>
            <span className="catalogue-buttons">
              {f.required === false && (
                <Button size="small" onClick={() => onTighten(f.key, 'warn')}>
                  {t('overlays.required.warn')}
                </Button>
              )}
              <Button size="small" onClick={() => onTighten(f.key, true)}>
                {t('overlays.required.true')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
