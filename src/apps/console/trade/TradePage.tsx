import { ShopOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { transferStates } from '../../../modules/trace/rules.ts'
import { dispatchGoods, listTransfers, receiveGoods, type Transfer } from '../../../modules/trade/schema.ts'
import type { Column } from '../../../ui/DataList.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { Amount, Code, When } from '../../../ui/values.tsx'
import { useAddress } from '../app/address.ts'
import { List } from '../app/ListPage.tsx'
import { useMay, useSession } from '../app/session.tsx'
import { ArrivalBox } from './ArrivalBox.tsx'
import { TransferState, Unanswered } from './state.tsx'
import { backTo, TradeTabs } from './TradeTabs.tsx'

/** Transfers in or out; what waits for an answer can be put first. */
export function TradePage() {
  const { t } = useTranslation()
  const may = useMay()
  const { party } = useSession()
  const [{ direction: asked, partyId }] = useAddress()
  const direction = asked === 'out' ? 'out' : 'in'
  const sell = may(dispatchGoods) && (
    <LinkButton type="primary" icon={<ShopOutlined />} to="/trade/sell">
      {t('trade.sell')}
    </LinkButton>
  )
  if (party?.kind !== 'operator' && !partyId)
    return (
      <Page title={t('menu.trade')}>
        <Empty text={t('trade.whose')} action={<LinkButton to="/operators">{t('menu.operators')}</LinkButton>} />
      </Page>
    )
  return (
    <Page title={t('menu.trade')} action={sell} {...(partyId ? { back: backTo(partyId, t) } : {})}>
      <TradeTabs here={direction} />
      {direction === 'in' && may(receiveGoods) && <ArrivalBox />}
      <Transfers key={direction} direction={direction} partyId={partyId} sell={sell} />
    </Page>
  )
}

type TransfersProps = { direction: 'in' | 'out'; partyId: string | undefined; sell: React.ReactNode }

function Transfers({ direction, partyId, sell }: TransfersProps) {
  const { t } = useTranslation()
  const columns = useColumns(direction)
  return (
    <List
      label={t(`trade.tab.${direction}`)}
      endpoint={listTransfers}
      fixed={{ direction, ...(partyId ? { partyId } : {}) }}
      filters={[
        {
          key: 'waiting',
          kind: 'choice',
          label: t('trade.filter.waiting'),
          choices: [{ value: 'yes', label: t('trade.filter.waiting_yes') }],
        },
        // the server keeps the state at the seller: only what went out can be asked by it
        ...(direction === 'out'
          ? [
              {
                key: 'state',
                kind: 'choice' as const,
                label: t('trade.filter.state'),
                choices: transferStates.map((s) => ({ value: s, label: t(`transfer.state.${s}`) })),
              },
            ]
          : []),
      ]}
      rowKey={(r) => r.transferId}
      open={(r) => `/trade/${r.sellerId}/${r.transferId}`}
      columns={columns}
      empty={{ text: t(`trade.empty.${direction}`), action: direction === 'out' ? sell : undefined }}
    />
  )
}

function useColumns(direction: 'in' | 'out'): Column<Transfer>[] {
  const { t } = useTranslation()
  const unit = useUnit()
  const other = (r: Transfer) => (direction === 'in' ? r.sellerName : r.buyerName)
  return [
    {
      key: 'product',
      title: t('trade.product'),
      render: (r) => r.productName ?? t('trade.no_name'),
      text: (r) => r.productName,
    },
    {
      key: 'state',
      title: t('trade.state'),
      phone: 'state',
      width: 190,
      render: (r) => <TransferState transfer={r} />,
      text: (r) => t(`transfer.state.${r.state}`),
    },
    {
      key: 'quantity',
      title: t('trade.quantity'),
      numeric: true,
      render: (r) => <Amount value={r.quantity} unit={unit(r.unit)} />,
      text: (r) => `${r.quantity} ${unit(r.unit)}`,
    },
    {
      key: 'returned',
      title: t('trade.came_back'),
      numeric: true,
      width: 110,
      render: (r) => (r.returned === '0' ? null : <Amount value={r.returned} unit={unit(r.unit)} />),
      text: (r) => r.returned,
    },
    { key: 'other', title: t(direction === 'in' ? 'trade.seller' : 'trade.buyer'), render: other, text: other },
    {
      key: 'sent',
      title: t('trade.sent'),
      width: 130,
      render: (r) => <When at={r.dispatchedAt} />,
      text: (r) => r.dispatchedAt,
    },
    {
      key: 'waiting',
      title: t('trade.unanswered'),
      width: 130,
      render: (r) => (r.waitingHours === null ? null : <Unanswered transfer={r} />),
      text: (r) => r.waitingHours,
    },
    {
      key: 'code',
      title: t('trade.code'),
      phone: 'hidden',
      render: (r) => <Code value={r.code} />,
      text: (r) => r.code,
    },
  ]
}
