import { sql } from 'kysely'
import { systemActor } from '../../platform/actor.ts'
import { type CommandCtx, type CommandDeps, runCommand } from '../../platform/command.ts'
import type { Db } from '../../platform/db.ts'
import { observeSensed, type Sensed } from '../trace/index.ts'
import { judgeBinding } from './excursion.ts'
import type { Span } from './rules.ts'
import type { BoundGoods } from './schema.ts'

type Told = {
  deviceId: string
  fromAt: string
  toAt: string | null
  low: string | null
  high: string | null
  goods: BoundGoods[]
  summariseFrom: string | null
}

/**
 * Tells what was measured since the last time in EPCIS events: one for all goods that were there over the same time. A
 * reading that comes late for a time that was told makes that time be told again, with it. Of the acting party.
 */
export async function summarise(ctx: CommandCtx, bindingId: string): Promise<void> {
  const { partyId } = ctx.actor
  const { rows } = await sql<Told>`
    select device_id, from_at, to_at, low, high, goods, summarise_from from device.binding
    where party_id = ${partyId} and binding_id = ${bindingId} for no key update`.execute(ctx.db)
  const [b] = rows
  if (!b) return
  await sql`update device.binding set summarise_from = null, due_at = null
    where party_id = ${partyId} and binding_id = ${bindingId}`.execute(ctx.db)
  if (b.summariseFrom === null) return
  const spans = new Map<string, { span: Span; goods: BoundGoods[] }>()
  for (const g of b.goods) {
    const from = later(later(b.fromAt, b.summariseFrom), g.from)
    const to = earlier(g.to, b.toAt) ?? ctx.now
    const key = `${from} ${to}`
    const known = spans.get(key) ?? { span: { from, to }, goods: [] }
    known.goods.push(g)
    spans.set(key, known)
  }
  for (const { span, goods } of spans.values()) {
    const sensed = await measured(ctx, b, span)
    if (!sensed) continue
    const began = await beganAt(ctx, goods)
    await observeSensed(ctx, {
      goods: goods.map(({ holdingId, quantity }) => ({ holdingId, quantity })),
      // a logger may have been in the box before the goods got the number they travel under
      eventTime: later(sensed.to, began),
      sensed: [sensed],
    })
  }
}

const later = (a: string, b: string) => (Date.parse(a) >= Date.parse(b) ? a : b)
const earlier = (a: string | null, b: string | null) =>
  a === null || b === null ? (a ?? b) : Date.parse(a) <= Date.parse(b) ? a : b

type Figures = {
  count: number
  from: string
  to: string
  celsius: [min: string | null, max: string | null, mean: string | null]
  humidity: [min: string | null, max: string | null, mean: string | null]
  alarm: boolean
}

async function measured(ctx: CommandCtx, b: Told, { from, to }: Span): Promise<Sensed | undefined> {
  const { rows } = await sql<Figures>`
    select count(*)::int as count, min(at) as "from", max(at) as "to",
      array[min(celsius), max(celsius), round(avg(celsius), 2)]::text[] as celsius,
      array[min(humidity), max(humidity), round(avg(humidity), 2)]::text[] as humidity,
      coalesce(bool_or(celsius < ${b.low}::numeric or celsius > ${b.high}::numeric), false) as alarm
    from device.reading
    where party_id = ${ctx.actor.partyId} and device_id = ${b.deviceId}
      and at between ${from}::timestamptz and ${to}::timestamptz`.execute(ctx.db)
  const [f] = rows
  if (!f?.count) return undefined
  const figure = (of: 'temperature' | 'humidity', [min, max, mean]: Figures['celsius'], alarm: boolean) =>
    min === null || max === null || mean === null
      ? []
      : [{ of, min: short(min), max: short(max), mean: short(mean), ...(alarm ? { alarm: true as const } : {}) }]
  return {
    ...{ deviceId: b.deviceId, from: f.from, to: f.to, count: f.count },
    figures: [...figure('temperature', f.celsius, f.alarm), ...figure('humidity', f.humidity, false)],
  }
}

const short = (decimal: string) => String(Number(decimal))

async function beganAt(ctx: CommandCtx, goods: readonly BoundGoods[]): Promise<string> {
  const { rows } = await sql<{ at: string }>`
    select max(began_at) as at from trace.holding
    where party_id = ${ctx.actor.partyId} and holding_id = any(${goods.map((g) => g.holdingId)}::uuid[])`.execute(
    ctx.db,
  )
  return rows[0]!.at
}

type Deps = CommandDeps & { clock: () => string }

/** Bindings that have something to be looked at or told now, whoever's they are. */
async function unscopedDue(db: Db, now: string, limit: number): Promise<{ partyId: string; bindingId: string }[]> {
  const { rows } = await sql<{ partyId: string; bindingId: string }>`
    select party_id, binding_id from device.binding where judge_from is not null
    union
    select party_id, binding_id from device.binding where due_at <= ${now}::timestamptz
    limit ${limit}`.execute(db)
  return rows
}

/** One round of what is due, for the worker, for tests and for the demo. @returns how many bindings it worked on. */
export async function workDue(deps: Deps, goOn: () => boolean = () => true): Promise<number> {
  const now = deps.clock()
  const due = await unscopedDue(deps.db, now, 200)
  for (const { partyId, bindingId } of due) {
    if (!goOn()) break
    const meta = { name: 'tellDevice', actor: systemActor(partyId), now }
    await runCommand(deps, meta, async (ctx) => {
      await judgeBinding(ctx, bindingId)
      const { rows } = await sql`select 1 from device.binding
        where party_id = ${partyId} and binding_id = ${bindingId} and due_at <= ${now}::timestamptz`.execute(ctx.db)
      if (rows.length) await summarise(ctx, bindingId)
    })
  }
  return due.length
}
