import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { profiles } from '../../../../industries/index.ts'
import { profileAt } from '../../../../kernel/profile.ts'
import { listLicences, setPartyRole } from '../../../../modules/registry/licence/schema.ts'
import type { Language } from '../../../../platform/i18n.ts'
import { Choices } from '../../../../ui/Choices.tsx'
import { chinaToday } from '../../../../ui/format.ts'
import { Page } from '../../../../ui/Page.tsx'
import { useAsk, useDo } from '../../app/call.ts'
import { FormPage } from '../../app/FormPage.tsx'
import { useSession } from '../../app/session.tsx'
import { Needs } from './Needs.tsx'

type Values = { profile: string; role: string; from: string }

/** Says what one is in a chain, from a day on; which licences that needs is shown at once. */
export function NewRolePage() {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const go = useNavigate()
  const { party } = useSession()
  const [form] = Form.useForm<Values>()
  const today = chinaToday()
  const asked = useAsk(listLicences, {})
  const set = useDo(setPartyRole, { refresh: [listLicences.name], onDone: () => void go('/organisation') })
  const own = [...new Set(profiles.map((p) => p.id))]
    .flatMap((id) => profileAt(profiles, id, today) ?? [])
    .filter((p) => party?.sectors.includes(p.sector) && p.roles.length > 0)
  const initial = { from: today, ...(own.length === 1 ? { profile: own[0]!.id } : {}) }
  const profileId = Form.useWatch('profile', form) ?? initial.profile
  const roleId = Form.useWatch('role', form)
  const profile = own.find((p) => p.id === profileId)
  const role = profile?.roles.find((r) => r.id === roleId)
  const choose = (word: string) => ({ required: true, message: t('form.choose', { label: t(word) }) })
  return (
    <Page title={t('roles.add')} back={{ to: '/organisation', title: t('organisation.title') }} narrow>
      <p className="ui-quiet">{t('roles.what')}</p>
      <FormPage<Values>
        form={form}
        initial={initial}
        submit={t('roles.submit')}
        refusal={set.refusal}
        waiting={set.waiting}
        onSubmit={async (v) => (await set.run(v)) !== undefined}
      >
        <Form.Item name="profile" label={t('roles.profile')} rules={[choose('roles.profile')]}>
          <Choices
            label={t('roles.profile')}
            options={own.map((p) => ({ value: p.id, label: p.names[language] }))}
            onChange={() => form.setFieldValue('role', undefined)}
          />
        </Form.Item>
        {profile && (
          <Form.Item name="role" label={t('roles.role')} rules={[choose('roles.role')]}>
            <Choices
              rows
              label={t('roles.role')}
              options={profile.roles.map((r) => ({
                value: r.id,
                label: r.names[language],
                note: r.licences?.length
                  ? t('roles.needs', { names: r.licences.map((l) => l.names[language]).join(t('ui.comma')) })
                  : t('roles.no_licence'),
              }))}
            />
          </Form.Item>
        )}
        {role && asked.data && <Needs role={role} licences={asked.data.licences} today={today} own />}
        <Form.Item name="from" label={t('roles.from')} rules={[choose('roles.from')]}>
          <Input type="date" />
        </Form.Item>
      </FormPage>
    </Page>
  )
}
