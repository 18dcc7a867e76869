import { useTranslation } from 'react-i18next'
import { listTransfers } from '../../../../modules/trade/transfer/schema.ts'
import { agoText } from '../../../../ui/format.ts'
import { Section } from '../../../../ui/Page.tsx'
import { useMay } from '../../app/session.tsx'
import { Todo } from './Todo.tsx'
import { useAmount } from './useAmount.ts'
import type { HomeAnswers } from './useHome.ts'

/** What was received last. */
export function Arrivals({ answers: { bought } }: { answers: HomeAnswers }) {
  const { t, i18n } = useTranslation()
  const amount = useAmount()
  if (!useMay()(listTransfers) || !bought.length) return null
  return (
    <Section title={t('home.received')}>
      <ul className="home-lines">
        {bought.map((r) => (
          <Todo
            key={r.transferId}
            to={`/trade/${r.sellerId}/${r.transferId}`}
            beside={t('home.sent_ago', { time: agoText(r.dispatchedAt, i18n.language) || t('ui.just_now') })}
          >
            {amount(r.productName, r.received, r.unit)}
            <small>{r.sellerName}</small>
          </Todo>
        ))}
      </ul>
    </Section>
  )
}
