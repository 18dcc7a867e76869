import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { parseMobileNumber } from '../../../kernel/mobile-number.ts'
import { identifiedBy } from '../../../modules/registry/facts/rules.ts'
import type { Form as OrganisationForm } from '../../../modules/registry/facts/schema.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { useNumberRules } from './numbers.ts'

type FactsFieldsProps = {
  form: OrganisationForm | undefined
  /** The masked number that stays when the field is left empty. */
  masked?: string | undefined
  /** Numbers that are one's own already. */
  own?: readonly (string | undefined)[]
}

/** Name, numbers and licence term; which numbers depends on the form. */
export function FactsFields({ form = 'enterprise', masked, own }: FactsFieldsProps) {
  const { t } = useTranslation()
  const numbers = useNumberRules(own)
  const by = identifiedBy[form]
  const code = Form.useWatch('creditCode')
  const missing = (word: string) => ({
    required: true,
    whitespace: true,
    message: t('form.missing', { label: t(word) }),
  })
  return (
    <>
      <Form.Item
        name="name"
        label={t(by === 'identity_number' ? 'registry.facts.person_name' : 'registry.facts.name')}
        rules={[missing('registry.facts.name'), { min: 2, message: t('issue.too_small') }]}
      >
        <Input maxLength={100} autoComplete="organization" />
      </Form.Item>
      {by !== 'identity_number' && (
        <Form.Item
          name="creditCode"
          label={t('registry.facts.creditCode')}
          extra={t(by === 'either' ? 'registry.help.either' : 'registry.help.creditCode')}
          rules={[
            ...(by === 'credit_code' ? [{ required: true, message: t('facts.credit_code_missing') }] : []),
            numbers.creditCode,
          ]}
          validateFirst
        >
          <Input maxLength={30} autoCapitalize="characters" autoComplete="off" spellCheck={false} />
        </Form.Item>
      )}
      {numbers.warnings.map((w) => (
        <Notice key={w} kind="wait">
          {t(w)}
        </Notice>
      ))}
      {by !== 'credit_code' && (
        <Form.Item
          name="identityNumber"
          label={t('registry.facts.identityNumber')}
          extra={masked ? t('registry.help.identity_kept', { masked }) : t('registry.help.identityNumber')}
          rules={[
            ...(by === 'identity_number' && !masked
              ? [{ required: true, message: t('facts.identity_number_missing') }]
              : []),
            numbers.identityNumber,
          ]}
          validateFirst
        >
          <Input maxLength={30} autoComplete="off" spellCheck={false} />
        </Form.Item>
      )}
      {by !== 'identity_number' && (
        <>
          <Form.Item
            name="legalRepresentative"
            label={t('registry.facts.legalRepresentative')}
            rules={code ? [{ required: true, message: t('facts.legal_representative_missing') }] : []}
          >
            <Input maxLength={50} autoComplete="name" />
          </Form.Item>
          <div className="registry-pair">
            <Form.Item name="licenceFrom" label={t('registry.facts.licenceFrom')}>
              <Input type="date" />
            </Form.Item>
            <Form.Item
              name="licenceUntil"
              label={t('registry.facts.licenceUntil')}
              extra={t('registry.help.licenceUntil')}
              dependencies={['licenceFrom']}
              rules={[
                ({ getFieldValue }) => ({
                  validator: async (_, until?: string) => {
                    const from = getFieldValue('licenceFrom') as string | undefined
                    if (until && from && until < from) throw new Error(t('facts.licence_term_reversed'))
                  },
                }),
              ]}
            >
              <Input type="date" />
            </Form.Item>
          </div>
        </>
      )}
    </>
  )
}

/** The person to call. */
export function ContactFields() {
  const { t } = useTranslation()
  const missing = (word: string) => ({
    required: true,
    whitespace: true,
    message: t('form.missing', { label: t(word) }),
  })
  return (
    <>
      <Form.Item
        name="contactName"
        label={t('registry.facts.contactName')}
        rules={[missing('registry.facts.contactName')]}
      >
        <Input maxLength={50} autoComplete="name" />
      </Form.Item>
      <Form.Item
        name="mobile"
        label={t('registry.facts.mobile')}
        validateFirst
        rules={[
          missing('registry.facts.mobile'),
          {
            validator: async (_, value?: string) => {
              if (value && !parseMobileNumber(value)) throw new Error(t('facts.mobile_wrong'))
            },
          },
        ]}
      >
        <Input type="tel" inputMode="tel" maxLength={20} autoComplete="tel-national" />
      </Form.Item>
      <Form.Item
        name="email"
        label={t('registry.facts.email')}
        rules={[{ type: 'email', message: t('registry.email_wrong') }]}
      >
        <Input type="email" inputMode="email" maxLength={100} autoComplete="email" />
      </Form.Item>
    </>
  )
}
