import { useTranslation } from 'react-i18next'
import { printLabels } from '../../../modules/label/schema.ts'
import type { TransferDetail } from '../../../modules/trade/schema.ts'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Section } from '../../../ui/Page.tsx'
import { Code } from '../../../ui/values.tsx'
import { useMay } from '../app/session.tsx'
import { ShareButton } from './ShareButton.tsx'

/** Just sent: what happens next, what goes on the goods, what to hand on. */
export function Sent({ transfer: r }: { transfer: TransferDetail }) {
  const { t } = useTranslation()
  const may = useMay()
  return (
    <Section title={t('trade.sent_to', { buyer: r.buyerName ?? '' })}>
      <p>{t('trade.sent_next')}</p>
      {r.code && (
        <p>
          {t('trade.sent_code')} <Code value={r.code} copy />
        </p>
      )}
      <div className="ui-chips no-print">
        {may(printLabels) && (
          <LinkButton to={`/labels/new?holdingId=${r.holdingId}`}>{t('trade.print_label')}</LinkButton>
        )}
        {r.code && <ShareButton code={r.code} title={r.productName ?? ''} />}
        <LinkButton to="/trade/sell">{t('trade.sell_more')}</LinkButton>
      </div>
    </Section>
  )
}
