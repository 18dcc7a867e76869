import { WarningOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Section } from '../../../../ui/Page.tsx'
import { useAmount } from './useAmount.ts'
import type { HomeAnswers } from './useHome.ts'

/** What of mine may not be sold: why, since when, and whom to call. Above everything else. */
export function HeldGoods({ answers: { held } }: { answers: HomeAnswers }) {
  const { t } = useTranslation()
  const amount = useAmount()
  if (!held?.items.length) return null
  return (
    <Section title={t('home.held')}>
      <ul className="home-held">
        {held.items.map((h) => (
          <li key={`${h.holdId}${h.holdingId}${h.pieceId ?? ''}`} className="ui-notice ui-notice-stop">
            <WarningOutlined aria-hidden />
            <div>
              <Link to={`/batches/${h.holdingId}`}>{amount(h.productName, h.quantity, h.unit)}</Link>
              <p>{t('home.held_why', { source: t(`hold_source.${h.source}`), reason: h.reason })}</p>
              <p className="ui-quiet">
                {t('home.held_by', { issuer: h.issuerName ?? '', contact: h.contact ?? t('notice.no_contact') })}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {held.nextCursor && (
        <Link to="/batches?held=yes" className="home-more">
          {t('home.more')}
        </Link>
      )}
    </Section>
  )
}
