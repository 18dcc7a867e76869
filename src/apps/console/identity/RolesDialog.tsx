import { Button, Form, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Account, changeAccountRoles, listAccounts } from '../../../modules/identity/account/schema.ts'
import type { Sector } from '../../../modules/identity/party/schema.ts'
import type { Role } from '../../../modules/identity/rules.ts'
import { useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import type { Where } from './give.ts'
import { RoleFields } from './RoleFields.tsx'

type RolesDialogProps = { open: boolean; account: Account; where: Where; onClose: () => void }

/** Roles of an account as checkboxes, those only that may be given. */
export function RolesDialog({ open, account: a, where, onClose }: RolesDialogProps) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ roles: Role[]; sectors?: Sector[] }>()
  const change = useDo(changeAccountRoles, { refresh: [listAccounts.name], onDone: onClose })
  return (
    <Modal
      open={open}
      title={t('accounts.roles_title', { name: a.name })}
      onCancel={() => {
        change.forget()
        onClose()
      }}
      destroyOnHidden
      footer={[
        <Button key="no" onClick={onClose}>
          {t('ui.cancel')}
        </Button>,
        <Button key="yes" type="primary" loading={change.waiting} onClick={form.submit}>
          {t('ui.save')}
        </Button>,
      ]}
    >
      <p className="ui-quiet">{t('accounts.roles_at_once')}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ roles: a.roles, sectors: a.sectors ?? undefined }}
        onFinish={({ roles, sectors }) =>
          void change.run({ accountId: a.accountId, roles, sectors: sectors?.length ? sectors : null })
        }
      >
        <RoleFields where={where} kept={a.roles} />
        <Refusal refusal={change.refusal} />
      </Form>
    </Modal>
  )
}
