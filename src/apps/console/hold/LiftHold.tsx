import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getHold, type HoldDetail, holdHoldings, liftHold, listHolds } from '../../../modules/trace/hold/schema.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'

/** Lifts a hold everywhere, once it was read how much may be sold again. */
export function LiftHold({ hold }: { hold: HoldDetail }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const lift = useDo(liftHold, {
    refresh: [getHold.name, holdHoldings.name, listHolds.name],
    onDone: () => setAsking(false),
  })
  const { issuerId, holdId, progress } = hold
  return (
    <>
      <Button type="primary" onClick={() => setAsking(true)}>
        {t('hold.lift')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('hold.lift_title')}
        consequence={<p>{t('hold.lift_consequence', { count: progress.open, holders: progress.holders })}</p>}
        verb={t('hold.lift')}
        danger
        reason
        canned={[t('hold.canned.tested_pass'), t('hold.canned.checked'), t('hold.canned.put_right')]}
        waiting={lift.waiting}
        refusal={<Refusal refusal={lift.refusal} />}
        onConfirm={(reason) => void lift.run({ issuerId, holdId, reason })}
        onClose={() => {
          setAsking(false)
          lift.forget()
        }}
      />
    </>
  )
}
