import { useTranslation } from 'react-i18next'
import type { TransferDetail } from '../../../modules/trade/schema.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { groupDigits, whenText } from '../../../ui/values.tsx'
import { useSession } from '../app/session.tsx'
import { isOutside } from './state.tsx'

/** Where the matter stands, in one sentence to this reader: what came of it, or who has to do what. */
export function Standing({ transfer: r }: { transfer: TransferDetail }) {
  const { t, i18n } = useTranslation()
  const unit = useUnit()(r.unit)
  const { party } = useSession()
  const side = party?.partyId === r.sellerId ? 'seller' : party?.partyId === r.buyerId ? 'buyer' : 'other'
  const amount = (value: string) => `${groupDigits(value)} ${unit}`
  const values = {
    open: amount(r.open),
    received: amount(r.received),
    returned: amount(r.returned),
    withdrawn: amount(r.withdrawn),
    seller: r.sellerName ?? '',
    buyer: r.buyerName ?? '',
    when: whenText(r.answeredAt ?? r.dispatchedAt, i18n.language),
  }
  const reason = (text: string | null) => (text ? t('trade.standing.reason', { reason: text }) : '')
  return (
    <>
      {r.held && <Notice kind="stop">{t(`trade.standing.held_${side}`)}</Notice>}
      {isOutside(r) && r.state === 'received' && <Notice>{t('trade.standing.outside', values)}</Notice>}
      {r.open !== '0' && r.state !== 'voided' && (
        <Notice kind="wait">{t(`trade.standing.open_${side}`, values)}</Notice>
      )}
      {r.withdrawn !== '0' && (
        <Notice kind="info">
          {t(`trade.standing.withdrawn_${side}`, values)} {reason(r.withdrawReason)}
        </Notice>
      )}
      {r.returned !== '0' && (
        <Notice kind="stop">
          {t(`trade.standing.returned_${side}`, values)} {reason(r.returnReason)}
        </Notice>
      )}
      {r.state === 'voided' && <Notice kind="stop">{t('transfer.voided')}</Notice>}
    </>
  )
}
