import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { voidRecord } from '../../../modules/production/record/schema.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'

type VoidDialogProps = {
  /** Usually one; those of several plots were made together. */
  recordIds: readonly string[]
  /** They made goods, which are taken back with them. */
  goods?: boolean
  open: boolean
  onClose: () => void
  onVoided: () => void
}

/** Declares records an error, with the reason. */
export function VoidDialog({ recordIds, goods = false, open, onClose, onVoided }: VoidDialogProps) {
  const { t } = useTranslation()
  const [gone, setGone] = useState<string[]>([])
  const doVoid = useDo(voidRecord, { refresh: ['listRecords', 'getRecord', 'getCompleteness', 'listInputPurchases'] })
  const confirm = async (reason: string) => {
    // one after another: what is void stays so when a later one is refused, and is not asked for again
    const done = [...gone]
    for (const recordId of recordIds.filter((id) => !gone.includes(id))) {
      if (!(await doVoid.run({ recordId, reason }))) return setGone(done)
      done.push(recordId)
    }
    onVoided()
    onClose()
  }
  return (
    <ConfirmDialog
      open={open}
      title={t('production.void_title')}
      consequence={
        <>
          <p>{t(goods ? 'production.void_goods' : 'production.void_what')}</p>
          {recordIds.length > 1 && <p>{t('production.void_many', { count: recordIds.length })}</p>}
        </>
      }
      verb={t('production.void')}
      danger
      reason
      canned={[t('production.void_wrong'), t('production.void_twice'), t('production.void_not_done')]}
      waiting={doVoid.waiting}
      refusal={<Refusal refusal={doVoid.refusal} />}
      onConfirm={(reason) => void confirm(reason)}
      onClose={onClose}
    />
  )
}
