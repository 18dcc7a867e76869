import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  listPartyIdentifiers,
  type PartyIdentifier,
  withdrawIdentifier,
} from '../../../modules/registry/identifier/schema.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Section } from '../../../ui/Page.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { IdentifierList } from './IdentifierList.tsx'

/** What identifies one's organisation to others, and how far its confirmation is. */
export function OwnIdentifiers() {
  const { t } = useTranslation()
  const [leaving, setLeaving] = useState<PartyIdentifier>()
  const asked = useAsk(listPartyIdentifiers, { limit: 200 })
  const withdraw = useDo(withdrawIdentifier, {
    refresh: [listPartyIdentifiers.name],
    onDone: () => setLeaving(undefined),
  })
  return (
    <Section
      title={t('identifiers.title')}
      extra={<LinkButton to="/connections/identifiers/new">{t('identifiers.declare')}</LinkButton>}
    >
      <p className="ui-quiet">{t('identifiers.what')}</p>
      <Refusal refusal={asked.error} again={() => void asked.refetch()} />
      {!asked.data && !asked.error && <Waiting rows={2} />}
      {asked.data?.items.length === 0 && <p>{t('identifiers.none')}</p>}
      {asked.data && asked.data.items.length > 0 && (
        <IdentifierList
          rows={asked.data.items}
          actions={(r) =>
            r.actions.includes('withdraw') ? (
              <Button onClick={() => setLeaving(r)}>{t('identifiers.withdraw')}</Button>
            ) : null
          }
        />
      )}
      <ConfirmDialog
        open={leaving !== undefined}
        title={t('identifiers.withdraw_title', { value: leaving?.value })}
        consequence={t('identifiers.withdraw_what')}
        verb={t('identifiers.withdraw')}
        waiting={withdraw.waiting}
        refusal={<Refusal refusal={withdraw.refusal} />}
        onConfirm={() => leaving && void withdraw.run({ claimId: leaving.claimId })}
        onClose={() => setLeaving(undefined)}
      />
    </Section>
  )
}
