import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { receiveGoods, type TransferDetail } from '../../../modules/trade/schema.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { Section } from '../../../ui/Page.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { groupDigits } from '../../../ui/values.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { useMoves } from '../production/profile-form/index.ts'
import { ReceivePart } from './ReceivePart.tsx'
import { RefuseDialog, ReturnDialog, WithdrawDialog } from './TransferDialogs.tsx'
import { useAnswer } from './useAnswer.ts'
import { needsForm } from './useMoveForm.tsx'

type Open = 'all' | 'part' | 'refuse' | 'return' | 'withdraw' | undefined

/** What this person may do with the transfer now. What was begun stays when the other side was quicker. */
export function TransferActions({ transfer }: { transfer: TransferDetail }) {
  const { t } = useTranslation()
  const unit = useUnit()(transfer.unit)
  const [open, setOpen] = useState<Open>()
  const receive = useAnswer(receiveGoods)
  const may = (action: TransferDetail['actions'][number]) => transfer.actions.includes(action)
  const { ready, moves } = useMoves('receive', may('receive') ? transfer : undefined)
  // what is usual here decides whether one touch is enough; the other events are a choice in the form
  const asks = moves[0] !== undefined && needsForm(moves[0])
  const { sellerId, transferId } = transfer
  const amount = (value: string) => `${groupDigits(value)} ${unit}`
  const close = () => setOpen(undefined)
  if (!transfer.actions.length && !open && !receive.refusal) return null
  return (
    <>
      <Refusal refusal={receive.refusal} />
      {may('receive') && open !== 'part' && open !== 'all' && (
        <Section title={t('trade.arrived_title')}>
          <p>{t('trade.arrived_check')}</p>
          <div className="trade-answer">
            <Button
              type="primary"
              size="large"
              loading={receive.waiting || !ready}
              onClick={() =>
                asks ? setOpen('all') : void receive.run({ sellerId, transferId, quantity: transfer.open })
              }
            >
              {asks ? t('trade.form.receive') : t('trade.receive_all', { quantity: amount(transfer.open) })}
            </Button>
            <Button size="large" onClick={() => setOpen('part')}>
              {t('trade.receive_part')}
            </Button>
            {moves.length > 0 && !asks && (
              <Button size="large" onClick={() => setOpen('all')}>
                {t('trade.form.details')}
              </Button>
            )}
            {may('refuse') && (
              <Button size="large" danger onClick={() => setOpen('refuse')}>
                {t('transfer.action.refuse')}
              </Button>
            )}
          </div>
        </Section>
      )}
      {(open === 'part' || open === 'all') && (
        <ReceivePart transfer={transfer} moves={moves} all={open === 'all'} onClose={close} />
      )}
      {(may('return') || may('withdraw') || (may('refuse') && !may('receive'))) && (
        <div className="trade-answer no-print">
          {may('refuse') && !may('receive') && (
            <Button danger onClick={() => setOpen('refuse')}>
              {t('transfer.action.refuse')}
            </Button>
          )}
          {may('return') && (
            <Button danger onClick={() => setOpen('return')}>
              {t('trade.return')}
            </Button>
          )}
          {may('withdraw') && (
            <Button danger onClick={() => setOpen('withdraw')}>
              {t('trade.withdraw', { quantity: amount(transfer.open) })}
            </Button>
          )}
        </div>
      )}
      <RefuseDialog transfer={transfer} open={open === 'refuse'} onClose={close} />
      <ReturnDialog transfer={transfer} open={open === 'return'} onClose={close} />
      <WithdrawDialog transfer={transfer} open={open === 'withdraw'} onClose={close} />
      {receive.answer && transfer.received !== '0' && (
        <Notice kind="good">{t('trade.received_now', { quantity: amount(receive.answer.batch.quantity) })}</Notice>
      )}
    </>
  )
}
