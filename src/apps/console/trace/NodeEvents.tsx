import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Profile } from '../../../kernel/profile.ts'
import { listPlots } from '../../../modules/registry/site/schema.ts'
import type { Trace, TraceEvent } from '../../../modules/trace/walk/schema.ts'
import { whenText } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useMay } from '../app/session.tsx'
import { PlaceName } from '../batch/PlaceName.tsx'
import { ProfileValues, useAll, useProfile } from '../production/profile-form/index.ts'
import { EventProof } from './EventProof.tsx'
import { amountText, partyNamesOf, stepText } from './text.ts'

type NodeEventsProps = { trace: Trace; node: number; detailed: boolean; waiting: boolean }

/** What happened to a holding, oldest first: step, when, who, where, by how much, and the fields that may be shown. */
export function NodeEvents({ trace, node, detailed, waiting }: NodeEventsProps) {
  const { t, i18n } = useTranslation()
  const { sector } = trace.nodes[node]!
  const { profile } = useProfile(sector)
  const names = useMemo(() => partyNamesOf(trace, i18n.language), [trace, i18n.language])
  const events = useMemo(() => trace.events.filter((e) => e.touched.some((x) => x.node === node)), [trace, node])
  return (
    <section>
      <h3>{t('trace_panel.events')}</h3>
      {waiting && !detailed && <Waiting rows={3} />}
      {detailed && !events.length && <p className="ui-quiet">{t('trace_panel.events_none')}</p>}
      <ul>
        {events.map((e) => (
          <Event key={e.eventId} event={e} {...{ node, names, profile }} unit={trace.nodes[node]!.unit} />
        ))}
      </ul>
    </section>
  )
}

/** A record that was entered this long after what it tells is worth saying. */
const lateAfter = 24 * 3_600_000

type EventProps = {
  event: TraceEvent
  node: number
  unit: string
  names: ReadonlyMap<string, string>
  profile: Profile | undefined
}

function Event({ event: e, node, unit, names, profile }: EventProps) {
  const { t, i18n } = useTranslation()
  const delta = e.touched.find((x) => x.node === node)?.delta
  const known = profile?.events.find((p) => p.id === e.profileEvent)
  const word = known?.names[i18n.language === 'zh' ? 'zh' : 'en'] ?? stepText(t, (key) => i18n.exists(key), e.step)
  const late = Date.parse(e.recordedAt) - Date.parse(e.eventTime) > lateAfter
  return (
    <li className={e.voided ? 'trace-event trace-void' : 'trace-event'}>
      <div className="trace-event-head">
        <strong>{word}</strong>
        {delta && Number(delta) !== 0 && (
          <span className="ui-number">
            {delta.startsWith('-') ? '−' : '+'}
            {amountText(delta.replace('-', ''), unit, i18n.language)}
          </span>
        )}
      </div>
      {e.voided && <p className="trace-bad">{t('trace_panel.voided')}</p>}
      {e.signals?.map((s) => (
        <p key={s} className="trace-bad">
          {t(`event.signal.${s}`)}
        </p>
      ))}
      <p className="ui-quiet">
        {whenText(e.eventTime, i18n.language)}
        {late && ` · ${t('trace_panel.recorded_late', { time: whenText(e.recordedAt, i18n.language) })}`}
      </p>
      <p className="ui-quiet">
        {e.partyId ? (names.get(e.partyId) ?? t('trace_panel.by_hidden')) : t('trace_panel.by_hidden')}
        {e.place && e.partyId && (
          <>
            {' · '}
            <PlaceName place={e.place} partyId={e.partyId} />
          </>
        )}
        {' · '}
        {t(`trace.basis.${e.basis}`)}
      </p>
      {known && e.fields && Object.keys(e.fields).length > 0 && (
        <Fields event={known} fields={e.fields} partyId={e.partyId} />
      )}
      {e.partyId && <EventProof partyId={e.partyId} eventId={e.eventId} />}
    </li>
  )
}

type FieldsProps = {
  event: Profile['events'][number]
  fields: Record<string, unknown>
  partyId: string | undefined
}

function Fields({ event, fields, partyId }: FieldsProps) {
  const may = useMay()
  const ofPlot = event.fields.some((f) => f.type === 'plot' && fields[f.key])
  return ofPlot && partyId && may(listPlots) ? (
    <FieldsWithPlots {...{ event, fields, partyId }} />
  ) : (
    <ProfileValues event={event} fields={fields} />
  )
}

function FieldsWithPlots({ event, fields, partyId }: FieldsProps & { partyId: string }) {
  const { rows } = useAll(listPlots, { partyId })
  const names = useMemo(() => new Map(rows.map((p) => [p.plotId, `${p.siteName} ${p.name}`])), [rows])
  return <ProfileValues event={event} fields={fields} names={names} />
}
