import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Plot } from '../../../../modules/registry/site/schema.ts'
import { listPlots } from '../../../../modules/registry/site/schema.ts'
import { Choices } from '../../../../ui/Choices.tsx'
import { Empty } from '../../../../ui/Empty.tsx'
import { Waiting } from '../../../../ui/Waiting.tsx'
import { Refusal } from '../../app/Refusal.tsx'
import type { ControlProps } from './control.ts'
import { useAll } from './useAll.ts'

const inSight = 10

/** One's plots, ponds and pens in use. */
export const usePlots = () => useAll(listPlots, {})

/** A plot, or several: those used last first; many are searched. */
export function PlotField(p: ControlProps<'plot', string | string[]>) {
  const { t, i18n } = useTranslation()
  const { rows, ready, refusal } = usePlots()
  const { field, id, label, value, onChange, onBlur, last, context } = p
  const several = context.severalPlots ?? false
  const used = last.flat()
  const plots = [...rows].sort((a, b) => rank(used, a.plotId) - rank(used, b.plotId))
  const chosen = value === undefined || value === null ? [] : [value].flat()
  if (refusal) return <Refusal refusal={refusal} />
  if (!ready) return <Waiting rows={2} />
  if (plots.length === 0)
    return <Empty text={t('production.form.no_plots')} action={<Link to="/production/sites">{t('sites.add')}</Link>} />
  const set = (v: string | string[] | undefined) => onChange?.(several ? [v ?? []].flat() : v)
  const sites = new Set(plots.map((x) => x.siteId))
  const name = (x: Plot) => (sites.size > 1 ? `${x.siteName} ${x.name}` : x.name)
  const facts = (x: Plot) =>
    [t('sites.mu', { area: x.areaMu }), i18n.language === 'zh' ? x.className : x.classNameEn]
      .filter(Boolean)
      .join(t('production.form.comma'))
  if (plots.length > inSight)
    return (
      <Select
        {...({ id, onBlur, ...(several ? { mode: 'multiple' } : {}) } as object)}
        value={(several ? chosen : (chosen[0] ?? null)) as string}
        options={plots.map((x) => ({ value: x.plotId, label: name(x), facts: facts(x) }))}
        optionRender={(o) => (
          <>
            {o.label} <small className="ui-quiet">{o.data.facts}</small>
          </>
        )}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear={!field.required}
        onChange={(v: string | string[] | null) => set(v ?? undefined)}
      />
    )
  return (
    <Choices
      id={id}
      label={label}
      multiple={several}
      clearable={!field.required}
      faulty={Boolean(p['aria-invalid'])}
      describedBy={p['aria-describedby']}
      options={plots.map((x) => ({ value: x.plotId, label: name(x), note: facts(x) }))}
      value={several ? chosen : chosen[0]}
      onChange={set}
      onBlur={onBlur}
    />
  )
}

const rank = (used: readonly unknown[], id: string) => {
  const at = used.indexOf(id)
  return at < 0 ? used.length : at
}
