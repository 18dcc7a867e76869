import { Segmented } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { getPreferences } from '../../../modules/identity/preference/schema.ts'
import { sessionTimes } from '../../../modules/identity/rules.ts'
import type { AppError } from '../../../platform/errors.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { Facts, Page, Section } from '../../../ui/Page.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { useLooks } from '../app/looks.tsx'
import { type Choice, useChoose } from '../app/preferences.tsx'
import { Refusal, useRefusalText } from '../app/Refusal.tsx'
import { useSession } from '../app/session.tsx'

/** Language, type size, colours; who I am here; the way to a new password. */
export function PreferencesPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('preference.title')} narrow>
      <Screens />
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
  const text = useRefusalText()
  const change = async (choice: Choice) => {
    setRefusal(await choose(choice))
    await preferences.refetch()
  }
  return (
    <Section title={t('preference.screens')}>
      {!preferences.data && !preferences.error && <Waiting rows={6} />}
      <Refusal refusal={preferences.error} again={() => void preferences.refetch()} />
      {preferences.data && (
        <>
          <Options
            label={t('preference.language')}
            help={t('preference.language.help')}
            value={preferences.data.language ?? 'browser'}
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
        </>
      )}
    </Section>
  )
}

type OptionsProps<V extends string> = {
  label: string
  help?: string
  value: V
  options: { value: V; label: string }[]
  onChange: (value: V) => void
}

function Options<V extends string>({ label, help, value, options, onChange }: OptionsProps<V>) {
  const id = useId()
  return (
    <div className="ui-field">
      <span id={id}>{label}</span>
      <Segmented<V> aria-labelledby={id} block value={value} options={options} onChange={onChange} />
      {help && <p className="ui-help">{help}</p>}
    </div>
  )
}

function MyAccount() {
  const { t } = useTranslation()
  const { account, party, roles, divisions, sectors } = useSession()
  const list = (items: readonly string[]) => items.join(t('preference.comma'))
  return (
    <Section title={t('preference.account')} extra={<Link to="/password">{t('preference.password')}</Link>}>
      <Facts
        items={[
          { label: t('preference.name'), value: account?.name },
          { label: t('preference.login'), value: account?.login },
          { label: t('preference.party'), value: party?.name },
          { label: t('preference.roles'), value: list(roles.map((r) => t(`role.${r}`))) },
          { label: t('preference.divisions'), value: list(divisions.map((d) => d.name)) },
          { label: t('preference.sectors'), value: list(sectors.map((s) => t(`sector.${s}`))) },
        ]}
      />
      <p className="ui-help">
        {t('preference.session', { hours: sessionTimes.idleHours, days: sessionTimes.absoluteHours / 24 })}
      </p>
    </Section>
  )
}
