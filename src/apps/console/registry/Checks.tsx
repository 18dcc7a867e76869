import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Filing } from '../../../modules/registry/filing/schema.ts'
import { State } from '../../../ui/State.tsx'

type Named = { partyId: string; name: string }

/** What the platform has checked already: what to look at first, then what is in order. None of it decides. */
export function Checks({ checks }: { checks: Filing['checks'] }) {
  const { t } = useTranslation()
  const sorted = checks.toSorted((a, b) => a.result.localeCompare(b.result))
  return (
    <ul className="registry-checks">
      {sorted.map((c) => (
        <li key={c.check}>
          <State kind={c.result === 'passed' ? 'good' : 'wait'}>{t(`registry.check.${c.result}`)}</State>
          <div>
            <p>{t(`check.${c.check}`)}</p>
            {c.reason && <p className="ui-quiet">{t(c.reason, c.details as Record<string, string>)}</p>}
            {((c.details?.['operators'] as Named[] | undefined) ?? []).map((o) => (
              <p key={o.partyId}>
                <Link to={`/operators/${o.partyId}`}>{o.name}</Link>
              </p>
            ))}
          </div>
        </li>
      ))}
    </ul>
  )
}
