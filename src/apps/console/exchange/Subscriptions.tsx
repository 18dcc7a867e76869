import { Button } from 'antd'
import type { i18n as I18n } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { scheduleFields } from '../../../modules/exchange/subscription/rules.ts'
import {
  disableSubscription,
  enableSubscription,
  listSubscriptions,
  type Subscription,
} from '../../../modules/exchange/subscription/schema.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { DataList } from '../../../ui/DataList.tsx'
import { Section } from '../../../ui/Page.tsx'
import { When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import './exchange.css'
import { SubscriptionStateChip } from './states.tsx'

/** Who is sent new events: whether it works, since when, what waits; stopped and started again here. */
export function Subscriptions() {
  const { t, i18n } = useTranslation()
  const [stopping, setStopping] = useState<Subscription>()
  const refresh = [listSubscriptions.name]
  const asked = useAsk(listSubscriptions, { limit: 200 }, { every: 10_000 })
  const enable = useDo(enableSubscription, { refresh })
  const disable = useDo(disableSubscription, { refresh, onDone: () => setStopping(undefined) })
  return (
    <Section title={t('subscriptions.title')}>
      <Refusal refusal={asked.error ?? enable.refusal} again={() => void asked.refetch()} />
      {!asked.data && !asked.error && <Waiting rows={2} />}
      {asked.data?.items.length === 0 && <p className="ui-quiet">{t('subscriptions.none')}</p>}
      {asked.data && asked.data.items.length > 0 && (
        <DataList
          label={t('subscriptions.title')}
          rows={asked.data.items}
          rowKey={(s) => s.subscriptionId}
          columns={[
            {
              key: 'dest',
              title: t('subscriptions.dest'),
              render: (s) => (
                <>
                  <span className="exchange-wrap">{destOf(s, i18n)}</span>
                  <Trouble subscription={s} />
                </>
              ),
            },
            {
              key: 'state',
              title: t('subscriptions.state'),
              phone: 'state',
              width: 150,
              render: (s) => <SubscriptionStateChip state={s.state} failures={s.failures} />,
            },
            {
              key: 'query',
              title: t('subscriptions.query'),
              render: (s) => <span className="exchange-wrap">{s.queryName}</span>,
            },
            { key: 'when', title: t('subscriptions.when'), render: (s) => whenOf(s, i18n) },
            {
              key: 'last',
              title: t('subscriptions.last'),
              width: 130,
              render: (s) => (s.lastNotifiedAt ? <When at={s.lastNotifiedAt} /> : t('subscriptions.never')),
            },
            { key: 'waiting', title: t('subscriptions.waiting'), numeric: true, width: 120, render: (s) => s.waiting },
          ]}
          actions={(s) =>
            s.state === 'active' ? (
              <Button onClick={() => setStopping(s)}>{t('subscriptions.disable')}</Button>
            ) : (
              <Button loading={enable.waiting} onClick={() => void enable.run({ subscriptionId: s.subscriptionId })}>
                {t('subscriptions.enable')}
              </Button>
            )
          }
        />
      )}
      <ConfirmDialog
        open={stopping !== undefined}
        title={t('subscriptions.disable_title', { dest: stopping && destOf(stopping, i18n) })}
        consequence={t('subscriptions.disable_what')}
        verb={t('subscriptions.disable')}
        danger
        waiting={disable.waiting}
        refusal={<Refusal refusal={disable.refusal} />}
        onConfirm={() => stopping && void disable.run({ subscriptionId: stopping.subscriptionId })}
        onClose={() => setStopping(undefined)}
      />
    </Section>
  )
}

function Trouble({ subscription: s }: { subscription: Subscription }) {
  const { t } = useTranslation()
  if (s.stateReason) return <div className="ui-quiet">{t(s.stateReason)}</div>
  if (!s.lastError) return null
  // `outgoing.timeout (10000 ms)`: a word, and what the system said; else the receiver's own answer
  const [reason = ''] = s.lastError.split(' ')
  const error = reason.startsWith('outgoing.') ? t(`subscriptions.error.${reason.slice(9)}`) : s.lastError
  return <div className="ui-quiet">{t('subscriptions.error', { error })}</div>
}

const destOf = (s: Subscription, { t }: I18n): string => s.dest ?? t('subscriptions.socket')

/** The schedule in its fields, the coarsest first. */
function whenOf({ schedule }: Subscription, { t }: I18n): string {
  if (!schedule) return t('subscriptions.stream')
  const fields = scheduleFields.toReversed().filter((f) => schedule[f] !== undefined)
  return fields.map((f) => t(`subscriptions.field.${f}`, { value: schedule[f] })).join(' · ')
}
