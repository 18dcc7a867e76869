import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { listRecords } from '../../../modules/production/record/schema.ts'
import { type Holding, type TraceEvent, voidEvent } from '../../../modules/trace/schema.ts'
import { State } from '../../../ui/State.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { Amount, Code, When } from '../../../ui/values.tsx'
import { useAsk } from '../app/call.ts'
import { useMay } from '../app/session.tsx'
import { ProfileValues, useProfile } from '../production/profile-form/index.ts'
import { batchAddress } from './address.ts'
import { recordedOf, useEventTitle } from './eventTitle.ts'
import { PlaceName } from './PlaceName.tsx'
import { VoidEventDialog } from './VoidEventDialog.tsx'

type TimelineProps = { batch: Holding; own: boolean; events: readonly TraceEvent[] }

/** What happened to the batch, the latest on top, each with what was recorded about it. */
export function Timeline({ batch, own, events }: TimelineProps) {
  const { t } = useTranslation()
  const may = useMay()
  const { partyId, holdingId } = batch
  const [wrong, setWrong] = useState<TraceEvent>()
  const records = useAsk(listRecords, { partyId, holdingId, limit: 200 }, { enabled: may(listRecords) })
  const recordOf = new Map(records.data?.items.map((r) => [r.traceEvent, r.recordId]))
  if (!events.length) return <p className="ui-quiet">{t('batch.no_events')}</p>
  return (
    <>
      <ol className="batch-timeline">
        {events.map((e) => (
          <Happening
            key={`${e.partyId}/${e.eventId}`}
            event={e}
            batch={batch}
            own={own}
            record={recordOf.get(e.eventId)}
            {...(own && may(voidEvent) && e.partyId === partyId && canBeWrong(e) ? { onWrong: () => setWrong(e) } : {})}
          />
        ))}
      </ol>
      <VoidEventDialog event={wrong} onClose={() => setWrong(undefined)} />
    </>
  )
}

const canBeWrong = (e: TraceEvent) => e.kind !== 'error' && e.voidedBy === null

type HappeningProps = {
  event: TraceEvent
  batch: Holding
  own: boolean
  record: string | undefined
  onWrong?: () => void
}

function Happening({ event: e, batch, own, record, onWrong }: HappeningProps) {
  const { t } = useTranslation()
  const titleOf = useEventTitle()
  const unit = useUnit()
  const late = Date.parse(e.recordedAt) - Date.parse(e.eventTime) > 3 * 86_400_000
  return (
    <li className={e.voidedBy ? 'batch-voided' : undefined}>
      <div className="batch-event-head">
        <strong>{record ? <Link to={`/production/records/${record}`}>{titleOf(e)}</Link> : titleOf(e)}</strong>
        {e.voidedBy && <State kind="stop">{t('batch.corrected')}</State>}
        {e.delta !== null && Number(e.delta) !== 0 && (
          <span className="batch-delta">
            <Amount value={e.delta.replace('-', '−')} unit={unit(batch.unit)} />
          </span>
        )}
      </div>
      <p className="ui-quiet batch-event-facts">
        <When at={e.eventTime} full />
        {e.counterpartName && <span>{e.counterpartName}</span>}
        {e.place && <PlaceName place={e.place} partyId={e.partyId} />}
        {e.basis !== 'own' && <span>{t(`basis.${e.basis}`)}</span>}
        {late && (
          <span>
            {t('batch.recorded')} <When at={e.recordedAt} full />
          </span>
        )}
      </p>
      <Recorded event={e} />
      <Goods event={e} batch={batch} own={own} />
      <div className="batch-event-foot">
        {e.transferId && <Link to={`/trade/${sellerOf(e)}/${e.transferId}`}>{t('batch.see_transfer')}</Link>}
        {onWrong && (
          <Button type="link" size="small" className="batch-wrong" onClick={onWrong}>
            {t('batch.correct')}
          </Button>
        )}
      </div>
    </li>
  )
}

/** Transfers are kept by who sells; the buyer's answers name the seller as the counterpart. */
const sellerOf = (e: TraceEvent) =>
  e.kind === 'dispatch' || e.kind === 'withdraw' ? e.partyId : (e.counterpartId ?? e.partyId)

function Recorded({ event }: { event: TraceEvent }) {
  const { profile: profileId, event: eventId, ...fields } = recordedOf(event)
  const { profile } = useProfile(profileId)
  const known = profile?.events.find((x) => x.id === eventId)
  if (!known?.fields.some((f) => fields[f.key] !== undefined)) return null
  return <ProfileValues event={known} fields={fields} />
}

type Named = { holdingId: string; code: string | null; productName: string | null; quantity: string; unit: string }

/** The batches an event took and made, apart from the one the page is about. */
function Goods({ event, batch, own }: { event: TraceEvent; batch: Holding; own: boolean }) {
  const { t } = useTranslation()
  const unit = useUnit()
  const others = (side: 'inputs' | 'outputs') =>
    ((event.body?.[side] as Named[] | undefined) ?? []).filter((g) => g.holdingId !== batch.holdingId)
  const sides = [
    ['batch.from', others('inputs')],
    ['batch.into', others('outputs')],
  ] as const
  return sides.map(([word, goods]) =>
    goods.length ? (
      <ul key={word} className="batch-goods" aria-label={t(word)}>
        {goods.slice(0, 20).map((g) => (
          <li key={g.holdingId}>
            <span className="ui-quiet">{t(word)}</span>
            <Link to={batchAddress({ ...g, partyId: event.partyId }, own ? batch.partyId : undefined)}>
              {g.productName}
            </Link>
            <Amount value={g.quantity} unit={unit(g.unit)} />
            <small>
              <Code value={g.code} />
            </small>
          </li>
        ))}
        {goods.length > 20 && <li>{t('batch.more_goods', { count: goods.length - 20 })}</li>}
      </ul>
    ) : null,
  )
}
