import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { findOwnFiling } from '../../../../modules/registry/filing/schema.ts'
import { licenceKinds } from '../../../../modules/registry/licence/rules.ts'
import { fileLicence, listLicences } from '../../../../modules/registry/licence/schema.ts'
import type { Language } from '../../../../platform/i18n.ts'
import { Page } from '../../../../ui/Page.tsx'
import { useAddress } from '../../app/address.ts'
import { useAsk, useDo } from '../../app/call.ts'
import { FormPage } from '../../app/FormPage.tsx'
import { useSession } from '../../app/session.tsx'

type Values = {
  kind: string
  number: string
  issuer: string
  validFrom?: string
  validTo?: string
  documentId?: string
}

/** Files a licence of one's own; its agency confirms it, and from then on the rules count it. */
export function NewLicencePage() {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const go = useNavigate()
  const { sectors } = useSession()
  const [form] = Form.useForm<Values>()
  const file = useDo(fileLicence, { refresh: [listLicences.name], onDone: () => void go('/organisation') })
  const own = licenceKinds().filter((k) => sectors.length === 0 || k.sectors.some((s) => sectors.includes(s)))
  const filed = useAsk(findOwnFiling, {})
  const papers = filed.data?.filing?.documents ?? []
  const [{ kind }] = useAddress()
  const missing = { required: true, whitespace: true, message: t('licences.missing') }
  return (
    <Page title={t('licences.file')} back={{ to: '/organisation', title: t('organisation.title') }} narrow>
      <p className="ui-quiet">{t('licences.what')}</p>
      <FormPage<Values>
        form={form}
        initial={kind ? { kind } : {}}
        draftKey="licence"
        submit={t('licences.submit')}
        refusal={file.refusal}
        waiting={file.waiting}
        onSubmit={async ({ validFrom, validTo, documentId, ...v }) =>
          (await file.run({
            ...v,
            ...(validFrom ? { validFrom } : {}),
            ...(validTo ? { validTo } : {}),
            ...(documentId ? { documentId } : {}),
          })) !== undefined
        }
      >
        <Form.Item name="kind" label={t('licences.kind')} rules={[missing]}>
          <Select
            showSearch
            optionFilterProp="label"
            options={own.map((k) => ({ value: k.kind, label: k.names[language] }))}
          />
        </Form.Item>
        <Form.Item name="number" label={t('licences.number')} rules={[missing]}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="issuer" label={t('licences.issuer')} rules={[missing]}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="validFrom" label={t('licences.valid_from')}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="validTo" label={t('licences.valid_to')}>
          <Input type="date" />
        </Form.Item>
        {papers.length > 0 && (
          <Form.Item name="documentId" label={t('licences.paper')} extra={t('licences.paper_choose')}>
            <Select
              allowClear
              options={papers.map((d) => ({
                value: d.documentId,
                label: `${t(`document.kind.${d.kind}`)} · ${d.name}`,
              }))}
            />
          </Form.Item>
        )}
      </FormPage>
    </Page>
  )
}
