import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../../ui/Notice.tsx'
import { Page } from '../../../ui/Page.tsx'
import { State } from '../../../ui/State.tsx'
import { useMedia, usePhone } from '../../../ui/useMedia.ts'
import { Code, whenText } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { addressOf, type Question, tabOf } from './question.ts'
import { TraceActions } from './TraceActions.tsx'
import { TraceBar } from './TraceBar.tsx'
import { TraceBody } from './TraceBody.tsx'
import { TraceFacts } from './TraceFacts.tsx'
import { useTrace } from './useTrace.ts'
import './trace.css'

type TraceViewProps = {
  question: Question
  address: Record<string, string>
  change: (values: Record<string, string | undefined>) => void
}

/** One trace: what it is about, the facts, and the chain as graph, table or map. */
export function TraceView({ question, address, change }: TraceViewProps) {
  const { t, i18n } = useTranslation()
  const [opened, setOpened] = useState(address['node'] !== undefined)
  const { trace, chain, detailed, waitingForEvents, refusal, again } = useTrace(question, opened)
  const wide = useMedia('(min-width: 1100px)')
  const phone = usePhone()
  const tab = tabOf(address)
  const start = trace?.nodes.find((n) => n.start)

  // one key to the table and back; not while somebody types
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      const field = (e.target as Element).closest?.('input,textarea,select,[contenteditable]')
      if (e.key.toLowerCase() !== 't' || e.ctrlKey || e.metaKey || e.altKey || field) return
      change({ tab: tab === 'table' ? undefined : 'table' })
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })

  const actions = trace && <TraceActions question={question} address={address} start={start} />
  const wrong = addressOf('/trace/view', address, { tab: 'table', sort: 'problems' })
  const title = trace?.subject.productName ?? t('trace_view.title')
  return (
    <Page
      title={title}
      name={title}
      back={{ to: '/trace', title: t('trace_find.title') }}
      state={
        <>
          <Code value={trace?.subject.code ?? question.code} copy />
          {start?.held && <State kind="stop">{t('trace_view.held')}</State>}
        </>
      }
      action={!phone && actions}
    >
      <TraceBar {...{ question, tab, phone, change }} />
      {question.asOf && (
        <Notice kind="wait">{t('trace_view.as_of_note', { time: whenText(question.asOf, i18n.language) })}</Notice>
      )}
      <Refusal refusal={refusal} again={again} />
      {!trace && !refusal && (
        <>
          {!phone && <div className="trace-facts-waiting ui-bar" />}
          <div className="trace-body">
            <Waiting rows={6} />
          </div>
        </>
      )}
      {trace && chain && (
        <>
          {!phone && <TraceFacts trace={trace} wrong={wrong} />}
          {trace.truncated && (
            <Notice kind="wait">
              {t('trace_view.cut', { count: trace.nodes.length })}{' '}
              {!question.most && (
                <button type="button" className="trace-more" onClick={() => change({ most: '20000' })}>
                  {t('trace_view.take_more', { count: 20_000 })}
                </button>
              )}
            </Notice>
          )}
          {trace.nodes.length === 1 && (
            <Notice>{t(question.asOf ? 'trace_view.alone_then' : 'trace_view.alone')}</Notice>
          )}
          <TraceBody
            // another question, another drawing; the same with its events is the same drawing
            key={`${JSON.stringify(question)} ${trace.nodes.length}`}
            {...{ trace, chain, tab, wide, detailed, waitingForEvents, address, change }}
            onOpened={() => setOpened(true)}
          />
          {phone && (
            <div className="trace-foot">
              <TraceFacts trace={trace} wrong={wrong} />
              {actions}
            </div>
          )}
        </>
      )}
    </Page>
  )
}
