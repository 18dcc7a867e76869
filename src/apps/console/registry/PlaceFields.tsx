import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { showDivision } from '../../../modules/identity/division/schema.ts'
import { MapPicker } from '../../../ui/MapPicker.tsx'
import { useAsk } from '../app/call.ts'
import { DivisionField } from './DivisionField.tsx'
import { useOutline } from './outlines.ts'

/** Where it is: the division that decides who reviews it, the address, the position on a map. */
export function PlaceFields() {
  const { t } = useTranslation()
  const divisionId = Form.useWatch('divisionId') as string | undefined
  const chosen = useAsk(showDivision, { divisionId: divisionId ?? '' }, { enabled: Boolean(divisionId), keep: true })
  const division = divisionId ? chosen.data?.division : undefined
  const path = division ? [...division.above, division] : []
  const outline = useOutline(path.map((d) => d.divisionId))
  return (
    <>
      <Form.Item
        name="divisionId"
        label={t('registry.facts.divisionId')}
        extra={t('registry.help.divisionId')}
        rules={[{ required: true, message: t('facts.division_too_wide') }]}
      >
        <DivisionField deeper />
      </Form.Item>
      <Form.Item
        name="address"
        label={t('registry.facts.address')}
        rules={[
          { required: true, whitespace: true, message: t('form.missing', { label: t('registry.facts.address') }) },
        ]}
      >
        <Input maxLength={200} autoComplete="street-address" />
      </Form.Item>
      <Form.Item name="location" label={t('registry.facts.location')} extra={t('registry.help.location')}>
        <MapPicker outline={outline} within={path.map((d) => d.name)} />
      </Form.Item>
    </>
  )
}
