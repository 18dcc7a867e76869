import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Filing } from '../../../modules/registry/filing/schema.ts'
import { Code, groupDigits, When } from '../../../ui/values.tsx'

/** In the order in which an office reads them. */
const order = [
  'name',
  'form',
  'role',
  'sectors',
  'creditCode',
  'identityNumber',
  'legalRepresentative',
  'licenceFrom',
  'licenceUntil',
  'divisionId',
  'address',
  'location',
  'contactName',
  'mobile',
  'email',
  'mainProducts',
  'scale',
  'attributes',
] as const
export type FactKey = (typeof order)[number]

type Facts = Filing['facts']
/** A fact in words; undefined when nothing is known. `divisionNames`: of the division in these facts. */
export function useFactText(): (facts: Facts, key: FactKey, divisionNames?: readonly string[]) => ReactNode {
  const { t } = useTranslation()
  return (f, key, divisionNames) => {
    const value = key === 'identityNumber' ? f.identityMasked : f[key]
    if (value === undefined || value === '' || (Array.isArray(value) && !value.length)) return undefined
    switch (key) {
      case 'form':
        return t(`operator.form.${f.form}`)
      case 'role':
        return t(`operator.role.${f.role}`)
      case 'sectors':
        return f.sectors?.map((s) => t(`sector.${s}`)).join(t('registry.comma'))
      case 'attributes':
        return f.attributes?.map((a) => t(`operator.attribute.${a}`)).join(t('registry.comma'))
      case 'creditCode':
        return <Code value={f.creditCode} copy />
      case 'licenceFrom':
      case 'licenceUntil':
        return <When at={f[key]} />
      case 'divisionId':
        return divisionNames?.join(' ') ?? f.divisionId
      case 'location':
        return `${f.location?.longitude}, ${f.location?.latitude}`
      case 'scale':
        return (
          [
            ['areaMu', 'mu'],
            ['head', 'head'],
            ['tonnesPerYear', 'tonnes'],
          ] as const
        )
          .filter(([k]) => f.scale?.[k])
          .map(([k, unit]) => `${groupDigits(f.scale?.[k] ?? '')} ${t(`registry.unit.${unit}`)}`)
          .join(t('registry.comma'))
      default:
        return String(value)
    }
  }
}

type FilingFactsProps = {
  facts: Facts
  divisionNames?: readonly string[]
  /** The facts in force, shown beside what differs. */
  inForce?: Facts | null
  changed?: readonly string[]
  /** Beside the masked identity number. */
  unmask?: ReactNode
}

/** What is filed, fact by fact; what would change is marked with what is in force now. */
export function FilingFacts({ facts, divisionNames, inForce, changed = [], unmask }: FilingFactsProps) {
  const { t } = useTranslation()
  const text = useFactText()
  return (
    <dl className="registry-facts">
      {order.map((key) => {
        const now = text(facts, key, divisionNames)
        const isChanged = changed.includes(key)
        if (now === undefined && !isChanged) return null
        return (
          <div key={key} className={isChanged ? 'registry-changed' : ''}>
            <dt>{t(`registry.facts.${key}`)}</dt>
            <dd>
              {now ?? t('registry.fact_removed')}
              {key === 'identityNumber' && unmask}
              {isChanged && inForce && (
                <span className="ui-quiet">
                  {t('registry.in_force')} {text(inForce, key) ?? t('registry.fact_none')}
                </span>
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
