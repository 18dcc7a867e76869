import { Select } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate } from 'react-router'
import { journalKinds } from '../../../modules/oversight/journal/rules.ts'
import { type JournalEntry, listJournal } from '../../../modules/oversight/journal/schema.ts'
import type { Column } from '../../../ui/DataList.tsx'
import { Page } from '../../../ui/Page.tsx'
import { When, whenText } from '../../../ui/values.tsx'
import { useAddress } from '../app/address.ts'
import type { Filter } from '../app/Filters.tsx'
import { List } from '../app/ListPage.tsx'
import { useSession } from '../app/session.tsx'
import { EntryDrawer } from './EntryDrawer.tsx'
import { aboutText, whoText } from './journalText.ts'
import { PartyFilter, PartyName } from './PartyFilter.tsx'

const keyOf = (e: JournalEntry) => `${e.partyId}:${e.seq}`

/** Who did what on what and when; every filter in the address, each row with all that was kept of it. */
export function JournalPage() {
  const { t, i18n } = useTranslation()
  const { party } = useSession()
  const [address] = useAddress()
  const { search } = useLocation()
  const go = useNavigate()
  const agency = party?.kind === 'agency'
  const at = (entry?: JournalEntry) => {
    const params = new URLSearchParams(search)
    entry ? params.set('entry', keyOf(entry)) : params.delete('entry')
    return `/journal?${params}`
  }
  return (
    <Page title={t('journal.title')}>
      <List
        label={t('journal.title')}
        endpoint={listJournal}
        filters={filtersOf(t, agency)}
        columns={columnsOf(t, i18n.language, agency)}
        rowKey={keyOf}
        open={at}
        empty={{ text: t('journal.empty') }}
        head={() => null}
      />
      <EntryDrawer entryKey={address['entry']} onClose={() => void go(at(), { replace: true })} />
    </Page>
  )
}

function filtersOf(t: TFunction, agency: boolean): Filter[] {
  const kinds = journalKinds.map((k) => ({ value: k, label: t(`journal.${k}`) }))
  return [
    { key: 'text', label: t('journal.text'), kind: 'search' },
    ...(agency
      ? [
          {
            key: 'partyId',
            label: t('journal.party'),
            kind: 'own' as const,
            control: (value: string | undefined, set: (value: string | undefined) => void) => (
              <PartyFilter value={value} onChange={set} />
            ),
            shown: (value: string) => <PartyName partyId={value} />,
          },
        ]
      : []),
    {
      key: 'kind',
      label: t('journal.what'),
      kind: 'own',
      control: (value, set) => (
        <Select
          className="app-choice-filter"
          aria-label={t('journal.what')}
          placeholder={t('journal.what')}
          showSearch={{ optionFilterProp: 'label' }}
          allowClear
          value={value ?? null}
          options={kinds}
          onChange={(v) => set(v ?? undefined)}
          popupMatchSelectWidth={false}
        />
      ),
      shown: (value) => t(`journal.${value}`),
    },
    { key: 'from', label: t('journal.from'), kind: 'date' },
    { key: 'to', label: t('journal.to'), kind: 'date' },
    // set from an entry: there is nothing to type
    {
      key: 'actorId',
      label: t('journal.who'),
      kind: 'own',
      control: () => null,
      shown: () => t('journal.one_person'),
    },
    {
      key: 'about',
      label: t('journal.on_what'),
      kind: 'own',
      control: () => null,
      shown: () => t('journal.one_thing'),
    },
  ]
}

function columnsOf(t: TFunction, language: string, agency: boolean): Column<JournalEntry>[] {
  return [
    {
      key: 'what',
      title: t('journal.what'),
      render: (r) => t(`journal.${r.kind}`),
      text: (r) => t(`journal.${r.kind}`),
    },
    {
      key: 'about',
      title: t('journal.on_what'),
      render: (r) => aboutText(r),
      text: (r) => aboutText(r) ?? r.about,
    },
    { key: 'who', title: t('journal.who'), render: (r) => whoText(r, t), text: (r) => whoText(r, t) },
    ...(agency
      ? [
          {
            key: 'party',
            title: t('journal.party'),
            render: (r: JournalEntry) => r.partyName,
            text: (r: JournalEntry) => r.partyName,
          },
        ]
      : []),
    {
      key: 'at',
      title: t('journal.when'),
      width: 180,
      render: (r) => <When at={r.at} full />,
      text: (r) => whenText(r.at, language),
    },
  ]
}
