import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import './trade.css'

export type TradeTab = 'in' | 'out' | 'vouchers'

/** An officer looks at one operator's trade, and came from there. */
export const backTo = (partyId: string, t: TFunction) => ({ to: `/operators/${partyId}`, title: t('menu.operators') })

/** Goods that came, goods that went, vouchers. Whose they are stays in the address. */
export function TradeTabs({ here }: { here: TradeTab }) {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const partyId = params.get('partyId')
  const address = (path: string, more: Record<string, string> = {}) => {
    const search = new URLSearchParams({ ...more, ...(partyId ? { partyId } : {}) }).toString()
    return search ? `${path}?${search}` : path
  }
  const tabs: { key: TradeTab; to: string }[] = [
    { key: 'in', to: address('/trade', { direction: 'in' }) },
    { key: 'out', to: address('/trade', { direction: 'out' }) },
    { key: 'vouchers', to: address('/trade/vouchers') },
  ]
  return (
    <nav className="trade-tabs no-print" aria-label={t('trade.tabs')}>
      {tabs.map(({ key, to }) => (
        <Link key={key} to={to} aria-current={key === here ? 'page' : undefined}>
          {t(`trade.tab.${key}`)}
        </Link>
      ))}
    </nav>
  )
}
