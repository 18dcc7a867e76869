import { type UseQueryOptions, type UseQueryResult, useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type * as z from 'zod'
import type { Profile } from '../../../kernel/profile.ts'
import { type BookLine, getBook, listCounts, type StockCount } from '../../../modules/control/stock/schema.ts'
import { recordProduction } from '../../../modules/production/record/schema.ts'
import type { AppError } from '../../../platform/errors.ts'
import type { Language } from '../../../platform/i18n.ts'
import { type Column, DataList } from '../../../ui/DataList.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Page, Section } from '../../../ui/Page.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { Amount, When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { call } from '../app/call.ts'
import type { Filter } from '../app/Filters.tsx'
import { List } from '../app/ListPage.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { useMay, useSession } from '../app/session.tsx'
import { useChains } from './chains.ts'
import { CountChip, countResult } from './states.tsx'
import { ControlTabs } from './Tabs.tsx'

type BookAnswer = z.output<typeof getBook.output>

/** What is to be in the store, and what was counted there against it. */
export function CountsPage() {
  const { t } = useTranslation()
  const own = useSession().party?.kind === 'operator'
  const chains = useChains()
  const books = useQueries({
    queries: (own ? chains : []).map(
      ({ id }): UseQueryOptions<BookAnswer, AppError> => ({
        queryKey: [getBook.name, { profile: id }],
        queryFn: () => call(getBook, { profile: id }),
      }),
    ),
  })
  return (
    <Page title={t('counts.title')}>
      <ControlTabs />
      {/* how many books are shown is known with the last of them: what is below is not pushed */}
      {books.every((b) => !b.isPending) ? (
        <>
          {own && chains.map((p, i) => <Book key={p.id} profile={p} asked={books[i]!} several={chains.length > 1} />)}
          <Section title={t('counts.kept')}>
            <Counts own={own} />
          </Section>
        </>
      ) : (
        <Waiting rows={8} />
      )}
    </Page>
  )
}

type BookProps = { profile: Profile; asked: UseQueryResult<BookAnswer, AppError>; several: boolean }

/** Of one chain; of several only those that the unit has goods of. */
function Book({ profile, asked, several }: BookProps) {
  const { t, i18n } = useTranslation()
  const may = useMay()(recordProduction)
  const unitOf = useUnit()
  const count = profile.control?.counts[0]
  const lines = asked.data?.lines.filter((l) => l.held !== '0')
  const amount = (key: 'held' | 'out' | 'book') => (l: BookLine) => <Amount value={l[key]} unit={unitOf(l.unit)} />
  const columns: Column<BookLine>[] = [
    { key: 'product', title: t('counts.product'), render: (l) => l.productName ?? l.classCode ?? '' },
    { key: 'held', title: t('counts.held'), render: amount('held'), numeric: true },
    { key: 'out', title: t('counts.out'), render: amount('out'), numeric: true },
    { key: 'book', title: t('counts.in_store'), render: amount('book'), numeric: true },
  ]
  const formOf = (l: BookLine) => {
    const given = new URLSearchParams({ [count!.variety]: l.productName ?? '', [count!.book]: l.book })
    return `/production/record/${profile.id}/${count!.event}?${given}`
  }
  if (several && lines?.length === 0) return null
  return (
    <Section title={`${t('counts.book')} · ${profile.names[i18n.language as Language]}`}>
      <p className="ui-quiet">{t('counts.book_what')}</p>
      <Refusal refusal={asked.error} again={() => void asked.refetch()} />
      {lines?.length === 0 && <p className="ui-quiet">{t('counts.nothing')}</p>}
      {lines && lines.length > 0 && (
        <DataList
          label={t('counts.book')}
          rows={lines}
          columns={columns}
          rowKey={(l) => `${l.productName} ${l.classCode} ${l.unit}`}
          {...(may && count
            ? { actions: (l: BookLine) => <LinkButton to={formOf(l)}>{t('counts.count')}</LinkButton> }
            : {})}
        />
      )}
    </Section>
  )
}

function Counts({ own }: { own: boolean }) {
  const { t } = useTranslation()
  const unitOf = useUnit()
  const filters: Filter[] = [
    {
      key: 'differs',
      label: t('counts.differs'),
      kind: 'choice',
      choices: [{ value: 'yes', label: t('counts.differs.yes') }],
    },
  ]
  const amount = (key: 'typed' | 'book' | 'counted' | 'difference') => (c: StockCount) => (
    <Amount value={c[key]} unit={c.unit ? unitOf(c.unit) : undefined} />
  )
  const columns: Column<StockCount>[] = [
    { key: 'variety', title: t('counts.variety'), render: (c) => c.variety, text: (c) => c.variety },
    {
      key: 'result',
      title: t('counts.result'),
      render: (c) => <CountChip count={c} />,
      text: (c) => t(`counts.result.${countResult(c)}`),
      phone: 'state',
    },
    { key: 'on', title: t('counts.on'), render: (c) => <When at={c.countedOn} />, text: (c) => c.countedOn },
    { key: 'store', title: t('counts.store'), render: (c) => c.store, text: (c) => c.store },
    { key: 'typed', title: t('counts.typed'), render: amount('typed'), text: (c) => c.typed, numeric: true },
    { key: 'book', title: t('counts.reckoned'), render: amount('book'), text: (c) => c.book, numeric: true },
    { key: 'counted', title: t('counts.counted'), render: amount('counted'), text: (c) => c.counted, numeric: true },
    {
      key: 'difference',
      title: t('counts.difference'),
      render: amount('difference'),
      text: (c) => c.difference,
      numeric: true,
    },
    ...(own
      ? []
      : [
          {
            key: 'unit',
            title: t('controlled.operator'),
            render: (c: StockCount) => c.partyName,
            text: (c: StockCount) => c.partyName,
          },
        ]),
  ]
  return (
    <List
      label={t('counts.kept')}
      endpoint={listCounts}
      filters={filters}
      columns={columns}
      rowKey={(c) => `${c.partyId} ${c.recordId}`}
      open={(c) => `/production/records/${c.recordId}?partyId=${c.partyId}`}
      empty={{ text: t('counts.none') }}
    />
  )
}
