import { useTranslation } from 'react-i18next'
import type { Transfer } from '../../../modules/trade/schema.ts'
import { State, type StateKind } from '../../../ui/State.tsx'
import { hoursText } from './age.ts'

const looks: Record<Transfer['state'], StateKind> = {
  open: 'wait',
  partly: 'wait',
  received: 'good',
  returned: 'stop',
  withdrawn: 'plain',
  voided: 'plain',
}

/** A sale to somebody who is not on the platform: nobody there could confirm it. */
export const isOutside = (t: Pick<Transfer, 'buyerId'>): boolean => t.buyerId === null

/** The state of a transfer as a chip. */
export function TransferState({ transfer }: { transfer: Pick<Transfer, 'state' | 'buyerId'> }) {
  const { t } = useTranslation()
  if (isOutside(transfer) && transfer.state === 'received') return <State kind="info">{t('trade.state.outside')}</State>
  return <State kind={looks[transfer.state]}>{t(`transfer.state.${transfer.state}`)}</State>
}

type UnansweredProps = { transfer: Pick<Transfer, 'waitingHours'>; sentence?: boolean }

/** How long the buyer has not answered; as a `sentence` where no heading says so. */
export function Unanswered({ transfer: { waitingHours }, sentence = false }: UnansweredProps) {
  const { t, i18n } = useTranslation()
  if (waitingHours === null) return null
  const time = hoursText(waitingHours, i18n.language)
  if (!time) return <>{t('trade.waited_little')}</>
  return <>{sentence ? t('trade.waited', { time }) : time}</>
}
