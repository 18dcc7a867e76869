import { PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { addTracedClass, listTracedClasses, type TracedClass } from '../../../../modules/catalogue/traced/schema.ts'
import { listProfiles } from '../../../../modules/production/profile/schema.ts'
import type { Language } from '../../../../platform/i18n.ts'
import { Choices } from '../../../../ui/Choices.tsx'
import type { Column } from '../../../../ui/DataList.tsx'
import { LinkButton } from '../../../../ui/LinkButton.tsx'
import { Page } from '../../../../ui/Page.tsx'
import { useAddress } from '../../app/address.ts'
import { useAsk } from '../../app/call.ts'
import type { Filter } from '../../app/Filters.tsx'
import { List } from '../../app/ListPage.tsx'
import { useMay } from '../../app/session.tsx'
import { DivisionField } from '../../registry/DivisionField.tsx'
import { CatalogueTabs } from '../Tabs.tsx'
import { EntryState } from './EntryState.tsx'

/** Which class of products follows which profile, where, from when, by which decision. */
export function CataloguePage() {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const may = useMay()
  const [{ all }, change] = useAddress()
  const everywhere = all === 'yes'
  const profiles = useAsk(listProfiles, {}).data?.items ?? []
  const className = (r: TracedClass) => (language === 'zh' ? r.className : r.classNameEn)
  const filters: Filter[] = [
    { key: 'q', label: t('traced.search'), kind: 'search' },
    {
      key: 'profile',
      label: t('traced.profile'),
      kind: 'choice',
      choices: profiles.map((p) => ({ value: p.id, label: p.names[language] })),
    },
    {
      key: 'divisionId',
      label: t('traced.place'),
      kind: 'own',
      control: (value, set) => (
        <DivisionField label={t('traced.place')} value={value} onChange={set} className="app-choice-filter" />
      ),
      shown: (value) => value,
    },
    { key: 'date', label: t('traced.date'), kind: 'date' },
  ]
  const columns: Column<TracedClass>[] = [
    {
      key: 'class',
      title: t('traced.class'),
      render: (r) => `${className(r)} ${r.classCode}`,
      text: (r) => `${className(r)} ${r.classCode}`,
    },
    { key: 'state', title: t('traced.state'), phone: 'state', render: (r) => <EntryState entry={r} /> },
    {
      key: 'profile',
      title: t('traced.profile'),
      render: (r) => r.profileNames[language],
      text: (r) => r.profileNames[language],
    },
    { key: 'place', title: t('traced.place'), render: (r) => r.divisionName, text: (r) => r.divisionName },
    { key: 'from', title: t('traced.from'), render: (r) => r.validFrom, text: (r) => r.validFrom },
    { key: 'to', title: t('traced.to'), render: (r) => r.validTo, text: (r) => r.validTo },
    { key: 'decision', title: t('traced.decision'), render: (r) => r.decisionNo, text: (r) => r.decisionNo },
  ]
  const add = may(addTracedClass) && (
    <LinkButton type="primary" icon={<PlusOutlined />} to="/catalogue/new">
      {t('traced.add')}
    </LinkButton>
  )
  return (
    <Page title={t('traced.title')} action={add}>
      <CatalogueTabs />
      <p className="ui-quiet">{t('traced.what')}</p>
      <Choices
        label={t('traced.scope')}
        value={everywhere ? 'all' : 'mine'}
        options={[
          { value: 'mine', label: t('traced.mine') },
          { value: 'all', label: t('traced.all') },
        ]}
        onChange={(v) => change({ all: v === 'all' ? 'yes' : undefined })}
      />
      <List
        label={t('traced.title')}
        endpoint={listTracedClasses}
        fixed={everywhere ? {} : { mine: 'yes' }}
        filters={filters}
        columns={columns}
        rowKey={(r) => r.entryId}
        open={(r) => `/catalogue/${r.entryId}`}
        empty={{ text: t(everywhere ? 'traced.none' : 'traced.none_mine'), action: add }}
      />
    </Page>
  )
}
