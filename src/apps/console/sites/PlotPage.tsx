import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { compare } from '../../../kernel/quantity.ts'
import {
  createPlot,
  editPlot,
  listPlots,
  listSites,
  type Plot,
  PlotWords,
  retirePlot,
  type Site,
} from '../../../modules/registry/site/schema.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import type { Position } from '../../../ui/MapPicker.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useDo } from '../app/call.ts'
import { FormPage } from '../app/FormPage.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { ClassField } from '../catalogue/ClassField.tsx'
import { plainNumber, useAll } from '../production/profile-form/index.ts'
import { PositionField, positionOf, shapeOf } from './PositionField.tsx'
import { RetireButton } from './RetireButton.tsx'

type PlotValues = { siteId: string; name: string; areaMu: string; classCode?: string; position?: Position }
const back = '/production/sites'

/** Adds a plot (pond, pen) to a site, or changes one. */
export function PlotPage() {
  const { t } = useTranslation()
  const { plotId } = useParams()
  const sites = useAll(listSites, { retired: 'no' })
  const plots = useAll(listPlots, { retired: 'no' })
  const plot = plots.rows.find((p) => p.plotId === plotId)
  const ready = sites.ready && (!plotId || plots.ready)
  const refusal = sites.refusal ?? plots.refusal
  const add = <LinkButton to="/production/sites/new">{t('sites.add')}</LinkButton>
  return (
    <Page title={t(plotId ? 'sites.edit_plot' : 'sites.add_plot')} back={{ to: back, title: t('sites.title') }} narrow>
      <Refusal refusal={refusal} />
      {!ready && !refusal && <Waiting rows={6} />}
      {ready && plotId && !plot && <Empty text={t('sites.gone')} />}
      {ready && !plotId && sites.rows.length === 0 && <Empty text={t('sites.none')} action={add} />}
      {ready && (plotId ? plot : sites.rows.length > 0) && <PlotForm plot={plot} sites={sites.rows} />}
    </Page>
  )
}

function PlotForm({ plot, sites }: { plot: Plot | undefined; sites: readonly Site[] }) {
  const { t, i18n } = useTranslation()
  const go = useNavigate()
  const [params] = useSearchParams()
  const [form] = Form.useForm<PlotValues>()
  const refresh = ['listSites', 'listPlots']
  const create = useDo(createPlot, { refresh })
  const edit = useDo(editPlot, { refresh })
  const siteId = Form.useWatch('siteId', form)
  const site = sites.find((s) => s.siteId === siteId)
  const save = async ({ siteId: on, name, areaMu, classCode, position }: PlotValues) => {
    const shape = shapeOf(position, plot?.shape)
    const words = {
      ...{ siteId: on, name, areaMu: plainNumber(areaMu) },
      ...(classCode ? { classCode } : {}),
      ...(shape ? { shape } : {}),
    }
    const taken = plot ? await edit.run({ ...words, plotId: plot.plotId }) : await create.run(words)
    if (taken) void go(back)
    return taken !== undefined
  }
  const position = positionOf(plot?.shape)
  const start: Partial<PlotValues> = plot
    ? {
        ...{ siteId: plot.siteId, name: plot.name, areaMu: plot.areaMu },
        ...(plot.classCode ? { classCode: plot.classCode } : {}),
        ...(position ? { position } : {}),
      }
    : { siteId: params.get('siteId') ?? sites[0]!.siteId }
  return (
    <FormPage<PlotValues>
      form={form}
      initial={start}
      draftKey={plot ? `plot:${plot.plotId}` : `plot.${start.siteId}`}
      submit={t('ui.save')}
      onSubmit={save}
      refusal={create.refusal ?? edit.refusal}
      waiting={create.waiting || edit.waiting}
      extra={
        plot && (
          <RetireButton
            endpoint={retirePlot}
            input={{ plotId: plot.plotId }}
            name={plot.name}
            consequence={t('sites.retire_plot_what')}
          />
        )
      }
    >
      <Form.Item name="siteId" label={t('sites.site')} required>
        <Select options={sites.map((s) => ({ value: s.siteId, label: s.name }))} />
      </Form.Item>
      <Form.Item
        name="name"
        label={t('sites.name')}
        rules={[{ required: true, whitespace: true, message: t('form.missing', { label: t('sites.name') }) }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="areaMu"
        label={t('sites.area')}
        required
        rules={[
          {
            validator: async (_, v?: string) => {
              const typed = plainNumber(v ?? '')
              if (!PlotWords.shape.areaMu.safeParse(typed).success || compare(typed, '0') <= 0)
                throw new Error(t('sites.area_wrong'))
            },
          },
        ]}
      >
        <Input inputMode="decimal" maxLength={15} autoComplete="off" className="profile-short" />
      </Form.Item>
      <Form.Item name="classCode" label={t('sites.class')} extra={t('sites.class_help')}>
        <ClassField clearable name={i18n.language === 'zh' ? plot?.className : plot?.classNameEn} />
      </Form.Item>
      <PositionField divisionId={site?.divisionId} outlined={plot?.shape?.type === 'Polygon'} />
    </FormPage>
  )
}
