import { useTranslation } from 'react-i18next'

export const screens = ['harvest', 'certificate', 'label', 'sell'] as const
export type Screen = (typeof screens)[number]

/** Where one is on the way from the harvest to the sale. */
export function Screens({ at }: { at: Screen }) {
  const { t } = useTranslation()
  const now = screens.indexOf(at)
  return (
    <ol className="batch-screens" aria-label={t('harvest.way')}>
      {screens.map((s, i) => (
        <li
          key={s}
          className={i < now ? 'batch-screen-done' : i === now ? 'batch-screen-now' : undefined}
          {...(i === now ? { 'aria-current': 'step' as const } : {})}
        >
          <span aria-hidden>{i < now ? '✓' : i + 1}</span>
          {t(`harvest.screen.${s}`)}
        </li>
      ))}
    </ol>
  )
}
