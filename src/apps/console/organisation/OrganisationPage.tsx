import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { findOwnFiling } from '../../../modules/registry/filing/schema.ts'
import { listLicences } from '../../../modules/registry/licence/schema.ts'
import { editOperator, findOwnOperator, type Operator } from '../../../modules/registry/operator/schema.ts'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Facts, Page, Section } from '../../../ui/Page.tsx'
import { Code, When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useMay } from '../app/session.tsx'
import { Licences } from '../registry/licence/Licences.tsx'
import { Roles } from '../registry/licence/Roles.tsx'
import { OperatorStateChip } from '../registry/states.tsx'
import { Applicant } from './Applicant.tsx'
import { Belongings } from './Belongings.tsx'
import { ContactFacts } from './ContactFacts.tsx'
import { ContactForm } from './ContactForm.tsx'
import './organisation.css'
import { SubjectCode } from './SubjectCode.tsx'

/** My organisation: facts, subject code, contact, what belongs to it; before approval, how far the filing is. */
export function OrganisationPage() {
  const { t } = useTranslation()
  const own = useAsk(findOwnOperator, {})
  const operator = own.data?.operator
  if (operator) return <Registered operator={operator} />
  if (own.data) return <Applicant />
  return (
    <Page title={t('organisation.title')}>
      <Refusal refusal={own.error} again={() => void own.refetch()} />
      {!own.error && <Waiting rows={10} />}
    </Page>
  )
}

function Registered({ operator }: { operator: Operator }) {
  const { t } = useTranslation()
  const may = useMay()
  const list = (items: readonly string[]) => items.join(t('ui.comma'))
  return (
    <Page
      title={operator.name}
      name={t('organisation.title')}
      state={<OperatorStateChip state={operator.state} />}
      action={may(findOwnFiling) && <LinkButton to="/organisation/filing">{t('organisation.to_filing')}</LinkButton>}
    >
      <Facts
        items={[
          {
            label: t('organisation.subject_code'),
            value: operator.subjectCode && <Code value={operator.subjectCode} copy />,
          },
          { label: t('organisation.form'), value: t(`operator.form.${operator.form}`) },
          { label: t('organisation.role'), value: t(`operator.role.${operator.role}`) },
          { label: t('organisation.sectors'), value: list(operator.sectors.map((s) => t(`sector.${s}`))) },
          { label: t('organisation.division'), value: operator.divisionNames.join(' ') },
          { label: t('organisation.registered_at'), value: <When at={operator.registeredAt} full /> },
        ]}
      />
      {operator.stateReason && operator.state !== 'approved' && (
        <Notice kind="stop">{t('organisation.state_reason', { reason: operator.stateReason })}</Notice>
      )}
      <OpenFiling />
      <div className="organisation-columns">
        <Contact operator={operator} />
        <div>
          {operator.subjectCode && <SubjectCode partyId={operator.partyId} code={operator.subjectCode} />}
          <Belongings />
          {may(listLicences) && <Roles />}
          {may(listLicences) && <Licences />}
        </div>
      </div>
    </Page>
  )
}

/** A change or cancellation on its way: one line that leads there. */
function OpenFiling() {
  const { t } = useTranslation()
  const own = useAsk(findOwnFiling, {})
  const filing = own.data?.filing
  if (!filing || !['draft', 'submitted', 'returned'].includes(filing.state)) return null
  return (
    <Notice kind={filing.state === 'submitted' ? 'info' : 'wait'}>
      {t('organisation.open_filing', { kind: t(`filing.kind.${filing.kind}`) })} {t(`filing.state.${filing.state}`)}{' '}
      <Link to="/organisation/filing">{t('organisation.see_filing')}</Link>
    </Notice>
  )
}

function Contact({ operator }: { operator: Operator }) {
  const { t } = useTranslation()
  const may = useMay()
  const [editing, setEditing] = useState(false)
  const inForce = operator.state === 'approved'
  return (
    <Section
      title={t('organisation.contact')}
      extra={
        !editing &&
        inForce &&
        may(editOperator) && <Button onClick={() => setEditing(true)}>{t('organisation.edit')}</Button>
      }
    >
      {editing ? (
        <ContactForm operator={operator} onClose={() => setEditing(false)} />
      ) : (
        <>
          <ContactFacts facts={operator.facts} />
          <p className="ui-help">{t('organisation.contact_help')}</p>
        </>
      )}
    </Section>
  )
}
