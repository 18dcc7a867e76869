import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../industries/index.ts'
import { getCompleteness, recordProduction } from '../../../modules/production/record/schema.ts'
import type { Output } from '../../../platform/endpoint.ts'
import { DataList } from '../../../ui/DataList.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Facts, Section } from '../../../ui/Page.tsx'
import { When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAddress } from '../app/address.ts'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useMay } from '../app/session.tsx'
import { ProductionPage } from './ProductionPage.tsx'
import { recordsArticle, today, useEventName, useEvents, useFieldName, useLawText } from './profile-form/index.ts'

const periods = [
  ['production.complete.month', 30],
  ['production.complete.quarter', 91],
  ['production.complete.year', 365],
] as const

/** Are the records of a period complete (art. 27), what is missing, and how to put it right. */
export function CompletenessPage() {
  const { t } = useTranslation()
  const lawText = useLawText()
  const [address, change] = useAddress()
  const to = address['to'] ?? today()
  const from = address['from'] ?? addDays(to, -91)
  const asked = useAsk(getCompleteness, { from, to }, { keep: true, enabled: from !== '' && to !== '' })
  const found = asked.data
  return (
    <ProductionPage title={t('production.completeness')}>
      <p>{t('production.complete.intro', { law: lawText(recordsArticle) })}</p>
      <div className="ui-list-bar">
        {periods.map(([word, days]) => (
          <Button key={word} onClick={() => change({ from: addDays(today(), -days), to: today() })}>
            {t(word)}
          </Button>
        ))}
      </div>
      <div className="ui-list-bar">
        <label className="app-date-filter" htmlFor="period-from">
          <span>{t('production.complete.from')}</span>
          <Input
            id="period-from"
            type="date"
            value={from}
            max={to}
            onChange={(e) => change({ from: e.target.value || undefined })}
          />
        </label>
        <label className="app-date-filter" htmlFor="period-to">
          <span>{t('production.complete.to')}</span>
          <Input
            id="period-to"
            type="date"
            value={to}
            min={from}
            onChange={(e) => change({ to: e.target.value || undefined })}
          />
        </label>
      </div>
      <Refusal refusal={asked.error} again={() => void asked.refetch()} />
      {!found && !asked.error && <Waiting rows={6} />}
      {found && <Findings found={found} />}
    </ProductionPage>
  )
}

type Found = Output<typeof getCompleteness>
type Incomplete = Found['incomplete'][number]
type BareHarvest = Found['bare'][number]

function Findings({ found }: { found: Found }) {
  const { t } = useTranslation()
  const { records, complete, bare, missing } = found
  if (records === 0)
    return (
      <Empty
        text={t('production.complete.nothing')}
        action={<LinkButton to="/production/record">{t('production.record_action')}</LinkButton>}
      />
    )
  return (
    <>
      <Facts
        items={[
          { label: t('production.complete.records'), value: records },
          { label: t('production.complete.whole'), value: complete },
          { label: t('production.complete.gaps'), value: records - complete },
          { label: t('production.complete.bare'), value: bare.length },
        ]}
      />
      {complete === records && bare.length === 0 && (
        <Notice kind="good">{t('production.complete.all_good', { count: records })}</Notice>
      )}
      {missing.length > 0 && <Gaps found={found} />}
      {bare.length > 0 && <Bare found={found} />}
    </>
  )
}

function Gaps({ found }: { found: Found }) {
  const { t } = useTranslation()
  const may = useMay()(recordProduction)
  const eventOf = useEvents()
  const eventName = useEventName()
  const fieldName = useFieldName()
  const nameOf = (event: string, key: string) => fieldName(eventOf(event)?.event, key)
  return (
    <>
      <Section title={t('production.complete.most')}>
        <DataList
          label={t('production.complete.most')}
          rows={found.missing}
          rowKey={(r) => `${r.event} ${r.key}`}
          columns={[
            { key: 'key', title: t('production.complete.field'), render: (r) => nameOf(r.event, r.key) },
            { key: 'event', title: t('production.what'), render: (r) => eventName(r.event) },
            { key: 'count', title: t('production.complete.times'), numeric: true, render: (r) => r.count },
          ]}
        />
      </Section>
      <Section title={t('production.complete.gaps_title')}>
        <DataList<Incomplete>
          label={t('production.complete.gaps_title')}
          rows={found.incomplete}
          rowKey={(r) => r.recordId}
          open={(r) => `/production/records/${r.recordId}`}
          columns={[
            { key: 'event', title: t('production.what'), render: (r) => eventName(r.event) },
            { key: 'on', title: t('production.on'), render: (r) => <When at={r.happenedOn} /> },
            {
              key: 'missing',
              title: t('production.complete.field'),
              render: (r) => r.missing.map((k) => nameOf(r.event, k)).join(t('production.form.comma')),
            },
          ]}
          {...(may
            ? {
                actions: (r: Incomplete) => {
                  const of = eventOf(r.event)
                  return of?.event.move === 'record' ? (
                    <LinkButton
                      size="small"
                      to={`/production/record/${encodeURIComponent(of.profile)}/${r.event}?instead=${r.recordId}`}
                    >
                      {t('production.complete.put_right')}
                    </LinkButton>
                  ) : null
                },
              }
            : {})}
        />
      </Section>
    </>
  )
}

/** Harvests of places where nothing was recorded before. */
function Bare({ found }: { found: Found }) {
  const { t } = useTranslation()
  const may = useMay()(recordProduction)
  const eventName = useEventName()
  return (
    <Section title={t('production.complete.bare_title')}>
      <DataList<BareHarvest>
        label={t('production.complete.bare_title')}
        rows={found.bare}
        rowKey={(r) => `${r.recordId} ${r.target.id}`}
        open={(r) => `/production/records/${r.recordId}`}
        columns={[
          { key: 'event', title: t('production.what'), render: (r) => eventName(r.event) },
          { key: 'on', title: t('production.on'), render: (r) => <When at={r.happenedOn} /> },
          { key: 'where', title: t('production.where'), render: (r) => r.target.name },
        ]}
        {...(may
          ? {
              actions: (r: BareHarvest) => (
                <LinkButton
                  size="small"
                  to={r.target.id.length === 36 ? `/production/record?plot=${r.target.id}` : '/production/record'}
                >
                  {t('production.complete.bare_action')}
                </LinkButton>
              ),
            }
          : {})}
      />
    </Section>
  )
}
