import { Button, Input, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { directions, type Question, type Tab, tabs } from './question.ts'

type TraceBarProps = {
  question: Question
  tab: Tab
  /** What changes the question is behind a line that opens. */
  phone: boolean
  change: (values: Record<string, string | undefined>) => void
}

/** The instant as a field of date and time takes it: local, to the minute. */
function localMinute(iso: string): string {
  const at = new Date(iso)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** How it is shown, which way, and as known when. */
export function TraceBar({ question, tab, phone, change }: TraceBarProps) {
  const { t } = useTranslation()
  const { direction = 'both', asOf } = question
  const changed = direction !== 'both' || asOf !== undefined
  const how = (
    <>
      <Segmented
        aria-label={t('trace_view.direction')}
        value={direction}
        options={directions.map((value) => ({ value, label: t(`trace.direction.${value}`) }))}
        onChange={(value) => change({ direction: value === 'both' ? undefined : value })}
      />
      <label className="trace-as-of" htmlFor="trace-as-of">
        <span>{t('trace_view.as_of')}</span>
        <Input
          id="trace-as-of"
          type="datetime-local"
          max={localMinute(new Date().toISOString())}
          value={asOf ? localMinute(asOf) : ''}
          onChange={(e) => change({ asOf: e.target.value || undefined })}
        />
      </label>
      {asOf && (
        <Button type="link" onClick={() => change({ asOf: undefined })}>
          {t('trace_view.as_of_now')}
        </Button>
      )}
    </>
  )
  return (
    <div className="trace-bar no-print">
      <Segmented
        aria-label={t('trace_view.view')}
        value={tab}
        options={tabs.map((value) => ({ value, label: t(`trace_view.tab.${value}`) }))}
        onChange={(value) => change({ tab: value === 'graph' ? undefined : value })}
      />
      {phone ? (
        <details open={changed}>
          <summary>{t('trace_view.how')}</summary>
          {how}
        </details>
      ) : (
        how
      )}
    </div>
  )
}
