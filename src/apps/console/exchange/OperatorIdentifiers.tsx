import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  confirmIdentifier,
  listPartyIdentifiers,
  type PartyIdentifier,
  refuseIdentifier,
} from '../../../modules/registry/identifier/schema.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { Section } from '../../../ui/Page.tsx'
import { When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import './exchange.css'
import { IdentifierStateChip } from './states.tsx'

/** What an operator says identifies it; its county confirms or refuses. */
export function OperatorIdentifiers({ partyId }: { partyId: string }) {
  const { t } = useTranslation()
  const [refusing, setRefusing] = useState<PartyIdentifier>()
  const refresh = [listPartyIdentifiers.name, 'listDesk']
  const asked = useAsk(listPartyIdentifiers, { partyId, limit: 200 })
  const confirm = useDo(confirmIdentifier, { refresh })
  const refuse = useDo(refuseIdentifier, { refresh, onDone: () => setRefusing(undefined) })
  return (
    <Section title={t('identifiers.title')}>
      <Refusal refusal={asked.error ?? confirm.refusal} />
      {!asked.data && !asked.error && <Waiting rows={2} />}
      {asked.data?.items.length === 0 && <p className="ui-quiet">{t('identifiers.none_officer')}</p>}
      <ul className="registry-rows">
        {asked.data?.items.map((r) => (
          <li key={r.claimId}>
            <span className="exchange-wrap">
              {t(`identifier.kind.${r.kind}`)} {r.value}
            </span>
            <IdentifierStateChip state={r.state} />
            <span className="ui-quiet">{r.reason ?? <When at={r.decidedAt ?? r.declaredAt} />}</span>
            {r.actions.includes('confirm') && (
              <span className="ui-chips">
                <Button
                  type="primary"
                  loading={confirm.waiting}
                  onClick={() => void confirm.run({ partyId, claimId: r.claimId })}
                >
                  {t('identifiers.confirm')}
                </Button>
                <Button onClick={() => setRefusing(r)}>{t('identifiers.refuse')}</Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={refusing !== undefined}
        title={t('identifiers.refuse_title', { value: refusing?.value })}
        consequence={t('identifiers.refuse_what')}
        verb={t('identifiers.refuse')}
        danger
        reason
        canned={[t('identifiers.refuse_certificate'), t('identifiers.refuse_other')]}
        waiting={refuse.waiting}
        refusal={<Refusal refusal={refuse.refusal} />}
        onConfirm={(reason) => refusing && void refuse.run({ partyId, claimId: refusing.claimId, reason })}
        onClose={() => setRefusing(undefined)}
      />
    </Section>
  )
}
