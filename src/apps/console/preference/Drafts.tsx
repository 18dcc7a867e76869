import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { dropDraft, listDrafts } from '../../../modules/identity/preference/schema.ts'
import { draftDays } from '../../../modules/identity/rules.ts'
import type { AppError } from '../../../platform/errors.ts'
import { Section } from '../../../ui/Page.tsx'
import { When } from '../../../ui/values.tsx'
import { call, useAsk } from '../app/call.ts'
import { forgetDraft } from '../app/draft.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useSession } from '../app/session.tsx'

/** Forms begun and not sent, each opens where it stands; nothing where there are none. */
export function Drafts() {
  const { t } = useTranslation()
  const drafts = useAsk(listDrafts, {})
  const { account } = useSession()
  const [refusal, setRefusal] = useState<AppError>()
  const drop = async (form: string) => {
    setRefusal(undefined)
    await call(dropDraft, { form }).then(() => account && forgetDraft(account.accountId, form), setRefusal)
    await drafts.refetch()
  }
  if (!drafts.data?.items.length) return null
  return (
    <Section title={t('preference.drafts')}>
      <ul className="preference-drafts">
        {drafts.data.items.map(({ form, title, address, updatedAt }) => {
          const name = title ?? t('preference.unnamed')
          return (
            <li key={form}>
              <div>
                {address ? <Link to={address}>{name}</Link> : name}
                <span className="ui-quiet">
                  <When at={updatedAt} />
                </span>
              </div>
              <Button type="text" onClick={() => void drop(form)}>
                {t('preference.drop')}
              </Button>
            </li>
          )
        })}
      </ul>
      <Refusal refusal={refusal} />
      <p className="ui-help">{t('preference.drafts_help', { days: draftDays })}</p>
    </Section>
  )
}
