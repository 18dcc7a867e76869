import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ProfileRole } from '../../../../kernel/profile.ts'
import { licenceNeeds, type NeedStanding } from '../../../../modules/registry/licence/rules.ts'
import { fileLicence, type PartyLicence } from '../../../../modules/registry/licence/schema.ts'
import type { Language } from '../../../../platform/i18n.ts'
import { State, type StateKind } from '../../../../ui/State.tsx'
import { useMay } from '../../app/session.tsx'

const looks: Record<NeedStanding, StateKind> = {
  none: 'stop',
  filed: 'wait',
  good: 'good',
  ending: 'wait',
  ended: 'stop',
}
type NeedsProps = { role: ProfileRole; licences: readonly PartyLicence[]; today: string; own: boolean }

/** The licences a role needs and how each stands; one's own that are missing are filed from here. */
export function Needs({ role, licences, today, own }: NeedsProps) {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const may = useMay()
  const needs = licenceNeeds(role, licences, today)
  if (!needs.length) return <p className="ui-quiet">{t('roles.no_licence')}</p>
  return (
    <ul className="registry-rows">
      {needs.map(({ kind, names, required, standing, licence }) => (
        <li key={kind}>
          <span>{names[language]}</span>
          {!required && <span className="ui-quiet">{t('roles.optional')}</span>}
          <State kind={standing === 'none' && !required ? 'plain' : looks[standing]}>
            {t(`roles.need.${standing}`, { date: licence?.validTo ?? '' })}
          </State>
          {own && may(fileLicence) && standing !== 'good' && standing !== 'filed' && (
            <Link to={`/organisation/licences/new?kind=${kind}`}>{t('licences.file')}</Link>
          )}
        </li>
      ))}
    </ul>
  )
}
