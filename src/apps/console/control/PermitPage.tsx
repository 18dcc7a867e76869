import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type * as z from 'zod'
import {
  closePermit,
  getPermit,
  listPermits,
  type Permit,
  revokePermit,
} from '../../../modules/control/permit/schema.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { type Column, DataList } from '../../../ui/DataList.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Facts, Page, Section } from '../../../ui/Page.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { Amount, groupDigits, When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useSession } from '../app/session.tsx'
import { useNames } from './chains.ts'
import './control.css'
import { PermitChip } from './states.tsx'

type Shown = z.output<(typeof getPermit)['output']>
type Use = Shown['uses'][number]

/** A permit: whom it names, what of it is used, by which events; its issuer closes or revokes it. */
export function PermitPage() {
  const { t } = useTranslation()
  const { partyId = '', permitId = '' } = useParams()
  const asked = useAsk(getPermit, { partyId, permitId })
  const names = useNames()
  const permit = asked.data
  return (
    <Page
      title={permit?.number ?? t('permits.title')}
      state={permit && <PermitChip permit={permit} />}
      back={{ to: '/permits', title: t('permits.title') }}
      action={permit?.actions.map((action) => <EndButton key={action} permit={permit} action={action} />)}
    >
      <Refusal refusal={asked.error} again={() => void asked.refetch()} />
      {!permit && !asked.error && <Waiting rows={10} />}
      {permit && (
        <>
          {permit.reason && (
            <Notice kind={permit.state === 'revoked' ? 'stop' : 'info'}>
              {t('controlled.reason')}: {permit.reason}
            </Notice>
          )}
          <PermitFacts permit={permit} />
          <Section title={t('permits.granted')}>
            <Balances lines={permit.lines} />
          </Section>
          {permit.route && (
            <Section title={t('permits.route')}>
              <ol className="control-route">
                {permit.route.map((place) => (
                  <li key={place}>{place}</li>
                ))}
              </ol>
            </Section>
          )}
          <Section title={t('permits.uses')}>
            {permit.uses.length === 0 ? (
              <p className="ui-quiet">{t('permits.no_uses')}</p>
            ) : (
              <Uses permit={permit} eventName={(id) => names.event(permit.profile, id)} />
            )}
          </Section>
        </>
      )}
    </Page>
  )
}

function PermitFacts({ permit: p }: { permit: Permit }) {
  const { t } = useTranslation()
  const names = useNames()
  const sides = names.sides(p.profile, p.kind)
  return (
    <Facts
      items={[
        { label: t('controlled.kind'), value: names.permit(p.profile, p.kind) },
        { label: sides.holder ?? t('permits.holder'), value: p.partyName },
        { label: sides.counterpart ?? '', value: p.counterpartName },
        { label: t('controlled.from'), value: <When at={p.validFrom} /> },
        { label: t('controlled.to'), value: <When at={p.validTo} /> },
        { label: t('permits.issuer'), value: p.issuerName },
        { label: t('permits.handed_in'), value: p.handedInOn && <When at={p.handedInOn} /> },
        { label: t('permits.ended'), value: p.endedOn && <When at={p.endedOn} /> },
        { label: t('permits.remark'), value: p.remark },
      ]}
    />
  )
}

/** What is used of each variety, as a bar and in words. */
function Balances({ lines }: { lines: Permit['lines'] }) {
  const { t } = useTranslation()
  const unitOf = useUnit()
  return (
    <ul className="control-balances">
      {lines.map((l) => (
        <li key={l.line}>
          <strong>{l.variety}</strong>
          {/* the words below say the same */}
          <div className="control-balance-bar" aria-hidden>
            <div style={{ width: `${Math.min(100, (100 * Number(l.used)) / Number(l.granted))}%` }} />
          </div>
          <p className="ui-quiet">
            {t('permits.used_of', {
              used: groupDigits(l.used),
              left: groupDigits(l.left),
              granted: groupDigits(l.granted),
              unit: unitOf(l.unit),
            })}
          </p>
        </li>
      ))}
    </ul>
  )
}

function Uses({ permit, eventName }: { permit: Shown; eventName: (id: string) => string }) {
  const { t } = useTranslation()
  const unitOf = useUnit()
  const own = useSession().party?.partyId
  const unit = (u: Use) => unitOf(permit.lines.find((l) => l.line === u.line)?.unit ?? '')
  const columns: Column<Use>[] = [
    {
      key: 'for',
      title: t('permits.used_for'),
      render: (u) =>
        u.recordParty === own ? (
          <Link to={`/production/records/${u.recordId}`}>{eventName(u.event)}</Link>
        ) : (
          eventName(u.event)
        ),
    },
    {
      key: 'quantity',
      title: t('permits.quantity'),
      render: (u) => <Amount value={u.quantity} unit={unit(u)} />,
      numeric: true,
    },
    {
      key: 'back',
      title: t('permits.given_back'),
      render: (u) =>
        u.voided ? t('permits.void') : u.givenBack !== '0' && <Amount value={u.givenBack} unit={unit(u)} />,
      numeric: true,
    },
    { key: 'by', title: t('permits.used_by'), render: (u) => u.recordPartyName },
    { key: 'on', title: t('permits.used_on'), render: (u) => <When at={u.happenedOn} /> },
  ]
  return (
    <DataList
      label={t('permits.uses')}
      rows={permit.uses}
      columns={columns}
      rowKey={(u) => `${u.recordParty} ${u.recordId}`}
    />
  )
}

function EndButton({ permit, action }: { permit: Permit; action: Permit['actions'][number] }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const end = useDo(action === 'close' ? closePermit : revokePermit, {
    refresh: [listPermits.name, getPermit.name],
    onDone: () => setAsking(false),
  })
  const { partyId, permitId, number } = permit
  return (
    <>
      <Button danger={action === 'revoke'} onClick={() => setAsking(true)}>
        {t(`permits.${action}`)}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t(`permits.${action}`)}
        consequence={t(`permits.${action}_what`, { number })}
        verb={t(`permits.${action}`)}
        danger={action === 'revoke'}
        reason
        canned={action === 'close' ? [t('permits.close_used')] : []}
        waiting={end.waiting}
        refusal={<Refusal refusal={end.refusal} />}
        onConfirm={(reason) => void end.run({ partyId, permitId, reason })}
        onClose={() => {
          setAsking(false)
          end.forget()
        }}
      />
    </>
  )
}
