import { useTranslation } from 'react-i18next'
import { type TraceEvent, voidEvent } from '../../../modules/trace/schema.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useEventTitle } from './eventTitle.ts'

/** Declares an event an error: what it did to the goods is taken back, the record of it stays. */
export function VoidEventDialog({ event, onClose }: { event: TraceEvent | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const titleOf = useEventTitle()
  const wrong = useDo(voidEvent, {
    refresh: ['listEvents', 'getHolding', 'listHoldings', 'listRecords', 'listSignals'],
  })
  const close = () => {
    wrong.forget()
    onClose()
  }
  return (
    <ConfirmDialog
      open={event !== undefined}
      title={t('batch.correct_title', { what: event ? titleOf(event) : '' })}
      consequence={t('batch.correct_means')}
      verb={t('batch.correct')}
      danger
      reason
      canned={[t('batch.wrong_quantity'), t('batch.wrong_batch'), t('batch.entered_twice')]}
      waiting={wrong.waiting}
      refusal={<Refusal refusal={wrong.refusal} />}
      onConfirm={async (reason) => {
        if (event && (await wrong.run({ eventId: event.eventId, reason }))) close()
      }}
      onClose={close}
    />
  )
}
