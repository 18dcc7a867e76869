import { LineChart } from 'echarts/charts'
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { type ECharts, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type * as z from 'zod'
import type { Binding, deviceReadings, Excursion } from '../../../modules/device/schema.ts'
import { whenText } from '../../../ui/format.ts'
import { dark, fontFamily, light } from '../../../ui/tokens.ts'

use([LineChart, GridComponent, TooltipComponent, MarkLineComponent, MarkAreaComponent, CanvasRenderer])

type Point = z.output<(typeof deviceReadings)['output']>['points'][number]
type ReadingsChartProps = {
  points: readonly Point[]
  limits: Pick<Binding, 'low' | 'high'> | undefined
  excursions: readonly Excursion[]
  label: string
}

/** Temperatures over time with the limits and the times outside them. A gap in the readings is a gap in the line. */
export default function ReadingsChart({ points, limits, excursions, label }: ReadingsChartProps) {
  const { t, i18n } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts>(undefined)
  useEffect(() => {
    const made = init(box.current!)
    chart.current = made
    const watch = new ResizeObserver(() => made.resize())
    watch.observe(box.current!)
    return () => {
      watch.disconnect()
      made.dispose()
    }
  }, [])
  useEffect(() => {
    const colours = document.documentElement.style.colorScheme === 'dark' ? dark : light
    const text = { color: colours.quiet, fontFamily, fontSize: 12 }
    const mark = (value: string | null | undefined, name: string) =>
      value === null || value === undefined
        ? []
        : [{ yAxis: Number(value), label: { formatter: `${name} ${value} ℃`, position: 'insideStartTop' as const } }]
    const bounds = [limits?.low, limits?.high].flatMap((v) => (v === null || v === undefined ? [] : [Number(v)]))
    chart.current?.setOption(
      {
        animation: false,
        textStyle: text,
        grid: { left: 44, right: 16, top: 16, bottom: 28 },
        tooltip: {
          trigger: 'axis',
          backgroundColor: colours.paper,
          borderColor: colours.line,
          textStyle: { color: colours.ink, fontFamily, fontSize: 13 },
          formatter: (shown: unknown) => {
            const [first] = shown as { value: [string, number] }[]
            return first ? `${whenText(first.value[0], i18n.language, true)}<br>${first.value[1]} ℃` : ''
          },
        },
        xAxis: { type: 'time', axisLabel: text, axisLine: { lineStyle: { color: colours.edge } } },
        yAxis: {
          type: 'value',
          axisLabel: { ...text, formatter: '{value} ℃' },
          splitLine: { lineStyle: { color: colours.line } },
          min: (v: { min: number }) => 2 * Math.floor(Math.min(v.min, ...bounds) / 2 - 0.5),
          max: (v: { max: number }) => 2 * Math.ceil(Math.max(v.max, ...bounds) / 2 + 0.5),
        },
        series: [
          {
            type: 'line',
            name: t('devices.line.celsius'),
            showSymbol: points.length < 40,
            symbolSize: 5,
            lineStyle: { width: 2, color: colours.brand },
            itemStyle: { color: colours.brand },
            data: lineOf(points),
            markLine: {
              silent: true,
              symbol: 'none',
              lineStyle: { color: colours.stop, type: 'dashed' },
              label: { ...text, color: colours.stop },
              data: [...mark(limits?.low, t('devices.line.low')), ...mark(limits?.high, t('devices.line.high'))],
            },
            markArea: {
              silent: true,
              itemStyle: { color: colours.stopGround },
              data: excursions.map((e) => [{ xAxis: e.beganAt }, { xAxis: e.endedAt }]),
            },
          },
        ],
      },
      true,
    )
  }, [points, limits, excursions, t, i18n.language])
  // the figures below say the same in words
  return <div ref={box} className="device-chart" role="img" aria-label={label} />
}

/** Points of the line; where readings stay away for three times the usual step, it breaks. */
function lineOf(points: readonly Point[]): [string, number | null][] {
  const given = points.filter((p) => p.celsius !== null)
  const steps = given
    .slice(1)
    .map((p, i) => Date.parse(p.at) - Date.parse(given[i]!.at))
    .sort((a, b) => a - b)
  const usual = steps[Math.floor(steps.length / 2)] ?? 0
  return given.flatMap((p, i): [string, number | null][] => {
    const before = given[i - 1]
    const broken = before && Date.parse(p.at) - Date.parse(before.at) > 3 * usual
    return [...(broken ? [[p.at, null] as [string, null]] : []), [p.at, Number(p.celsius)]]
  })
}
