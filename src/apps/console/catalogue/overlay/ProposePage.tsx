import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { profiles } from '../../../../industries/index.ts'
import { profileAt } from '../../../../kernel/profile.ts'
import { getOverlay, type Overlay, proposeOverlay } from '../../../../modules/catalogue/overlay/schema.ts'
import type { Language } from '../../../../platform/i18n.ts'
import { chinaToday } from '../../../../ui/format.ts'
import { Page } from '../../../../ui/Page.tsx'
import { Waiting } from '../../../../ui/Waiting.tsx'
import { useAddress } from '../../app/address.ts'
import { useAsk, useDo } from '../../app/call.ts'
import { FormPage } from '../../app/FormPage.tsx'
import { Refusal } from '../../app/Refusal.tsx'
import { useSession } from '../../app/session.tsx'
import { DivisionField } from '../../registry/DivisionField.tsx'
import '../catalogue.css'
import { ChangesField } from './ChangesField.tsx'
import type { Changes } from './changes.ts'
import { Preview } from './Preview.tsx'

type Values = {
  profile: string
  divisionId: string
  validFrom: string
  validTo?: string
  decisionNo: string
  reason: string
  changes: Changes
}

/** Proposes what a province asks for beyond a profile; `?like=`: begins with what a version says. */
export function ProposePage() {
  const { t } = useTranslation()
  const [{ like }] = useAddress()
  const asked = useAsk(getOverlay, { overlayId: like ?? '' }, { enabled: Boolean(like) })
  return (
    <Page title={t('overlays.propose_title')} back={{ to: '/overlays', title: t('traced.overlays') }}>
      <p className="ui-quiet">{t('overlays.what')}</p>
      <Refusal refusal={asked.error} again={() => void asked.refetch()} />
      {like && !asked.data && !asked.error && <Waiting rows={12} />}
      {(!like || asked.data) && <ProposeForm like={asked.data} />}
    </Page>
  )
}

function ProposeForm({ like }: { like: Overlay | undefined }) {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const go = useNavigate()
  const { sectors } = useSession()
  const [form] = Form.useForm<Values>()
  const propose = useDo(proposeOverlay, {
    refresh: ['listOverlays'],
    onDone: ({ overlayId }) => void go(`/overlays/${overlayId}`),
  })
  const profileId = Form.useWatch('profile', form)
  const divisionId = Form.useWatch('divisionId', form)
  const validFrom = Form.useWatch('validFrom', form) ?? chinaToday()
  const decisionNo = Form.useWatch('decisionNo', form) ?? ''
  const changes = Form.useWatch('changes', form) ?? []
  const own = [...new Set(profiles.map((p) => p.id))]
    .flatMap((id) => profileAt(profiles, id, validFrom) ?? [])
    .filter((p) => sectors.includes(p.sector))
  const profile = own.find((p) => p.id === profileId)
  const missing = (word: string) => ({ required: true, message: t('form.missing', { label: t(word) }) })
  const initial: Partial<Values> = like
    ? { profile: like.profile, divisionId: like.divisionId, validFrom: chinaToday(), changes: like.changes }
    : { validFrom: chinaToday(), changes: [] }
  return (
    <div className="catalogue-columns">
      <FormPage<Values>
        form={form}
        initial={initial}
        draftKey={like ? `overlay:${like.overlayId}` : 'overlay'}
        submit={t('overlays.submit')}
        refusal={propose.refusal}
        waiting={propose.waiting}
        onSubmit={async ({ validTo, ...v }) =>
          (await propose.run({ ...v, ...(validTo ? { validTo } : {}) })) !== undefined
        }
      >
        <Form.Item name="profile" label={t('overlays.profile')} rules={[missing('overlays.profile')]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={own.map((p) => ({ value: p.id, label: p.names[language] }))}
            // another profile has other steps
            onChange={() => form.setFieldValue('changes', [])}
          />
        </Form.Item>
        <Form.Item name="divisionId" label={t('overlays.place')} rules={[missing('overlays.place')]}>
          <DivisionField />
        </Form.Item>
        <div className="catalogue-pair">
          <Form.Item
            name="validFrom"
            label={t('overlays.from')}
            extra={t('overlays.from_help')}
            rules={[missing('overlays.from')]}
          >
            <Input type="date" min={chinaToday()} />
          </Form.Item>
          <Form.Item name="validTo" label={t('overlays.to')} extra={t('overlays.to_help')}>
            <Input type="date" />
          </Form.Item>
        </div>
        <Form.Item name="decisionNo" label={t('overlays.decision')} rules={[missing('overlays.decision')]}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="reason" label={t('overlays.reason')} rules={[missing('overlays.reason')]}>
          <Input.TextArea maxLength={500} rows={3} />
        </Form.Item>
        {profile && divisionId && (
          <Form.Item
            name="changes"
            rules={[{ required: true, type: 'array', min: 1, message: t('overlays.changes_missing') }]}
          >
            <ChangesField profile={profile} divisionId={divisionId} decisionNo={decisionNo} />
          </Form.Item>
        )}
      </FormPage>
      {profile && changes.length > 0 && <Preview profile={profile} changes={changes} from={validFrom} />}
    </div>
  )
}
