import { PrinterOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { getHold, type HoldDetail, holdHoldings, listHolds } from '../../../modules/trace/hold/schema.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { Facts, Page } from '../../../ui/Page.tsx'
import { Code, When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { HeldGoods } from './HeldGoods.tsx'
import { useSubject } from './HoldsPage.tsx'
import './hold.css'
import { LiftHold } from './LiftHold.tsx'
import { Spread } from './Spread.tsx'
import { HoldStateChip, isMoving } from './states.tsx'

/** How often one looks while a hold is on its way, and after that, in milliseconds. */
const soon = 1_500
const later = 60_000

/** One hold: the decision, how far it has come, what it has reached; lifted from here. */
export function HoldPage() {
  const { t } = useTranslation()
  const { issuerId = '', holdId = '' } = useParams()
  const subject = useSubject()
  const queries = useQueryClient()
  const [every, setEvery] = useState(soon)
  const found = useAsk(getHold, { issuerId, holdId }, { every })
  const hold = found.data
  const come = hold && `${hold.state} ${hold.progress.marked} ${hold.progress.open}`
  // what it has reached is read anew when it has gone on
  useEffect(() => {
    if (!come) return
    setEvery(isMoving(come.split(' ')[0] as never) ? soon : later)
    for (const name of [holdHoldings.name, listHolds.name]) void queries.invalidateQueries({ queryKey: [name] })
  }, [come, queries])
  const back = { to: '/holds', title: t('hold.title') }
  if (!hold)
    return (
      <Page title={t('hold.one')} back={back}>
        <Refusal refusal={found.error} again={() => void found.refetch()} />
        {!found.error && <Waiting rows={12} />}
      </Page>
    )
  return (
    <Page
      title={subject(hold)}
      state={<HoldStateChip state={hold.state} />}
      back={back}
      action={
        <>
          <Link to={`/holds/${issuerId}/${holdId}/notice`}>
            <Button icon={<PrinterOutlined />}>{t('hold.notice_print')}</Button>
          </Link>
          {hold.actions.includes('lift') && <LiftHold hold={hold} />}
        </>
      }
    >
      <Decision hold={hold} />
      <Spread hold={hold} />
      <HeldGoods hold={hold} />
    </Page>
  )
}

function Decision({ hold }: { hold: HoldDetail }) {
  const { t } = useTranslation()
  const { rootHolding, rootParty, rootCode } = hold
  return (
    <>
      <p>
        <strong>{t(`hold_source.${hold.source}`)}</strong> · {hold.reason}
      </p>
      {hold.liftedAt && (
        <Notice kind="info">
          {t('hold.lift_reason')}: {hold.liftReason} · <When at={hold.liftedAt} full />
        </Notice>
      )}
      <Facts
        items={[
          { label: t('hold.scope'), value: t(`hold_scope.${hold.scope}`) },
          {
            label: t('hold.code'),
            value: rootHolding && rootCode && (
              <Link to={`/trace/view?holdingId=${rootHolding}&partyId=${rootParty}`}>
                <Code value={rootCode} />
              </Link>
            ),
          },
          { label: t('hold.document_no'), value: hold.documentNo },
          { label: t('hold.contact'), value: hold.contact },
          { label: t('hold.issuer'), value: hold.issuerName },
          { label: t('hold.placed_at'), value: <When at={hold.placedAt} full /> },
        ]}
      />
    </>
  )
}
