import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useNavigate, useParams } from 'react-router'
import { profiles } from '../../../../industries/index.ts'
import { listDesk } from '../../../../modules/oversight/desk/schema.ts'
import { listDocuments } from '../../../../modules/registry/document/schema.ts'
import { licenceKinds } from '../../../../modules/registry/licence/rules.ts'
import {
  confirmLicence,
  getLicence,
  type PartyLicence,
  refuseLicence,
  revokeLicence,
} from '../../../../modules/registry/licence/schema.ts'
import { findOperator } from '../../../../modules/registry/operator/schema.ts'
import type { Language } from '../../../../platform/i18n.ts'
import { ConfirmDialog } from '../../../../ui/ConfirmDialog.tsx'
import { chinaToday } from '../../../../ui/format.ts'
import { Notice } from '../../../../ui/Notice.tsx'
import { Facts, Page, Section } from '../../../../ui/Page.tsx'
import { State } from '../../../../ui/State.tsx'
import { When } from '../../../../ui/values.tsx'
import { Waiting } from '../../../../ui/Waiting.tsx'
import { call, useAsk, useDo } from '../../app/call.ts'
import { Refusal } from '../../app/Refusal.tsx'
import { Documents } from '../Documents.tsx'
import { licenceLooks } from './Licences.tsx'

/** One licence for the agency that decides: what was filed and its document left, the decision right. */
export function LicencePage() {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const { partyId = '', licenceId = '' } = useParams()
  const { state } = useLocation() as { state: { decided?: string } | null }
  const asked = useAsk(getLicence, { partyId, licenceId })
  const licence = asked.data
  const name = licence && (licenceKinds().find((k) => k.kind === licence.kind)?.names[language] ?? licence.kind)
  return (
    <Page
      title={licence ? `${name} ${licence.number}` : t('licences.one')}
      state={licence && <State kind={licenceLooks[licence.state]}>{t(`licence.state.${licence.state}`)}</State>}
      back={{ to: '/?kind=licence', title: t('menu.desk') }}
    >
      {state?.decided && <Notice kind="good">{t('licences.decided', { number: state.decided })}</Notice>}
      <Refusal refusal={asked.error} again={() => void asked.refetch()} />
      {!licence && !asked.error && <Waiting rows={10} />}
      {licence && <Shown key={licenceId} licence={licence} />}
    </Page>
  )
}

function Shown({ licence: l }: { licence: PartyLicence }) {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const operator = useAsk(findOperator, { partyId: l.partyId })
  const documents = useAsk(listDocuments, { partyId: l.partyId, limit: 200 }, { enabled: l.documentId !== null })
  // all at once: what comes later would push the decision away under the finger
  const asking = [operator, ...(l.documentId === null ? [] : [documents])].some((q) => !q.data && !q.error)
  if (asking) return <Waiting rows={10} />
  const paper = documents.data?.items.filter((d) => d.documentId === l.documentId) ?? []
  const neededBy = profiles.flatMap((p) =>
    p.roles
      .filter((r) => r.licences?.some((x) => x.kind === l.kind))
      .map((r) => `${p.names[language]} · ${r.names[language]}`),
  )
  return (
    <div className="registry-review">
      <div className="registry-column">
        <Section title={t('licences.facts')}>
          <Facts
            items={[
              {
                label: t('desk.party'),
                value: operator.data && <Link to={`/operators/${l.partyId}`}>{operator.data.name}</Link>,
              },
              { label: t('licences.number'), value: l.number },
              { label: t('licences.issuer'), value: l.issuer },
              { label: t('licences.valid_from'), value: l.validFrom },
              { label: t('licences.valid_to'), value: l.validTo ?? t('licences.no_end') },
              { label: t('licences.filed_at'), value: <When at={l.filedAt} full /> },
              { label: t('licences.needed_for'), value: [...new Set(neededBy)].join(t('ui.comma')) },
            ]}
          />
        </Section>
        <Section title={t('licences.paper')}>
          {l.documentId === null && <p className="ui-quiet">{t('licences.no_paper')}</p>}
          <Refusal refusal={documents.error} />
          {paper.length > 0 && <Documents documents={paper} />}
        </Section>
      </div>
      <Decision licence={l} />
    </div>
  )
}

function Decision({ licence: l }: { licence: PartyLicence }) {
  const { t } = useTranslation()
  const go = useNavigate()
  const [ending, setEnding] = useState<'refuse' | 'revoke'>()
  const { partyId, licenceId } = l
  const next = async () => {
    setEnding(undefined)
    const waiting = await call(listDesk, { kind: 'licence', limit: 2 }).catch(() => ({ items: [] }))
    const other = waiting.items.find((i) => i.id !== licenceId)
    if (other) void go(`/operators/${other.partyId}/licences/${other.id}`, { state: { decided: l.number } })
  }
  const done = { refresh: ['getLicence', 'listLicences', 'listDesk'], onDone: () => void next() }
  const confirm = useDo(confirmLicence, done)
  const ends = { refuse: useDo(refuseLicence, done), revoke: useDo(revokeLicence, done) }
  const over = l.validTo !== null && l.validTo < chinaToday()
  return (
    <Section title={t('licences.decision')}>
      <Facts
        items={[
          { label: t('licences.reviewer'), value: l.reviewerName },
          { label: t('licences.decided_at'), value: l.decidedAt && <When at={l.decidedAt} full /> },
          { label: t('ui.reason'), value: l.reason },
        ]}
      />
      {l.actions.includes('confirm') && (
        <>
          {over ? (
            <Notice kind="stop">{t('licences.ended_already')}</Notice>
          ) : (
            <p className="ui-quiet">{t('licences.check')}</p>
          )}
          <Refusal refusal={confirm.refusal} />
        </>
      )}
      <div className="ui-chips">
        {l.actions.includes('confirm') && (
          <Button
            type={over ? 'default' : 'primary'}
            loading={confirm.waiting}
            onClick={() => void confirm.run({ partyId, licenceId })}
          >
            {t('licences.confirm')}
          </Button>
        )}
        {(['refuse', 'revoke'] as const)
          .filter((how) => l.actions.includes(how))
          .map((how) => (
            <Button key={how} onClick={() => setEnding(how)}>
              {t(`licences.${how}`)}
            </Button>
          ))}
      </div>
      <ConfirmDialog
        open={ending !== undefined}
        title={ending ? `${t(`licences.${ending}`)} ${l.number}` : ''}
        consequence={t('licences.end_what')}
        verb={ending ? t(`licences.${ending}`) : ''}
        danger
        reason
        canned={[
          t('licences.canned_number'),
          t('licences.canned_days'),
          t('licences.canned_unclear'),
          t('licences.canned_not_found'),
        ]}
        waiting={ending ? ends[ending].waiting : false}
        refusal={ending && <Refusal refusal={ends[ending].refusal} />}
        onConfirm={(reason) => ending && void ends[ending].run({ partyId, licenceId, reason })}
        onClose={() => {
          if (ending) ends[ending].forget()
          setEnding(undefined)
        }}
      />
    </Section>
  )
}
