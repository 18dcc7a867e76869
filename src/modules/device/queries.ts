import { sql } from 'kysely'
import type { Actor } from '../../platform/actor.ts'
import { decodeCursor, page } from '../../platform/cursor.ts'
import type { Db } from '../../platform/db.ts'
import type { Input, Output } from '../../platform/endpoint.ts'
import { AppError, found } from '../../platform/errors.ts'
import type { Deps } from '../../platform/http.ts'
import { partiesInScope, partyNames } from '../identity/index.ts'
import { gapsIn, shortDecimal, topicOf, usualGapMinutes } from './rules.ts'
import type * as api from './schema.ts'
import { type Binding, type BindingJudged, type DeviceLine, type Excursion, sendReadings } from './schema.ts'

/** Gaps of a binding that are shown at most, and points of a chart. */
const gapsShown = 100
const points = 500
const chartDays = 400

const devicesOf = (db: Db, actor: Actor) =>
  db
    .selectFrom('device.device as d')
    .select(['d.partyId', 'd.deviceId', 'd.name', 'd.serialNo', 'd.kind', 'd.registeredAt', 'd.disabledAt', 'd.seenAt'])
    .select(['d.lastAt', 'd.lastCelsius', 'd.lastHumidity', 'd.refused', 'd.lastError', 'd.lastErrorText'])
    .select('d.lastErrorAt')
    .where(partiesInScope(actor, 'd.partyId'))

type Row = Awaited<ReturnType<ReturnType<typeof devicesOf>['execute']>>[number]

/** Devices of the operators that one may see, latest first. */
export async function findDevices(
  db: Db,
  actor: Actor,
  f: Input<typeof api.listDevices>,
  now: string,
): Promise<Output<typeof api.listDevices>> {
  const after = decodeCursor(f.cursor, ['id'])
  const like = f.q && `%${f.q.replace(/[\\%_]/g, '\\$&')}%`
  const rows = await devicesOf(db, actor)
    .$if(f.partyId !== undefined, (q) => q.where('d.partyId', '=', f.partyId!))
    .$if(f.off !== undefined, (q) => q.where('d.disabledAt', f.off === 'true' ? 'is not' : 'is', null))
    .$if(Boolean(like), (q) => q.where((e) => e.or([e('d.name', 'ilike', like!), e('d.serialNo', 'ilike', like!)])))
    .$if(after !== undefined, (q) => q.where('d.deviceId', '<', after![0]))
    .orderBy('d.deviceId', 'desc')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.deviceId])
  const open = await bindingsOf(db, actor, items, true)
  return { items: items.map((r) => lineOf(r, open.get(r.deviceId)?.[0], now)), nextCursor }
}

function lineOf(r: Row, bound: Binding | undefined, now: string): DeviceLine {
  const last = bound && (r.lastAt !== null && Date.parse(r.lastAt) > Date.parse(bound.from) ? r.lastAt : bound.from)
  return {
    ...r,
    kind: r.kind as DeviceLine['kind'],
    lastCelsius: shortDecimal(r.lastCelsius),
    lastHumidity: shortDecimal(r.lastHumidity),
    bound: bound ?? null,
    silent: last !== undefined && Date.parse(now) - Date.parse(last) > bound!.maxGapMinutes * 60_000,
  }
}

/** What the devices were with, latest first; `open`: only what they are with now. Goods of other sectors are an agency's not to see. */
async function bindingsOf(
  db: Db,
  actor: Actor,
  devices: readonly { partyId: string; deviceId: string }[],
  open: boolean,
): Promise<Map<string, Binding[]>> {
  if (!devices.length) return new Map()
  const { rows } = await sql<Binding>`
    select party_id, binding_id, device_id, container, from_at as "from", to_at as "to", low, high, max_gap_minutes, goods
    from device.binding
    where party_id = any(${[...new Set(devices.map((d) => d.partyId))]}::uuid[])
      and device_id = any(${devices.map((d) => d.deviceId)}::uuid[]) and (${!open} or to_at is null)
    order by from_at desc limit ${open ? devices.length : 50}`.execute(db)
  const mine = (b: Binding) =>
    actor.kind === 'agency' ? b.goods.filter((g) => g.sector !== null && actor.sectors.includes(g.sector)) : b.goods
  return Map.groupBy(
    rows.map((b) => ({ ...b, low: shortDecimal(b.low), high: shortDecimal(b.high), goods: mine(b) })),
    (b) => b.deviceId,
  )
}

/** A device with what it was with and what was wrong there. @throws not_found `device.not_found` */
export async function requireDevice(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  actor: Actor,
  f: Input<typeof api.getDevice>,
  now: string,
): Promise<Output<typeof api.getDevice>> {
  const row = await oneDevice(db, actor, f)
  const bindings = (await bindingsOf(db, actor, [row], false)).get(row.deviceId) ?? []
  const names = await partyNames(db, [row.partyId])
  const { hostname } = new URL(config.origin)
  return {
    ...lineOf(
      row,
      bindings.find((b) => b.to === null),
      now,
    ),
    partyName: names.get(row.partyId)?.name ?? '',
    send: {
      url: config.origin + sendReadings.path,
      topic: topicOf(row.deviceId),
      mqtt: config.mqtt.port === undefined ? null : `mqtt://${hostname}:${config.mqtt.port}`,
    },
    bindings: await judged(db, bindings, now),
  }
}

async function oneDevice(
  db: Db,
  actor: Actor,
  { deviceId, partyId }: { deviceId: string; partyId?: string | undefined },
) {
  const row = await devicesOf(db, actor)
    .where('d.partyId', '=', partyId ?? actor.partyId)
    .where('d.deviceId', '=', deviceId)
    .executeTakeFirst()
  return found(row, 'device', deviceId)
}

/** Bindings of one party with their figures, gaps and excursions, in two statements. */
async function judged(db: Db, bindings: readonly Binding[], now: string): Promise<BindingJudged[]> {
  const [first] = bindings
  if (!first) return []
  const { partyId } = first
  const ids = bindings.map((b) => b.bindingId)
  const { rows: figures } = await sql<{
    bindingId: string
    readings: number
    firstAt: string | null
    lastAt: string | null
    lowest: string | null
    highest: string | null
    gaps: { from: string; to: string }[] | null
  }>`
    select s.binding_id, count(*)::int as readings, min(s.at) as first_at, max(s.at) as last_at,
      min(s.celsius) as lowest, max(s.celsius) as highest,
      json_agg(json_build_object('from', s.before, 'to', s.at) order by s.at)
        filter (where s.at - s.before > make_interval(mins => s.max_gap_minutes)) as gaps
    from (
      select b.binding_id, b.max_gap_minutes, r.at, r.celsius,
        lag(r.at) over (partition by b.binding_id order by r.at) as before
      from device.binding b
        join device.reading r on r.party_id = b.party_id and r.device_id = b.device_id and r.at >= b.from_at
          and r.at <= coalesce(b.to_at, 'infinity')
      where b.party_id = ${partyId} and b.binding_id = any(${ids}::uuid[])) s
    group by s.binding_id`.execute(db)
  const { rows: excursions } = await sql<Excursion>`
    select excursion_id, binding_id, began_at, ended_at, lowest, highest, readings from device.excursion
    where party_id = ${partyId} and binding_id = any(${ids}::uuid[]) order by began_at`.execute(db)
  const byId = new Map(figures.map((f) => [f.bindingId, f]))
  return bindings.map((b) => {
    const f = byId.get(b.bindingId)
    const span = { from: b.from, to: b.to ?? now }
    const gaps = f?.readings
      ? [
          ...gapsIn([], { from: b.from, to: f.firstAt! }, b.maxGapMinutes),
          ...(f.gaps ?? []).map((g) => ({ from: utc(g.from), to: utc(g.to) })),
          ...gapsIn([], { from: f.lastAt!, to: span.to }, b.maxGapMinutes),
        ]
      : gapsIn([], span, b.maxGapMinutes || usualGapMinutes)
    return {
      ...b,
      readings: f?.readings ?? 0,
      lowest: shortDecimal(f?.lowest ?? null),
      highest: shortDecimal(f?.highest ?? null),
      gaps: gaps.slice(0, gapsShown),
      excursions: excursions
        .filter((e) => e.bindingId === b.bindingId)
        .map((e) => ({ ...e, lowest: String(Number(e.lowest)), highest: String(Number(e.highest)) })),
    }
  })
}

const utc = (time: string) => new Date(time).toISOString()

/**
 * Readings of a time in at most 500 parts of equal length: a month of a reading a minute draws as fast as a day.
 * @throws not_found `device.not_found`, invalid `readings.span_wrong`
 */
export async function readingsOf(
  db: Db,
  actor: Actor,
  f: Input<typeof api.deviceReadings>,
): Promise<Output<typeof api.deviceReadings>> {
  const { partyId, deviceId } = await oneDevice(db, actor, f)
  const seconds = (Date.parse(f.to) - Date.parse(f.from)) / 1000
  if (!(seconds > 0) || seconds > chartDays * 86_400)
    throw new AppError('invalid', 'readings.span_wrong', { days: chartDays })
  const step = Math.max(1, Math.ceil(seconds / points))
  const { rows } = await sql<{
    at: string
    low: string | null
    high: string | null
    celsius: string | null
    humidity: string | null
    count: number
  }>`
    select min(at) as at, min(celsius) as low, max(celsius) as high, round(avg(celsius), 2) as celsius,
      round(avg(humidity), 1) as humidity, count(*)::int as count
    from device.reading
    where party_id = ${partyId} and device_id = ${deviceId}
      and at >= ${f.from}::timestamptz and at <= ${f.to}::timestamptz
    group by floor(extract(epoch from at - ${f.from}::timestamptz) / ${step}::numeric)
    order by 1`.execute(db)
  return {
    count: rows.reduce((sum, r) => sum + r.count, 0),
    points: rows.map(({ count: _, ...r }) => ({
      ...{ at: r.at, low: shortDecimal(r.low), high: shortDecimal(r.high) },
      ...{ celsius: shortDecimal(r.celsius), humidity: shortDecimal(r.humidity) },
    })),
  }
}
