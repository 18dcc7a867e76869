import { Button, Input, Modal } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

export type ConfirmDialogProps = {
  open: boolean
  title: string
  /** The consequence, in numbers. */
  consequence: ReactNode
  /** What the button says: the verb. */
  verb: string
  danger?: boolean
  /** A reason is asked for; two characters or more. */
  reason?: boolean | undefined
  /** Reasons to choose from with one touch; the text stays free. */
  canned?: readonly string[]
  waiting: boolean
  refusal?: ReactNode
  onConfirm: (reason: string) => void
  onClose: () => void
}

/** The dialog itself, loaded when it is first opened. */
export default function ConfirmModal(p: ConfirmDialogProps) {
  const { t } = useTranslation()
  const id = useId()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const lacks = p.reason === true && reason.trim().length < 2
  const confirm = () => {
    setAsked(true)
    if (!lacks && !p.waiting) p.onConfirm(reason.trim())
  }
  return (
    <Modal
      open={p.open}
      title={p.title}
      onCancel={p.onClose}
      destroyOnHidden
      afterClose={() => {
        setReason('')
        setAsked(false)
      }}
      footer={[
        <Button key="no" onClick={p.onClose}>
          {t('ui.cancel')}
        </Button>,
        <Button key="yes" type="primary" danger={p.danger ?? false} loading={p.waiting} onClick={confirm}>
          {p.verb}
        </Button>,
      ]}
    >
      <div className="ui-consequence">{p.consequence}</div>
      {p.reason && (
        <div className="ui-field">
          <label htmlFor={id}>{t('ui.reason')}</label>
          {p.canned && (
            <div className="ui-chips">
              {p.canned.map((c) => (
                <Button key={c} size="small" onClick={() => setReason((r) => (r ? `${r};${c}` : c))}>
                  {c}
                </Button>
              ))}
            </div>
          )}
          <Input.TextArea
            id={id}
            rows={3}
            maxLength={500}
            value={reason}
            aria-invalid={asked && lacks}
            onChange={(e) => setReason(e.target.value)}
          />
          {asked && lacks && <p className="ui-fault">{t('ui.reason_missing')}</p>}
        </div>
      )}
      {p.refusal}
    </Modal>
  )
}
