import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { type IdentifierKind, identifierKinds } from '../../../modules/registry/identifier/rules.ts'
import { declareIdentifier, listPartyIdentifiers } from '../../../modules/registry/identifier/schema.ts'
import { Choices } from '../../../ui/Choices.tsx'
import { Page } from '../../../ui/Page.tsx'
import { useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'

type Values = { kind: IdentifierKind; value: string }

/** Says by which number others name one's organisation. */
export function NewIdentifierPage() {
  const { t } = useTranslation()
  const go = useNavigate()
  const [form] = Form.useForm<Values>()
  const kind = Form.useWatch('kind', form) ?? 'location'
  const declare = useDo(declareIdentifier, {
    refresh: [listPartyIdentifiers.name],
    onDone: () => void go('/connections'),
  })
  return (
    <Page title={t('identifiers.declare')} back={{ to: '/connections', title: t('connections.title') }} narrow>
      <p className="ui-quiet">{t('identifiers.what')}</p>
      <FormPage<Values>
        form={form}
        initial={{ kind: 'location' }}
        draftKey="identifier"
        submit={t('identifiers.submit')}
        refusal={declare.refusal}
        waiting={declare.waiting}
        onSubmit={async (v) => (await declare.run(v)) !== undefined}
      >
        <Form.Item name="kind" label={t('identifiers.kind')} extra={t('identifiers.kind_help')} required>
          <Choices
            label={t('identifiers.kind')}
            options={identifierKinds.map((k) => ({ value: k, label: t(`identifier.kind.${k}`) }))}
          />
        </Form.Item>
        <Form.Item
          name="value"
          label={t('identifiers.value')}
          extra={t(`identifiers.value_help.${kind}`)}
          rules={[{ required: true, whitespace: true, message: t('identifiers.value_missing') }]}
        >
          <Input maxLength={500} autoComplete="off" inputMode={kind === 'company_prefix' ? 'numeric' : 'text'} />
        </Form.Item>
      </FormPage>
    </Page>
  )
}
