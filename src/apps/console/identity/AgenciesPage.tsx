import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { listAccounts } from '../../../modules/identity/account/schema.ts'
import { type Agency, createAgency, listAgencies, showAgency } from '../../../modules/identity/agency/schema.ts'
import { listClients } from '../../../modules/identity/client/schema.ts'
import { agencyKinds, agencyLevels } from '../../../modules/identity/rules.ts'
import { listText } from '../../../ui/listText.ts'
import { Page, Section } from '../../../ui/Page.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAddress } from '../app/address.ts'
import { useAsk } from '../app/call.ts'
import { type Filter, Filters } from '../app/Filters.tsx'
import { List } from '../app/ListPage.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { useMay, useSession } from '../app/session.tsx'
import { AgencyTree } from './AgencyTree.tsx'
import './identity.css'

/** Agencies of the jurisdiction: a tree to walk down, or, with a filter, a list. */
export function AgenciesPage() {
  const { t } = useTranslation()
  const may = useMay()
  const { party } = useSession()
  const [address] = useAddress()
  const own = useAsk(showAgency, { partyId: party?.partyId ?? '' })
  const filters: Filter[] = [
    { key: 'q', label: t('agencies.search'), kind: 'search' },
    {
      key: 'kind',
      label: t('agencies.kind'),
      kind: 'choice',
      choices: agencyKinds.map((value) => ({ value, label: t(`agency.kind.${value}`) })),
    },
    {
      key: 'level',
      label: t('agencies.level'),
      kind: 'choice',
      choices: agencyLevels.map((value) => ({ value, label: t(`agency.level.${value}`) })),
    },
  ]
  const filtered = filters.some((f) => address[f.key])
  return (
    <Page title={t('agencies.title')} action={<Actions may={may} />}>
      {filtered ? (
        <Found filters={filters} />
      ) : (
        <>
          <div className="app-list-head no-print">
            <Filters filters={filters} />
          </div>
          <Refusal refusal={own.error} again={() => void own.refetch()} />
          <Section title={t('agencies.tree')}>
            {own.data ? <AgencyTree root={own.data} /> : <Waiting rows={5} />}
          </Section>
        </>
      )}
    </Page>
  )
}

function Actions({ may }: { may: ReturnType<typeof useMay> }) {
  const { t } = useTranslation()
  return (
    <>
      {may(listAccounts) && (
        <Link to="/accounts">
          <Button>{t('accounts.title')}</Button>
        </Link>
      )}
      {may(listClients) && (
        <Link to="/clients">
          <Button>{t('clients.title')}</Button>
        </Link>
      )}
      {may(createAgency) && (
        <Link to="/agencies/new">
          <Button type="primary">{t('agencies.new')}</Button>
        </Link>
      )}
    </>
  )
}

function Found({ filters }: { filters: Filter[] }) {
  const { t, i18n } = useTranslation()
  const places = (a: Agency) =>
    listText(
      a.divisions.map((d) => d.name),
      i18n.language,
    )
  const sectors = (a: Agency) =>
    listText(
      a.sectors.map((s) => t(`sector.${s}`)),
      i18n.language,
    )
  return (
    <List
      label={t('agencies.title')}
      endpoint={listAgencies}
      filters={filters}
      rowKey={(a) => a.partyId}
      open={(a) => `/agencies/${a.partyId}`}
      empty={{ text: t('ui.none') }}
      columns={[
        { key: 'name', title: t('agencies.name'), render: (a) => a.name, text: (a) => a.name },
        {
          key: 'kind',
          title: t('agencies.kind'),
          render: (a) => t(`agency.kind.${a.kind}`),
          text: (a) => t(`agency.kind.${a.kind}`),
        },
        {
          key: 'level',
          title: t('agencies.level'),
          render: (a) => t(`agency.level.${a.level}`),
          text: (a) => t(`agency.level.${a.level}`),
        },
        { key: 'divisions', title: t('agencies.divisions'), render: places, text: places },
        { key: 'sectors', title: t('agencies.sectors'), render: sectors, text: sectors },
      ]}
    />
  )
}
