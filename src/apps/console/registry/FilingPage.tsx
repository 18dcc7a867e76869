import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import {
  type Filing,
  findOwnFiling,
  requestCancellation,
  submitFiling,
  withdrawFiling,
} from '../../../modules/registry/filing/schema.ts'
import { findOwnOperator } from '../../../modules/registry/operator/schema.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Facts, Page, Section } from '../../../ui/Page.tsx'
import { When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useMay } from '../app/session.tsx'
import { Documents } from './Documents.tsx'
import { FilingFacts } from './FilingFacts.tsx'
import { FilingHistory } from './FilingHistory.tsx'
import { NextStep } from './NextStep.tsx'
import { Steps } from './Steps.tsx'
import { FilingStateChip } from './states.tsx'

const refresh = [findOwnFiling.name, findOwnOperator.name]

/** One's own filing: where it stands, what happens next, what was handed in; correct, hand in, take back, ask for a change. */
export function FilingPage() {
  const { t } = useTranslation()
  const own = useAsk(findOwnFiling, {})
  const operator = useAsk(findOwnOperator, {})
  const filing = own.data?.filing
  const live = operator.data?.operator
  const title = t('registry.filing.title')
  if (!own.data || !operator.data)
    return (
      <Page title={title}>
        <Refusal refusal={own.error ?? operator.error} again={() => void own.refetch()} />
        {!own.error && <Waiting rows={8} />}
      </Page>
    )
  const open = filing && ['draft', 'submitted', 'returned', 'rejected'].includes(filing.state)
  const inForce = live && ['approved', 'suspended'].includes(live.state)
  return (
    <Page
      title={title}
      state={filing && <FilingStateChip state={filing.state} />}
      action={filing && <FilingActions filing={filing} />}
    >
      {filing?.state === 'draft' && filing.kind === 'registration' && (
        <Steps at={filing.documents.length > 0 ? 6 : 5} />
      )}
      {filing ? <Shown filing={filing} /> : <Empty text={t('registry.filing.none')} />}
      {!open && inForce && <Further />}
    </Page>
  )
}

function Shown({ filing }: { filing: Filing }) {
  const { t } = useTranslation()
  const editable = filing.actions.includes('save')
  return (
    <>
      <NextStep filing={filing} />
      <Facts
        items={[
          { label: t('registry.filing.kind'), value: t(`filing.kind.${filing.kind}`) },
          { label: t('registry.filing.reviewer'), value: filing.reviewerName },
          { label: t('registry.filing.submitted'), value: <When at={filing.submittedAt} /> },
          { label: t('registry.filing.decided'), value: <When at={filing.decidedAt} /> },
        ]
          .filter((i) => i.label !== t('registry.filing.submitted') || filing.submittedAt)
          .filter((i) => i.label !== t('registry.filing.decided') || filing.decidedAt)}
      />
      {filing.kind !== 'cancellation' && (
        <Section title={t('registry.documents.title')}>
          <Documents documents={filing.documents} own open={editable} />
        </Section>
      )}
      <Section
        title={t('registry.filing.facts')}
        extra={editable && <Link to="/organisation/filing/edit">{t('registry.filing.edit')}</Link>}
      >
        <FilingFacts
          facts={filing.facts}
          divisionNames={filing.divisionNames}
          inForce={filing.inForce}
          changed={filing.kind === 'change' ? filing.changed : []}
        />
      </Section>
      {filing.history.length > 0 && (
        <Section title={t('registry.filing.history')}>
          <FilingHistory history={filing.history} />
        </Section>
      )}
    </>
  )
}

function FilingActions({ filing }: { filing: Filing }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const submit = useDo(submitFiling, { refresh })
  const withdraw = useDo(withdrawFiling, { refresh, onDone: () => setAsking(false) })
  // nobody takes back what was never handed in
  const draft = filing.state === 'draft'
  const takeBack = t(draft ? 'registry.filing.give_up' : 'registry.filing.withdraw')
  return (
    <>
      {filing.actions.includes('withdraw') && <Button onClick={() => setAsking(true)}>{takeBack}</Button>}
      {filing.actions.includes('submit') && (
        <Button type="primary" loading={submit.waiting} onClick={() => void submit.run({})}>
          {t('registry.filing.submit')}
        </Button>
      )}
      <Refusal refusal={submit.refusal} />
      <ConfirmDialog
        open={asking}
        title={takeBack}
        consequence={t(`registry.withdraw.${draft ? 'draft' : filing.kind}`)}
        verb={takeBack}
        danger
        waiting={withdraw.waiting}
        refusal={<Refusal refusal={withdraw.refusal} />}
        onConfirm={() => void withdraw.run({})}
        onClose={() => setAsking(false)}
      />
    </>
  )
}

/** What a registered operator may ask for when nothing waits. */
function Further() {
  const { t } = useTranslation()
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const cancel = useDo(requestCancellation, { refresh, onDone: () => setAsking(false) })
  if (!may(requestCancellation)) return null
  return (
    <Section title={t('registry.filing.further')}>
      <p className="ui-quiet">{t('registry.filing.further_why')}</p>
      <div className="ui-chips">
        <LinkButton to="/organisation/filing/edit">{t('registry.filing.change')}</LinkButton>
        <Button danger onClick={() => setAsking(true)}>
          {t('registry.filing.cancel')}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        title={t('registry.filing.cancel')}
        consequence={t('registry.filing.cancel_consequence')}
        verb={t('registry.filing.cancel_verb')}
        danger
        reason
        waiting={cancel.waiting}
        refusal={<Refusal refusal={cancel.refusal} />}
        onConfirm={(reason) => void cancel.run({ reason })}
        onClose={() => setAsking(false)}
      />
    </Section>
  )
}
