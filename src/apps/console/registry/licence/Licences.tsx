import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { licenceKinds } from '../../../../modules/registry/licence/rules.ts'
import {
  confirmLicence,
  fileLicence,
  listLicences,
  type PartyLicence,
  refuseLicence,
  revokeLicence,
  withdrawLicence,
} from '../../../../modules/registry/licence/schema.ts'
import type { Language } from '../../../../platform/i18n.ts'
import { ConfirmDialog } from '../../../../ui/ConfirmDialog.tsx'
import { LinkButton } from '../../../../ui/LinkButton.tsx'
import { Section } from '../../../../ui/Page.tsx'
import { State, type StateKind } from '../../../../ui/State.tsx'
import { Waiting } from '../../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../../app/call.ts'
import { Refusal } from '../../app/Refusal.tsx'
import { useMay } from '../../app/session.tsx'

export const licenceLooks: Record<PartyLicence['state'], StateKind> = {
  filed: 'wait',
  confirmed: 'good',
  refused: 'stop',
  withdrawn: 'info',
  revoked: 'stop',
}
type Ending = { licence: PartyLicence; how: 'withdraw' | 'refuse' | 'revoke' }

/** Licences of an operator: it files and withdraws its own, its agency confirms, refuses and revokes. */
export function Licences({ partyId }: { partyId?: string }) {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const may = useMay()
  const [ending, setEnding] = useState<Ending>()
  const refresh = [listLicences.name]
  const done = { refresh, onDone: () => setEnding(undefined) }
  const asked = useAsk(listLicences, partyId === undefined ? {} : { partyId })
  const confirm = useDo(confirmLicence, { refresh })
  const ends = {
    withdraw: useDo(withdrawLicence, done),
    refuse: useDo(refuseLicence, done),
    revoke: useDo(revokeLicence, done),
  }
  const daysOf = ({ validFrom, validTo }: PartyLicence) => {
    if (validTo === null) return validFrom === null ? t('licences.no_end') : t('licences.since', { date: validFrom })
    return validFrom === null ? t('licences.until', { date: validTo }) : `${validFrom} – ${validTo}`
  }
  const nameOf = (kind: string) => licenceKinds().find((k) => k.kind === kind)?.names[language] ?? kind
  const end = (reason: string) => {
    if (!ending) return
    const { partyId: of, licenceId } = ending.licence
    if (ending.how === 'withdraw') void ends.withdraw.run({ licenceId })
    else void ends[ending.how].run({ partyId: of, licenceId, reason })
  }
  return (
    <Section
      title={t('licences.title')}
      extra={
        partyId === undefined &&
        may(fileLicence) && <LinkButton to="/organisation/licences/new">{t('licences.file')}</LinkButton>
      }
    >
      <Refusal refusal={asked.error ?? confirm.refusal} />
      {!asked.data && !asked.error && <Waiting rows={2} />}
      {asked.data?.licences.length === 0 && <p className="ui-quiet">{t('licences.none')}</p>}
      <ul className="registry-rows">
        {asked.data?.licences.map((r) => (
          <li key={r.licenceId}>
            {partyId === undefined ? (
              <span>
                {nameOf(r.kind)} {r.number}
              </span>
            ) : (
              <Link to={`/operators/${partyId}/licences/${r.licenceId}`}>
                {nameOf(r.kind)} {r.number}
              </Link>
            )}
            <State kind={licenceLooks[r.state]}>{t(`licence.state.${r.state}`)}</State>
            <span className="ui-quiet">{r.reason ?? `${r.issuer} · ${daysOf(r)}`}</span>
            <span className="ui-chips">
              {r.actions.includes('confirm') && (
                <Button
                  type="primary"
                  loading={confirm.waiting}
                  onClick={() => void confirm.run({ partyId: r.partyId, licenceId: r.licenceId })}
                >
                  {t('licences.confirm')}
                </Button>
              )}
              {(['refuse', 'revoke', 'withdraw'] as const)
                .filter((how) => r.actions.includes(how))
                .map((how) => (
                  <Button key={how} onClick={() => setEnding({ licence: r, how })}>
                    {t(`licences.${how}`)}
                  </Button>
                ))}
            </span>
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={ending !== undefined}
        title={ending ? `${t(`licences.${ending.how}`)} ${ending.licence.number}` : ''}
        consequence={t('licences.end_what')}
        verb={ending ? t(`licences.${ending.how}`) : ''}
        danger
        {...(ending?.how === 'withdraw' ? {} : { reason: true })}
        waiting={ending ? ends[ending.how].waiting : false}
        refusal={ending && <Refusal refusal={ends[ending.how].refusal} />}
        onConfirm={(reason) => end(reason ?? '')}
        onClose={() => setEnding(undefined)}
      />
    </Section>
  )
}
