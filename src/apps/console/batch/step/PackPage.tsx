import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { fillOpenPack } from '../../../../modules/trace/schema.ts'
import { Choices } from '../../../../ui/Choices.tsx'
import { CodeField } from '../../../../ui/CodeField.tsx'
import { Page } from '../../../../ui/Page.tsx'
import { Waiting } from '../../../../ui/Waiting.tsx'
import { useDo } from '../../app/call.ts'
import { FormPage } from '../../app/FormPage.tsx'
import { InputsField } from './InputsField.tsx'
import type { Input, StepShape } from './shape.ts'
import { useStock } from './useStock.ts'
import '../batch.css'

const shape: StepShape = { inputs: 'several', fewest: 1, quantities: 'none', outputs: 'none' }
type PackValues = { contents: Input[]; which: 'new' | 'asset'; assetNo?: string }

/** Batches put into a crate or another open pack: they keep their codes and go where it goes. */
export function PackPage() {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const go = useNavigate()
  const [form] = Form.useForm<PackValues>()
  const holdingIds = params.getAll('holdingId')
  const stock = useStock({ ...shape, outputs: 'packs' }, false)
  const fill = useDo(fillOpenPack, { refresh: ['getHolding', 'listHoldings', 'listEvents'] })
  const which = Form.useWatch('which', form) ?? 'new'
  const label = t('pack.number')
  const submit = async (v: PackValues) => {
    const made = await fill.run({
      eventTime: new Date().toISOString(),
      pack: v.which === 'asset' ? { assetNo: v.assetNo ?? '' } : 'new',
      contents: v.contents.map((c) => c.holdingId),
    })
    if (made) void go(`/batches/${made.pack.holdingId}`, { replace: true })
    return made !== undefined
  }
  return (
    <Page title={t('pack.title')} back={{ to: '/batches', title: t('batch.title') }} narrow>
      {!stock.ready && <Waiting rows={8} />}
      {stock.ready && (
        <FormPage<PackValues>
          form={form}
          initial={{ which: 'new', contents: holdingIds.map((holdingId) => ({ holdingId })) }}
          submit={t('pack.fill')}
          onSubmit={submit}
          refusal={fill.refusal}
          waiting={fill.waiting}
        >
          <Form.Item name="which" label={t('pack.which')} required>
            <Choices
              label={t('pack.which')}
              options={[
                { value: 'new', label: t('pack.new') },
                { value: 'asset', label: t('pack.numbered') },
              ]}
            />
          </Form.Item>
          {which === 'asset' && (
            <Form.Item
              name="assetNo"
              label={label}
              rules={[{ required: true, whitespace: true, message: t('form.missing', { label }) }]}
            >
              <CodeField any text maxLength={60} />
            </Form.Item>
          )}
          <Form.Item
            name="contents"
            label={t('step.inputs')}
            required
            rules={[{ required: true, type: 'array', min: 1, message: t('step.choose_batch') }]}
          >
            <InputsField shape={shape} batches={stock.rows.filter((b) => b.kind === 'batch')} />
          </Form.Item>
        </FormPage>
      )}
    </Page>
  )
}
