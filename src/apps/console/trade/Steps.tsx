import { useTranslation } from 'react-i18next'
import type { TransferDetail, TransferStep } from '../../../modules/trade/schema.ts'
import { useUnit } from '../../../ui/useUnit.ts'
import { Amount, When } from '../../../ui/values.tsx'
import { isOutside } from './state.tsx'
import './trade.css'

/** What both sides did, in the order it happened. */
export function Steps({ transfer: r }: { transfer: TransferDetail }) {
  const { t } = useTranslation()
  const unit = useUnit()(r.unit)
  const who = (s: TransferStep) => (s.partyId === r.sellerId ? r.sellerName : r.buyerName)
  const word = (s: TransferStep) => (s.kind === 'return' && s.of === 'arriving' ? 'refuse' : s.kind)
  return (
    <ol className="trade-steps">
      {r.steps.map((s) => (
        <li key={s.eventId} className={s.voidedAt ? 'trade-step-void' : ''}>
          <p>
            <strong>{t(`trade.step.${word(s)}`)}</strong> <Amount value={s.quantity} unit={unit} />
            {s.voidedAt && <span className="ui-quiet"> {t('trade.step.voided')}</span>}
          </p>
          <p className="ui-quiet">
            {who(s)} · <When at={s.eventTime} full />
          </p>
          {s.reason && <p>{t('trade.standing.reason', { reason: s.reason })}</p>}
        </li>
      ))}
      {r.open !== '0' && r.state !== 'voided' && !isOutside(r) && (
        <li className="trade-step-next">
          <p>{t('trade.step.waits', { buyer: r.buyerName ?? '' })}</p>
        </li>
      )}
    </ol>
  )
}
