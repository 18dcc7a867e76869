import { useTranslation } from 'react-i18next'
import type { Filing } from '../../../modules/registry/filing/schema.ts'
import { When } from '../../../ui/values.tsx'

/** What happened to a filing, newest first: who, what, why, when. */
export function FilingHistory({ history }: { history: Filing['history'] }) {
  const { t } = useTranslation()
  return (
    <ol className="registry-history">
      {history.toReversed().map((h) => (
        <li key={`${h.at} ${h.action} ${h.revision}`}>
          <p>
            <strong>{t(`filing.action.${h.action}`)}</strong> <span>{h.byName}</span>{' '}
            <span className="ui-quiet">
              <When at={h.at} full />
            </span>
          </p>
          <Reasons reasons={h.reasons} note={h.reason} />
        </li>
      ))}
    </ol>
  )
}

/** Why something was decided: chosen reasons, then own words. */
export function Reasons({ reasons, note }: { reasons: readonly string[]; note: string | null }) {
  const { t } = useTranslation()
  if (!reasons.length && !note) return null
  return (
    <ul className="registry-reasons">
      {reasons.map((r) => (
        <li key={r}>{t(`filing.reason.${r}`)}</li>
      ))}
      {note && <li>{note}</li>}
    </ul>
  )
}
