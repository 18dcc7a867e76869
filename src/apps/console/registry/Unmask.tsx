import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { unmaskPerson } from '../../../modules/registry/operator/schema.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { groupCode } from '../../../ui/values.tsx'
import { useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useMay } from '../app/session.tsx'

/** The identity number in full, against a reason that stays in the journal. Gone when one leaves the page. */
export function Unmask({ partyId, filingId }: { partyId: string; filingId?: string }) {
  const { t } = useTranslation()
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const unmask = useDo(unmaskPerson, { onDone: () => setAsking(false) })
  if (!may(unmaskPerson)) return null
  if (unmask.answer) return <strong className="ui-code">{groupCode(unmask.answer.identityNumber)}</strong>
  return (
    <>
      <Button type="link" size="small" onClick={() => setAsking(true)}>
        {t('registry.unmask')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('registry.unmask')}
        consequence={t('registry.unmask_logged')}
        verb={t('registry.unmask')}
        reason
        canned={[t('registry.unmask_compare'), t('registry.unmask_duplicate')]}
        waiting={unmask.waiting}
        refusal={<Refusal refusal={unmask.refusal} />}
        onConfirm={(reason) => void unmask.run({ partyId, ...(filingId ? { filingId } : {}), reason })}
        onClose={() => setAsking(false)}
      />
    </>
  )
}
