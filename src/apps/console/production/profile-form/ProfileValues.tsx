import { useTranslation } from 'react-i18next'
import type { InputValue, PlaceValue, ProfileEvent, ProfileField } from '../../../../kernel/profile.ts'
import { UNITS, type Unit } from '../../../../kernel/unit.ts'
import type { Language } from '../../../../platform/i18n.ts'
import { Amount, When } from '../../../../ui/values.tsx'
import { useSession } from '../../app/session.tsx'
import { useBasis } from './basis.ts'
import { schemeOf } from './codes.ts'
import { type FileOf, FileShown } from './FileShown.tsx'
import { usePlots } from './PlotField.tsx'
import { useProfiles } from './useProfile.ts'
import './profile-form.css'

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
  /** Paths of personal values, which come masked (`blaster`, `rows.0.name`). */
  personal?: readonly string[]
  /** Personal values that were asked to be seen in full, by their path. */
  unmasked?: Readonly<Record<string, string>> | undefined
  /** Of the record: its files are opened through it. */
  record?: FileOf | undefined
}

/** The fields of a record, in the order of the profile; empty ones are left out. Inspectors see what asks for each. */
export function ProfileValues({ event, fields, names, personal = [], unmasked = {}, record }: ProfileValuesProps) {
  const { i18n } = useTranslation()
  const basis = useBasis()
  const given = event.fields.filter((f) => fields[f.key] !== undefined && fields[f.key] !== '')
  return (
    <dl className="profile-values">
      {given.map((f) => (
        <div key={f.key}>
          <dt>{f.names[i18n.language as Language]}</dt>
          <dd>
            <Value field={f} value={fields[f.key]} path={f.key} {...{ names, personal, unmasked, record }} />
            {basis(f) && <small>{basis(f)}</small>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

type ValueProps = {
  field: ProfileField
  value: unknown
  names: ReadonlyMap<string, string> | undefined
  path: string
  personal: readonly string[]
  unmasked: Readonly<Record<string, string>>
  record: FileOf | undefined
}

function Value(p: ValueProps) {
  const { t, i18n } = useTranslation()
  const { account } = useSession()
  const { field, value, path, ...of } = p
  const { names, personal, unmasked, record } = of
  const language = i18n.language as Language
  // whatever its type, it comes as a text with stars in it
  const full = unmasked[path]
  if (full !== undefined && field.type !== 'file') return full
  if ((field.personal || personal.includes(path)) && full === undefined)
    return (
      <>
        {String(value)} <span className="ui-quiet">{t('production.form.masked')}</span>
      </>
    )
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
    case 'yes_no':
      return t(value === true ? 'ui.yes' : 'ui.no')
    case 'codes':
      return <Codes codes={value as string[]} />
    case 'rows':
      return (
        <ol className="profile-rows-shown">
          {(value as Readonly<Record<string, unknown>>[]).map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what was recorded does not move
            <li key={i}>
              <ProfileRow field={field} row={row} path={`${path}.${i}`} {...of} />
            </li>
          ))}
        </ol>
      )
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
    case 'file':
      return record ? <FileShown id={full ?? String(value)} label={field.names[language]} of={record} /> : String(value)
    case 'code': {
      const scheme = schemeOf(field.scheme)
      return (
        <>
          <span className="profile-code">{String(value)}</span>
          {scheme && <small>{scheme.names[language]}</small>}
        </>
      )
    }
    default:
      return String(value)
  }
}

type RowProps = Omit<ValueProps, 'field' | 'value'> & {
  field: Extract<ProfileField, { type: 'rows' }>
  row: Readonly<Record<string, unknown>>
}

/** One of repeated rows, as a sentence of names and values. */
function ProfileRow({ field, row, path, ...more }: RowProps) {
  const { i18n } = useTranslation()
  const given = field.fields.filter((f) => row[f.key] !== undefined && row[f.key] !== '')
  return (
    <ul className="profile-row-shown">
      {given.map((f) => (
        <li key={f.key}>
          <span className="ui-quiet">{f.names[i18n.language as Language]}</span>{' '}
          <Value field={f} value={row[f.key]} path={`${path}.${f.key}`} {...more} />
        </li>
      ))}
    </ul>
  )
}

const codesInSight = 5

/** How many, the first few, and the others behind a touch. */
function Codes({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation()
  const list = (some: readonly string[]) => (
    <ul className="profile-codes-shown">
      {some.map((c) => (
        <li key={c} className="profile-code">
          {c}
        </li>
      ))}
    </ul>
  )
  const others = codes.slice(codesInSight)
  return (
    <>
      {t('production.codes.count', { count: codes.length })}
      {list(codes.slice(0, codesInSight))}
      {others.length > 0 && (
        <details className="profile-more">
          <summary>{t('ui.more', { count: others.length })}</summary>
          {list(others)}
        </details>
      )}
    </>
  )
}

function PlotName({ id }: { id: string }) {
  const plot = usePlots().rows.find((r) => r.plotId === id)
  return plot ? `${plot.siteName} ${plot.name}` : '—'
}
