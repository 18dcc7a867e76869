import { useTranslation } from 'react-i18next'

const names = [
  'registry.step.kind',
  'registry.step.facts',
  'registry.step.place',
  'registry.step.account',
  'registry.step.documents',
  'registry.step.hand_in',
] as const

/** Where one is on the way from the first field to handing in; `at` counts from 1. */
export function Steps({ at }: { at: number }) {
  const { t } = useTranslation()
  return (
    <div className="registry-steps">
      <p>{t('registry.step.of', { at, of: names.length, name: t(names[at - 1]!) })}</p>
      <ol aria-hidden>
        {names.map((name, i) => (
          <li key={name} className={i < at ? 'registry-step-done' : ''} />
        ))}
      </ol>
    </div>
  )
}
