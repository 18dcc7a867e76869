import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { holdStates } from '../../../modules/trace/hold/rules.ts'
import { type Hold, listHolds, placeHold } from '../../../modules/trace/hold/schema.ts'
import { When, whenText } from '../../../ui/values.tsx'
import { ListPage } from '../app/ListPage.tsx'
import { useMay } from '../app/session.tsx'
import { HoldStateChip } from './states.tsx'

/** What a hold is on, in a line: the first of its goods, and how many there are. */
export function useSubject(): (h: Pick<Hold, 'productName' | 'rootCode' | 'roots'>) => string {
  const { t } = useTranslation()
  return ({ productName, rootCode, roots }) => {
    const first = productName ?? rootCode ?? t('hold.goods')
    return roots > 1 ? t('hold.and_others', { first, count: roots }) : first
  }
}

/** Holds of this agency and of those below it: state, how far each has come, how old it is. */
export function HoldsPage() {
  const { t, i18n } = useTranslation()
  const may = useMay()
  const subject = useSubject()
  const place = (
    <Link to="/holds/new">
      <Button type="primary">{t('hold.place')}</Button>
    </Link>
  )
  return (
    <ListPage
      title={t('hold.title')}
      action={may(placeHold) && place}
      endpoint={listHolds}
      filters={[
        {
          key: 'state',
          label: t('hold.state'),
          kind: 'choice',
          choices: holdStates.map((s) => ({ value: s, label: t(`hold_state.${s}`) })),
        },
      ]}
      rowKey={(r) => r.holdId}
      open={(r) => `/holds/${r.issuerId}/${r.holdId}`}
      empty={{ text: t('hold.none') }}
      columns={[
        { key: 'goods', title: t('hold.goods'), render: subject, text: subject },
        {
          key: 'state',
          title: t('hold.state'),
          render: (r) => <HoldStateChip state={r.state} />,
          text: (r) => t(`hold_state.${r.state}`),
          phone: 'state',
          width: 120,
        },
        {
          key: 'source',
          title: t('hold.source'),
          render: (r) => t(`hold_source.${r.source}`),
          text: (r) => t(`hold_source.${r.source}`),
          width: 140,
        },
        {
          key: 'reason',
          title: t('hold.reason'),
          render: (r) => (
            <>
              {r.reason} {r.documentNo && <span className="ui-quiet">{r.documentNo}</span>}
            </>
          ),
          text: (r) => [r.reason, r.documentNo].filter(Boolean).join(' · '),
        },
        { key: 'issuer', title: t('hold.issuer'), render: (r) => r.issuerName, text: (r) => r.issuerName },
        {
          key: 'holders',
          title: t('hold_progress.holders'),
          numeric: true,
          width: 100,
          render: (r) => r.markedParties,
          text: (r) => r.markedParties,
        },
        {
          key: 'marked',
          title: t('hold.batches'),
          numeric: true,
          width: 100,
          render: (r) => r.markedHoldings,
          text: (r) => r.markedHoldings,
        },
        {
          key: 'placed',
          title: t('hold.placed_at'),
          width: 120,
          render: (r) => <When at={r.placedAt} />,
          text: (r) => whenText(r.placedAt, i18n.language),
        },
      ]}
    />
  )
}
