import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { getRetentionRun, listRetentionOperators, stopRetention } from '../../../modules/retention/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { DataList } from '../../../ui/DataList.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { listText } from '../../../ui/listText.ts'
import { Facts, Page, Section } from '../../../ui/Page.tsx'
import { State } from '../../../ui/State.tsx'
import { When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { List } from '../app/ListPage.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { RunKind, RunState } from './RunState.tsx'

const outcomes = { due: 'good', kept: 'plain', blocked: 'stop' } as const

/** A run: what it found by chain and record, what is kept and why, at which operators; stopped here. */
export function RunPage() {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const { runId = '' } = useParams()
  const [stopping, setStopping] = useState(false)
  const [going, setGoing] = useState(true)
  const asked = useAsk(getRetentionRun, { runId }, going ? { every: 3000 } : {})
  const stop = useDo(stopRetention, {
    refresh: ['getRetentionRun', 'listRetentionRuns'],
    onDone: () => setStopping(false),
  })
  const run = asked.data
  if (run && going && run.state !== 'running') setGoing(false)
  const why = (reasons: readonly string[]) => {
    const words = reasons.map((r) => t(`retention.reason.${r}`))
    return listText(words, language)
  }
  const again = run?.trial && run.state === 'finished' && run.counts.due > 0
  return (
    <Page
      title={run ? <RunKind run={run} /> : t('archives.title')}
      name={t('archives.title')}
      state={run && <RunState run={run} />}
      back={{ to: '/retention', title: t('archives.title') }}
      action={
        run?.state === 'running' ? (
          <Button danger onClick={() => setStopping(true)}>
            {t('archives.stop')}
          </Button>
        ) : (
          again && (
            <LinkButton
              type="primary"
              to={`/retention/new?what=${run.what}${run.profile === null ? '' : `&profile=${run.profile}`}`}
            >
              {t('archives.do_it')}
            </LinkButton>
          )
        )
      }
    >
      <Refusal refusal={asked.error ?? stop.refusal} again={() => void asked.refetch()} />
      {!run && !asked.error && <Waiting rows={8} />}
      {run && (
        <>
          <Facts
            items={[
              { label: t('archives.due'), value: run.counts.due },
              { label: t('archives.done'), value: run.trial ? null : run.counts.done },
              { label: t('archives.blocked'), value: run.counts.blocked },
              { label: t('archives.kept'), value: run.counts.kept },
              { label: t('archives.operators'), value: run.parties },
              { label: t('archives.scope'), value: run.operatorName ?? t('archives.everything') },
              { label: t('archives.decision'), value: run.decisionNo },
              { label: t('archives.reason'), value: run.reason },
              { label: t('archives.started'), value: <When at={run.startedAt} full /> },
              { label: t('archives.ended'), value: run.endedAt && <When at={run.endedAt} full /> },
            ]}
          />
          <Section title={t('archives.found')}>
            {run.lines.length === 0 ? (
              <p className="ui-quiet">{t('archives.nothing')}</p>
            ) : (
              <DataList
                label={t('archives.found')}
                rows={run.lines}
                rowKey={(l) => `${l.profile} ${l.event} ${l.outcome} ${l.reasons.join()}`}
                columns={[
                  {
                    key: 'event',
                    title: t('archives.event'),
                    render: (l) => `${l.profileNames[language]} · ${l.eventNames[language]}`,
                  },
                  {
                    key: 'outcome',
                    title: t('archives.outcome'),
                    phone: 'state',
                    render: (l) => <State kind={outcomes[l.outcome]}>{t(`retention.outcome.${l.outcome}`)}</State>,
                  },
                  { key: 'why', title: t('archives.why'), render: (l) => why(l.reasons) },
                  { key: 'records', title: t('archives.records'), numeric: true, render: (l) => l.records },
                  { key: 'operators', title: t('archives.operators'), numeric: true, render: (l) => l.operators },
                ]}
              />
            )}
          </Section>
          <Section title={t('archives.operators_with')}>
            <List
              label={t('archives.operators_with')}
              endpoint={listRetentionOperators}
              fixed={{ runId, outcome: 'blocked' }}
              columns={[
                { key: 'name', title: t('archives.operators'), render: (o) => o.partyName, text: (o) => o.partyName },
                {
                  key: 'blocked',
                  title: t('archives.blocked'),
                  numeric: true,
                  render: (o) => o.blocked,
                  text: (o) => o.blocked,
                },
                { key: 'why', title: t('archives.why'), render: (o) => why(o.reasons), text: (o) => why(o.reasons) },
              ]}
              rowKey={(o) => o.partyId}
              open={(o) => `/operators/${o.partyId}`}
              empty={{ text: t('archives.no_blocked') }}
            />
          </Section>
        </>
      )}
      <ConfirmDialog
        open={stopping}
        title={t('archives.stop_title')}
        consequence={t('archives.stop_what')}
        verb={t('archives.stop')}
        danger
        waiting={stop.waiting}
        refusal={<Refusal refusal={stop.refusal} />}
        onConfirm={() => void stop.run({ runId })}
        onClose={() => setStopping(false)}
      />
    </Page>
  )
}
