import { useTranslation } from 'react-i18next'
import { type CustodyLine, listCustody } from '../../../modules/control/custody/schema.ts'
import type { Column } from '../../../ui/DataList.tsx'
import { Page } from '../../../ui/Page.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { Amount, groupDigits, When } from '../../../ui/values.tsx'
import type { Filter } from '../app/Filters.tsx'
import { List } from '../app/ListPage.tsx'
import { useSession } from '../app/session.tsx'
import { CustodyChip, custodyStanding } from './states.tsx'
import { ControlTabs } from './Tabs.tsx'

/** In whose hands goods are, the longest out first; an agency's of the units it supervises. */
export function CustodyPage() {
  const { t } = useTranslation()
  const unitOf = useUnit()
  const own = useSession().party?.kind === 'operator'
  const filters: Filter[] = [
    { key: 'code', label: t('custody.code'), kind: 'search' },
    {
      key: 'which',
      label: t('custody.which'),
      kind: 'choice',
      choices: (['overdue', 'all'] as const).map((value) => ({ value, label: t(`custody.which.${value}`) })),
    },
  ]
  const goods = (l: CustodyLine) => [l.code, l.productName].filter(Boolean).join(' · ')
  const became = (l: CustodyLine) =>
    l.moves
      .map((m) =>
        [
          t(`custody.effect.${m.effect}`),
          groupDigits(m.quantity),
          m.otherPerson && `${t('custody.other_person')} ${m.person ?? ''}`,
        ]
          .filter(Boolean)
          .join(' '),
      )
      .join(t('production.form.comma'))
  const columns: Column<CustodyLine>[] = [
    { key: 'goods', title: t('custody.goods'), render: goods, text: goods },
    {
      key: 'state',
      title: t('custody.state'),
      render: (l) => <CustodyChip line={l} />,
      text: (l) => t(`custody.state.${custodyStanding(l)}`),
      phone: 'state',
    },
    {
      key: 'person',
      title: t('custody.person'),
      render: (l) => (
        <>
          {l.person} {l.personId === null && <span className="ui-quiet">{t('custody.unlisted')}</span>}
        </>
      ),
      text: (l) => l.person,
    },
    {
      key: 'left',
      title: t('custody.left'),
      render: (l) => <Amount value={l.left} unit={unitOf(l.unit)} />,
      text: (l) => `${l.left} ${unitOf(l.unit)}`,
      numeric: true,
    },
    { key: 'since', title: t('custody.since'), render: (l) => <When at={l.since} full />, text: (l) => l.since },
    { key: 'until', title: t('custody.until'), render: (l) => <When at={l.until} full />, text: (l) => l.until },
    { key: 'became', title: t('custody.settled'), render: became, text: became, phone: 'hidden' },
    ...(own
      ? []
      : [
          {
            key: 'unit',
            title: t('controlled.operator'),
            render: (l: CustodyLine) => l.partyName,
            text: (l: CustodyLine) => l.partyName,
          },
        ]),
  ]
  return (
    <Page title={t('custody.title')}>
      <ControlTabs />
      <p className="ui-quiet">{t('custody.what')}</p>
      <List
        label={t('custody.title')}
        endpoint={listCustody}
        filters={filters}
        columns={columns}
        rowKey={(l) => `${l.recordId} ${l.line}`}
        open={(l) => `/production/records/${l.recordId}?partyId=${l.partyId}`}
        empty={{ text: t('custody.none') }}
      />
    </Page>
  )
}
