import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { profiles } from '../../../industries/index.ts'
import { type RunKind, runKinds } from '../../../modules/retention/rules.ts'
import { startRetention } from '../../../modules/retention/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import { Choices } from '../../../ui/Choices.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Page } from '../../../ui/Page.tsx'
import { useAddress } from '../app/address.ts'
import { useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'
import { useSession } from '../app/session.tsx'

type Values = { what: RunKind; trial: 'yes' | 'no'; profile: string; decisionNo?: string; reason: string }

/** Begins to count, to archive, or to purge by a decision. */
export function NewRunPage() {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const go = useNavigate()
  const [{ what, profile }] = useAddress()
  const [form] = Form.useForm<Values>()
  const { sectors } = useSession()
  const known = [...new Map(profiles.map((p) => [p.id, p])).values()].filter((p) => sectors.includes(p.sector))
  const refresh = ['listRetentionRuns']
  const start = useDo(startRetention, { refresh, onDone: ({ runId }) => void go(`/retention/${runId}`) })
  const asked = runKinds.find((k) => k === what)
  const chosen = Form.useWatch('what', form) ?? asked ?? 'archive'
  const really = (Form.useWatch('trial', form) ?? (asked ? 'no' : 'yes')) === 'no'
  const purges = chosen !== 'archive' && really
  const missing = (word: string) => ({
    required: true,
    whitespace: true,
    message: t('form.missing', { label: t(word) }),
  })
  return (
    <Page title={t('archives.new')} back={{ to: '/retention', title: t('archives.title') }} narrow>
      <FormPage<Values>
        form={form}
        initial={{ what: asked ?? 'archive', trial: asked ? 'no' : 'yes', profile: profile ?? '' }}
        draftKey="retention"
        submit={t('archives.submit')}
        refusal={start.refusal}
        waiting={start.waiting}
        onSubmit={async ({ what: kind, trial, profile: of, decisionNo, reason }) =>
          (await start.run({
            ...{ what: kind, trial: trial === 'yes', reason },
            ...(of ? { profile: of } : {}),
            ...(decisionNo?.trim() ? { decisionNo } : {}),
          })) !== undefined
        }
      >
        <Form.Item name="what" label={t('archives.kind')} rules={[{ required: true }]}>
          <Choices
            label={t('archives.kind')}
            options={runKinds.map((k) => ({ value: k, label: t(`retention.what.${k}`) }))}
          />
        </Form.Item>
        <Form.Item name="trial" label={t('archives.trial')} rules={[{ required: true }]}>
          <Choices
            label={t('archives.trial')}
            options={[
              { value: 'yes', label: t('archives.trial_yes') },
              { value: 'no', label: t('archives.trial_no') },
            ]}
          />
        </Form.Item>
        {purges && <Notice kind="stop">{t('archives.purge_warning')}</Notice>}
        <Form.Item name="profile" label={t('archives.profile')}>
          <Choices
            label={t('archives.profile')}
            options={[
              { value: '', label: t('archives.any_profile') },
              ...known.map((p) => ({ value: p.id, label: p.names[language] })),
            ]}
          />
        </Form.Item>
        <Form.Item
          name="decisionNo"
          label={t('archives.decision')}
          extra={t('archives.decision_help')}
          rules={purges ? [missing('archives.decision')] : []}
          hidden={!purges}
        >
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="reason" label={t('archives.reason')} rules={[missing('archives.reason')]}>
          <Input.TextArea maxLength={500} rows={3} />
        </Form.Item>
      </FormPage>
    </Page>
  )
}
