import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { getPreferences } from '../../../modules/identity/preference/schema.ts'
import { sessionTimes } from '../../../modules/identity/rules.ts'
import type { AppError } from '../../../platform/errors.ts'
import { Choices } from '../../../ui/Choices.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Page, Section } from '../../../ui/Page.tsx'
import { hasScale, setScale } from '../../../ui/scale.ts'
import { useAsk } from '../app/call.ts'
import { useLooks } from '../app/looks.tsx'
import { type Choice, useChoose } from '../app/preferences.tsx'
import { Refusal, useRefusalText } from '../app/Refusal.tsx'
import { useSession } from '../app/session.tsx'
import { Drafts } from './Drafts.tsx'
import './preference.css'

/** Language, type size, colours; who I am here; the way to a new password. */
export function PreferencesPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('preference.title')} narrow>
      <Screens />
      <Scale />
      <Drafts />
      <MyAccount />
    </Page>
  )
}

function Screens() {
  const { t } = useTranslation()
  const preferences = useAsk(getPreferences, {})
  const [looks] = useLooks()
  const choose = useChoose()
  const [refusal, setRefusal] = useState<AppError>()
  const [chosen, setChosen] = useState<Choice['language']>()
  const text = useRefusalText()
  const language = chosen === undefined ? preferences.data?.language : chosen
  const change = async (choice: Choice) => {
    if (choice.language !== undefined) setChosen(choice.language)
    setRefusal(await choose(choice))
    await preferences.refetch()
  }
  return (
    <Section title={t('preference.screens')}>
      <Refusal refusal={preferences.error} again={() => void preferences.refetch()} />
      <Options
        label={t('preference.language')}
        help={t('preference.language.help')}
        value={language === undefined ? undefined : (language ?? 'browser')}
        options={(['browser', 'zh', 'en'] as const).map((value) => ({
          value,
          label: t(`preference.language.${value}`),
        }))}
        onChange={(v) => void change({ language: v === 'browser' ? null : v })}
      />
      <Options
        label={t('preference.size')}
        value={looks.size}
        options={(['normal', 'large'] as const).map((value) => ({ value, label: t(`preference.size.${value}`) }))}
        onChange={(typeSize) => void change({ typeSize })}
      />
      <Options
        label={t('preference.theme')}
        value={looks.theme}
        options={(['system', 'light', 'dark'] as const).map((value) => ({
          value,
          label: t(`preference.theme.${value}`),
        }))}
        onChange={(theme) => void change({ theme })}
      />
      {refusal ? (
        <Notice kind="wait">
          {t('preference.not_kept')} {text(refusal)}
        </Notice>
      ) : (
        <p className="ui-help">{t('preference.kept')}</p>
      )}
    </Section>
  )
}

/** A scale that stands at this computer: kept in this browser. */
function Scale() {
  const { t } = useTranslation()
  const [on, setOn] = useState(hasScale())
  return (
    <Section title={t('preference.here')}>
      <Options
        label={t('preference.scale')}
        help={t('preference.scale.help')}
        value={on ? 'on' : 'off'}
        options={(['off', 'on'] as const).map((value) => ({ value, label: t(`preference.scale.${value}`) }))}
        onChange={(v) => {
          setScale(v === 'on')
          setOn(v === 'on')
        }}
      />
    </Section>
  )
}

type OptionsProps<V extends string> = {
  label: string
  help?: string
  /** Absent until it is known. */
  value: V | undefined
  options: { value: V; label: string }[]
  onChange: (value: V) => void
}

function Options<V extends string>({ label, help, value, options, onChange }: OptionsProps<V>) {
  return (
    <div className="ui-field">
      <strong>{label}</strong>
      <Choices label={label} value={value} options={options} onChange={(v) => onChange(v as V)} />
      {help && <p className="ui-help">{help}</p>}
    </div>
  )
}

function MyAccount() {
  const { t } = useTranslation()
  const { account, party, roles, divisions, sectors } = useSession()
  const list = (items: readonly string[]) => items.join(t('ui.comma'))
  const facts = [
    ['preference.name', account?.name],
    ['preference.login', account?.login],
    ['preference.party', party?.name],
    ['preference.roles', list(roles.map((r) => t(`role.${r}`)))],
    ['preference.divisions', list(divisions.map((d) => d.name))],
    ['preference.sectors', list(sectors.map((s) => t(`sector.${s}`)))],
  ] as const
  return (
    <Section title={t('preference.account')} extra={<Link to="/password">{t('preference.password')}</Link>}>
      <dl className="preference-facts">
        {facts.map(
          ([label, value]) =>
            value && (
              <div key={label}>
                <dt>{t(label)}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <p className="ui-help">
        {t('preference.session', { hours: sessionTimes.idleHours, days: sessionTimes.absoluteHours / 24 })}
      </p>
    </Section>
  )
}
