import { useTranslation } from 'react-i18next'
import { type Filing, findOwnFiling } from '../../../modules/registry/filing/schema.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Facts, Page, Section } from '../../../ui/Page.tsx'
import { When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useSession } from '../app/session.tsx'
import { FilingStateChip } from '../registry/states.tsx'

/** Before approval: how far the registration is and what happens next. */
export function Applicant() {
  const { t } = useTranslation()
  const own = useAsk(findOwnFiling, {})
  const { party } = useSession()
  const filing = own.data?.filing
  return (
    <Page
      title={party?.name ?? t('organisation.title')}
      name={t('organisation.title')}
      state={filing && <FilingStateChip state={filing.state} />}
      narrow
    >
      <Refusal refusal={own.error} again={() => void own.refetch()} />
      {!own.data && !own.error && <Waiting />}
      {own.data && !filing && (
        <Empty text={t('organisation.nothing')} action={<ToFiling word="organisation.start_filing" primary />} />
      )}
      {filing && <OnItsWay filing={filing} />}
    </Page>
  )
}

function OnItsWay({ filing }: { filing: Filing }) {
  const { t } = useTranslation()
  return (
    <>
      <Facts
        items={[
          { label: t('organisation.filing'), value: t(`filing.kind.${filing.kind}`) },
          { label: t('organisation.filing_at'), value: filing.submittedAt && <When at={filing.submittedAt} full /> },
          { label: t('organisation.filing_reviewer'), value: filing.reviewerName },
        ]}
      />
      <Section title={t('organisation.next')}>
        <p>{t(`organisation.next.${filing.state}`)}</p>
        <Said filing={filing} />
        {filing.state !== 'approved' && <p className="ui-quiet">{t('organisation.then_code')}</p>}
        <p>
          <ToFiling word={words[filing.state]} primary={filing.state !== 'submitted'} />
        </p>
      </Section>
    </>
  )
}

const words: Record<Filing['state'], string> = {
  draft: 'organisation.finish_filing',
  submitted: 'organisation.see_filing',
  returned: 'organisation.correct_filing',
  rejected: 'organisation.correct_filing',
  withdrawn: 'organisation.start_filing',
  approved: 'organisation.see_filing',
}

function ToFiling({ word, primary = false }: { word: string; primary?: boolean }) {
  const { t } = useTranslation()
  return (
    <LinkButton to="/organisation/filing" type={primary ? 'primary' : 'default'}>
      {t(word)}
    </LinkButton>
  )
}

/** Why it came back: the reasons chosen, and the reviewer's own words. */
function Said({ filing }: { filing: Filing }) {
  const { t } = useTranslation()
  const said = [...filing.reasons.map((r) => t(`filing.reason.${r}`)), ...(filing.reason ? [filing.reason] : [])]
  if (!said.length || !['returned', 'rejected'].includes(filing.state)) return null
  return (
    <Notice kind="wait">
      <strong>{t('organisation.reviewer_says')}</strong>
      <ul>
        {said.map((s) => (
          <li key={s}>{s}</li>
        ))}
      </ul>
    </Notice>
  )
}
