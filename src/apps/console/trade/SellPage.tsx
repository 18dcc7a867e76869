import { useQueries } from '@tanstack/react-query'
import { Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { getHolding, listHoldings } from '../../../modules/trace/schema.ts'
import { dispatchGoods, listTransfers, listVouchers, sellToMarket } from '../../../modules/trade/schema.ts'
import { Choices } from '../../../ui/Choices.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { call, useAsk, useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'
import { type MovedGoods, useMoves, useReadable, withFieldPaths } from '../production/profile-form/index.ts'
import { BuyerField } from './BuyerField.tsx'
import { MarketFields } from './MarketFields.tsx'
import { mySales, myStock } from './mine.ts'
import { SaleLines } from './SaleLines.tsx'
import type { Sale, SaleLine } from './sale.ts'
import { goodsMoved } from './useAnswer.ts'
import { useMoveForm } from './useMoveForm.tsx'
import './trade.css'

/** A sale in one screen: what, how much, to whom, on which vehicle. */
export function SellPage() {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  // what the form offers is there before it is shown, so that nothing moves under a thumb
  const given = params.getAll('holdingId')
  const goods = useGoods(given.map((holdingId) => ({ holdingId })))
  const lists = [useAsk(listHoldings, myStock), useAsk(listTransfers, mySales)]
  const form = useMoves('dispatch', goods.one)
  const ready = lists.every((q) => !q.isPending) && goods.ready && form.ready
  return (
    <Page title={t('trade.sell')} back={{ to: '/trade?direction=out', title: t('menu.trade') }}>
      {ready ? <SaleForm given={given} /> : <Waiting rows={14} />}
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
  const readable = useReadable()
  const goods = useGoods((Form.useWatch('lines', form) ?? []).slice(0, to === 'market' ? undefined : 1))
  const { moves } = useMoves('dispatch', goods.one)
  const moving = useMoveForm(form, moves, true)
  return (
    <FormPage<Sale>
      form={form}
      draftKey={given.length ? `trade.sell.${given[0]}${given.length > 1 ? '.more' : ''}` : 'trade.sell'}
      initial={{ to: usual, lines: given.length ? given.map((holdingId) => ({ holdingId })) : [{}] }}
      submit={t(to === 'market' ? 'trade.issue_voucher' : 'trade.send')}
      kept={moving.kept}
      onSubmit={async (values) => {
        const sold = await sale.run(values, moving.given({ ...values, plate: values.vehicle?.trim() }))
        if (sold) moving.keep(values)
        return sold
      }}
      refusal={withFieldPaths(readable(sale.refusal))}
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
      {moving.ownVehicle && (
        <Form.Item name="vehicle" label={t('trade.vehicle')}>
          <Input autoComplete="off" maxLength={50} />
        </Form.Item>
      )}
      {moving.node}
      {goods.several && <Notice kind="wait">{t('trade.form.several_chains')}</Notice>}
      {to === 'registered' && (
        <Form.Item name="note" label={t('trade.note')}>
          <Input maxLength={500} />
        </Form.Item>
      )}
    </FormPage>
  )
}

type Given = { profile: string; event: string; fields: Record<string, unknown> }

/** What the batches have in common for the form of their sale; `several` chains have no form in common. */
function useGoods(lines: readonly SaleLine[]): { one?: MovedGoods; several: boolean; ready: boolean } {
  const ids = [...new Set(lines.flatMap((l) => l?.holdingId ?? []))]
  const asked = useQueries({
    queries: ids.map((holdingId) => ({
      queryKey: [getHolding.name, { holdingId }],
      queryFn: () => call(getHolding, { holdingId }),
    })),
  })
  const found = asked.flatMap((q) => q.data?.holdings[0] ?? [])
  const [first] = found
  const ready = asked.every((q) => !q.isPending)
  if (!first || found.length < ids.length) return { several: false, ready }
  const one = found.every((h) => h.profile === first.profile)
  return one
    ? { one: { profile: first.profile, classCode: first.classCode }, several: false, ready }
    : { several: true, ready }
}

/** Sends the sale and opens what came of it. */
function useSale() {
  const { i18n } = useTranslation()
  const go = useNavigate()
  const dispatch = useDo(dispatchGoods, { refresh: goodsMoved })
  const market = useDo(sellToMarket, { refresh: [...goodsMoved, listVouchers.name] })
  const [last, setLast] = useState<Sale['to']>('registered')
  const run = async (sale: Sale, given: Given | undefined): Promise<boolean> => {
    setLast(sale.to)
    const lines = sale.lines.map((l) => ({ holdingId: l.holdingId!, quantity: l.quantity! }))
    const plate = (given?.fields['vehicle'] as string | undefined) ?? sale.vehicle?.trim()
    const vehicle = plate ? { vehicle: plate } : {}
    if (sale.to === 'market') {
      const voucher = await market.run({
        lines: lines.map((l) => ({ ...l, ...given })),
        buyerName: sale.buyerName!.trim(),
        ...(sale.destination?.trim() ? { destination: sale.destination.trim() } : {}),
        ...vehicle,
        language: i18n.language === 'en' ? 'en' : 'zh',
      })
      if (voucher)
        void go(`/trade/vouchers/${voucher.voucherId}`, {
          replace: true,
          state: { issued: true, findings: voucher.findings, lacking: voucher.lacking },
        })
      return voucher !== undefined
    }
    const sent = await dispatch.run({
      ...lines[0]!,
      ...given,
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
