import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type * as z from 'zod'
import { parseMobileNumber } from '../../../kernel/mobile-number.ts'
import { listOperators, recordTemporaryOperator } from '../../../modules/registry/operator/schema.ts'
import { Page } from '../../../ui/Page.tsx'
import { useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'
import { DivisionField } from './DivisionField.tsx'
import { KindFields } from './KindFields.tsx'

type Values = z.input<typeof recordTemporaryOperator.input>

/** Records an operator met in the field that is not registered. */
export function TemporaryOperatorPage() {
  const { t } = useTranslation()
  const go = useNavigate()
  const [form] = Form.useForm<Values>()
  const record = useDo(recordTemporaryOperator, { refresh: [listOperators.name] })
  const missing = (word: string) => [
    { required: true, whitespace: true, message: t('form.missing', { label: t(word) }) },
    { min: 2, message: t('issue.too_small') },
  ]
  const submit = async (values: Values) => {
    const filled = Object.fromEntries(Object.entries(values).filter(([, v]) => v !== '' && v !== undefined))
    const operator = await record.run(filled as Values)
    if (operator) void go(`/operators/${operator.partyId}`, { replace: true })
    return operator !== undefined
  }
  return (
    <Page
      title={t('registry.operators.temporary')}
      narrow
      back={{ to: '/operators', title: t('registry.operators.title') }}
    >
      <p className="ui-quiet">{t('registry.temporary.why')}</p>
      <FormPage<Values>
        form={form}
        draftKey="temporary-operator"
        initial={{ form: 'individual', role: 'producer' }}
        submit={t('registry.temporary.record')}
        onSubmit={submit}
        refusal={record.refusal}
        waiting={record.waiting}
      >
        <Form.Item name="name" label={t('registry.facts.name')} rules={missing('registry.facts.name')}>
          <Input maxLength={100} />
        </Form.Item>
        <KindFields />
        <Form.Item
          name="divisionId"
          label={t('registry.facts.divisionId')}
          rules={[{ required: true, message: t('facts.division_too_wide') }]}
        >
          <DivisionField deeper />
        </Form.Item>
        <Form.Item name="address" label={t('registry.facts.address')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="contactName" label={t('registry.facts.contactName')}>
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item
          name="mobile"
          label={t('registry.facts.mobile')}
          rules={[
            {
              validator: async (_, value?: string) => {
                if (value && !parseMobileNumber(value)) throw new Error(t('facts.mobile_wrong'))
              },
            },
          ]}
        >
          <Input type="tel" inputMode="tel" maxLength={20} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('registry.temporary.reason')}
          extra={t('registry.temporary.reason_help')}
          rules={missing('registry.temporary.reason')}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </FormPage>
    </Page>
  )
}
