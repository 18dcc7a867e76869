import { Button } from 'antd'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  getHold,
  type HeldHolding,
  type HoldDetail,
  holdHoldings,
  releaseHolding,
} from '../../../modules/trace/hold/schema.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import type { Column } from '../../../ui/DataList.tsx'
import { Section } from '../../../ui/Page.tsx'
import { State } from '../../../ui/State.tsx'
import { Code } from '../../../ui/values.tsx'
import { useDo } from '../app/call.ts'
import { ExportButton } from '../app/ExportButton.tsx'
import { List } from '../app/ListPage.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { UnitAmount } from './amounts.tsx'

const stateOf = (r: HeldHolding) => {
  if (r.releaseReason) return 'released'
  if (r.liftedAt) return 'lifted'
  return r.expanded ? 'held' : 'to_spread'
}

/** What a hold has reached, by holder; the agency that placed it can release one of them with a reason. */
export function HeldGoods({ hold }: { hold: HoldDetail }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<HeldHolding>()
  const release = useDo(releaseHolding, {
    refresh: [getHold.name, holdHoldings.name],
    onDone: () => setAsked(undefined),
  })
  const { issuerId, holdId } = hold
  const columns = columnsOf(t, hold.progress.released > 0)
  const mayRelease = hold.actions.includes('release')
  return (
    <Section
      title={t('hold.reached')}
      extra={
        <ExportButton
          title={t('hold.reached')}
          endpoint={holdHoldings}
          input={{ issuerId, holdId }}
          columns={columns}
        />
      }
    >
      <List
        label={t('hold.reached')}
        endpoint={holdHoldings}
        fixed={{ issuerId, holdId }}
        rowKey={(r) => `${r.partyId}.${r.holdingId}`}
        open={(r) => `/trace/view?holdingId=${r.holdingId}&partyId=${r.partyId}`}
        empty={{ text: t('hold.reached_none') }}
        {...(mayRelease
          ? {
              actions: (r: HeldHolding) =>
                r.liftedAt === null && (
                  <Button size="small" onClick={() => setAsked(r)}>
                    {t('hold.release')}
                  </Button>
                ),
            }
          : {})}
        columns={columns}
      />
      <ConfirmDialog
        open={asked !== undefined}
        title={t('hold.release_title')}
        consequence={asked && <WhatGoesFree mark={asked} others={hold.progress.open - 1} />}
        verb={t('hold.release')}
        danger
        reason
        canned={[t('hold.canned.tested_pass'), t('hold.canned.not_same_goods')]}
        waiting={release.waiting}
        refusal={<Refusal refusal={release.refusal} />}
        onConfirm={(reason) => {
          const { partyId, holdingId } = asked!
          void release.run({ issuerId, holdId, partyId, holdingId, reason })
        }}
        onClose={() => {
          setAsked(undefined)
          release.forget()
        }}
      />
    </Section>
  )
}

const columnsOf = (t: TFunction, released: boolean): Column<HeldHolding>[] => [
  {
    key: 'product',
    title: t('hold.product'),
    render: (r) => r.productName ?? t('hold.goods'),
    text: (r) => r.productName,
  },
  {
    key: 'state',
    title: t('hold.state'),
    phone: 'state',
    width: 130,
    render: (r) => <MarkState mark={r} />,
    text: (r) => t(`hold.mark.${stateOf(r)}`),
  },
  {
    key: 'holder',
    title: t('hold.holder'),
    render: (r) => r.partyName ?? t('hold.holder_unnamed'),
    text: (r) => r.partyName,
  },
  { key: 'code', title: t('hold.code'), width: 200, render: (r) => <Code value={r.code} />, text: (r) => r.code },
  {
    key: 'quantity',
    title: t('hold.in_stock_now'),
    numeric: true,
    render: (r) =>
      r.quantity === '0' ? (
        <span className="ui-quiet">{t('hold.nothing_left')}</span>
      ) : (
        <UnitAmount quantity={r.quantity} unit={r.unit} />
      ),
    text: (r) => `${r.quantity} ${r.unit}`,
  },
  ...(released
    ? [
        {
          key: 'why',
          title: t('hold.release_reason'),
          render: (r: HeldHolding) => r.releaseReason,
          text: (r: HeldHolding) => r.releaseReason,
        },
      ]
    : []),
]

function MarkState({ mark }: { mark: HeldHolding }) {
  const { t } = useTranslation()
  const kinds = { held: 'stop', to_spread: 'wait', released: 'good', lifted: 'plain' } as const
  const state = stateOf(mark)
  return <State kind={kinds[state]}>{t(`hold.mark.${state}`)}</State>
}

function WhatGoesFree({ mark, others }: { mark: HeldHolding; others: number }) {
  const { t } = useTranslation()
  return (
    <>
      <p>
        <strong>
          {mark.productName} <UnitAmount quantity={mark.quantity} unit={mark.unit} />
        </strong>{' '}
        · {mark.partyName ?? t('hold.holder_unnamed')}
      </p>
      <p>{t('hold.release_consequence', { others })}</p>
    </>
  )
}
