import { Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { compare } from '../../../kernel/quantity.ts'
import { refuseTransfer, returnTransfer, type TransferDetail, withdrawTransfer } from '../../../modules/trade/schema.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { groupDigits } from '../../../ui/values.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { quantityFault } from './quantity.ts'
import { useAnswer } from './useAnswer.ts'

type DialogProps = { transfer: TransferDetail; open: boolean; onClose: () => void }

/** What the sentences about a transfer say: amounts with their unit, both sides by name. */
function useValues({ unit: key, ...r }: TransferDetail) {
  const unit = useUnit()(key)
  const amount = (value: string) => `${groupDigits(value)} ${unit}`
  return {
    unit,
    open: amount(r.open),
    product: r.productName ?? '',
    seller: r.sellerName ?? '',
    buyer: r.buyerName ?? '',
  }
}

/** Goods are not taken: they go back to the seller, and that is not undone. */
export function RefuseDialog({ transfer, open, onClose }: DialogProps) {
  const { t } = useTranslation()
  const act = useAnswer(refuseTransfer)
  const values = useValues(transfer)
  const { sellerId, transferId } = transfer
  return (
    <ConfirmDialog
      open={open}
      title={t('trade.refuse_title')}
      consequence={t('trade.refuse_consequence', values)}
      verb={t('trade.refuse_verb', values)}
      danger
      reason
      canned={[t('trade.canned.rotten'), t('trade.canned.not_ordered'), t('trade.canned.no_certificate')]}
      waiting={act.waiting}
      refusal={<Refusal refusal={act.refusal} />}
      onClose={() => {
        act.forget()
        onClose()
      }}
      onConfirm={async (reason) => {
        if (await act.run({ sellerId, transferId, reason })) onClose()
      }}
    />
  )
}

/** The seller takes back what nobody has answered. */
export function WithdrawDialog({ transfer, open, onClose }: DialogProps) {
  const { t } = useTranslation()
  const act = useAnswer(withdrawTransfer)
  const values = useValues(transfer)
  return (
    <ConfirmDialog
      open={open}
      title={t('trade.withdraw_title')}
      consequence={t('trade.withdraw_consequence', values)}
      verb={t('trade.withdraw', { quantity: values.open })}
      danger
      reason
      canned={[t('trade.canned.wrong_buyer'), t('trade.canned.wrong_quantity'), t('trade.canned.not_loaded')]}
      waiting={act.waiting}
      refusal={<Refusal refusal={act.refusal} />}
      onClose={() => {
        act.forget()
        onClose()
      }}
      onConfirm={async (reason) => {
        if (await act.run({ transferId: transfer.transferId, reason })) onClose()
      }}
    />
  )
}

/** Received goods go back, all or some of them. */
export function ReturnDialog({ transfer, open, onClose }: DialogProps) {
  const { t } = useTranslation()
  const id = useId()
  const act = useAnswer(returnTransfer)
  const values = useValues(transfer)
  const [typed, setTyped] = useState<string>()
  const { sellerId, transferId, received } = transfer
  const quantity = typed ?? received
  const fault = quantityFault(quantity, { unit: transfer.unit, most: received, unitWord: values.unit }, t)
  return (
    <ConfirmDialog
      open={open}
      title={t('trade.return')}
      consequence={
        <>
          <p>{t('trade.return_consequence', values)}</p>
          <div className="ui-field">
            <label htmlFor={id}>{t('trade.return_quantity')}</label>
            <Input
              id={id}
              inputMode="decimal"
              value={quantity}
              suffix={values.unit}
              aria-invalid={fault !== undefined}
              onChange={(e) => setTyped(e.target.value.trim())}
            />
            {fault && <p className="ui-fault">{fault}</p>}
          </div>
        </>
      }
      verb={t('trade.return_verb')}
      danger
      reason
      canned={[t('trade.canned.rotten'), t('trade.canned.failed_test'), t('trade.canned.not_ordered')]}
      waiting={act.waiting}
      refusal={<Refusal refusal={act.refusal} />}
      onClose={() => {
        act.forget()
        onClose()
      }}
      onConfirm={async (reason) => {
        if (fault || compare(quantity, received) > 0) return
        if (!(await act.run({ sellerId, transferId, quantity, reason }))) return
        setTyped(undefined)
        onClose()
      }}
    />
  )
}
