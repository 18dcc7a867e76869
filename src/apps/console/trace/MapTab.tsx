import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Trace } from '../../../modules/trace/walk/schema.ts'
import { Waiting } from '../../../ui/Waiting.tsx'
import { hasOutlineOf, useOutline } from '../registry/outlines.ts'
import type { Chain } from './chain.ts'
import { FlowMap } from './FlowMap.tsx'
import type { Lit } from './path.ts'
import { holdersAt, positionsOf, unitsOf } from './positions.ts'
import type { NodeTexts } from './useTexts.ts'

type MapTabProps = {
  trace: Trace
  chain: Chain
  texts: NodeTexts
  lit: Lit | undefined
  onOpen: (node: number) => void
}

/** The province where most holders are: the outlines ship by province. */
function provinceOf(trace: Trace): string | undefined {
  const counts = new Map<string, number>()
  for (const { countyId } of trace.parties)
    if (countyId && countyId.length >= 2) {
      const province = `${countyId.slice(0, 2)}0000`
      counts.set(province, (counts.get(province) ?? 0) + 1)
    }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}

/** Where the goods went, on a sketch of the counties; beside it whatever has no place there. */
export function MapTab({ trace, chain, texts, lit, onOpen }: MapTabProps) {
  const { t, i18n } = useTranslation()
  const province = useMemo(() => provinceOf(trace), [trace])
  const outline = useOutline(province ? [province] : [])
  const positions = useMemo(
    () => outline && positionsOf(trace, chain, unitsOf(outline.data as never)),
    [outline, trace, chain],
  )
  const without = positions?.without ?? [...chain.nodes.keys()]
  return (
    <div className="trace-map">
      {outline && positions ? (
        <>
          <FlowMap {...{ outline, positions, lit }} />
          <p className="ui-help">{t('trace_map.sketch')}</p>
          <div className="trace-map-lists">
            {positions.spots.map(({ unit, nodes }) => (
              <button key={unit.id} type="button" onClick={() => onOpen(nodes[0]!)}>
                <strong>
                  {unit.name} · {nodes.length}
                </strong>{' '}
                {holdersAt(trace, chain, nodes, i18n.language).join(t('ui.comma'))}
              </button>
            ))}
          </div>
        </>
      ) : province && hasOutlineOf(province) ? (
        <Waiting rows={6} />
      ) : (
        <p className="ui-help">{t('trace_map.no_outline')}</p>
      )}
      {without.length > 0 && (outline || !province || !hasOutlineOf(province)) && (
        <section>
          <h3>{t('trace_map.without', { count: without.length })}</h3>
          <div className="trace-map-lists">
            {without.slice(0, 50).map((n) => (
              <button key={n} type="button" onClick={() => onOpen(n)}>
                {n + 1}. {texts(n).product} · {texts(n).holder}
              </button>
            ))}
            {without.length > 50 && <span>{t('trace_graph.fold', { count: without.length - 50 })}</span>}
          </div>
        </section>
      )}
    </div>
  )
}
