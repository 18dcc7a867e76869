import { EyeOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ProductionRecord, unmaskRecord } from '../../../modules/production/record/schema.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useMay } from '../app/session.tsx'

type UnmaskProps = {
  record: Pick<ProductionRecord, 'partyId' | 'recordId' | 'personal'>
  shown: boolean
  onShown: (values: Readonly<Record<string, string>>) => void
}

/** The personal values of a record in full, for a reason that stays on record; gone again when the page is left. */
export function Unmask({ record: { partyId, recordId, personal }, shown, onShown }: UnmaskProps) {
  const { t } = useTranslation()
  const may = useMay()(unmaskRecord)
  const act = useDo(unmaskRecord)
  const [open, setOpen] = useState(false)
  if (!may) return null
  if (shown) return <Notice kind="wait">{t('production.unmasked')}</Notice>
  const close = () => {
    act.forget()
    setOpen(false)
  }
  return (
    <>
      <Button icon={<EyeOutlined aria-hidden />} onClick={() => setOpen(true)}>
        {t('production.unmask')}
      </Button>
      <ConfirmDialog
        open={open}
        title={t('production.unmask_title')}
        consequence={t('production.unmask_what', { count: personal.length })}
        verb={t('production.unmask')}
        reason
        canned={(['check', 'contact', 'inspection', 'case'] as const).map((c) => t(`production.unmask_${c}`))}
        waiting={act.waiting}
        refusal={<Refusal refusal={act.refusal} />}
        onClose={close}
        onConfirm={async (reason) => {
          const answer = await act.run({ partyId, recordId, reason })
          if (!answer) return
          onShown(answer.values)
          close()
        }}
      />
    </>
  )
}
