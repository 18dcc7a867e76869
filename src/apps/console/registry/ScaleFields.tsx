import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Attribute } from '../../../modules/registry/facts/schema.ts'
import { Ticks } from './Ticks.tsx'

const amounts = [
  ['areaMu', 'registry.facts.areaMu', 'registry.unit.mu'],
  ['head', 'registry.facts.head', 'registry.unit.head'],
  ['tonnesPerYear', 'registry.facts.tonnesPerYear', 'registry.unit.tonnes'],
] as const

/** What it mainly produces, how much in a year, and distinctions it holds; all of it may be left out. */
export function ScaleFields() {
  const { t } = useTranslation()
  return (
    <>
      <Form.Item name="mainProducts" label={t('registry.facts.mainProducts')} extra={t('registry.help.mainProducts')}>
        <Input maxLength={200} />
      </Form.Item>
      <div className="registry-pair registry-three">
        {amounts.map(([key, label, unit]) => (
          <Form.Item
            key={key}
            name={['scale', key]}
            label={t(label)}
            rules={[{ pattern: /^(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,3})?$/, message: t('quantity.too_many_decimals') }]}
          >
            <Input inputMode="decimal" suffix={t(unit)} autoComplete="off" />
          </Form.Item>
        ))}
      </div>
      <Form.Item name="attributes" label={t('registry.facts.attributes')}>
        <Ticks choices={Attribute.options.map((a) => ({ value: a, label: t(`operator.attribute.${a}`) }))} />
      </Form.Item>
    </>
  )
}
