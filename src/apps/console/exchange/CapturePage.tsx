import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { reasonWords } from '../../../kernel/epcis/reasons.ts'
import { type CaptureProblem, getCaptureJob } from '../../../modules/exchange/capture/schema.ts'
import { say, type Words } from '../../../platform/i18n.ts'
import { DataList } from '../../../ui/DataList.tsx'
import { Facts, Page, Section } from '../../../ui/Page.tsx'
import { When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import './exchange.css'
import { valuesIn } from './problemText.ts'
import { CaptureStateChip } from './states.tsx'

/** One capture job: how far it is, and what was wrong with which event. */
export function CapturePage() {
  const { t } = useTranslation()
  const { captureID = '' } = useParams()
  const asked = useAsk(getCaptureJob, { captureID }, { every: 5000 })
  const job = asked.data
  return (
    <Page
      title={t('captures.one', { id: captureID.slice(-12) })}
      state={job && <CaptureStateChip job={job} />}
      back={{ to: '/connections/captures', title: t('captures.title') }}
    >
      <Refusal refusal={asked.error} again={() => void asked.refetch()} />
      {!job && !asked.error && <Waiting rows={6} />}
      {job && (
        <>
          <Facts
            items={[
              { label: t('captures.created'), value: <When at={job.createdAt} full /> },
              { label: t('captures.finished'), value: job.finishedAt && <When at={job.finishedAt} full /> },
              { label: t('captures.behaviour'), value: t(`captures.behaviour.${job.captureErrorBehaviour}`) },
            ]}
          />
          <Section title={t('captures.problems')}>
            {job.errors.length ? <Problems errors={job.errors} /> : <p>{t('captures.no_problems')}</p>}
          </Section>
        </>
      )}
    </Page>
  )
}

/** The sentences that problems were made from: an answer holds the English one with its values in it. */
const sentences: Words = reasonWords

function Problems({ errors }: { errors: readonly CaptureProblem[] }) {
  const { t, i18n } = useTranslation()
  const textOf = ({ reason, title }: CaptureProblem) => {
    const sentence = sentences[reason]?.en
    const values = sentence && valuesIn(sentence, title)
    if (values) return say(sentences, reason, i18n.language === 'zh' ? 'zh' : 'en', values)
    // a refusal of the job itself; with values in it only the answer has it whole
    return i18n.exists(reason) && !t(reason).includes('{') ? t(reason) : title
  }
  return (
    <DataList
      label={t('captures.problems')}
      rows={errors.map((p, i) => ({ ...p, i }))}
      rowKey={(p) => String(p.i)}
      columns={[
        {
          key: 'event',
          title: t('captures.which'),
          width: 150,
          render: (p) =>
            p.event === undefined ? t('captures.document') : t('captures.event', { number: p.event + 1 }),
        },
        {
          key: 'what',
          title: t('captures.problems'),
          render: (p) => (
            <>
              {textOf(p)}
              {p.detail && <div className="ui-quiet exchange-wrap">{p.detail}</div>}
            </>
          ),
        },
        {
          key: 'where',
          title: t('captures.where'),
          render: (p) => <code className="exchange-wrap">{p.instance ?? p.eventID}</code>,
        },
      ]}
    />
  )
}
