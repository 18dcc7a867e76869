import { Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { listHoldings } from '../../../modules/trace/schema.ts'
import { dispatchGoods, listTransfers, listVouchers, sellToMarket } from '../../../modules/trade/schema.ts'
import { Choices } from '../../../ui/Choices.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'
import { BuyerField } from './BuyerField.tsx'
import { MarketFields } from './MarketFields.tsx'
import { mySales, myStock } from './mine.ts'
import { SaleLines } from './SaleLines.tsx'
import type { Sale } from './sale.ts'
import { goodsMoved } from './useAnswer.ts'
import './trade.css'

/** A sale in one screen: what, how much, to whom, on which vehicle. */
export function SellPage() {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  // what the form offers is there before it is shown, so that nothing moves under a thumb
  const ready = [useAsk(listHoldings, myStock), useAsk(listTransfers, mySales)].every((q) => !q.isPending)
  return (
    <Page title={t('trade.sell')} back={{ to: '/trade?direction=out', title: t('menu.trade') }}>
      {ready ? <SaleForm given={params.getAll('holdingId')} /> : <Waiting rows={14} />}
    </Page>
  )
}

/** Several batches at once go on one voucher. */
function SaleForm({ given }: { given: readonly string[] }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Sale>()
  const sale = useSale()
  const usual = given.length > 1 ? 'market' : 'registered'
  const to = Form.useWatch('to', form) ?? usual
  return (
    <FormPage<Sale>
      form={form}
      draftKey={given.length ? `trade.sell.${given[0]}${given.length > 1 ? '.more' : ''}` : 'trade.sell'}
      initial={{ to: usual, lines: given.length ? given.map((holdingId) => ({ holdingId })) : [{}] }}
      submit={t(to === 'market' ? 'trade.issue_voucher' : 'trade.send')}
      onSubmit={sale.run}
      refusal={sale.refusal}
      waiting={sale.waiting}
    >
      <SaleLines form={form} many={to === 'market'} />
      <Form.Item name="to" label={t('trade.to_whom')} required>
        <Choices
          label={t('trade.to_whom')}
          rows
          options={[
            { value: 'registered', label: t('trade.to.registered'), note: t('trade.to.registered_note') },
            { value: 'market', label: t('trade.to.market'), note: t('trade.to.market_note') },
          ]}
        />
      </Form.Item>
      {to === 'registered' ? (
        <Form.Item
          name="buyer"
          label={t('trade.buyer')}
          rules={[{ required: true, message: t('trade.buyer_missing') }]}
        >
          <BuyerField />
        </Form.Item>
      ) : (
        <MarketFields />
      )}
      <Form.Item name="vehicle" label={t('trade.vehicle')}>
        <Input autoComplete="off" maxLength={50} />
      </Form.Item>
      {to === 'registered' && (
        <Form.Item name="note" label={t('trade.note')}>
          <Input maxLength={500} />
        </Form.Item>
      )}
    </FormPage>
  )
}

/** Sends the sale and opens what came of it. */
function useSale() {
  const { i18n } = useTranslation()
  const go = useNavigate()
  const dispatch = useDo(dispatchGoods, { refresh: goodsMoved })
  const market = useDo(sellToMarket, { refresh: [...goodsMoved, listVouchers.name] })
  const [last, setLast] = useState<Sale['to']>('registered')
  const run = async (sale: Sale): Promise<boolean> => {
    setLast(sale.to)
    const lines = sale.lines.map((l) => ({ holdingId: l.holdingId!, quantity: l.quantity! }))
    const vehicle = sale.vehicle?.trim() ? { vehicle: sale.vehicle.trim() } : {}
    if (sale.to === 'market') {
      const voucher = await market.run({
        lines,
        buyerName: sale.buyerName!.trim(),
        ...(sale.destination?.trim() ? { destination: sale.destination.trim() } : {}),
        ...vehicle,
        language: i18n.language === 'en' ? 'en' : 'zh',
      })
      if (voucher) void go(`/trade/vouchers/${voucher.voucherId}`, { replace: true, state: { issued: true } })
      return voucher !== undefined
    }
    const sent = await dispatch.run({
      ...lines[0]!,
      buyerId: sale.buyer!.partyId,
      ...(sale.note?.trim() ? { note: sale.note.trim() } : {}),
      ...vehicle,
    })
    if (sent) void go(`/trade/${sent.sellerId}/${sent.transferId}`, { replace: true, state: { sent: true } })
    return sent !== undefined
  }
  return {
    run,
    refusal: last === 'market' ? market.refusal : dispatch.refusal,
    waiting: dispatch.waiting || market.waiting,
  }
}
