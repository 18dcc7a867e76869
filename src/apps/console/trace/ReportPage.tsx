import { useTranslation } from 'react-i18next'
import { Empty } from '../../../ui/Empty.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { QrCode } from '../../../ui/QrCode.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { groupCode, whenText } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAddress } from '../app/address.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useSession } from '../app/session.tsx'
import { addressOf, type Question, questionOf } from './question.ts'
import { ReportEvents, ReportHolders, ReportNodes, ReportProblems } from './ReportTables.tsx'
import { useTexts } from './useTexts.ts'
import { useTrace } from './useTrace.ts'
import './report.css'

/** `/trace/report`: the trace of the address as an office keeps it on paper. */
export function ReportPage() {
  const { t } = useTranslation()
  const [address] = useAddress()
  const question = questionOf(address)
  const back = { to: addressOf('/trace/view', address), title: t('trace_report.back') }
  return (
    <Page title={t('trace_report.title')} back={back}>
      {question ? (
        <Report question={question} />
      ) : (
        <Empty text={t('trace_view.no_subject')} action={<LinkButton to="/trace">{t('trace_view.find')}</LinkButton>} />
      )}
    </Page>
  )
}

function Report({ question }: { question: Question }) {
  const asked = useTrace(question, true)
  if (asked.refusal) return <Refusal refusal={asked.refusal} again={asked.again} />
  if (!asked.trace || !asked.chain || !asked.detailed) return <Waiting rows={12} />
  return <ReportSheet trace={asked.trace} chain={asked.chain} />
}

type Found = ReturnType<typeof useTrace>
type ReportSheetProps = { trace: NonNullable<Found['trace']>; chain: NonNullable<Found['chain']> }

function ReportSheet({ trace, chain }: ReportSheetProps) {
  const { t, i18n } = useTranslation()
  const { party, account } = useSession()
  const texts = useTexts(trace, chain, true)
  const { code } = trace.subject
  const scan = code && `${location.origin}/s/${code}`
  const rows: readonly (readonly [string, string])[] = [
    [t('trace_report.subject'), trace.subject.productName ?? t('trace_node.no_product')],
    [t('trace_report.code'), code ? groupCode(code) : '—'],
    [t('trace_report.direction'), t(`trace.direction.${trace.direction}`)],
    [t('trace_report.as_of'), whenText(trace.asOf ?? trace.at, i18n.language)],
    [
      t('trace_report.complete'),
      trace.truncated ? t('trace_report.is_cut', { count: trace.nodes.length }) : t('trace_report.is_complete'),
    ],
    [t('trace_report.printed_by'), [party?.name, account?.name].filter(Boolean).join(' ')],
  ]
  return (
    <Sheet
      heading={t('trace_report.title')}
      {...(party ? { issuer: party.name } : {})}
      {...(code ? { number: groupCode(code) } : {})}
      mark={scan && <QrCode text={scan} label={t('trace_report.code')} />}
      signatures={[t('trace_report.sign_officer'), t('trace_report.sign_reviewer'), t('trace_report.sign_party')]}
    >
      <table className="trace-report-head">
        <tbody>
          {rows.map(([label, value]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ReportNodes {...{ trace, chain, texts }} />
      <ReportEvents trace={trace} />
      <ReportProblems trace={trace} />
      <ReportHolders trace={trace} />
      <p className="trace-report-limits">{t('trace_report.limits')}</p>
    </Sheet>
  )
}
