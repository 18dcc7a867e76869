import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Role } from '../../../modules/identity/rules.ts'
import { Choices } from '../../../ui/Choices.tsx'
import { useSession } from '../app/session.tsx'
import { givableRoles, type Where } from './give.ts'

/** Roles that may be given there, each with what it is for; in an agency also the sectors, all of them when none is ticked. */
export function RoleFields({ where, kept = [] }: { where: Where; kept?: readonly Role[] }) {
  const { t } = useTranslation()
  const { permissions, sectors } = useSession()
  const givable = givableRoles(where, permissions)
  // one that was given by somebody who may more is shown, so that saving does not take it away unseen
  const roles = [...givable, ...kept.filter((r) => !givable.includes(r))]
  return (
    <>
      <Form.Item
        name="roles"
        label={t('accounts.roles')}
        rules={[{ required: true, message: t('accounts.roles_missing') }]}
        {...(where.allocation === 'administrator' ? { extra: t('accounts.administrator_only') } : {})}
      >
        <Choices
          label={t('accounts.roles')}
          multiple
          rows
          options={roles.map((role) => ({ value: role, label: t(`role.${role}`), note: t(`accounts.role.${role}`) }))}
        />
      </Form.Item>
      {where.of !== 'operator' && sectors.length > 1 && (
        <Form.Item name="sectors" label={t('accounts.sectors')} extra={t('accounts.sectors_help')}>
          <Choices
            label={t('accounts.sectors')}
            multiple
            options={sectors.map((s) => ({ value: s, label: t(`sector.${s}`) }))}
          />
        </Form.Item>
      )}
    </>
  )
}
