import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Profile, ProfileField } from '../../../../kernel/profile.ts'
import { UNITS } from '../../../../kernel/unit.ts'
import type { Language } from '../../../../platform/i18n.ts'
import { State } from '../../../../ui/State.tsx'
import { type Changes, diffOf } from './changes.ts'

type DiffProps = {
  profile: Profile
  changes: Changes
  /** Where it can still be changed: takes a field out again. */
  onRemove?: (event: string, key: string) => void
}

/** What an overlay adds and tightens, event by event, each with its source. */
export function Diff({ profile, changes, onRemove }: DiffProps) {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const remove = (event: string, { key, names }: ProfileField) =>
    onRemove && (
      <Button
        size="small"
        aria-label={t('overlays.remove', { name: names[language] })}
        onClick={() => onRemove(event, key)}
      >
        {t('overlays.take_out')}
      </Button>
    )
  return diffOf(profile, changes).map(({ event, added, stricter }) => (
    <div key={event.id}>
      <h3>{event.names[language]}</h3>
      <ul className="catalogue-changes">
        {added.map((field) => (
          <li key={field.key}>
            <div className="catalogue-change">
              <State kind="info">{t('overlays.added')}</State>
              <strong>{field.names[language]}</strong>
              <span>{t(`overlays.required.${field.required}`)}</span>
              {remove(event.id, field)}
            </div>
            <p className="ui-quiet">
              <About field={field} />
            </p>
          </li>
        ))}
        {stricter.map(({ field, from, to, source }) => (
          <li key={field.key}>
            <div className="catalogue-change">
              <State kind="wait">{t('overlays.stricter')}</State>
              <strong>{field.names[language]}</strong>
              <span>
                {t(`overlays.required.${from}`)} → {t(`overlays.required.${to}`)}
              </span>
              {remove(event.id, field)}
            </div>
            <p className="ui-quiet">{t('overlays.source', { source })}</p>
          </li>
        ))}
      </ul>
    </div>
  ))
}

/** Of an added field: its type, unit and choices, what it says below, and where it comes from. */
function About({ field }: { field: ProfileField }) {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const parts = [
    t(`overlays.type.${field.type}`),
    field.type === 'number' && field.unit ? UNITS[field.unit].names[language] : '',
    field.type === 'choice' ? field.choices.map((c) => c.names[language]).join(t('ui.comma')) : '',
    field.personal ? t('overlays.personal') : '',
    field.help?.[language] ?? '',
    t('overlays.source', { source: field.source }),
  ]
  return parts.filter(Boolean).join(' · ')
}
