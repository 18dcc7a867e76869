import { Button, Form } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Profile, ProfileEvent } from '../../../kernel/profile.ts'
import { type InputPurchase, listInputPurchases } from '../../../modules/production/input/schema.ts'
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
  type InputDraft,
  ProfileFields,
  plainNumber,
  purchaseOf,
  recommendedOf,
  startValues,
  unitsOf,
  useAll,
  useLastUsed,
  useReadable,
  withFieldPaths,
  withoutPersonal,
} from './profile-form/index.ts'
import { TakenFromBatch } from './TakenFromBatch.tsx'
import './production.css'

/** `recordIds`: one for each record that may come of it, kept with the draft, so that a lost answer makes no second. */
type RecordValues = { fields: FormFields; productId?: string; recordIds: string[]; taken?: string }
type RecordFormProps = {
  profile: Profile
  event: ProfileEvent
  /** To begin from. */
  earlier: ProductionRecord | undefined
  /** The record that the new one replaces. */
  instead: string | undefined
  plot: string | undefined
  /** Values that the address gives to fields: a code, the book of a count. */
  given: Record<string, string>
  onMade: (made: MadeRecords) => void
}
const plotsAtMost = 50
const refresh = [
  ...['listRecords', 'getRecord', 'getCompleteness', 'listInputPurchases', 'harvestPreview'],
  ...['listAssets', 'getAsset'],
]

/** The form of an event on plots or groups. */
export function RecordForm({ profile, event, earlier, instead, plot, given, onMade }: RecordFormProps) {
  const { t } = useTranslation()
  const { account } = useSession()
  const [form] = Form.useForm<RecordValues>()
  const one = useDo(recordProduction, { refresh })
  const many = useDo(recordProductionMany, { refresh })
  const replaced = useDo(voidRecord, { refresh })
  const key = formKey(profile.id, event.id)
  const used = useLastUsed(key)
  const readable = useReadable()
  const bought = useAll(listInputPurchases, {}).rows
  const [initial] = useState(() => startOf(event, used.last, { earlier, instead, plot, given, bought }))

  const save = async ({ fields, productId, recordIds, taken }: RecordValues) => {
    one.forget()
    many.forget()
    const purchaseId = purchaseOf(event, fields)
    const common = {
      profile: profile.id,
      event: event.id,
      ...(purchaseId ? { purchaseId } : {}),
      ...(purchaseId && taken?.trim() ? { taken: plainNumber(taken) } : {}),
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
  const refusal = one.refusal ?? many.refusal
  // the line went down before the answer came, and something was changed since
  const sentBefore = refusal?.reason === 'record.id_reused'
  const product = <ProductChoice profile={profile.id} />
  const after = {
    interval_days: <IntervalNotice event={event} />,
    amount: <TakenFromBatch event={event} bought={bought} />,
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
      // a draft is kept in the clear
      kept={(values) => ({ ...values, fields: withoutPersonal(event, values.fields) })}
      submit={t('production.save')}
      onSubmit={save}
      refusal={sentBefore ? undefined : withFieldPaths(readable(refusal))}
      waiting={one.waiting || many.waiting || replaced.waiting}
    >
      {instead && <Notice kind="wait">{t('production.instead')}</Notice>}
      <ProfileFields
        event={event}
        profile={profile.id}
        context={{ severalPlots: event.object === 'plot' && !instead, after }}
      />
      {sentBefore && (
        <Notice kind="wait">
          {t('production.sent_before')}{' '}
          <Link to={`/production/records/${form.getFieldValue('recordIds')[0]}`}>{t('production.see')}</Link>{' '}
          <Button
            onClick={() => {
              form.setFieldValue('recordIds', freshIds())
              form.submit()
            }}
          >
            {t('production.save_as_new')}
          </Button>
        </Notice>
      )}
      <Form.Item name="recordIds" hidden>
        <input type="hidden" />
      </Form.Item>
    </FormPage>
  )
}

type Start = Pick<RecordFormProps, 'earlier' | 'instead' | 'plot' | 'given'> & { bought: readonly InputPurchase[] }

function startOf(
  event: ProfileEvent,
  last: Record<string, unknown[]>,
  { earlier, instead, plot, given, bought }: Start,
) {
  const units = unitsOf(last)
  const from = earlier ? { like: earlier.fields, ...(instead ? { dates: 'kept' as const } : {}) } : {}
  const fields = fromPurchase(event, startValues(event, { ...from, units }), bought)
  const productId = earlier ? earlier.productId : (last['productId']?.[0] as string | undefined)
  return {
    fields: { ...fields, ...(plot ? { plot: [plot] } : {}), ...given },
    ...(productId ? { productId } : {}),
    recordIds: freshIds(),
  }
}

const freshIds = () => Array.from({ length: plotsAtMost }, () => crypto.randomUUID() as string)

/** A record says what was used, not which purchase it came from: the newest one like it of which some is left. */
function fromPurchase(event: ProfileEvent, fields: Record<string, unknown>, bought: readonly InputPurchase[]) {
  const key = event.fields.find((f) => f.type === 'input')?.key
  const input = key ? (fields[key] as InputDraft | undefined) : undefined
  if (!key || !input?.name) return fields
  const found = bought.find(
    (b) => !b.voidedAt && Number(b.left) > 0 && b.name === input.name && b.source === input.source,
  )
  return found ? { ...fields, [key]: { ...input, purchaseId: found.purchaseId } } : fields
}
