import { useTranslation } from 'react-i18next'
import { type Holding, listEvents } from '../../../modules/trace/schema.ts'
import { Section } from '../../../ui/Page.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useMay } from '../app/session.tsx'
import { BalanceTable } from './BalanceTable.tsx'
import { Timeline } from './Timeline.tsx'

/** So much of a history one page shows; the trace has the rest. */
const most = 200

/** What happened to a batch; the page waits for it, or its history would push down what is below. */
export function useHistory({ holdingId, partyId }: { holdingId: string; partyId: string | undefined }) {
  const may = useMay()(listEvents)
  const of = { ...(partyId ? { partyId } : {}), holdingId, limit: most }
  return { may, asked: useAsk(listEvents, of, { enabled: may }) }
}

type BatchHistoryProps = { batch: Holding; own: boolean; balance: boolean }

/** The balance as it came about, and everything that happened to the batch. */
export function BatchHistory({ batch, own, balance }: BatchHistoryProps) {
  const { t } = useTranslation()
  const { may, asked } = useHistory(batch)
  if (!may) return null
  const events = asked.data?.items
  return (
    <>
      {balance && (
        <Section title={t('batch.balance_title')}>
          <Refusal refusal={asked.error} again={() => void asked.refetch()} />
          {events ? <BalanceTable batch={batch} events={events} /> : !asked.error && <Waiting rows={4} />}
        </Section>
      )}
      <Section title={t('batch.events')}>
        {events ? <Timeline batch={batch} own={own} events={events} /> : !asked.error && <Waiting rows={6} />}
        {asked.data?.nextCursor && <p className="ui-quiet">{t('batch.latest_only', { count: most })}</p>}
      </Section>
    </>
  )
}
