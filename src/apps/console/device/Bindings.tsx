import { useTranslation } from 'react-i18next'
import type { BindingJudged } from '../../../modules/device/schema.ts'
import { State } from '../../../ui/State.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { Amount, Code, When } from '../../../ui/values.tsx'
import { useLimits, usePlace } from './states.tsx'

const shownAtMost = 10

/** Where the device was, with what, and what was wrong there; the latest on top. */
export function Bindings({ bindings }: { bindings: readonly BindingJudged[] }) {
  const { t } = useTranslation()
  if (!bindings.length) return <p className="ui-quiet">{t('devices.no_bindings')}</p>
  return (
    <ul className="device-bindings">
      {bindings.map((b) => (
        <li key={b.bindingId}>
          <OneBinding binding={b} />
        </li>
      ))}
    </ul>
  )
}

function OneBinding({ binding: b }: { binding: BindingJudged }) {
  const { t } = useTranslation()
  const unit = useUnit()
  const limits = useLimits()
  const place = usePlace()
  const { lowest: low, highest: high } = b
  return (
    <>
      <div className="device-binding-head">
        <strong>{place(b)}</strong>
        <span className="ui-quiet">
          <When at={b.from} full /> – {b.to === null ? t('devices.still') : <When at={b.to} full />}
        </span>
        <Verdict binding={b} />
      </div>
      <p className="ui-quiet">
        {t('devices.limits')} {limits(b)} · {t('devices.measured')}{' '}
        {low === null || high === null
          ? t('devices.nothing_measured')
          : t('devices.measured_text', { low, high, count: b.readings })}
      </p>
      {b.goods.length > 0 && (
        <ul>
          {b.goods.map((g) => (
            <li key={`${g.holdingId} ${g.from}`}>
              {g.productName} <Amount value={Number(g.quantity) > 0 ? g.quantity : null} unit={unit(g.unit)} />{' '}
              {g.code && <Code value={g.code} />}
            </li>
          ))}
        </ul>
      )}
      {(b.excursions.length > 0 || b.gaps.length > 0) && (
        <ul>
          {b.excursions.slice(0, shownAtMost).map((e) => (
            <li key={e.excursionId}>
              {t(e.lowest === e.highest ? 'devices.excursion_one' : 'devices.excursion', {
                low: e.lowest,
                high: e.highest,
              })}{' '}
              <Span from={e.beganAt} to={e.endedAt} />
            </li>
          ))}
          {b.gaps.slice(0, shownAtMost).map((g) => (
            <li key={g.from}>
              {t('devices.gap')} <Span {...g} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Span({ from, to }: { from: string; to: string }) {
  return (
    <span className="ui-quiet">
      <When at={from} full />
      {from !== to && (
        <>
          {' – '}
          <When at={to} full />
        </>
      )}
    </span>
  )
}

function Verdict({ binding: b }: { binding: BindingJudged }) {
  const { t } = useTranslation()
  if (b.excursions.length) return <State kind="stop">{t('devices.excursions', { count: b.excursions.length })}</State>
  if (b.gaps.length) return <State kind="wait">{t('devices.gaps', { count: b.gaps.length })}</State>
  return <State kind="good">{t('devices.good')}</State>
}
