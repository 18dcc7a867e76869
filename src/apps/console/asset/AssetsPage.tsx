import { useTranslation } from 'react-i18next'
import { type AssetLine, listAssets } from '../../../modules/asset/schema.ts'
import { recordProduction } from '../../../modules/production/record/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import type { Column } from '../../../ui/DataList.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { When } from '../../../ui/values.tsx'
import type { Filter } from '../app/Filters.tsx'
import { ListPage } from '../app/ListPage.tsx'
import { useMay } from '../app/session.tsx'
import { useProfiles } from '../production/profile-form/index.ts'
import { DueChip, UseChip, useDays } from './states.tsx'

/** Lifts, cylinders and other assets, what is due first. */
export function AssetsPage() {
  const { t, i18n } = useTranslation()
  const may = useMay()
  const days = useDays()
  const language = i18n.language as Language
  const chains = useProfiles().filter((p) => p.events.some((e) => e.object === 'asset'))
  const dueText = (a: AssetLine) => t(a.next ? `assets.standing.${a.next.standing}` : 'assets.nothing_due')
  const filters: Filter[] = [
    { key: 'q', label: t('assets.code'), kind: 'search' },
    {
      key: 'due',
      label: t('assets.due'),
      kind: 'choice',
      choices: (['overdue', 'soon'] as const).map((value) => ({ value, label: t(`assets.standing.${value}`) })),
    },
    {
      key: 'profile',
      label: t('assets.chain'),
      kind: 'choice',
      choices: chains.map((p) => ({ value: p.id, label: p.names[language] })),
    },
  ]
  const columns: Column<AssetLine>[] = [
    { key: 'code', title: t('assets.code'), render: (a) => a.code, text: (a) => a.code },
    { key: 'due', title: t('assets.due'), render: (a) => <DueChip duty={a.next} />, text: dueText, phone: 'state' },
    {
      key: 'duty',
      title: t('assets.duty'),
      render: (a) => a.next && `${a.next.names[language]} · ${days(a.next)}`,
      text: (a) => a.next?.names[language],
    },
    {
      key: 'due_on',
      title: t('assets.due_on'),
      render: (a) => a.next && <When at={a.next.dueOn} />,
      text: (a) => a.next?.dueOn,
    },
    {
      key: 'use',
      title: t('assets.use'),
      render: (a) => <UseChip state={a.state} />,
      text: (a) => t(`assets.state.${a.state}`),
    },
    {
      key: 'chain',
      title: t('assets.chain'),
      render: (a) => a.profileNames[language],
      text: (a) => a.profileNames[language],
    },
    {
      key: 'last',
      title: t('assets.last'),
      render: (a) => (
        <>
          {a.lastEvent.names[language]} <When at={a.lastEvent.on} />
        </>
      ),
      text: (a) => `${a.lastEvent.names[language]} ${a.lastEvent.on}`,
      phone: 'hidden',
    },
  ]
  return (
    <ListPage
      title={t('assets.title')}
      endpoint={listAssets}
      filters={filters}
      columns={columns}
      rowKey={(a) => `${a.profile} ${a.code}`}
      open={(a) => `/equipment/${a.profile}/${a.code}`}
      head={({ truncated }) => truncated && <Notice kind="wait">{t('assets.truncated')}</Notice>}
      empty={{
        text: t('assets.none'),
        action: may(recordProduction) && <LinkButton to="/production/record">{t('assets.record_first')}</LinkButton>,
      }}
    />
  )
}
