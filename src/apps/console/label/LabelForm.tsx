import { Checkbox, Form, InputNumber } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type * as z from 'zod'
import { type PrintRun, previewLabel, printLabels } from '../../../modules/label/schema.ts'
import { Choices } from '../../../ui/Choices.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { CopiesField } from './CopiesField.tsx'
import { LabelPreview } from './LabelPreview.tsx'
import { labelTemplates, perSheet, type Template } from './labelLayout.ts'
import { useLast } from './last.ts'
import './label.css'

type LabelValues = { template: Template; copies: number; certified: boolean; used?: number | null; cutLines?: boolean }
type LabelFormProps = {
  /** One run is made for each. */
  holdingIds: readonly string[]
  onPrinted: (runs: PrintRun[]) => void
  extra?: ReactNode
}

/** What is printed of one's batches and how often, with one label as it will look. */
export function LabelForm(p: LabelFormProps) {
  const first = p.holdingIds[0]!
  const asked = useAsk(previewLabel, { holdingId: first })
  if (asked.error)
    return (
      <>
        <Refusal refusal={asked.error} again={() => void asked.refetch()} />
        {p.extra}
      </>
    )
  if (!asked.data) return <Waiting rows={10} />
  return <Print {...p} previewed={asked.data} />
}

type PrintProps = LabelFormProps & { previewed: z.output<(typeof previewLabel)['output']> }

function Print({ holdingIds, onPrinted, extra, previewed }: PrintProps) {
  const { t, i18n } = useTranslation()
  const { label, address, mark, uncertified } = previewed
  const [form] = Form.useForm<LabelValues>()
  const { last, keep } = useLast<LabelValues>('labels')
  const print = useDo(printLabels, { refresh: ['listPrintRuns'] })
  const initial: LabelValues = {
    template: last.template ?? '3x8',
    copies: last.copies ?? 24,
    certified: uncertified === null && (last.certified ?? true),
    used: 0,
    cutLines: last.cutLines ?? false,
  }
  const v = { ...initial, ...(Form.useWatch([], form) as LabelValues | undefined) }
  const onSheet = perSheet[v.template] > 1
  const submit = async (values: LabelValues) => {
    const { template, copies } = values
    const asCertificate = values.certified === true && uncertified === null
    const runs: PrintRun[] = []
    for (const holdingId of holdingIds) {
      const run = await print.run({
        holdingId,
        template,
        copies,
        certified: asCertificate,
        used: onSheet ? (values.used ?? 0) : 0,
        cutLines: onSheet && values.cutLines === true,
        language: i18n.language === 'en' ? 'en' : 'zh',
      })
      if (!run) break
      runs.push(run)
    }
    if (runs.length) keep(values)
    if (runs.length === holdingIds.length) onPrinted(runs)
    return runs.length === holdingIds.length
  }
  return (
    <FormPage<LabelValues>
      form={form}
      initial={initial}
      submit={t('label.print_count', { count: (v.copies || 0) * holdingIds.length })}
      onSubmit={submit}
      refusal={print.refusal}
      waiting={print.waiting}
      extra={extra}
    >
      <LabelPreview
        label={label}
        address={address}
        template={v.template}
        mark={v.certified && !uncertified ? mark : undefined}
      />
      <Form.Item name="template" label={t('label.template')} required>
        <Choices
          label={t('label.template')}
          options={labelTemplates.map((x) => ({ value: x, label: t(`template.${x}`) }))}
          rows
        />
      </Form.Item>
      <CopiesField perSheet={perSheet[v.template]} />
      <Form.Item
        name="certified"
        valuePropName="checked"
        extra={
          uncertified ? t(uncertified.reason, uncertified.details as Record<string, string>) : t('label.certified_help')
        }
        className="label-check"
      >
        <Checkbox disabled={uncertified !== null}>{t('label.certified')}</Checkbox>
      </Form.Item>
      {onSheet && (
        <details className="label-details">
          <summary>{t('label.sheet')}</summary>
          <Form.Item name="used" label={t('label.used')} extra={t('label.used_help')}>
            <InputNumber min={0} max={perSheet[v.template] - 1} precision={0} />
          </Form.Item>
          <Form.Item name="cutLines" valuePropName="checked" className="label-check">
            <Checkbox>{t('label.cut_lines')}</Checkbox>
          </Form.Item>
        </details>
      )}
    </FormPage>
  )
}
