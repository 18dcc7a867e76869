import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Trace } from '../../../modules/trace/walk/schema.ts'
import { whenText } from '../../../ui/values.tsx'
import type { Chain } from './chain.ts'
import { linkNumbers } from './rows.ts'
import { amountText, partyNamesOf, stepText } from './text.ts'
import type { NodeTexts } from './useTexts.ts'

type Parts = { trace: Trace; chain: Chain; texts: NodeTexts }
/** More rows than this are no report on paper. */
const most = 500

function Table({ head, rows }: { head: readonly string[]; rows: readonly (readonly ReactNode[])[] }) {
  return (
    <div className="trace-report-scroll">
      <table>
        <thead>
          <tr>
            {head.map((h) => (
              <th key={h} scope="col">
                {h}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a sheet of paper have no other name
            <tr key={i}>
              {row.map((cell, c) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={c}>{cell === undefined || cell === '' ? '—' : cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Each holding with where it came from and went to, by number. */
export function ReportNodes({ trace, chain, texts }: Parts) {
  const { t, i18n } = useTranslation()
  const count = trace.nodes.length
  return (
    <>
      <h2>{t('trace_report.nodes')}</h2>
      {count > most && <p>{t('trace_report.too_long', { count, most })}</p>}
      <Table
        head={['number', 'product', 'quantity', 'holder', 'code', 'time']
          .map((word) => t(`trace.field.${word}`))
          .concat([t('trace_table.state'), t('trace_table.sources'), t('trace_table.onward')])}
        rows={trace.nodes.slice(0, most).map((n, i) => {
          const text = texts(i)
          return [
            i + 1,
            text.product,
            text.quantityHidden ? undefined : text.quantity,
            text.holderHidden ? undefined : text.holder,
            n.code,
            whenText(n.beganAt, i18n.language),
            n.held ? `${text.standingText} · ${t('trace_view.held')}` : text.standingText,
            linkNumbers(chain, i, 'back'),
            linkNumbers(chain, i, 'forward'),
          ]
        })}
      />
    </>
  )
}

/** What happened, oldest first. */
export function ReportEvents({ trace }: { trace: Trace }) {
  const { t, i18n } = useTranslation()
  const names = partyNamesOf(trace, i18n.language)
  const step = (word: string) => stepText(t, (key) => i18n.exists(key), word)
  return (
    <>
      <h2>{t('trace_report.events')}</h2>
      <Table
        head={['time', 'step', 'recorded_by', 'holdings', 'basis', 'recorded'].map((word) => t(`trace.field.${word}`))}
        rows={trace.events
          .slice(0, most)
          .map((e) => [
            whenText(e.eventTime, i18n.language),
            e.voided ? `${step(e.step)}(${t('trace_panel.voided')})` : step(e.step),
            e.partyId && names.get(e.partyId),
            e.touched.map((x) => x.node + 1).join(', '),
            t(`trace.basis.${e.basis}`),
            whenText(e.recordedAt, i18n.language),
          ])}
      />
    </>
  )
}

/** Every problem and every hold, by the number of the holding, with the reason. */
export function ReportProblems({ trace, texts }: Parts) {
  const { t } = useTranslation()
  const rows = trace.nodes.flatMap((n, i) => [
    ...(n.problems ?? []).map((p) => [i + 1, texts(i).product, t(`trace.problem.${p}`), t(`trace_panel.why.${p}`)]),
    ...(n.holds ?? []).map((h) => [i + 1, texts(i).product, t('trace_view.held'), h.reason]),
    ...(n.held && !n.holds ? [[i + 1, texts(i).product, t('trace_view.held'), undefined]] : []),
  ])
  return (
    <>
      <h2>{t('trace_report.problems')}</h2>
      {rows.length ? (
        <Table
          head={[
            t('trace.field.number'),
            t('trace.field.product'),
            t('trace.field.problems'),
            t('trace.field.details'),
          ]}
          rows={rows.slice(0, most)}
        />
      ) : (
        <p>{t('trace_report.no_problems')}</p>
      )}
    </>
  )
}

export function ReportHolders({ trace }: { trace: Trace }) {
  const { t, i18n } = useTranslation()
  const names = partyNamesOf(trace, i18n.language)
  return (
    <>
      <h2>{t('trace_report.holders')}</h2>
      <Table
        head={['holder', 'product', 'quantity', 'holdings'].map((word) => t(`trace.field.${word}`))}
        rows={trace.holders.map((h) => [
          h.partyId ? names.get(h.partyId) : (h.buyerName ?? t('trace_node.holder_outside')),
          h.productName,
          amountText(h.quantity, h.unit, i18n.language),
          h.holdings,
        ])}
      />
      {trace.holdersNotShown > 0 && <p>{t('trace_view.more_not_shown', { count: trace.holdersNotShown })}</p>}
    </>
  )
}
