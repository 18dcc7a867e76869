import { useTranslation } from 'react-i18next'
import { listCaptureJobs } from '../../../modules/exchange/capture/schema.ts'
import { listQueries } from '../../../modules/exchange/query/schema.ts'
import { listSubscriptions } from '../../../modules/exchange/subscription/schema.ts'
import { listClients } from '../../../modules/identity/client/schema.ts'
import { declareIdentifier } from '../../../modules/registry/identifier/schema.ts'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Page, Section } from '../../../ui/Page.tsx'
import { useMay } from '../app/session.tsx'
import { CaptureList } from './CaptureList.tsx'
import { OwnIdentifiers } from './OwnIdentifiers.tsx'
import { Queries } from './Queries.tsx'
import { Subscriptions } from './Subscriptions.tsx'

/** How one's systems are connected: who we are to others, who may sign in, what came in and what goes out. */
export function ConnectionsPage() {
  const { t } = useTranslation()
  const may = useMay()
  return (
    <Page title={t('connections.title')}>
      <p className="ui-quiet">{t('connections.what')}</p>
      {may(declareIdentifier) && <OwnIdentifiers />}
      {may(listClients) && (
        <Section
          title={t('connections.clients')}
          extra={<LinkButton to="/clients">{t('connections.to_clients')}</LinkButton>}
        >
          <p className="ui-quiet">{t('connections.clients_what')}</p>
        </Section>
      )}
      {may(listCaptureJobs) && (
        <Section
          title={t('captures.title')}
          extra={<LinkButton to="/connections/captures">{t('captures.all')}</LinkButton>}
        >
          <CaptureList most={5} />
        </Section>
      )}
      {may(listSubscriptions) && <Subscriptions />}
      {may(listQueries) && <Queries />}
    </Page>
  )
}
