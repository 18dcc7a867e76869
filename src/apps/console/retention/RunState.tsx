import { useTranslation } from 'react-i18next'
import type { RetentionRun } from '../../../modules/retention/schema.ts'
import { State } from '../../../ui/State.tsx'

const kinds = { running: 'wait', finished: 'good', stopped: 'plain' } as const

/** Whether it goes on still. */
export function RunState({ run: { state } }: { run: Pick<RetentionRun, 'state'> }) {
  const { t } = useTranslation()
  return <State kind={kinds[state]}>{t(`retention.state.${state}`)}</State>
}

/** What it does, and whether it only counts. */
export function RunKind({ run: { what, trial } }: { run: Pick<RetentionRun, 'what' | 'trial'> }) {
  const { t } = useTranslation()
  return (
    <>
      {t(`retention.what.${what}`)}
      {trial && ` · ${t('archives.trial')}`}
    </>
  )
}
