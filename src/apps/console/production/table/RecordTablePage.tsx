import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { dayField, type ProfileEvent } from '../../../../kernel/profile.ts'
import { UNITS } from '../../../../kernel/unit.ts'
import { listRecords, type ProductionRecord } from '../../../../modules/production/record/schema.ts'
import type { Language } from '../../../../platform/i18n.ts'
import type { Column } from '../../../../ui/DataList.tsx'
import { Empty } from '../../../../ui/Empty.tsx'
import { Page } from '../../../../ui/Page.tsx'
import { groupDigits, When } from '../../../../ui/values.tsx'
import { Waiting } from '../../../../ui/Waiting.tsx'
import { useAddress } from '../../app/address.ts'
import type { Filter } from '../../app/Filters.tsx'
import { List } from '../../app/ListPage.tsx'
import { Refusal } from '../../app/Refusal.tsx'
import { useSession } from '../../app/session.tsx'
import { useEvent, useProfiles } from '../profile-form/index.ts'
import { RecordState } from '../RecordState.tsx'
import { type CellWords, cellText, inSight, isNumeric, unitOf } from './cells.ts'
import '../production.css'

/** Columns of fields that a screen has room for beside day, place and state. */
const room = 5

/** The records of one event as a table with its fields as columns; the spreadsheet has all of them. In the address: `of`. */
export function RecordTablePage() {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const [address, change] = useAddress()
  const { party } = useSession()
  const profiles = useProfiles()
  const [profile, eventId] = address['of']?.split(' ') ?? []
  const { event, refusal } = useEvent(profile, eventId)
  const { partyId } = address
  const back = partyId
    ? { to: `/operators/${partyId}`, title: t('menu.operators') }
    : { to: '/production', title: t('production.title') }
  const whose = partyId ?? (party?.kind === 'operator' ? party.partyId : undefined)
  return (
    <Page title={event ? event.names[language] : t('production.table.title')} back={back}>
      <Select
        className="production-table-of no-print"
        aria-label={t('production.what')}
        placeholder={t('production.what')}
        showSearch={{ optionFilterProp: 'label' }}
        value={address['of'] ?? null}
        options={profiles.map((p) => ({
          label: p.names[language],
          title: p.names[language],
          options: p.events.map((e) => ({ value: `${p.id} ${e.id}`, label: e.names[language] })),
        }))}
        onChange={(of: string) => change({ of, cursor: undefined })}
      />
      <Refusal refusal={refusal} />
      {!address['of'] && <Empty text={t('production.table.choose')} />}
      {address['of'] && !event && !refusal && <Waiting rows={8} />}
      {event && (
        <Records
          key={address['of']}
          profile={profile!}
          event={event}
          whose={whose}
          agency={party?.kind !== 'operator'}
        />
      )}
    </Page>
  )
}

type RecordsProps = { profile: string; event: ProfileEvent; whose: string | undefined; agency: boolean }

function Records({ profile, event, whose, agency }: RecordsProps) {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const words: CellWords = { yes: t('ui.yes'), no: t('ui.no'), comma: t('production.form.comma'), language }
  // day and place have columns of their own
  const shown = inSight(
    event.fields.filter((f) => f.type !== 'plot' && f !== dayField(event)),
    room,
  )
  const where = (r: ProductionRecord) => r.targets.map((x) => x.name).join(words.comma)
  const state = (r: ProductionRecord) => {
    if (r.voided) return t('production.voided')
    return r.missing.length ? t('production.lacking', { count: r.missing.length }) : t('production.complete')
  }
  const rules = (r: ProductionRecord) => r.findings.map((f) => f.names[language]).join(words.comma)
  const day = { key: 'on', title: t('production.on'), text: (r: ProductionRecord) => r.happenedOn }
  const columns: Column<ProductionRecord>[] = [
    { ...day, render: (r) => <When at={r.happenedOn} /> },
    {
      key: 'state',
      title: t('production.state'),
      render: (r) => <RecordState record={r} />,
      text: state,
      phone: 'state',
    },
    ...(agency && !whose
      ? [{ key: 'whose', title: t('production.table.whose'), render: partyName, text: partyName }]
      : []),
    ...(event.object === 'batch' || event.object === 'party'
      ? []
      : [{ key: 'where', title: t('production.where'), render: where, text: where }]),
    ...event.fields.map((f): Column<ProductionRecord> => {
      const unit = unitOf(f)
      const named = f.names[language]
      const text = (r: ProductionRecord) => (f.type === 'plot' ? where(r) || null : cellText(f, r.fields[f.key], words))
      return {
        key: f.key,
        title: unit && !/[(（]/.test(f.names.zh) ? `${named} (${UNITS[unit].names[language]})` : named,
        render: (r) => {
          const said = text(r)
          return said !== null && isNumeric(f) ? groupDigits(said) : said
        },
        text,
        numeric: isNumeric(f),
        ...(shown.includes(f) ? {} : { exportOnly: true }),
      }
    }),
    { key: 'rules', title: t('production.table.rules'), render: rules, text: rules, phone: 'hidden' },
  ]
  const filters: Filter[] = [
    { key: 'from', label: t('ui.from'), kind: 'date' },
    { key: 'to', label: t('ui.to'), kind: 'date' },
    {
      key: 'voided',
      label: t('production.with_voided'),
      kind: 'choice',
      choices: [{ value: 'without', label: t('production.hide_voided') }],
    },
  ]
  return (
    <List
      label={event.names[language]}
      endpoint={listRecords}
      fixed={{ profile, event: event.id, ...(whose ? { partyId: whose } : {}) }}
      filters={filters}
      columns={columns}
      rowKey={(r) => r.recordId}
      open={(r) => `/production/records/${r.recordId}?partyId=${r.partyId}`}
      empty={{ text: t('production.table.none') }}
    />
  )
}

const partyName = (r: ProductionRecord) => r.partyName
