import { Button, Form, Input } from 'antd'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { compare, subtract } from '../../../kernel/quantity.ts'
import { receiveGoods, type TransferDetail } from '../../../modules/trade/schema.ts'
import { Choices } from '../../../ui/Choices.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Section } from '../../../ui/Page.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { groupDigits } from '../../../ui/values.tsx'
import { optionalMark } from '../app/FormPage.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { type Move, useReadable, withFieldPaths } from '../production/profile-form/index.ts'
import { quantityFault } from './quantity.ts'
import { useAnswer } from './useAnswer.ts'
import { type MoveValues, useMoveForm } from './useMoveForm.tsx'

type ReceivePartProps = {
  transfer: TransferDetail
  /** Events by which it can be received; their form is filled here. */
  moves: readonly Move[]
  /** Everything arrived; it is the form that is filled. */
  all: boolean
  onClose: () => void
}

/** What is taken in, with the form of its chain, and what becomes of the rest where less arrived or not all is good. */
export function ReceivePart({ transfer: r, moves, all, onClose }: ReceivePartProps) {
  const { t } = useTranslation()
  const id = useId()
  const unit = useUnit()(r.unit)
  const act = useAnswer(receiveGoods)
  const [quantity, setQuantity] = useState(all ? r.open : '')
  const [form] = Form.useForm<MoveValues>()
  const moving = useMoveForm(form, moves)
  const readable = useReadable()
  const [rest, setRest] = useState<'refused' | 'coming'>('refused')
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const box = useRef<HTMLFormElement>(null)
  // what was there to receive when this was begun: it stays as it was typed when the other side is quicker
  const [open, setOpen] = useState(r.open)
  const gone = !r.actions.includes('receive')
  if (!gone && open !== r.open) setOpen(r.open)
  const fault = quantityFault(quantity, { unit: r.unit, most: open, unitWord: unit }, t)
  const missing = fault || compare(quantity, open) >= 0 ? undefined : subtract(open, quantity)
  const lacks = missing !== undefined && rest === 'refused' && reason.trim().length < 2
  const amount = (value: string) => `${groupDigits(value)} ${unit}`
  const send = async () => {
    setAsked(true)
    const values = await form.validateFields().catch(() => undefined)
    if (fault || lacks || gone || !values) {
      if (!values) scrollToFault(box.current)
      return
    }
    const { sellerId, transferId } = r
    const difference = missing !== undefined && rest === 'refused' ? { difference: reason.trim() } : {}
    if (!(await act.run({ sellerId, transferId, quantity, ...difference, ...moving.given(values) }))) return
    moving.keep(values)
    onClose()
  }
  const rests = [
    { value: 'refused', label: t('trade.rest.refused') },
    { value: 'coming', label: t('trade.rest.coming') },
  ] as const
  return (
    <Section title={all && moving.chosen ? moving.chosen.name : t('trade.receive_part')}>
      <form
        ref={box}
        className="trade-part ui-narrow"
        onSubmit={(e) => {
          e.preventDefault()
          void send()
        }}
      >
        <div className="ui-field">
          <label htmlFor={`${id}q`}>{t('trade.arrived_quantity')}</label>
          <Input
            id={`${id}q`}
            // the person has just asked for this field
            autoFocus={!all}
            inputMode="decimal"
            autoComplete="off"
            suffix={unit}
            value={quantity}
            aria-invalid={asked && fault !== undefined}
            onChange={(e) => setQuantity(e.target.value.trim())}
          />
          <p className={asked && fault ? 'ui-fault' : 'ui-help'}>
            {asked && fault
              ? fault
              : missing === undefined
                ? t('trade.sent_quantity', { quantity: amount(open) })
                : t('trade.difference', { quantity: amount(missing) })}
          </p>
        </div>
        {missing !== undefined && (
          <>
            <div className="ui-field">
              <strong>{t('trade.rest', { quantity: amount(missing) })}</strong>
              <Choices
                label={t('trade.rest', { quantity: amount(missing) })}
                options={rests}
                value={rest}
                onChange={(v) => setRest(v === 'coming' ? 'coming' : 'refused')}
              />
            </div>
            {rest === 'refused' && (
              <div className="ui-field">
                <label htmlFor={`${id}r`}>{t('ui.reason')}</label>
                <div className="ui-chips">
                  {(['short', 'rotten', 'damaged'] as const).map((c) => (
                    <Button key={c} size="small" onClick={() => setReason(t(`trade.canned.${c}`))}>
                      {t(`trade.canned.${c}`)}
                    </Button>
                  ))}
                </div>
                <Input.TextArea
                  id={`${id}r`}
                  rows={2}
                  maxLength={500}
                  value={reason}
                  aria-invalid={asked && lacks}
                  onChange={(e) => setReason(e.target.value)}
                />
                {asked && lacks && <p className="ui-fault">{t('ui.reason_missing')}</p>}
              </div>
            )}
          </>
        )}
        {moving.node && (
          <Form form={form} component="div" layout="vertical" className="app-form" requiredMark={optionalMark(t)}>
            {moving.node}
          </Form>
        )}
        {gone && <Notice kind="wait">{t('trade.gone')}</Notice>}
        <Refusal refusal={readable(withFieldPaths(act.refusal))} />
        <div className="trade-answer">
          <Button type="primary" htmlType="submit" size="large" loading={act.waiting} disabled={gone}>
            {fault ? t('transfer.action.receive') : t('trade.receive_all', { quantity: amount(quantity) })}
          </Button>
          <Button size="large" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
        </div>
      </form>
    </Section>
  )
}

/** The first field that is wrong comes into view, as on every form. */
const scrollToFault = (box: HTMLElement | null) =>
  requestAnimationFrame(() => {
    const item = box?.querySelector('.ant-form-item-has-error')
    item?.scrollIntoView({ block: 'center' })
    item?.querySelector<HTMLElement>('input, textarea')?.focus({ preventScroll: true })
  })
