import { useTranslation } from 'react-i18next'
import { Link, useLocation, useParams } from 'react-router'
import { type Filing, findFiling, listFilings } from '../../../modules/registry/filing/schema.ts'
import { findOperator } from '../../../modules/registry/operator/schema.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { Facts, Page, Section } from '../../../ui/Page.tsx'
import { When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { Checks } from './Checks.tsx'
import { Decision } from './Decision.tsx'
import { Documents } from './Documents.tsx'
import { FilingFacts } from './FilingFacts.tsx'
import { FilingHistory } from './FilingHistory.tsx'
import { FilingStateChip } from './states.tsx'
import { Unmask } from './Unmask.tsx'

/** One filing for its reviewer: what is filed left, the checks and the decision right, what was decided before below. */
export function ReviewPage() {
  const { t } = useTranslation()
  const { partyId = '', filingId = '' } = useParams()
  const { state } = useLocation() as { state: { decided?: string; to?: string } | null }
  const asked = useAsk(findFiling, { partyId, filingId })
  const filing = asked.data
  const back = { to: '/reviews', title: t('registry.reviews.title') }
  return (
    <Page
      title={filing?.name ?? t('registry.reviews.one')}
      state={filing && <FilingStateChip state={filing.state} />}
      back={back}
    >
      {state?.decided && (
        <Notice kind="good">
          {state.decided} {state.to && <Link to={state.to}>{t('registry.review.look')}</Link>}
        </Notice>
      )}
      <Refusal refusal={asked.error} again={() => void asked.refetch()} />
      {!filing && !asked.error && <Waiting rows={14} />}
      {filing && <Shown key={`${filingId} ${filing.revision}`} filing={filing} />}
    </Page>
  )
}

function Shown({ filing }: { filing: Filing }) {
  const { t } = useTranslation()
  return (
    <>
      <Facts
        items={[
          { label: t('registry.filing.kind'), value: t(`filing.kind.${filing.kind}`) },
          { label: t('registry.facts.form'), value: t(`operator.form.${filing.form}`) },
          { label: t('registry.facts.divisionId'), value: filing.divisionNames.slice(-2).join(' ') },
          { label: t('registry.filing.submitted'), value: <When at={filing.submittedAt} /> },
          { label: t('registry.filing.revision'), value: filing.revision > 1 ? String(filing.revision) : null },
          { label: t('registry.filing.reviewer'), value: filing.reviewerName },
        ]}
      />
      <div className="registry-review">
        <div className="registry-column">
          {filing.kind === 'cancellation' && (
            <Section title={t('registry.review.cancel_reason')}>
              <p>{filing.reason}</p>
            </Section>
          )}
          <Section title={t(filing.kind === 'change' ? 'registry.review.changes' : 'registry.filing.facts')}>
            {filing.kind === 'change' && filing.changed.length === 0 && (
              <p className="ui-quiet">{t('registry.review.no_change')}</p>
            )}
            <FilingFacts
              facts={filing.facts}
              divisionNames={filing.divisionNames}
              inForce={filing.inForce}
              changed={filing.kind === 'change' ? filing.changed : []}
              unmask={<Unmask partyId={filing.partyId} filingId={filing.filingId} />}
            />
          </Section>
          {filing.kind !== 'cancellation' && (
            <Section title={t('registry.documents.title')}>
              <Documents documents={filing.documents} />
            </Section>
          )}
        </div>
        <div className="registry-column">
          {filing.checks.length > 0 && (
            <Section title={t('registry.review.checks')}>
              <Checks checks={filing.checks} />
            </Section>
          )}
          <Decision filing={filing} />
        </div>
      </div>
      <Section title={t('registry.review.history')}>
        <FilingHistory history={filing.history} />
        <Others filing={filing} />
      </Section>
    </>
  )
}

/** What else this operator has filed. */
function Others({ filing }: { filing: Filing }) {
  const { t } = useTranslation()
  const { partyId, filingId } = filing
  const filings = useAsk(listFilings, { partyId, limit: 20 })
  const operator = useAsk(findOperator, { partyId }, { enabled: filing.inForce !== null })
  const others = filings.data?.items.filter((f) => f.filingId !== filingId) ?? []
  return (
    <>
      {others.map((f) => (
        <p key={f.filingId}>
          <Link to={`/reviews/${partyId}/${f.filingId}`}>{t(`filing.kind.${f.kind}`)}</Link>{' '}
          <FilingStateChip state={f.state} />{' '}
          <span className="ui-quiet">
            <When at={f.decidedAt ?? f.submittedAt} />
          </span>
        </p>
      ))}
      {operator.data && <Link to={`/operators/${partyId}`}>{t('registry.review.file')}</Link>}
    </>
  )
}
