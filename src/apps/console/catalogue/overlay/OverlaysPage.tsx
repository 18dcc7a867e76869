import { PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import {
  listOverlays,
  type Overlay,
  overlayStates,
  proposeOverlay,
} from '../../../../modules/catalogue/overlay/schema.ts'
import { listProfiles } from '../../../../modules/production/profile/schema.ts'
import type { Language } from '../../../../platform/i18n.ts'
import type { Column } from '../../../../ui/DataList.tsx'
import { LinkButton } from '../../../../ui/LinkButton.tsx'
import { Page } from '../../../../ui/Page.tsx'
import { When } from '../../../../ui/values.tsx'
import { useAsk } from '../../app/call.ts'
import { List } from '../../app/ListPage.tsx'
import { useMay } from '../../app/session.tsx'
import { CatalogueTabs } from '../Tabs.tsx'
import { countOf } from './changes.ts'
import { OverlayState } from './OverlayState.tsx'

/** What provinces ask for beyond the profiles: every version, with who decided. */
export function OverlaysPage() {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const may = useMay()
  const profiles = useAsk(listProfiles, {}).data?.items ?? []
  const nameOf = (r: Overlay) => t('overlays.name', { profile: r.profileNames[language], version: r.version })
  const changes = (r: Overlay) => t('overlays.count', countOf(r.changes))
  const columns: Column<Overlay>[] = [
    { key: 'name', title: t('overlays.profile'), render: nameOf, text: nameOf },
    { key: 'state', title: t('overlays.state'), phone: 'state', render: (r) => <OverlayState overlay={r} /> },
    { key: 'place', title: t('overlays.place'), render: (r) => r.divisionName, text: (r) => r.divisionName },
    { key: 'changes', title: t('overlays.changes'), render: changes, text: changes },
    { key: 'from', title: t('overlays.from'), render: (r) => r.validFrom, text: (r) => r.validFrom },
    { key: 'to', title: t('overlays.to'), render: (r) => r.validTo, text: (r) => r.validTo },
    { key: 'decision', title: t('overlays.decision'), render: (r) => r.decisionNo, text: (r) => r.decisionNo },
    {
      key: 'proposed',
      title: t('overlays.proposed'),
      numeric: true,
      render: (r) => <When at={r.proposedAt} />,
      text: (r) => r.proposedAt,
    },
  ]
  const propose = may(proposeOverlay) && (
    <LinkButton type="primary" icon={<PlusOutlined />} to="/overlays/new">
      {t('overlays.propose')}
    </LinkButton>
  )
  return (
    <Page title={t('traced.overlays')} action={propose}>
      <CatalogueTabs />
      <p className="ui-quiet">{t('overlays.what')}</p>
      <List
        label={t('traced.overlays')}
        endpoint={listOverlays}
        filters={[
          {
            key: 'profile',
            label: t('overlays.profile'),
            kind: 'choice',
            choices: profiles.map((p) => ({ value: p.id, label: p.names[language] })),
          },
          {
            key: 'state',
            label: t('overlays.state'),
            kind: 'choice',
            choices: overlayStates.map((s) => ({ value: s, label: t(`overlays.state.${s}`) })),
          },
        ]}
        columns={columns}
        rowKey={(r) => r.overlayId}
        open={(r) => `/overlays/${r.overlayId}`}
        empty={{ text: t('overlays.none'), action: propose }}
      />
    </Page>
  )
}
