import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { findOwnOperator } from '../../../modules/registry/operator/schema.ts'
import {
  createSite,
  editSite,
  listSites,
  retireSite,
  type Site,
  type SiteWords,
  siteKinds,
} from '../../../modules/registry/site/schema.ts'
import { Choices } from '../../../ui/Choices.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import type { Position } from '../../../ui/MapPicker.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk, useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { useAll } from '../production/profile-form/index.ts'
import { DivisionField } from '../registry/DivisionField.tsx'
import { PositionField, positionOf, shapeOf } from './PositionField.tsx'
import { RetireButton } from './RetireButton.tsx'

type SiteValues = { name: string; kind: Site['kind']; divisionId: string; address?: string; position?: Position }
const back = '/production/sites'

/** Adds a site, or changes one. */
export function SitePage() {
  const { t } = useTranslation()
  const { siteId } = useParams()
  const sites = useAll(listSites, { retired: 'no' })
  const site = sites.rows.find((s) => s.siteId === siteId)
  // most sites lie where the operator is registered
  const own = useAsk(findOwnOperator, {}, { enabled: !siteId })
  const ready = siteId ? site !== undefined : own.data !== undefined || own.error !== null
  return (
    <Page title={t(siteId ? 'sites.edit_site' : 'sites.add')} back={{ to: back, title: t('sites.title') }} narrow>
      <Refusal refusal={sites.refusal} />
      {!ready && !(siteId && sites.ready) && !sites.refusal && <Waiting rows={6} />}
      {siteId && sites.ready && !site && <Empty text={t('sites.gone')} />}
      {ready && <SiteForm site={site} divisionId={own.data?.operator?.divisionId} />}
    </Page>
  )
}

function SiteForm({ site, divisionId: usual }: { site: Site | undefined; divisionId: string | undefined }) {
  const { t } = useTranslation()
  const go = useNavigate()
  const [form] = Form.useForm<SiteValues>()
  const refresh = ['listSites', 'listPlots']
  const create = useDo(createSite, { refresh })
  const edit = useDo(editSite, { refresh })
  const divisionId = Form.useWatch('divisionId', form)
  const save = async ({ name, kind, divisionId: at, address, position }: SiteValues) => {
    const shape = shapeOf(position, site?.shape)
    const words = {
      ...{ name, kind: kind as SiteWords['kind'], divisionId: at },
      ...(address?.trim() ? { address: address.trim() } : {}),
      ...(shape ? { shape } : {}),
    }
    const taken = site ? await edit.run({ ...words, siteId: site.siteId }) : await create.run(words)
    if (taken) void go(site ? back : `/production/plots/new?siteId=${taken.siteId}`)
    return taken !== undefined
  }
  const position = positionOf(site?.shape)
  const start: Partial<SiteValues> = site
    ? {
        ...{ name: site.name, kind: site.kind, divisionId: site.divisionId },
        ...(site.address ? { address: site.address } : {}),
        ...(position ? { position } : {}),
      }
    : { kind: 'base', ...(usual ? { divisionId: usual } : {}) }
  return (
    <FormPage<SiteValues>
      form={form}
      initial={start}
      draftKey={site ? `site:${site.siteId}` : 'site'}
      submit={t('ui.save')}
      onSubmit={save}
      refusal={create.refusal ?? edit.refusal}
      waiting={create.waiting || edit.waiting}
      extra={
        site && (
          <RetireButton
            endpoint={retireSite}
            input={{ siteId: site.siteId }}
            name={site.name}
            consequence={t('sites.retire_site_what')}
          />
        )
      }
    >
      <Form.Item
        name="name"
        label={t('sites.name')}
        rules={[{ required: true, whitespace: true, message: t('form.missing', { label: t('sites.name') }) }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="kind" label={t('sites.kind')} required>
        <Choices label={t('sites.kind')} options={siteKinds.map((k) => ({ value: k, label: t(`site.kind.${k}`) }))} />
      </Form.Item>
      <Form.Item
        name="divisionId"
        label={t('sites.division')}
        rules={[{ required: true, message: t('form.choose', { label: t('sites.division') }) }]}
      >
        <DivisionField deeper />
      </Form.Item>
      <Form.Item name="address" label={t('sites.address')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <PositionField divisionId={divisionId} outlined={site?.shape?.type === 'Polygon'} />
    </FormPage>
  )
}
