import { useTranslation } from 'react-i18next'
import { issuePermit, listPermits, type Permit } from '../../../modules/control/permit/schema.ts'
import { permitStates } from '../../../modules/control/rules.ts'
import type { Column } from '../../../ui/DataList.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { groupDigits, When } from '../../../ui/values.tsx'
import type { Filter } from '../app/Filters.tsx'
import { List } from '../app/ListPage.tsx'
import { useMay, useSession } from '../app/session.tsx'
import { useNames } from './chains.ts'
import { PermitChip, permitStanding } from './states.tsx'
import { ControlTabs } from './Tabs.tsx'

/** Permits: an authority's of its jurisdiction, an operator's own and those that name it as seller or carrier. */
export function PermitsPage() {
  const { t } = useTranslation()
  const names = useNames()
  const unitOf = useUnit()
  const may = useMay()(issuePermit)
  const own = useSession().party?.kind === 'operator'
  const leftText = (p: Permit) =>
    p.lines
      .map((l) => `${l.variety} ${groupDigits(l.left)}/${groupDigits(l.granted)} ${unitOf(l.unit)}`)
      .join(t('production.form.comma'))
  const filters: Filter[] = [
    { key: 'number', label: t('permits.number'), kind: 'search' },
    ...(own
      ? [
          {
            key: 'as',
            label: t('permits.as'),
            kind: 'choice' as const,
            choices: (['holder', 'counterpart'] as const).map((value) => ({ value, label: t(`permits.as.${value}`) })),
          },
        ]
      : []),
    {
      key: 'state',
      label: t('permits.state'),
      kind: 'choice',
      choices: permitStates.map((value) => ({ value, label: t(`permits.state.${value}`) })),
    },
  ]
  const columns: Column<Permit>[] = [
    { key: 'number', title: t('permits.number'), render: (p) => p.number, text: (p) => p.number },
    {
      key: 'state',
      title: t('permits.state'),
      render: (p) => <PermitChip permit={p} />,
      text: (p) => t(`permits.state.${permitStanding(p)}`),
      phone: 'state',
    },
    {
      key: 'kind',
      title: t('controlled.kind'),
      render: (p) => names.permit(p.profile, p.kind),
      text: (p) => names.permit(p.profile, p.kind),
    },
    { key: 'holder', title: t('permits.holder'), render: (p) => p.partyName, text: (p) => p.partyName },
    { key: 'left', title: t('permits.left'), render: leftText, text: leftText },
    {
      key: 'to',
      title: t('controlled.to'),
      render: (p) => <When at={p.validTo} />,
      text: (p) => p.validTo,
    },
    {
      key: 'issuer',
      title: t('permits.issuer'),
      render: (p) => p.issuerName,
      text: (p) => p.issuerName,
      phone: 'hidden',
    },
  ]
  const add = may && (
    <LinkButton type="primary" to="/permits/new">
      {t('permits.new')}
    </LinkButton>
  )
  return (
    <Page title={t('permits.title')} action={add}>
      <ControlTabs />
      <List
        label={t('permits.title')}
        endpoint={listPermits}
        filters={filters}
        columns={columns}
        rowKey={(p) => p.permitId}
        open={(p) => `/permits/${p.partyId}/${p.permitId}`}
        empty={{ text: t(own ? 'permits.none_own' : 'permits.none'), action: add }}
      />
    </Page>
  )
}
