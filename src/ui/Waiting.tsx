import { useTranslation } from 'react-i18next'

/** The shape of what is coming, at its final size, so that nothing jumps. */
export function Waiting({ rows = 4 }: { rows?: number }) {
  const { t } = useTranslation()
  return (
    <div className="ui-waiting" role="status" aria-label={t('ui.waiting')}>
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars have no other name
        <div key={i} className="ui-bar" style={{ width: `${92 - ((i * 17) % 40)}%` }} />
      ))}
    </div>
  )
}
