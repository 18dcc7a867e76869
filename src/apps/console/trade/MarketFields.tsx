import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { listTransfers } from '../../../modules/trade/schema.ts'
import { useAsk } from '../app/call.ts'
import { mySales } from './mine.ts'

/** Who is not on the platform, as the seller states it; names used before are offered. */
export function MarketFields() {
  const { t } = useTranslation()
  const sales = useAsk(listTransfers, mySales)
  const names = new Set((sales.data?.items ?? []).flatMap((s) => (s.buyerId === null && s.buyerName) || []))
  return (
    <>
      <Form.Item
        name="buyerName"
        label={t('trade.buyer_name')}
        extra={t('trade.buyer_name_help')}
        rules={[{ required: true, whitespace: true, message: t('trade.buyer_name_missing') }]}
      >
        <Input list="trade-names" autoComplete="off" maxLength={100} />
      </Form.Item>
      <datalist id="trade-names">
        {[...names].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Form.Item name="destination" label={t('trade.destination')}>
        <Input autoComplete="off" maxLength={200} />
      </Form.Item>
    </>
  )
}
