import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Trace } from '../../../modules/trace/walk/schema.ts'
import { SheetTable } from '../../../ui/SheetTable.tsx'
import { groupCode, whenText } from '../../../ui/values.tsx'
import type { Chain } from './chain.ts'
import { linkNumbers } from './rows.ts'
import { amountText, identifierText, partyNamesOf, stepText } from './text.ts'
import type { NodeTexts } from './useTexts.ts'

type Parts = { trace: Trace; chain: Chain; texts: NodeTexts }
/** More rows than this are no report on paper. */
const most = 500

type TableProps = { label: string; head: readonly string[]; rows: readonly (readonly ReactNode[])[] }

/** A table of the sheet; on a phone it scrolls in itself, by keyboard too. */
function Table({ label, head, rows }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="trace-report-scroll" aria-label={label} tabIndex={0}>
      <SheetTable head={head} rows={rows} />
    </section>
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
        label={t('trace_report.nodes')}
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
            (n.code && groupCode(n.code)) ?? (n.identifier && identifierText(n.identifier)),
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
        label={t('trace_report.events')}
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

/** Every kind of problem and every hold, with its reason and the numbers of the holdings. */
export function ReportProblems({ trace }: Pick<Parts, 'trace'>) {
  const { t } = useTranslation()
  const found = new Map<string, { what: string; why: string | undefined; numbers: number[] }>()
  const note = (what: string, why: string | undefined, number: number) => {
    const key = `${what} ${why}`
    const known = found.get(key)
    if (known) known.numbers.push(number)
    else found.set(key, { what, why, numbers: [number] })
  }
  for (const [i, n] of trace.nodes.entries()) {
    for (const p of n.problems ?? []) note(t(`trace.problem.${p}`), t(`trace_panel.why.${p}`), i + 1)
    for (const h of n.holds ?? []) note(t('trace_view.held'), h.reason, i + 1)
    if (n.held && !n.holds) note(t('trace_view.held'), undefined, i + 1)
  }
  return (
    <>
      <h2>{t('trace_report.problems')}</h2>
      {found.size ? (
        <Table
          label={t('trace_report.problems')}
          head={[t('trace.field.problems'), t('trace_report.reason'), t('trace.field.holdings')]}
          rows={[...found.values()].map(({ what, why, numbers }) => [what, why, numbers.join(', ')])}
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
        label={t('trace_report.holders')}
        head={['holder', 'product', 'quantity'].map((word) => t(`trace.field.${word}`)).concat(t('trace_report.count'))}
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
