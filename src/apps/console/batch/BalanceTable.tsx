import { useTranslation } from 'react-i18next'
import { compare } from '../../../kernel/quantity.ts'
import type { Holding, TraceEvent } from '../../../modules/trace/schema.ts'
import { useUnit } from '../../../ui/useUnit.ts'
import { groupDigits, whenText } from '../../../ui/values.tsx'
import { changesOf, totalsOf } from './balance.ts'
import { useEventTitle } from './eventTitle.ts'

/** Came in − went out = left, then each change with what was left after it, the latest on top. */
export function BalanceTable({ batch, events }: { batch: Holding; events: readonly TraceEvent[] }) {
  const { t, i18n } = useTranslation()
  const unit = useUnit()(batch.unit)
  const titleOf = useEventTitle()
  const changes = changesOf(batch.quantity, events)
  const { came, went, before } = totalsOf(batch.quantity, changes)
  const terms = [
    ...(compare(before, '0') === 0 ? [] : [{ sign: '', word: 'batch.before', value: before }]),
    { sign: compare(before, '0') === 0 ? '' : '+', word: 'batch.came', value: came },
    { sign: '−', word: 'batch.went', value: went },
    { sign: '=', word: 'batch.left', value: batch.quantity },
  ]
  return (
    <>
      <p className="batch-sum">
        {terms.map((x) => (
          <span key={x.word}>
            {x.sign && <span className="batch-sign">{x.sign}</span>}
            <span>
              <small>{t(x.word)}</small>
              <strong className="ui-number">
                {groupDigits(x.value)} {unit}
              </strong>
            </span>
          </span>
        ))}
      </p>
      {Number(batch.reserved) !== 0 && (
        <p className="ui-help">{t('batch.reserved_of', { reserved: groupDigits(batch.reserved), unit })}</p>
      )}
      <table className="batch-balance">
        <thead>
          <tr>
            <th scope="col">{t('batch.on')}</th>
            <th scope="col">{t('batch.what')}</th>
            <th scope="col">{t('batch.change', { unit })}</th>
            <th scope="col">{t('batch.left_after')}</th>
          </tr>
        </thead>
        <tbody>
          {[...changes].reverse().map(({ event, delta, left }) => (
            <tr key={event.eventId}>
              <td>
                <time dateTime={event.eventTime}>{whenText(event.eventTime, i18n.language, false)}</time>
              </td>
              <td>
                {titleOf(event)}
                {event.counterpartName && <small>{event.counterpartName}</small>}
              </td>
              <td className="ui-number">
                {delta.startsWith('-') ? `−${groupDigits(delta.slice(1))}` : `+${groupDigits(delta)}`}
              </td>
              <td className="ui-number">{groupDigits(left)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
