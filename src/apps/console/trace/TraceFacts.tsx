import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { add } from '../../../kernel/quantity.ts'
import type { Trace } from '../../../modules/trace/walk/schema.ts'
import { Facts } from '../../../ui/Page.tsx'
import { State } from '../../../ui/State.tsx'
import { amountText } from './text.ts'

/** How much there is now, by unit: units do not add up. */
export function totalsOf(trace: Trace): { unit: string; quantity: string }[] {
  const totals = new Map<string, string>()
  for (const { unit, quantity } of trace.holders) totals.set(unit, add(totals.get(unit) ?? '0', quantity))
  return [...totals].map(([unit, quantity]) => ({ unit, quantity }))
}

/** The first and the last day on which something happened. */
export function spanOf({ nodes, links }: Trace): [string, string] | undefined {
  const times = [...nodes.map((n) => n.beganAt), ...links.map((l) => l.eventTime)].sort()
  return times.length ? [times[0]!, times.at(-1)!] : undefined
}

export const holdersOf = (trace: Trace): number =>
  new Set(trace.holders.map((h) => h.partyId ?? `outside ${h.buyerName ?? ''}`)).size
export const problemCount = (trace: Trace): number =>
  trace.nodes.reduce((n, { problems }) => n + (problems?.length ?? 0), 0)
export const heldCount = (trace: Trace): number => trace.nodes.filter((n) => n.held).length

/** From one day to another, as short as the language writes it. */
function rangeText([from, to]: readonly [string, string], language: string): string {
  const zh = language === 'zh'
  return new Intl.DateTimeFormat(zh ? 'zh-CN' : 'en-GB', {
    year: 'numeric',
    month: zh ? '2-digit' : 'short',
    day: '2-digit',
  }).formatRange(new Date(from), new Date(to))
}

/** Who holds how much of it now, since when, and what is wrong; `wrong` leads to the rows that are. */
export function TraceFacts({ trace, wrong }: { trace: Trace; wrong: string }) {
  const { t, i18n } = useTranslation()
  const span = spanOf(trace)
  const [held, problems] = [heldCount(trace), problemCount(trace)]
  const holders = t('trace_view.holders_count', { count: holdersOf(trace) })
  const hidden = trace.holdersNotShown
  return (
    <Facts
      items={[
        {
          label: t('trace_view.holders'),
          value: hidden ? (
            <>
              {holders} <small className="ui-quiet">{t('trace_view.more_not_shown', { count: hidden })}</small>
            </>
          ) : (
            holders
          ),
        },
        {
          label: t('trace_view.quantity'),
          value: totalsOf(trace)
            .map((total) => amountText(total.quantity, total.unit, i18n.language))
            .join(' · '),
        },
        { label: t('trace_view.dates'), value: span && rangeText(span, i18n.language) },
        {
          label: t('trace_view.size'),
          value: t('trace_view.size_count', { nodes: trace.nodes.length, links: trace.links.length }),
        },
        {
          label: t('trace_view.problems'),
          value: problems ? (
            <Link to={wrong}>
              <State kind="stop">{t('trace_view.problems_count', { count: problems })}</State>
            </Link>
          ) : (
            t('trace_view.problems_none')
          ),
        },
        {
          label: t('trace_view.held'),
          value: held ? (
            <Link to={wrong}>
              <State kind="stop">{t('trace_view.held_count', { count: held })}</State>
            </Link>
          ) : (
            t('trace_view.not_held')
          ),
        },
      ]}
    />
  )
}
