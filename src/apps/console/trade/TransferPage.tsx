import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'react-router'
import { traceItem } from '../../../modules/trace/walk/schema.ts'
import { getTransfer, type TransferDetail } from '../../../modules/trade/schema.ts'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Facts, Page, Section } from '../../../ui/Page.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { Amount, Code, When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useMay, useSession } from '../app/session.tsx'
import { Certificates } from './Certificates.tsx'
import { MyBatch } from './MyBatch.tsx'
import { Sent } from './Sent.tsx'
import { Standing } from './Standing.tsx'
import { Steps } from './Steps.tsx'
import { TransferState, Unanswered } from './state.tsx'
import { TransferActions } from './TransferActions.tsx'

/** One transfer as both sides see it. It asks again by itself while it is open: the other side may have answered. */
export function TransferPage() {
  const { t } = useTranslation()
  const { sellerId = '', transferId = '' } = useParams()
  const { party } = useSession()
  const asked = useAsk(getTransfer, { sellerId, transferId }, { every: 30_000 })
  const transfer = asked.data
  const direction = party?.partyId === sellerId ? 'out' : 'in'
  const whose = party?.kind === 'operator' || !transfer ? '' : `&partyId=${sellerId}`
  const back = { to: `/trade?direction=${whose ? 'out' : direction}${whose}`, title: t('menu.trade') }
  if (!transfer)
    return (
      <Page title={t('trade.transfer')} back={back}>
        {asked.error ? <Refusal refusal={asked.error} again={() => void asked.refetch()} /> : <Waiting rows={10} />}
      </Page>
    )
  return (
    <Page
      title={transfer.productName ?? t('trade.no_name')}
      state={<TransferState transfer={transfer} />}
      back={back}
      action={<Ways transfer={transfer} />}
    >
      <Shown transfer={transfer} />
    </Page>
  )
}

function Shown({ transfer }: { transfer: TransferDetail }) {
  const { t } = useTranslation()
  const { state } = useLocation() as { state: { sent?: boolean } | null }
  return (
    <>
      {state?.sent && transfer.state === 'open' && <Sent transfer={transfer} />}
      <Standing transfer={transfer} />
      <TransferActions transfer={transfer} />
      <TransferFacts transfer={transfer} />
      <Section title={t('trade.steps')}>
        <Steps transfer={transfer} />
      </Section>
      <Section title={t('trade.certificates')}>
        <Certificates transfer={transfer} />
      </Section>
    </>
  )
}

function TransferFacts({ transfer: r }: { transfer: TransferDetail }) {
  const { t } = useTranslation()
  const unit = useUnit()(r.unit)
  const amount = (value: string) => (value === '0' ? null : <Amount value={value} unit={unit} />)
  return (
    <Facts
      items={[
        { label: t('trade.quantity'), value: <Amount value={r.quantity} unit={unit} /> },
        { label: t('trade.received'), value: r.received === r.quantity ? null : amount(r.received) },
        { label: t('trade.came_back'), value: amount(r.returned) },
        { label: t('trade.withdrawn'), value: amount(r.withdrawn) },
        { label: t('trade.open'), value: r.open === r.quantity ? null : amount(r.open) },
        { label: t('trade.unanswered'), value: r.waitingHours === null ? null : <Unanswered transfer={r} /> },
        { label: t('trade.seller'), value: r.sellerName },
        { label: t('trade.buyer'), value: r.buyerName },
        { label: t('trade.sent'), value: <When at={r.dispatchedAt} full /> },
        { label: t('trade.vehicle'), value: r.vehicle },
        { label: t('trade.code'), value: r.code && <Code value={r.code} copy /> },
        { label: t('trade.note'), value: r.note },
      ]}
    />
  )
}

/** To the batch it became here, and to where the goods came from. */
function Ways({ transfer }: { transfer: TransferDetail }) {
  const { t } = useTranslation()
  const may = useMay()
  return (
    <>
      <MyBatch transfer={transfer} />
      {transfer.code && may(traceItem) && (
        <LinkButton to={`/trace/view?code=${transfer.code}`}>{t('trade.to_trace')}</LinkButton>
      )}
    </>
  )
}
