import { Button, Checkbox, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { UNITS, type Unit } from '../../../../kernel/unit.ts'
import { OverlayField } from '../../../../modules/catalogue/overlay/schema.ts'
import type { Language } from '../../../../platform/i18n.ts'
import { Choices } from '../../../../ui/Choices.tsx'
import { optionalMark } from '../../app/FormPage.tsx'
import { choicesOf, keyOf, type NewField } from './changes.ts'

const types = ['text', 'number', 'date', 'yes_no', 'choice', 'code', 'file'] as const
type Values = {
  type: (typeof types)[number]
  zh: string
  en: string
  helpZh?: string
  helpEn?: string
  unit?: Unit
  choices?: string
  required: 'true' | 'warn' | 'false'
  source: string
  confidence: NewField['confidence']
  personal?: boolean
}

type FieldFormProps = {
  divisionId: string
  /** Number of the decision: what most fields rest on. */
  source: string
  /** Keys that are there already. */
  taken: readonly string[]
  onAdd: (field: NewField) => void
  onClose: () => void
}

/** A field that a province adds: what it is called, of which type, how strictly it is asked for, and why. */
export function FieldForm({ divisionId, source, taken, onAdd, onClose }: FieldFormProps) {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const [form] = Form.useForm<Values>()
  const type = Form.useWatch('type', form) ?? 'text'
  const missing = (word: string) => ({
    required: true,
    whitespace: true,
    message: t('form.missing', { label: t(word) }),
  })
  const key = {
    validator: (_: unknown, name: string) => {
      const made = keyOf(divisionId, name ?? '')
      if (name && !made) return Promise.reject(new Error(t('overlays.english_key')))
      return made && taken.includes(made) ? Promise.reject(new Error(t('overlays.key_there'))) : Promise.resolve()
    },
  }
  const both = {
    validator: () => {
      const { helpZh = '', helpEn = '' } = form.getFieldsValue()
      return Boolean(helpZh.trim()) === Boolean(helpEn.trim())
        ? Promise.resolve()
        : Promise.reject(new Error(t('overlays.help_both')))
    },
  }
  const lines = {
    validator: (_: unknown, text: string) =>
      choicesOf(text ?? '') ? Promise.resolve() : Promise.reject(new Error(t('overlays.choices_wrong'))),
  }
  const add = (v: Values) => {
    const help = v.helpZh?.trim() && v.helpEn?.trim() ? { zh: v.helpZh, en: v.helpEn } : undefined
    onAdd(
      OverlayField.parse({
        ...{ type: v.type, key: keyOf(divisionId, v.en), names: { zh: v.zh, en: v.en }, source: v.source },
        ...{ required: v.required === 'warn' ? 'warn' : v.required === 'true', confidence: v.confidence },
        ...(help ? { help } : {}),
        ...(v.personal ? { personal: true } : {}),
        ...(v.type === 'number' && v.unit ? { unit: v.unit } : {}),
        ...(v.type === 'choice' ? { choices: choicesOf(v.choices ?? '') } : {}),
      }),
    )
  }
  return (
    <Form<Values>
      form={form}
      component="div"
      layout="vertical"
      requiredMark={optionalMark(t)}
      // it stands inside another form, which Enter would send
      onKeyDown={(e) => {
        if (e.key !== 'Enter' || !(e.target instanceof HTMLInputElement)) return
        e.preventDefault()
        form.submit()
      }}
      validateTrigger="onBlur"
      initialValues={{ type: 'text', required: 'true', confidence: 'document', source }}
      onFinish={add}
    >
      <div className="catalogue-pair">
        <Form.Item name="zh" label={t('overlays.field_zh')} rules={[missing('overlays.field_zh')]}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="en" label={t('overlays.field_en')} rules={[missing('overlays.field_en'), key]}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
      </div>
      <Form.Item name="type" label={t('overlays.type')}>
        <Choices
          label={t('overlays.type')}
          options={types.map((value) => ({ value, label: t(`overlays.type.${value}`) }))}
        />
      </Form.Item>
      {type === 'number' && (
        <Form.Item name="unit" label={t('overlays.unit')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={Object.entries(UNITS).map(([value, u]) => ({ value, label: u.names[language] }))}
          />
        </Form.Item>
      )}
      {type === 'choice' && (
        <Form.Item name="choices" label={t('overlays.choices')} extra={t('overlays.choices_help')} rules={[lines]}>
          <Input.TextArea rows={4} maxLength={5000} />
        </Form.Item>
      )}
      <Form.Item name="required" label={t('overlays.requirement')}>
        <Choices
          label={t('overlays.requirement')}
          options={(['true', 'warn', 'false'] as const).map((value) => ({
            value,
            label: t(`overlays.required.${value}`),
          }))}
        />
      </Form.Item>
      <div className="catalogue-pair">
        <Form.Item name="helpZh" label={t('overlays.help_zh')}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="helpEn" label={t('overlays.help_en')} rules={[both]}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
      </div>
      <Form.Item name="source" label={t('overlays.source_field')} rules={[missing('overlays.source_field')]}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name="confidence" label={t('overlays.confidence')}>
        <Choices
          label={t('overlays.confidence')}
          options={(['document', 'practice', 'design'] as const).map((value) => ({
            value,
            label: t(`overlays.confidence.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="personal" valuePropName="checked">
        <Checkbox>{t('overlays.personal_field')}</Checkbox>
      </Form.Item>
      <div className="ui-form-foot">
        <Button type="primary" onClick={() => form.submit()}>
          {t('overlays.put')}
        </Button>
        <Button onClick={onClose}>{t('ui.cancel')}</Button>
      </div>
    </Form>
  )
}
