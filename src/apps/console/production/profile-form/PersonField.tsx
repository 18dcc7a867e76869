import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { listAccounts } from '../../../../modules/identity/account/schema.ts'
import { useAsk } from '../../app/call.ts'
import { useMay, useSession } from '../../app/session.tsx'
import type { ControlProps } from './control.ts'

/** Who did it: oneself, or another member where one may see them. */
export function PersonField({ id, value, onChange, onBlur }: ControlProps<'person'>) {
  const { t } = useTranslation()
  const { account } = useSession()
  const may = useMay()(listAccounts)
  const members = useAsk(listAccounts, { limit: 200 }, { enabled: may })
  const me = { value: account!.accountId, label: t('production.form.me', { name: account!.name }) }
  const others = (members.data?.items ?? []).filter((m) => m.accountId !== me.value)
  return (
    <Select
      {...({ id, onBlur } as object)}
      value={value ?? null}
      allowClear
      options={[me, ...others.map((m) => ({ value: m.accountId, label: m.name }))]}
      onChange={(v) => onChange?.(v ?? undefined)}
    />
  )
}
