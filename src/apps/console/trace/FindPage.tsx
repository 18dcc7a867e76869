import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { listOperators } from '../../../modules/registry/operator/schema.ts'
import { findItems } from '../../../modules/trace/walk/schema.ts'
import { CodeBox } from '../../../ui/CodeBox.tsx'
import { Page } from '../../../ui/Page.tsx'
import { State } from '../../../ui/State.tsx'
import { Code, When } from '../../../ui/values.tsx'
import type { Filter } from '../app/Filters.tsx'
import { List } from '../app/ListPage.tsx'
import { useMay, useSession } from '../app/session.tsx'
import { ClassFilter, ClassName } from './ClassFilter.tsx'
import { HolderFilter, HolderName } from './HolderFilter.tsx'
import { addressOf } from './question.ts'
import { amountText } from './text.ts'

/** `/trace`: a code leads straight to its chain; what has none at hand is found by product, holder, class and day. */
export function FindPage() {
  const { t, i18n } = useTranslation()
  const go = useNavigate()
  const may = useMay()
  const { party } = useSession()
  const filters: Filter[] = [
    { key: 'product', label: t('trace_find.product'), kind: 'search' },
    ...(may(listOperators) && party?.kind === 'agency'
      ? [
          {
            key: 'partyId',
            label: t('trace_find.operator'),
            kind: 'own' as const,
            control: (value: string | undefined, set: (v: string | undefined) => void) => (
              <HolderFilter value={value} set={set} />
            ),
            shown: (value: string) => <HolderName partyId={value} />,
          },
        ]
      : []),
    {
      key: 'classCode',
      label: t('trace_find.class'),
      kind: 'own',
      control: (value, set) => <ClassFilter value={value} set={set} />,
      shown: (value) => <ClassName code={value} />,
    },
    { key: 'madeFrom', label: t('trace_find.made_from'), kind: 'date' },
    { key: 'madeTo', label: t('trace_find.made_to'), kind: 'date' },
  ]
  return (
    <Page title={t('trace_find.title')}>
      <CodeBox
        label={t('trace_find.code')}
        placeholder={t('trace_find.code_hint')}
        verb={t('trace_find.go')}
        onCode={(code) => void go(addressOf('/trace/view', { code }))}
      />
      <List
        label={t('trace_find.list')}
        endpoint={findItems}
        filters={filters}
        rowKey={(r) => r.holdingId}
        open={(r) => addressOf('/trace/view', { holdingId: r.holdingId, partyId: r.partyId })}
        empty={{ text: t(party?.kind === 'agency' ? 'trace_find.none_agency' : 'trace_find.none_operator') }}
        columns={[
          {
            key: 'product',
            title: t('trace.field.product'),
            render: (r) => r.productName ?? t('trace_node.no_product'),
            text: (r) => r.productName,
          },
          {
            key: 'held',
            title: t('trace_find.state'),
            phone: 'state',
            render: (r) => (r.held ? <State kind="stop">{t('trace_view.held')}</State> : null),
            text: (r) => (r.held ? t('trace_view.held') : ''),
          },
          {
            key: 'quantity',
            title: t('trace_find.quantity'),
            numeric: true,
            render: (r) => amountText(r.quantity, r.unit, i18n.language),
            text: (r) => amountText(r.quantity, r.unit, i18n.language),
          },
          { key: 'holder', title: t('trace_find.operator'), render: (r) => r.partyName, text: (r) => r.partyName },
          {
            key: 'code',
            title: t('trace_find.code'),
            width: 150,
            render: (r) => <Code value={r.code} />,
            text: (r) => r.code,
          },
          {
            key: 'madeOn',
            title: t('trace_find.made_on'),
            render: (r) => <When at={r.madeOn} />,
            text: (r) => r.madeOn,
          },
          {
            key: 'since',
            title: t('trace_find.since'),
            phone: 'hidden',
            render: (r) => <When at={r.createdAt} />,
            text: (r) => r.createdAt,
          },
        ]}
      />
    </Page>
  )
}
