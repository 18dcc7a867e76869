import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Department } from '../../../modules/identity/agency/schema.ts'
import { Choices } from '../../../ui/Choices.tsx'

/** What an agency is called, and which department it is. */
export function NameFields({ department = true }: { department?: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      <Form.Item
        name="name"
        label={t('agencies.name')}
        extra={t('agencies.name_help')}
        rules={[{ required: true, whitespace: true, message: t('agencies.name_missing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="nameEn" label={t('agencies.name_en')}>
        <Input maxLength={100} autoComplete="off" lang="en" />
      </Form.Item>
      {department && (
        <Form.Item name="department" label={t('agencies.department')} rules={[{ required: true }]}>
          <Select
            aria-label={t('agencies.department')}
            options={Department.options.map((d) => ({ value: d, label: t(`agency.department.${d}`) }))}
          />
        </Form.Item>
      )}
    </>
  )
}

/** Sectors it works on; offered are those that the giver has, `kept` are there already and may stay. */
export function SectorField({ offered, kept = [] }: { offered: readonly string[]; kept?: readonly string[] }) {
  const { t } = useTranslation()
  const all = [...new Set([...offered, ...kept])]
  return (
    <Form.Item
      name="sectors"
      label={t('agencies.sectors')}
      rules={[{ required: true, message: t('agencies.sectors_missing') }]}
    >
      <Choices
        label={t('agencies.sectors')}
        multiple
        options={all.map((s) => ({ value: s, label: t(`sector.${s}`) }))}
      />
    </Form.Item>
  )
}
