import { useTranslation } from 'react-i18next'
import type { Operator } from '../../../modules/registry/operator/schema.ts'
import { useFactText } from '../registry/FilingFacts.tsx'

/** Facts that an organisation looks after itself. */
const free = ['address', 'location', 'contactName', 'mobile', 'email', 'mainProducts', 'scale', 'attributes'] as const

/** Contact and business as they stand. */
export function ContactFacts({ facts }: { facts: Operator['facts'] }) {
  const { t } = useTranslation()
  const text = useFactText()
  return (
    <dl className="organisation-facts">
      {free.map((key) => {
        const value = text(facts as Parameters<typeof text>[0], key)
        return (
          value && (
            <div key={key}>
              <dt>{t(`registry.facts.${key}`)}</dt>
              <dd>{value}</dd>
            </div>
          )
        )
      })}
    </dl>
  )
}
