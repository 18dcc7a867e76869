import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Account, unmaskAccountPhone } from '../../../modules/identity/account/schema.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { Secret } from './Secret.tsx'

/** A phone number in full, against a reason that stays in the journal. Closed, it is forgotten. */
export function UnmaskPhone({ open, account: a, onClose }: { open: boolean; account: Account; onClose: () => void }) {
  const { t } = useTranslation()
  const unmask = useDo(unmaskAccountPhone)
  const close = () => {
    unmask.forget()
    onClose()
  }
  const phone = unmask.answer?.phone
  if (phone)
    return (
      <Modal
        open={open}
        title={t('accounts.phone_of', { name: a.name })}
        footer={null}
        onCancel={close}
        destroyOnHidden
      >
        <Secret value={phone} />
      </Modal>
    )
  return (
    <ConfirmDialog
      open={open}
      title={t('accounts.unmask')}
      consequence={t('accounts.unmask_consequence', { name: a.name })}
      verb={t('accounts.unmask')}
      reason
      waiting={unmask.waiting}
      refusal={<Refusal refusal={unmask.refusal} />}
      onConfirm={(reason) => void unmask.run({ accountId: a.accountId, reason })}
      onClose={close}
    />
  )
}
