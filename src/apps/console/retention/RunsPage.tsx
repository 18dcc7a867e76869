import { PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { listRetentionRuns, type RetentionRun } from '../../../modules/retention/schema.ts'
import type { Column } from '../../../ui/DataList.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { When } from '../../../ui/values.tsx'
import { List } from '../app/ListPage.tsx'
import { RunKind, RunState } from './RunState.tsx'

/** What was archived, purged or counted, newest first. */
export function RunsPage() {
  const { t } = useTranslation()
  const columns: Column<RetentionRun>[] = [
    {
      key: 'what',
      title: t('archives.kind'),
      render: (r) => <RunKind run={r} />,
      text: (r) => t(`retention.what.${r.what}`),
    },
    { key: 'state', title: t('archives.state'), phone: 'state', render: (r) => <RunState run={r} /> },
    {
      key: 'started',
      title: t('archives.started'),
      render: (r) => <When at={r.startedAt} />,
      text: (r) => r.startedAt,
    },
    { key: 'due', title: t('archives.due'), numeric: true, render: (r) => r.counts.due, text: (r) => r.counts.due },
    {
      key: 'blocked',
      title: t('archives.blocked'),
      numeric: true,
      render: (r) => r.counts.blocked,
      text: (r) => r.counts.blocked,
    },
    { key: 'done', title: t('archives.done'), numeric: true, render: (r) => r.counts.done, text: (r) => r.counts.done },
    { key: 'decision', title: t('archives.decision'), render: (r) => r.decisionNo, text: (r) => r.decisionNo },
  ]
  const add = (
    <LinkButton type="primary" icon={<PlusOutlined />} to="/retention/new">
      {t('archives.new')}
    </LinkButton>
  )
  return (
    <Page title={t('archives.title')} action={add}>
      <p className="ui-quiet">{t('archives.what')}</p>
      <List
        label={t('archives.title')}
        endpoint={listRetentionRuns}
        columns={columns}
        rowKey={(r) => r.runId}
        open={(r) => `/retention/${r.runId}`}
        empty={{ text: t('archives.none'), action: add }}
      />
    </Page>
  )
}
