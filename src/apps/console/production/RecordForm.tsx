import { Form } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Profile, ProfileEvent } from '../../../kernel/profile.ts'
import {
  type ProductionRecord,
  recordProduction,
  recordProductionMany,
  voidRecord,
} from '../../../modules/production/record/schema.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'
import { useSession } from '../app/session.tsx'
import { EachPlot } from './EachPlot.tsx'
import { IntervalNotice } from './IntervalNotice.tsx'
import { keepLastEvent } from './lastEvents.ts'
import type { MadeRecords } from './Made.tsx'
import { ProductChoice } from './ProductChoice.tsx'
import {
  type FormFields,
  fieldsByPlot,
  formKey,
  ProfileFields,
  purchaseOf,
  recommendedOf,
  startValues,
  useLastUsed,
  useReadable,
  withFieldPaths,
} from './profile-form/index.ts'
import './production.css'

/** `recordIds`: one for each record that may come of it, kept with the draft, so that a lost answer makes no second. */
type RecordValues = { fields: FormFields; productId?: string; recordIds: string[] }
type RecordFormProps = {
  profile: Profile
  event: ProfileEvent
  /** To begin from. */
  earlier: ProductionRecord | undefined
  /** The record that the new one replaces. */
  instead: string | undefined
  plot: string | undefined
  onMade: (made: MadeRecords) => void
}
const plotsAtMost = 50
const refresh = ['listRecords', 'getRecord', 'getCompleteness', 'listInputPurchases', 'harvestPreview']

/** The form of an event on plots or groups. */
export function RecordForm({ profile, event, earlier, instead, plot, onMade }: RecordFormProps) {
  const { t } = useTranslation()
  const { account } = useSession()
  const [form] = Form.useForm<RecordValues>()
  const one = useDo(recordProduction, { refresh })
  const many = useDo(recordProductionMany, { refresh })
  const replaced = useDo(voidRecord, { refresh })
  const key = formKey(profile.id, event.id)
  const used = useLastUsed(key)
  const readable = useReadable()
  const [initial] = useState(() => startOf(event, used.last, { earlier, instead, plot }))

  const save = async ({ fields, productId, recordIds }: RecordValues) => {
    const purchaseId = purchaseOf(event, fields)
    const common = {
      profile: profile.id,
      event: event.id,
      ...(purchaseId ? { purchaseId } : {}),
      ...(productId ? { productId } : {}),
    }
    const records = fieldsByPlot(event, fields).map((f, i) => ({ ...common, recordId: recordIds[i]!, fields: f }))
    const answer = records.length > 1 ? (await many.run({ records }))?.records : await one.run(records[0]!)
    if (!answer) return false
    used.keep(event, fields, productId ? { productId } : {})
    keepLastEvent(account!.accountId, profile.id, event.id)
    const voided = instead && (await replaced.run({ recordId: instead, reason: t('production.corrected') }))
    onMade({
      records: [answer].flat(),
      lacking: recommendedOf(event, fields),
      ...(instead && !voided ? { notVoided: instead } : {}),
    })
    return true
  }
  const product = <ProductChoice profile={profile.id} />
  const after = {
    interval_days: <IntervalNotice event={event} />,
    ...(event.object === 'group' ? { group: product, plot: null } : {}),
    ...(event.object === 'plot'
      ? {
          plot: (
            <>
              <EachPlot />
              {product}
            </>
          ),
        }
      : {}),
  }
  return (
    <FormPage<RecordValues>
      form={form}
      initial={initial}
      draftKey={earlier ? `${key}:${earlier.recordId}` : key}
      submit={t('production.save')}
      onSubmit={save}
      refusal={withFieldPaths(readable(one.refusal ?? many.refusal))}
      waiting={one.waiting || many.waiting || replaced.waiting}
    >
      {instead && <Notice kind="wait">{t('production.instead')}</Notice>}
      <ProfileFields event={event} profile={profile.id} context={{ severalPlots: event.object === 'plot', after }} />
      <Form.Item name="recordIds" hidden>
        <span />
      </Form.Item>
    </FormPage>
  )
}

type Start = Pick<RecordFormProps, 'earlier' | 'instead' | 'plot'>

function startOf(event: ProfileEvent, last: Record<string, unknown[]>, { earlier, instead, plot }: Start) {
  const units = Object.fromEntries(
    Object.entries(last).flatMap(([k, [v]]) => {
      const unit = (v as { unit?: string } | undefined)?.unit
      return unit ? [[k, unit]] : []
    }),
  )
  const from = earlier ? { like: earlier.fields, ...(instead ? { dates: 'kept' as const } : {}) } : {}
  const fields = startValues(event, { ...from, units })
  const productId = earlier ? earlier.productId : (last['productId']?.[0] as string | undefined)
  return {
    fields: plot ? { ...fields, plot: [plot] } : fields,
    ...(productId ? { productId } : {}),
    recordIds: Array.from({ length: plotsAtMost }, () => crypto.randomUUID()),
  }
}
