import { FilePdfOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'react-router'
import type { Finding } from '../../../modules/production/rule/schema.ts'
import { getVoucher, listVouchers, type VoucherDetail, voidVoucher } from '../../../modules/trade/schema.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Page } from '../../../ui/Page.tsx'
import { State } from '../../../ui/State.tsx'
import { whenText } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAddress } from '../app/address.ts'
import { useAsk, useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useMay, useSession } from '../app/session.tsx'
import { Findings } from '../production/Findings.tsx'
import { ShareButton } from './ShareButton.tsx'
import { goodsMoved } from './useAnswer.ts'
import { VoucherSheet } from './VoucherSheet.tsx'

/** One voucher as it looks on paper; its PDF, its public page, and voiding it. */
export function VoucherPage() {
  const { t, i18n } = useTranslation()
  const { voucherId = '' } = useParams()
  const [{ partyId }] = useAddress()
  const { party } = useSession()
  const { state } = useLocation() as { state: { issued?: boolean; findings?: Finding[]; lacking?: number } | null }
  const asked = useAsk(getVoucher, { voucherId, ...(partyId ? { partyId } : {}) })
  const may = useMay()
  const [voiding, setVoiding] = useState(false)
  const voucher = asked.data
  const back = {
    to: partyId ? `/trade/vouchers?partyId=${partyId}` : '/trade/vouchers',
    title: t('trade.tab.vouchers'),
  }
  if (!voucher)
    return (
      <Page title={t('trade.voucher.title')} back={back}>
        {asked.error ? <Refusal refusal={asked.error} again={() => void asked.refetch()} /> : <Waiting rows={10} />}
      </Page>
    )
  const mine = voucher.partyId === party?.partyId
  return (
    <Page
      title={t('trade.voucher.title')}
      back={back}
      state={
        <State kind={voucher.voidedAt ? 'stop' : 'good'}>
          {t(voucher.voidedAt ? 'trade.voucher.void_state' : 'trade.voucher.valid')}
        </State>
      }
      action={
        <>
          <PdfButton voucher={voucher} language="zh" />
          <PdfButton voucher={voucher} language="en" />
          <ShareButton code={voucher.code} title={t('trade.voucher.title')} />
          {mine && may(voidVoucher) && !voucher.voidedAt && (
            <Button danger onClick={() => setVoiding(true)}>
              {t('trade.voucher.void')}
            </Button>
          )}
        </>
      }
    >
      {state?.issued && !voucher.voidedAt && <Notice kind="good">{t('trade.voucher.issued')}</Notice>}
      {state?.lacking ? <Notice kind="wait">{t('trade.voucher.lacking', { count: state.lacking })}</Notice> : null}
      <Findings findings={state?.findings ?? []} />
      {voucher.voidedAt && (
        <Notice kind="stop">
          {t('trade.voucher.voided', { when: whenText(voucher.voidedAt, i18n.language) })}{' '}
          {voucher.voidReason && t('trade.standing.reason', { reason: voucher.voidReason })}
        </Notice>
      )}
      <VoucherSheet voucher={voucher} />
      <VoidDialog voucher={voucher} open={voiding} onClose={() => setVoiding(false)} />
    </Page>
  )
}

function PdfButton({ voucher, language }: { voucher: VoucherDetail; language: 'zh' | 'en' }) {
  const { t } = useTranslation()
  const href = `/api/vouchers/${voucher.voucherId}/pdf?language=${language}&partyId=${voucher.partyId}`
  return (
    <Button icon={<FilePdfOutlined />} href={href} target="_blank" rel="noreferrer">
      {t(`trade.pdf.${language}`)}
    </Button>
  )
}

function VoidDialog({ voucher, open, onClose }: { voucher: VoucherDetail; open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const act = useDo(voidVoucher, { refresh: [...goodsMoved, getVoucher.name, listVouchers.name] })
  const lines = voucher.lines.filter((l) => !l.voided)
  return (
    <ConfirmDialog
      open={open}
      title={t('trade.voucher.void')}
      consequence={t('trade.voucher.void_consequence', { count: lines.length, buyer: voucher.buyerName })}
      verb={t('trade.voucher.void')}
      danger
      reason
      canned={[t('trade.canned.wrong_quantity'), t('trade.canned.wrong_buyer'), t('trade.canned.not_sold')]}
      waiting={act.waiting}
      refusal={<Refusal refusal={act.refusal} />}
      onClose={() => {
        act.forget()
        onClose()
      }}
      onConfirm={async (reason) => {
        if (await act.run({ voucherId: voucher.voucherId, reason })) onClose()
      }}
    />
  )
}
