import { useTranslation } from 'react-i18next'
import type { HoldDetail } from '../../../modules/trace/hold/schema.ts'
import { Facts } from '../../../ui/Page.tsx'
import { groupDigits } from '../../../ui/values.tsx'
import { isMoving } from './states.tsx'

/** How far a hold has come, in numbers; a bar while it is on its way. */
export function Spread({ hold }: { hold: HoldDetail }) {
  const { t } = useTranslation()
  const { marked, open, toDo, released, holders, told } = hold.progress
  const number = (n: number) => groupDigits(String(n))
  const lifting = hold.state === 'lifting'
  const done = lifting ? marked - open : open - toDo
  const all = lifting ? marked : open
  return (
    <div className="hold-spread">
      {isMoving(hold.state) && (
        <div role="status" aria-live="polite">
          <p>
            {t(lifting ? 'hold.going_away' : 'hold.going_on', {
              done: number(done),
              left: number(lifting ? open : toDo),
            })}
          </p>
          <progress value={done} max={Math.max(1, all)} aria-label={t(`hold_state.${hold.state}`)} />
        </div>
      )}
      <Facts
        items={[
          { label: t('hold.on_hold_now'), value: t('hold.batches_of', { count: number(open) }) },
          { label: t('hold_progress.holders'), value: number(holders) },
          { label: t('hold_progress.told'), value: number(told) },
          { label: t('hold_progress.released'), value: number(released) },
        ]}
      />
    </div>
  )
}
