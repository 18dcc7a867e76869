import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { sum } from '../../../kernel/quantity.ts'
import { recordProduction } from '../../../modules/production/record/schema.ts'
import { createSite, listPlots, listSites, type Plot, type Site } from '../../../modules/registry/site/schema.ts'
import { DataList } from '../../../ui/DataList.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Section } from '../../../ui/Page.tsx'
import { usePhone } from '../../../ui/useMedia.ts'
import { groupDigits } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAddress } from '../app/address.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useMay } from '../app/session.tsx'
import { ProductionPage } from '../production/ProductionPage.tsx'
import { useAll } from '../production/profile-form/index.ts'

/** Where one works: each site with its plots, ponds or pens; the retired ones apart. */
export function SitesPage() {
  const { t } = useTranslation()
  const may = useMay()(createSite)
  const [address, change] = useAddress()
  const retired = address['retired'] === 'only'
  const which = { retired: retired ? 'only' : 'no' } as const
  const sites = useAll(listSites, which)
  const plots = useAll(listPlots, which)
  const ready = sites.ready && plots.ready
  const add = (
    <LinkButton type="primary" icon={<PlusOutlined />} to="/production/sites/new">
      {t('sites.add')}
    </LinkButton>
  )
  // a plot that is retired may lie on a site that is not
  const loose = plots.rows.filter((p) => !sites.rows.some((s) => s.siteId === p.siteId))
  return (
    <ProductionPage title={t('sites.title')} action={may && !retired && add}>
      <Refusal refusal={sites.refusal ?? plots.refusal} />
      {!ready && !sites.refusal && !plots.refusal && <Waiting rows={6} />}
      {ready && sites.rows.length + plots.rows.length === 0 && (
        <Empty text={t(retired ? 'sites.none_retired' : 'sites.none')} action={may && !retired && add} />
      )}
      {ready &&
        sites.rows.map((site) => (
          <SiteSection
            key={site.siteId}
            site={site}
            plots={plots.rows.filter((p) => p.siteId === site.siteId)}
            retired={retired}
          />
        ))}
      {retired && loose.length > 0 && (
        <Section title={t('sites.retired_plots')}>
          <Plots plots={loose} retired named />
        </Section>
      )}
      {ready && (
        <div>
          <Button type="link" onClick={() => change({ retired: retired ? undefined : 'only' })}>
            {t(retired ? 'sites.show_used' : 'sites.show_retired')}
          </Button>
        </div>
      )}
    </ProductionPage>
  )
}

function SiteSection({ site, plots, retired }: { site: Site; plots: readonly Plot[]; retired: boolean }) {
  const { t } = useTranslation()
  const may = useMay()(createSite)
  const area = groupDigits(sum(plots.map((p) => p.areaMu)))
  const facts = [t(`site.kind.${site.kind}`), [...site.divisionNames, site.address].filter(Boolean).join(' ')]
  return (
    <Section
      title={site.name}
      extra={
        may &&
        !retired && (
          <div className="ui-chips">
            <LinkButton to={`/production/sites/${site.siteId}`}>{t('sites.edit')}</LinkButton>
            <LinkButton icon={<PlusOutlined />} to={`/production/plots/new?siteId=${site.siteId}`}>
              {t('sites.add_plot')}
            </LinkButton>
          </div>
        )
      }
    >
      <p className="ui-quiet">{facts.join(' · ')}</p>
      {plots.length === 0 ? (
        <p>{t('sites.no_plots')}</p>
      ) : (
        <>
          <p>{t('sites.plots', { count: plots.length, area })}</p>
          <Plots plots={plots} retired={retired} />
        </>
      )}
    </Section>
  )
}

type PlotsProps = { plots: readonly Plot[]; retired: boolean; named?: boolean }

function Plots({ plots, retired, named = false }: PlotsProps) {
  const { t, i18n } = useTranslation()
  const may = useMay()
  const size = usePhone() ? 'middle' : 'small'
  return (
    <DataList<Plot>
      label={t('sites.plots_of')}
      rows={plots}
      rowKey={(p) => p.plotId}
      {...(may(createSite) && !retired ? { open: (p: Plot) => `/production/plots/${p.plotId}` } : {})}
      columns={[
        {
          key: 'name',
          title: t('sites.name'),
          render: (p) => (named ? `${p.siteName} ${p.name}` : p.name),
        },
        {
          key: 'area',
          title: t('sites.area'),
          numeric: true,
          render: (p) => groupDigits(p.areaMu),
        },
        {
          key: 'class',
          title: t('sites.class'),
          render: (p) => (i18n.language === 'zh' ? p.className : p.classNameEn),
        },
      ]}
      actions={(p) => (
        <div className="ui-chips">
          {may(recordProduction) && !retired && (
            <LinkButton size={size} to={`/production/record?plot=${p.plotId}`}>
              {t('production.record_action')}
            </LinkButton>
          )}
          <LinkButton size={size} to={`/production?target=${p.plotId}`}>
            {t('sites.records')}
          </LinkButton>
        </div>
      )}
    />
  )
}
