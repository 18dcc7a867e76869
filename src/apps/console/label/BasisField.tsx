import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { certificateBases } from '../../../modules/label/certificate/rules.ts'
import { Choices } from '../../../ui/Choices.tsx'
import type { Foreseen, IssueValues } from './issueValues.ts'

/** On what the promise rests; a test that is not on record here is named by its report. */
export function BasisField({ foreseen }: { foreseen: Foreseen }) {
  const { t } = useTranslation()
  const basis = (Form.useWatch('basis') ?? []) as IssueValues['basis']
  const { tests } = foreseen
  const onRecord = { quality_control: false, own_test: tests.own, entrusted_test: tests.entrusted }
  const lacking = basis.some((b) => b !== 'quality_control' && !onRecord[b])
  const label = t('certificate.basis')
  return (
    <>
      <Form.Item
        name="basis"
        label={label}
        rules={[{ required: true, type: 'array', min: 1, message: t('form.choose', { label }) }]}
      >
        <Choices
          label={label}
          multiple
          rows
          options={certificateBases.map((b) => ({
            value: b,
            label: t(`certificate.basis.${b}`),
            ...(onRecord[b] ? { note: t('label.test_on_record') } : {}),
          }))}
        />
      </Form.Item>
      {lacking && (
        <Form.Item
          name="testReports"
          label={t('certificate.testReports')}
          extra={t('label.reports_help')}
          rules={[{ required: true, whitespace: true, message: t('certificate.test_missing') }]}
        >
          <Input autoComplete="off" maxLength={500} />
        </Form.Item>
      )}
    </>
  )
}
