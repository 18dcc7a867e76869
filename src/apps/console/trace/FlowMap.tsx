import { LinesChart, ScatterChart } from 'echarts/charts'
import { GeoComponent } from 'echarts/components'
import { type ECharts, init, registerMap, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outline } from '../../../ui/OutlineMap.tsx'
import { dark, fontFamily, light } from '../../../ui/tokens.ts'
import type { Lit } from './path.ts'
import type { Positions } from './positions.ts'

use([GeoComponent, ScatterChart, LinesChart, CanvasRenderer])

type FlowMapProps = { outline: Outline; positions: Positions; lit: Lit | undefined }

/** Places with how much of the chain is there, and arrows between them; the lit path stands out. */
export function FlowMap({ outline, positions, lit }: FlowMapProps) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts>(undefined)
  useEffect(() => {
    registerMap(outline.name, outline.data as never)
    const made = init(box.current!)
    chart.current = made
    const watch = new ResizeObserver(() => made.resize())
    watch.observe(box.current!)
    return () => {
      watch.disconnect()
      made.dispose()
    }
  }, [outline])
  useEffect(() => {
    // the page says whether it is dark (app/theme.ts)
    const colours = document.documentElement.style.colorScheme === 'dark' ? dark : light
    const { spots, flows } = positions
    const isLit = (links: readonly number[]) => links.some((l) => lit?.links.has(l))
    chart.current?.setOption({
      animation: false,
      geo: {
        map: outline.name,
        roam: true,
        scaleLimit: { min: 0.8, max: 20 },
        ...(outline.bounds ? { boundingCoords: outline.bounds } : {}),
        itemStyle: { areaColor: colours.paper, borderColor: colours.edge },
        emphasis: { disabled: true },
        select: { disabled: true },
        silent: true,
      },
      series: [
        {
          type: 'lines',
          z: 3,
          coordinateSystem: 'geo',
          symbol: ['none', 'arrow'],
          symbolSize: 14,
          silent: true,
          data: flows.map(({ from, to, links }) => ({
            coords: [from.centre, to.centre],
            lineStyle: {
              curveness: 0.2,
              width: Math.min(8, 1.5 + Math.log2(links.length + 1)),
              color: isLit(links) ? colours.brand : colours.info,
              opacity: lit && !isLit(links) ? 0.25 : 0.8,
            },
          })),
        },
        {
          type: 'scatter',
          coordinateSystem: 'geo',
          silent: true,
          itemStyle: { color: colours.goodGround, borderColor: colours.brand, borderWidth: 2 },
          label: {
            show: true,
            position: 'right',
            formatter: '{b}',
            color: colours.ink,
            fontSize: 13,
            fontFamily,
            textBorderColor: colours.paper,
            textBorderWidth: 3,
          },
          data: spots.map(({ unit, nodes }) => ({
            name: `${unit.name} ${nodes.length}`,
            value: unit.centre,
            symbolSize: Math.min(40, 12 + 4 * Math.log2(nodes.length + 1)),
          })),
        },
      ],
    })
  }, [outline, positions, lit])
  // the list below the map says the same in words
  return <div ref={box} className="trace-map-canvas" role="img" aria-label={t('trace_map.label')} />
}
