import { Button, Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { mostLabels } from '../../../modules/label/rules.ts'

/** How many; whole sheets with one touch. */
export function CopiesField({ perSheet }: { perSheet: number }) {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const usual = perSheet > 1 ? [1, 2, 5].map((n) => n * perSheet) : [10, 50, 100]
  return (
    <Form.Item label={t('label.copies')} htmlFor="copies" required>
      <div className="ui-chips">
        <Form.Item
          name="copies"
          noStyle
          rules={[
            {
              required: true,
              type: 'integer',
              min: 1,
              max: mostLabels,
              message: t('label.copies_wrong', { most: mostLabels }),
            },
          ]}
        >
          <InputNumber id="copies" min={1} max={mostLabels} precision={0} inputMode="numeric" />
        </Form.Item>
        {usual.map((n) => (
          <Button key={n} onClick={() => form.setFieldValue('copies', n)}>
            {n}
          </Button>
        ))}
      </div>
    </Form.Item>
  )
}
