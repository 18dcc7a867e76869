import { Button, Form, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { type HoldSource, holdScopes, holdSources } from '../../../modules/trace/hold/rules.ts'
import {
  type HoldImpact,
  type HoldOrder,
  impactOfHold,
  listHolds,
  placeHold,
} from '../../../modules/trace/hold/schema.ts'
import { findItems } from '../../../modules/trace/walk/schema.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { amountsText } from './amounts.tsx'
import { ChosenGoods } from './ChosenGoods.tsx'
import { Impact } from './Impact.tsx'
import type { Root } from './roots.ts'

type Values = Pick<HoldOrder, 'source' | 'scope' | 'reason'> & { documentNo?: string; contact?: string }
type HoldOrderFormProps = { roots: Root[]; onMore: () => void; onRemove: (root: Root) => void }

/** The order: its goods, what it would stop, why; placed after the numbers were read once more. */
export function HoldOrderForm({ roots, onMore, onRemove }: HoldOrderFormProps) {
  const { t } = useTranslation()
  const go = useNavigate()
  const [form] = Form.useForm<Values>()
  const scope = Form.useWatch('scope', form) ?? 'forward'
  const [asked, setAsked] = useState<{ order: Values; answer: (placed: boolean) => void }>()
  const impact = useAsk(impactOfHold, { roots, scope, limit: 500 }, { keep: true })
  const place = useDo(placeHold, {
    refresh: [listHolds.name, findItems.name],
    onDone: (hold) => void go(`/holds/${hold.issuerId}/${hold.holdId}`, { replace: true }),
  })
  return (
    <>
      <ChosenGoods roots={roots} onMore={onMore} onRemove={onRemove} />
      <h2>{t('hold.would_stop')}</h2>
      <Refusal refusal={impact.error} again={() => void impact.refetch()} />
      {!impact.data && !impact.error && <Waiting rows={10} />}
      {impact.data && <Impact impact={impact.data} />}
      <h2>{t('hold.the_order')}</h2>
      <FormPage<Values>
        form={form}
        draftKey={`hold.${roots[0]?.holdingId}`}
        initial={{ source: 'stop_sale', scope: 'forward' }}
        submit={t('hold.place_now')}
        waiting={place.waiting}
        refusal={undefined}
        // handed in once the numbers were confirmed: only then the draft may go
        onSubmit={(order) => new Promise((answer) => setAsked({ order, answer }))}
      >
        <OrderFields reasons={(source) => canned[source].map((key) => t(key))} />
      </FormPage>
      <ConfirmDialog
        open={asked !== undefined}
        title={t('hold.place_title')}
        consequence={impact.data && asked && <Consequence impact={impact.data} order={asked.order} />}
        verb={t('hold.place')}
        danger
        waiting={place.waiting}
        refusal={<Refusal refusal={place.refusal} />}
        onConfirm={() => void place.run(orderOf(asked!.order, roots)).then((placed) => placed && asked?.answer(true))}
        onClose={() => {
          asked?.answer(false)
          setAsked(undefined)
          place.forget()
        }}
      />
    </>
  )
}

/** Reasons of one touch, by ground; the text stays free. */
const canned: Record<HoldSource, readonly string[]> = {
  stop_sale: ['hold.canned.trace_unclear', 'hold.canned.label_unclear', 'hold.canned.interval'],
  failed_test: ['hold.canned.test_failed', 'hold.canned.test_again'],
  recall: ['hold.canned.recall_own', 'hold.canned.recall_ordered'],
  expired_permit: ['hold.canned.permit'],
  overdue_duty: ['hold.canned.overdue'],
}

/** What is left blank is not sent. */
function orderOf({ documentNo, contact, ...values }: Values, roots: Root[]) {
  return {
    ...values,
    roots,
    ...(documentNo?.trim() ? { documentNo } : {}),
    ...(contact?.trim() ? { contact } : {}),
  }
}

function OrderFields({ reasons }: { reasons: (source: HoldSource) => string[] }) {
  const { t } = useTranslation()
  const form = Form.useFormInstance<Values>()
  const source = Form.useWatch('source', form) ?? 'stop_sale'
  const add = (text: string) => {
    const before = form.getFieldValue('reason') as string | undefined
    form.setFieldValue('reason', before?.trim() ? `${before.trim()}${t('hold.list_semicolon')}${text}` : text)
  }
  return (
    <>
      <Form.Item name="source" label={t('hold.source')} rules={[{ required: true }]}>
        <Select options={holdSources.map((s) => ({ value: s, label: t(`hold_source.${s}`) }))} />
      </Form.Item>
      <Form.Item name="scope" label={t('hold.scope')} rules={[{ required: true }]} extra={t('hold.scope_help')}>
        <Radio.Group
          className="hold-scope"
          options={holdScopes.map((s) => ({ value: s, label: t(`hold_scope.${s}`) }))}
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('hold.reason')}
        extra={
          <>
            <div className="ui-chips">
              {reasons(source).map((text) => (
                <Button key={text} onClick={() => add(text)}>
                  {text}
                </Button>
              ))}
            </div>
            {t('hold.reason_help')}
          </>
        }
        rules={[{ required: true, whitespace: true, min: 2, message: t('ui.reason_missing') }]}
      >
        <Input.TextArea rows={3} maxLength={500} showCount />
      </Form.Item>
      <Form.Item name="documentNo" label={t('hold.document_no')}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="contact" label={t('hold.contact')} extra={t('hold.contact_help')}>
        <Input maxLength={100} autoComplete="tel" />
      </Form.Item>
    </>
  )
}

/** The numbers once more, with the reason that every holder will read. */
function Consequence({ impact, order }: { impact: HoldImpact; order: Values }) {
  const { t, i18n } = useTranslation()
  const { operatorsInStock, inStock, transfers, codes } = impact
  return (
    <>
      <p>
        <strong>{t('hold_impact.summary', { operatorsInStock, inStock, transfers, codes })}</strong>
      </p>
      <p>{amountsText(impact.quantities, t, i18n.language)}</p>
      {!impact.complete && <p>{t('hold.at_least')}</p>}
      <p className="ui-quiet">
        {t(`hold_source.${order.source}`)} · {order.reason}
      </p>
    </>
  )
}
