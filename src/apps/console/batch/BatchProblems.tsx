import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { listSignals, type Signal } from '../../../modules/production/signal/schema.ts'
import { listHeldOfMine, type OwnHeld } from '../../../modules/trace/hold/schema.ts'
import type { Holding } from '../../../modules/trace/schema.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { When, whenText } from '../../../ui/values.tsx'
import { useAsk } from '../app/call.ts'
import { useMay } from '../app/session.tsx'

type Problems = { ready: boolean; holds: OwnHeld[]; signals: Signal[] }

/** Holds and signals of a batch, asked beside it, so that nothing moves when they come. */
export function useProblems(key: { holdingId: string; partyId: string | undefined }, own: boolean): Problems {
  const may = useMay()
  const { holdingId, partyId } = key
  const held = useAsk(listHeldOfMine, { limit: 200 }, { enabled: own && may(listHeldOfMine) })
  const found = useAsk(listSignals, { holdingId, ...(partyId ? { partyId } : {}) }, { enabled: may(listSignals) })
  return {
    ready: !held.isLoading && !found.isLoading,
    holds: held.data?.items.filter((h) => h.holdingId === holdingId) ?? [],
    signals: found.data?.items ?? [],
  }
}

type BatchProblemsProps = { batch: Holding; own: boolean; problems: Problems }

/** What stops the batch or speaks against it, on top of its page: why, and whom to call. */
export function BatchProblems({ batch, own, problems }: BatchProblemsProps) {
  return (
    <>
      {batch.held && <Holds holds={problems.holds} own={own} />}
      <Signals signals={problems.signals} />
    </>
  )
}

function Holds({ holds, own }: { holds: readonly OwnHeld[]; own: boolean }) {
  const { t } = useTranslation()
  if (!holds.length)
    return (
      <Notice kind="stop">
        {t('batch.held_now')} {!own && <Link to="/holds">{t('batch.see_holds')}</Link>}
      </Notice>
    )
  return holds.map((h) => (
    <Notice key={h.holdId} kind="stop">
      <strong>
        {t('batch.held_now')} {t(`hold_source.${h.source}`)}
      </strong>
      <p>{h.reason}</p>
      <p className="batch-problem-facts">
        {h.issuerName} · {t('batch.since')} <When at={h.since} full />
        {h.documentNo && ` · ${h.documentNo}`}
      </p>
      {h.contact && <p>{t('batch.call', { contact: h.contact })}</p>}
      <Link to={`/holds/${h.issuerId}/${h.holdId}`}>{t('batch.see_hold')}</Link>
    </Notice>
  ))
}

function Signals({ signals }: { signals: readonly Signal[] }) {
  const { t, i18n } = useTranslation()
  return signals.map((s) => (
    <Notice key={s.signalId} kind="stop">
      <strong>{t(`signal.${s.kind}`)}</strong>
      <p>
        {s.inputName && s.allowedFrom
          ? t('batch.signal_use', {
              input: s.inputName,
              made: whenText(s.happenedOn, i18n.language),
              allowed: whenText(s.allowedFrom, i18n.language),
            })
          : t('batch.signal_test', { on: whenText(s.happenedOn, i18n.language) })}
      </p>
      <Link to={`/production/records/${s.recordId}`}>{t('batch.see_record')}</Link>
      {s.useRecord && (
        <>
          {' · '}
          <Link to={`/production/records/${s.useRecord}`}>{t('batch.see_use')}</Link>
        </>
      )}
    </Notice>
  ))
}
