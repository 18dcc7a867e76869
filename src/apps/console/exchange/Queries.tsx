import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { deleteQuery, listQueries } from '../../../modules/exchange/query/schema.ts'
import { listSubscriptions } from '../../../modules/exchange/subscription/schema.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { DataList } from '../../../ui/DataList.tsx'
import { Section } from '../../../ui/Page.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import './exchange.css'

type Named = { name: string; query: Record<string, unknown> }

/** The party's named queries; a system makes them, here they are seen and taken away. */
export function Queries() {
  const { t } = useTranslation()
  const [leaving, setLeaving] = useState<Named>()
  const asked = useAsk(listQueries, { perPage: '200' })
  const subscriptions = useAsk(listSubscriptions, { limit: 200 })
  const remove = useDo(deleteQuery, {
    refresh: [listQueries.name, listSubscriptions.name],
    onDone: () => setLeaving(undefined),
  })
  const queries = asked.data as Named[] | undefined
  const count = subscriptions.data?.items.filter((s) => s.queryName === leaving?.name).length ?? 0
  return (
    <Section title={t('queries.title')}>
      <Refusal refusal={asked.error} again={() => void asked.refetch()} />
      {!queries && !asked.error && <Waiting rows={2} />}
      {queries?.length === 0 && <p className="ui-quiet">{t('queries.none')}</p>}
      {queries && queries.length > 0 && (
        <DataList
          label={t('queries.title')}
          rows={queries}
          rowKey={(q) => q.name}
          columns={[
            {
              key: 'name',
              title: t('queries.name'),
              render: (q) => <span className="exchange-wrap">{q.name}</span>,
            },
            {
              key: 'definition',
              title: t('queries.definition'),
              render: (q) => <code className="exchange-json">{conditions(q) || t('queries.everything')}</code>,
            },
          ]}
          actions={(q) => <Button onClick={() => setLeaving(q)}>{t('queries.delete')}</Button>}
        />
      )}
      <ConfirmDialog
        open={leaving !== undefined}
        title={t('queries.delete_title', { name: leaving?.name })}
        consequence={t('queries.delete_what', { count })}
        verb={t('queries.delete')}
        danger
        waiting={remove.waiting}
        refusal={<Refusal refusal={remove.refusal} />}
        onConfirm={() => leaving && void remove.run({ queryName: leaving.name })}
        onClose={() => setLeaving(undefined)}
      />
    </Section>
  )
}

const conditions = ({ query }: Named): string =>
  Object.entries(query)
    .filter(([key]) => key !== '@context')
    .map(([key, value]) => `${key} = ${Array.isArray(value) ? value.join(' | ') : JSON.stringify(value)}`)
    .join('\n')
