import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PartyIdentifier } from '../../../modules/registry/identifier/schema.ts'
import { DataList } from '../../../ui/DataList.tsx'
import { When } from '../../../ui/values.tsx'
import './exchange.css'
import { IdentifierStateChip } from './states.tsx'

type IdentifierListProps = { rows: readonly PartyIdentifier[]; actions: (row: PartyIdentifier) => ReactNode }

export function IdentifierList({ rows, actions }: IdentifierListProps) {
  const { t } = useTranslation()
  return (
    <DataList
      label={t('identifiers.title')}
      rows={rows}
      rowKey={(r) => r.claimId}
      actions={actions}
      columns={[
        {
          key: 'value',
          title: t('identifiers.value'),
          render: (r) => (
            <>
              <span className="exchange-wrap">{r.value}</span>
              {r.reason && <div className="ui-quiet">{t('identifiers.reason', { reason: r.reason })}</div>}
            </>
          ),
        },
        {
          key: 'state',
          title: t('identifiers.state'),
          phone: 'state',
          width: 130,
          render: (r) => <IdentifierStateChip state={r.state} />,
        },
        { key: 'kind', title: t('identifiers.kind'), render: (r) => t(`identifier.kind.${r.kind}`) },
        { key: 'reviewer', title: t('identifiers.reviewer'), phone: 'hidden', render: (r) => r.reviewerName },
        {
          key: 'declared',
          title: t('identifiers.declared_at'),
          width: 130,
          render: (r) => <When at={r.declaredAt} />,
        },
      ]}
    />
  )
}
