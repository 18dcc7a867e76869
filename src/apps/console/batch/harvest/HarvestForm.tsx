import { Form } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Profile, ProfileEvent } from '../../../../kernel/profile.ts'
import type { Product } from '../../../../modules/catalogue/schema.ts'
import { harvest } from '../../../../modules/production/harvest/schema.ts'
import { getRecord } from '../../../../modules/production/record/schema.ts'
import { Choices } from '../../../../ui/Choices.tsx'
import { call, useDo } from '../../app/call.ts'
import { FormPage } from '../../app/FormPage.tsx'
import {
  type FormFields,
  fieldsOf,
  formKey,
  ProfileFields,
  plainNumber,
  startValues,
  today,
  useLastUsed,
  useReadable,
  withFieldPaths,
} from '../../production/profile-form/index.ts'
import { IntervalField } from './IntervalField.tsx'
import { ProductField } from './ProductField.tsx'
import { QuantityField } from './QuantityField.tsx'
import type { Producing } from './useProducing.ts'
import { dateKey, type HarvestValues, type LastHarvest, targetKey, targetsOf } from './values.ts'

type HarvestFormProps = {
  profile: Profile
  event: ProfileEvent
  events: readonly Producing[]
  onEvent: (id: string) => void
  products: readonly Product[]
  product: Product
  onProduct: (id: string) => void
  unit: string | undefined
  keep: (last: LastHarvest) => void
}

const refreshed = ['listHoldings', 'listRecords', 'harvestPreview']

/** Product, plots, amount, day; when the interval forbids it, from which day it is allowed. */
export function HarvestForm(p: HarvestFormProps) {
  const { t, i18n } = useTranslation()
  const { profile, event, product } = p
  const go = useNavigate()
  const [form] = Form.useForm<HarvestValues>()
  const lastUsed = useLastUsed(formKey(profile.id, event.id))
  const readable = useReadable()
  const done = useDo(harvest, { refresh: refreshed })
  const next = (holdingId: string, said: object = {}) => go(`/harvest/${holdingId}/certificate`, { state: said })
  const reason = done.refusal?.reason
  // it arrived the first time and only the answer was lost: go on with the batch that is there
  // biome-ignore lint/correctness/useExhaustiveDependencies: `next` is new on each drawing
  useEffect(() => {
    if (reason !== 'record.id_reused') return
    call(getRecord, { recordId: form.getFieldValue('recordId') }).then(
      ({ holdingIds }) => holdingIds[0] && next(holdingIds[0]),
      () => undefined,
    )
  }, [reason, form])
  const submit = async (v: HarvestValues) => {
    const [, ...alsoFrom] = targetsOf(event, v.fields)
    const made = await done.run({
      recordId: v.recordId,
      productId: v.productId,
      event: event.id,
      quantity: plainNumber(v.amount.quantity),
      unit: v.amount.unit as never,
      alsoFrom,
      fields: fieldsOf(event, v.fields),
    })
    if (!made) return false
    lastUsed.keep(event, v.fields)
    p.keep({ productId: v.productId, event: event.id, unit: v.amount.unit })
    const { warnings, missing, findings } = made
    void next(made.batch.holdingId, { warnings, missing, findings, profile: profile.id, event: event.id })
    return true
  }
  const language = i18n.language === 'zh' ? 'zh' : 'en'
  return (
    <FormPage<HarvestValues>
      form={form}
      initial={{
        recordId: crypto.randomUUID(),
        productId: product.productId,
        event: event.id,
        amount: { quantity: '', unit: p.unit && profile.units.includes(p.unit as never) ? p.unit : product.unit },
        fields: startWith(event, lastUsed.last),
      }}
      draftKey={`harvest.${profile.id.replace('/', '-')}.${event.id}`}
      submit={t('harvest.save')}
      onSubmit={submit}
      refusal={reason === 'record.id_reused' ? undefined : readable(withFieldPaths(done.refusal))}
      waiting={done.waiting}
    >
      <Form.Item name="recordId" hidden>
        <input type="hidden" />
      </Form.Item>
      <ProductField products={p.products} profile={profile} form={form} onProduct={p.onProduct} />
      {p.events.length > 1 && (
        <Form.Item name="event" label={t('harvest.how')} required>
          <Choices
            label={t('harvest.how')}
            options={p.events.map((e) => ({ value: e.id, label: e.names[language] }))}
            onChange={(v) => p.onEvent(v as string)}
          />
        </Form.Item>
      )}
      <QuantityField units={profile.units} />
      <ProfileFields
        event={event}
        profile={profile.id}
        context={{
          severalPlots: event.object === 'plot',
          after: { [dateKey(event)]: <IntervalField profile={profile} event={event} /> },
        }}
      />
    </FormPage>
  )
}

/** Today, and where one harvested last; the plot of a single one is chosen already. */
function startWith(event: ProfileEvent, last: Record<string, unknown[]>): FormFields {
  const start = startValues(event, { on: today() })
  const [where] = last[targetKey(event)] ?? []
  return where === undefined ? start : { ...start, [targetKey(event)]: event.object === 'plot' ? [where] : where }
}
