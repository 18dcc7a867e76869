import { ScatterChart } from 'echarts/charts'
import { GeoComponent } from 'echarts/components'
import { type ECharts, init, registerMap, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outline, Position } from './place.ts'

export type { Outline, Position } from './place.ts'

import { dark, light } from './tokens.ts'
import { useMedia } from './useMedia.ts'

use([GeoComponent, ScatterChart, CanvasRenderer])

type Feature = { properties: { name: string; cp?: [number, number] } }
type OutlineMapProps = {
  outline: Outline
  within: readonly string[]
  value: Position | undefined
  onPick: (p: Position) => void
}

/** Loaded only where somebody points at a map: ECharts is large. */
export default function OutlineMap({ outline, within, value, onPick }: OutlineMapProps) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts>(undefined)
  const pick = useRef(onPick)
  pick.current = onPick
  const colours = useMedia('(prefers-color-scheme: dark)') ? dark : light
  useEffect(() => {
    registerMap(outline.name, outline.data as never)
    const made = init(box.current!)
    chart.current = made
    made.getZr().on('click', (e) => {
      const [longitude, latitude] = made.convertFromPixel('geo', [e.offsetX, e.offsetY]) as [number, number]
      pick.current({ longitude, latitude })
    })
    // a box that is hidden for a moment has no size, and ECharts would squeeze the map into nothing for good
    const watch = new ResizeObserver(() => {
      if (box.current && box.current.clientWidth > 0 && box.current.clientHeight > 0) made.resize()
    })
    watch.observe(box.current!)
    return () => {
      watch.disconnect()
      made.dispose()
    }
  }, [outline])
  const names = within.join()
  useEffect(() => {
    const { features } = outline.data as { features: Feature[] }
    const here = features.find((f) => names.split(',').includes(f.properties.name))?.properties
    chart.current?.setOption({
      animation: false,
      geo: {
        map: outline.name,
        roam: true,
        scaleLimit: { min: 0.8, max: 60 },
        ...(outline.bounds ? { boundingCoords: outline.bounds } : {}),
        ...(here?.cp ? { center: here.cp, zoom: 2.5 } : {}),
        itemStyle: { areaColor: colours.paper, borderColor: colours.edge },
        label: { show: true, color: colours.quiet, fontSize: 11 },
        emphasis: { itemStyle: { areaColor: colours.infoGround }, label: { color: colours.ink } },
        select: { disabled: true },
        regions: here ? [{ name: here.name, itemStyle: { areaColor: colours.goodGround } }] : [],
      },
    })
  }, [outline, names, colours])
  useEffect(() => {
    chart.current?.setOption({
      series: [
        {
          type: 'scatter',
          coordinateSystem: 'geo',
          symbol: 'pin',
          symbolSize: 44,
          symbolOffset: [0, '-40%'],
          silent: true,
          itemStyle: { color: colours.stop },
          data: value ? [[value.longitude, value.latitude]] : [],
        },
      ],
    })
  }, [value, colours])
  // the fields below the map are the same thing for who cannot point
  return <div ref={box} className="ui-map-canvas" role="img" aria-label={t('ui.map.label')} />
}
