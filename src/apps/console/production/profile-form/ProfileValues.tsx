import { useTranslation } from 'react-i18next'
import type { InputValue, PlaceValue, ProfileEvent, ProfileField } from '../../../../kernel/profile.ts'
import { UNITS, type Unit } from '../../../../kernel/unit.ts'
import type { Language } from '../../../../platform/i18n.ts'
import { Amount, When } from '../../../../ui/values.tsx'
import { useSession } from '../../app/session.tsx'
import { usePlots } from './PlotField.tsx'
import { useProfiles } from './useProfile.ts'

/** The name of an event of a profile, from the profiles of one's sectors; its key while they are not there. */
export function useEventName(): (event: string, profile?: string) => string {
  const { i18n } = useTranslation()
  const profiles = useProfiles()
  return (event, profile) => {
    const of = profiles.filter((p) => profile === undefined || p.id === profile)
    const found = of.flatMap((p) => p.events).find((e) => e.id === event)
    return found?.names[i18n.language as Language] ?? ''
  }
}

/** The name of a field, of `input.source` too (an input without its source). */
export function useFieldName(): (event: Pick<ProfileEvent, 'fields'> | undefined, key: string) => string {
  const { t, i18n } = useTranslation()
  return (event, key) => {
    const [own, part] = key.split('.')
    const field = event?.fields.find((f) => f.key === own)
    const name = field?.names[i18n.language as Language] ?? ''
    return part === 'source' ? t('production.form.source_of', { label: name }) : name
  }
}

type ProfileValuesProps = {
  event: Pick<ProfileEvent, 'fields'>
  fields: Readonly<Record<string, unknown>>
  /** Names of plots that the record carries. */
  names?: ReadonlyMap<string, string>
}

/** The fields of a record, in the order of the profile; empty ones are left out. */
export function ProfileValues({ event, fields, names }: ProfileValuesProps) {
  const { i18n } = useTranslation()
  const given = event.fields.filter((f) => fields[f.key] !== undefined && fields[f.key] !== '')
  return (
    <dl className="profile-values">
      {given.map((f) => (
        <div key={f.key}>
          <dt>{f.names[i18n.language as Language]}</dt>
          <dd>
            <Value field={f} value={fields[f.key]} names={names} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Value(p: { field: ProfileField; value: unknown; names: ReadonlyMap<string, string> | undefined }) {
  const { t, i18n } = useTranslation()
  const { account } = useSession()
  const { field, value, names } = p
  const language = i18n.language as Language
  switch (field.type) {
    case 'quantity': {
      const { quantity, unit } = value as { quantity: string; unit: Unit }
      return <Amount value={quantity} unit={UNITS[unit].names[language]} />
    }
    case 'number':
      return (
        <Amount
          value={String(value)}
          unit={field.unit && !/[(（]/.test(field.names.zh) ? UNITS[field.unit].names[language] : undefined}
        />
      )
    case 'date':
    case 'datetime':
      return <When at={String(value)} full />
    case 'choice':
      return [value]
        .flat()
        .map((id) => field.choices.find((c) => c.id === id)?.names[language] ?? String(id))
        .join(t('production.form.comma'))
    case 'input': {
      const { name, source, registrationNumber, substances } = value as InputValue
      const facts = [registrationNumber, substances?.join(t('production.form.comma')), source].filter(Boolean)
      return (
        <>
          {name}
          {facts.length > 0 && <small>{facts.join(' · ')}</small>}
        </>
      )
    }
    case 'place':
      return (value as PlaceValue).name
    case 'plot':
      return names?.get(String(value)) ?? <PlotName id={String(value)} />
    case 'person':
      return value === account?.accountId
        ? t('production.form.me', { name: account?.name })
        : t('production.form.member')
    default:
      return String(value)
  }
}

function PlotName({ id }: { id: string }) {
  const plot = usePlots().rows.find((r) => r.plotId === id)
  return plot ? `${plot.siteName} ${plot.name}` : '—'
}
