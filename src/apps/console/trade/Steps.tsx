import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { TransferDetail, TransferStep } from '../../../modules/trade/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { Amount, When } from '../../../ui/values.tsx'
import { Findings } from '../production/Findings.tsx'
import { useFieldName, useProfiles, useWholeProfiles } from '../production/profile-form/index.ts'
import { isOutside } from './state.tsx'
import './trade.css'

/** What both sides did, in the order it happened. */
export function Steps({ transfer: r }: { transfer: TransferDetail }) {
  const { t } = useTranslation()
  const unit = useUnit()(r.unit)
  const who = (s: TransferStep) => (s.partyId === r.sellerId ? r.sellerName : r.buyerName)
  const word = (s: TransferStep) => (s.kind === 'return' && s.of === 'arriving' ? 'refuse' : s.kind)
  return (
    <ol className="trade-steps">
      {r.steps.map((s) => (
        <li key={s.eventId} className={s.voidedAt ? 'trade-step-void' : ''}>
          <p>
            <strong>{t(`trade.step.${word(s)}`)}</strong> <Amount value={s.quantity} unit={unit} />
            {s.voidedAt && <span className="ui-quiet"> {t('trade.step.voided')}</span>}
          </p>
          <p className="ui-quiet">
            {who(s)} · <When at={s.eventTime} full />
          </p>
          {s.reason && <p>{t('trade.standing.reason', { reason: s.reason })}</p>}
          {s.record && !s.voidedAt && <StepRecord record={s.record} partyId={s.partyId} />}
        </li>
      ))}
      {r.open !== '0' && r.state !== 'voided' && !isOutside(r) && (
        <li className="trade-step-next">
          <p>{t('trade.step.waits', { buyer: r.buyerName ?? '' })}</p>
        </li>
      )}
    </ol>
  )
}

type StepRecordProps = { record: NonNullable<TransferStep['record']>; partyId: string }

/** What was recorded with a step: the record, what the law asks for and it lacks, and what the rules said. */
function StepRecord({ record: r, partyId }: StepRecordProps) {
  const { t, i18n } = useTranslation()
  const fieldName = useFieldName()
  // the names of fields are those of one's own chains; others are counted
  const known = useProfiles().some((p) => p.id === r.profile)
  const event = useWholeProfiles(known ? [r.profile] : [])
    .get(r.profile)
    ?.events.find((e) => e.id === r.event)
  const names = r.missing.map((key) => fieldName(event, key)).filter(Boolean)
  return (
    <div className="production-findings">
      <Link to={`/production/records/${r.recordId}?partyId=${partyId}`}>
        {t('trade.record')} · {r.eventName[i18n.language as Language]}
      </Link>
      {r.missing.length > 0 && (
        <Notice kind="wait">
          {names.length
            ? t('trade.record_lacks', { fields: names.join(t('production.form.comma')) })
            : t('trade.record_lacks_count', { count: r.missing.length })}
        </Notice>
      )}
      <Findings findings={r.findings} />
    </div>
  )
}
