import { ShopOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { listVouchers, sellToMarket } from '../../../modules/trade/schema.ts'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { State } from '../../../ui/State.tsx'
import { Code, When } from '../../../ui/values.tsx'
import { useAddress } from '../app/address.ts'
import { List } from '../app/ListPage.tsx'
import { useMay } from '../app/session.tsx'
import { backTo, TradeTabs } from './TradeTabs.tsx'

/** Market-entry vouchers, newest first. */
export function VouchersPage() {
  const { t } = useTranslation()
  const may = useMay()
  const [{ partyId }] = useAddress()
  const sell = may(sellToMarket) && (
    <LinkButton type="primary" icon={<ShopOutlined />} to="/trade/sell">
      {t('trade.sell')}
    </LinkButton>
  )
  const whose = partyId ? `?partyId=${partyId}` : ''
  return (
    <Page title={t('menu.trade')} action={sell} {...(partyId ? { back: backTo(partyId, t) } : {})}>
      <TradeTabs here="vouchers" />
      <List
        label={t('trade.tab.vouchers')}
        endpoint={listVouchers}
        fixed={partyId ? { partyId } : {}}
        filters={[]}
        rowKey={(v) => v.voucherId}
        open={(v) => `/trade/vouchers/${v.voucherId}${whose}`}
        empty={{ text: t('trade.voucher.empty'), action: sell }}
        columns={[
          { key: 'buyer', title: t('trade.buyer'), render: (v) => v.buyerName, text: (v) => v.buyerName },
          {
            key: 'state',
            title: t('trade.state'),
            phone: 'state',
            width: 130,
            render: (v) =>
              v.voidedAt ? (
                <State kind="stop">{t('trade.voucher.void_state')}</State>
              ) : (
                <State kind="good">{t('trade.voucher.valid')}</State>
              ),
            text: (v) => t(v.voidedAt ? 'trade.voucher.void_state' : 'trade.voucher.valid'),
          },
          {
            key: 'destination',
            title: t('trade.destination'),
            render: (v) => v.destination,
            text: (v) => v.destination,
          },
          {
            key: 'sold',
            title: t('trade.sold_at'),
            width: 190,
            render: (v) => <When at={v.soldAt} full />,
            text: (v) => v.soldAt,
          },
          {
            key: 'code',
            title: t('trade.voucher.code'),
            render: (v) => <Code value={v.code} />,
            text: (v) => v.code,
          },
        ]}
      />
    </Page>
  )
}
