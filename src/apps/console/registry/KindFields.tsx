import { Form, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { OperatorRole, Form as OrganisationForm, SectorId } from '../../../modules/registry/facts/schema.ts'
import { Ticks } from './Ticks.tsx'

/** What sort of operator it is: form, role, sectors. */
export function KindFields() {
  const { t } = useTranslation()
  const choose = (word: string) => ({ required: true, message: t('form.choose', { label: t(word) }) })
  return (
    <>
      <Form.Item name="form" label={t('registry.facts.form')} rules={[choose('registry.facts.form')]}>
        <Radio.Group className="registry-choices">
          {OrganisationForm.options.map((form) => (
            <Radio key={form} value={form}>
              {t(`operator.form.${form}`)}
              <span className="ui-help">{t(`registry.form_help.${form}`)}</span>
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      <Form.Item name="role" label={t('registry.facts.role')} rules={[choose('registry.facts.role')]}>
        <Radio.Group className="registry-choices registry-short">
          {OperatorRole.options.map((role) => (
            <Radio key={role} value={role}>
              {t(`operator.role.${role}`)}
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      <Form.Item name="sectors" label={t('registry.facts.sectors')} rules={[choose('registry.facts.sectors')]}>
        <Ticks choices={SectorId.options.map((s) => ({ value: s, label: t(`sector.${s}`) }))} />
      </Form.Item>
    </>
  )
}
