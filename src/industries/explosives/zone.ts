import type { Judgement, RuleFacts } from '../../kernel/rule.ts'
import { both } from '../sources.ts'

const EARTH_M = 6_371_000
const radians = (degrees: number) => (degrees * Math.PI) / 180

type Row = Readonly<Record<string, unknown>>

const rowsOf = (value: unknown): readonly Row[] =>
  Array.isArray(value) ? value.filter((r) => typeof r === 'object' && r !== null) : []

/** Great-circle distance in metres between two points in degrees. */
export function distanceM(lon: number, lat: number, otherLon: number, otherLat: number): number {
  const a =
    Math.sin(radians(otherLat - lat) / 2) ** 2 +
    Math.cos(radians(lat)) * Math.cos(radians(otherLat)) * Math.sin(radians(otherLon - lon) / 2) ** 2
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(a)))
}

/**
 * Why electronic detonators may not be fired here and now: outside every permitted zone or its time, inside a forbidden
 * one, a working code that is not in order or has run out. What cannot be told counts as not permitted.
 */
export function zoneProblem({ values }: RuleFacts): Judgement | undefined {
  if (values['electronic'] !== true) return undefined
  const lon = Number(values['lon'] ?? Number.NaN)
  const lat = Number(values['lat'] ?? Number.NaN)
  const at = Date.parse(String(values['used_at'] ?? ''))
  if (Number.isNaN(lon + lat + at)) return { text: both('缺少起爆地点或时间', 'Place or time of firing is missing') }
  const inside = (z: Row) => distanceM(lon, lat, Number(z['zone_lon']), Number(z['zone_lat'])) <= Number(z['radius_m'])
  const zones = rowsOf(values['zones']).filter(inside)
  if (!zones.length) return { text: both('不在准爆区域内', 'Outside the permitted zones') }
  const open = (z: Row) => Date.parse(String(z['zone_from'])) <= at && at <= Date.parse(String(z['zone_to']))
  if (!zones.some(open)) return { text: both('不在准爆时间内', 'Outside the permitted time') }
  if (rowsOf(values['forbidden']).some(inside)) return { text: both('在禁爆区域内', 'Inside a forbidden zone') }
  const codes = rowsOf(values['working_codes'])
  if (!codes.length) return { text: both('没有工作码', 'No working codes') }
  const wrong = codes.filter((c) => c['code_state'] !== 'ok')
  const named = (rows: readonly Row[]) => rows.map((r) => String(r['shell_code']))
  if (wrong.length) return { text: both('工作码状态异常', 'A working code is not in order'), items: named(wrong) }
  const ended = codes.filter((c) => !(at <= Date.parse(String(c['code_valid_to']))))
  return ended.length
    ? { text: both('工作码已过有效期', 'A working code has run out'), items: named(ended) }
    : undefined
}
