import { sql } from 'kysely'
import type { CommandCtx } from '../../platform/command.ts'
import { newId } from '../../platform/id.ts'
import { record } from '../../platform/journal.ts'
import type { Span } from './rules.ts'
import type { BoundGoods } from './schema.ts'

type Watched = {
  deviceId: string
  deviceName: string
  container: string | null
  fromAt: string
  toAt: string | null
  low: string | null
  high: string | null
  judgeFrom: string | null
  judgeTo: string | null
  goods: BoundGoods[]
}

/** Readings outside the limits that follow one another. */
type Run = { beganAt: string; endedAt: string; lowest: string; highest: string; readings: number }

/**
 * Looks at the readings of a binding, of the acting party, that were not looked at yet. Readings come late and in any
 * order: a run that grows, or two that turn out to be one, stay the excursion that the holder was told of; only a run
 * that touches none is told (`device.excursion`), once.
 */
export async function judgeBinding(ctx: CommandCtx, bindingId: string): Promise<void> {
  const { partyId } = ctx.actor
  const { rows } = await sql<Watched>`
    select b.device_id, d.name as device_name, b.container, b.from_at, b.to_at, b.low, b.high, b.judge_from, b.judge_to, b.goods
    from device.binding b join device.device d on d.party_id = b.party_id and d.device_id = b.device_id
    where b.party_id = ${partyId} and b.binding_id = ${bindingId} for no key update of b`.execute(ctx.db)
  const [b] = rows
  if (!b?.judgeFrom || !b.judgeTo) return
  await sql`update device.binding set judge_from = null, judge_to = null
    where party_id = ${partyId} and binding_id = ${bindingId}`.execute(ctx.db)
  for (const run of await runsAround(ctx, b, { from: b.judgeFrom, to: b.judgeTo }))
    await keepRun(ctx, bindingId, b, run)
}

/** Runs that reach into the span, whole: from the last good reading before it to the first good one after it. */
async function runsAround(ctx: CommandCtx, b: Watched, { from, to }: Span): Promise<Run[]> {
  const { partyId } = ctx.actor
  const outside = sql`(r.celsius < ${b.low}::numeric or r.celsius > ${b.high}::numeric)`
  const own = sql`r.party_id = ${partyId} and r.device_id = ${b.deviceId} and r.celsius is not null
    and r.at >= ${b.fromAt}::timestamptz and r.at <= coalesce(${b.toAt}::timestamptz, 'infinity')`
  const { rows } = await sql<Run>`
    with reach as (
      select
        coalesce((select max(r.at) from device.reading r where ${own} and r.at < ${from}::timestamptz and ${outside} is not true),
          '-infinity') as low,
        coalesce((select min(r.at) from device.reading r where ${own} and r.at > ${to}::timestamptz and ${outside} is not true),
          'infinity') as high),
    marked as (
      select r.at, r.celsius, ${outside} is true as bad,
        row_number() over (order by r.at) - row_number() over (partition by ${outside} is true order by r.at) as island
      from device.reading r, reach where ${own} and r.at between reach.low and reach.high)
    select min(at) as began_at, max(at) as ended_at, min(celsius) as lowest, max(celsius) as highest, count(*)::int as readings
    from marked where bad group by island order by min(at)`.execute(ctx.db)
  return rows
}

async function keepRun(ctx: CommandCtx, bindingId: string, b: Watched, run: Run): Promise<void> {
  const { partyId } = ctx.actor
  const { rows: known } = await sql<{ excursionId: string; noticedAt: string }>`
    select excursion_id, noticed_at from device.excursion
    where party_id = ${partyId} and binding_id = ${bindingId}
      and began_at <= ${run.endedAt}::timestamptz and ended_at >= ${run.beganAt}::timestamptz
    order by noticed_at, excursion_id`.execute(ctx.db)
  const [first] = known
  if (known.length)
    await sql`delete from device.excursion where party_id = ${partyId}
      and excursion_id = any(${known.map((k) => k.excursionId)}::uuid[])`.execute(ctx.db)
  const excursionId = first?.excursionId ?? newId()
  await ctx.db
    .insertInto('device.excursion')
    .values({
      ...{ partyId, excursionId, bindingId, deviceId: b.deviceId, ...run },
      noticedAt: first?.noticedAt ?? ctx.now,
    })
    .execute()
  if (first) return
  const goods = b.goods.filter((g) => g.to === null || Date.parse(g.to) > Date.parse(run.beganAt))
  const worst = b.high !== null && Number(run.highest) > Number(b.high) ? run.highest : run.lowest
  record(ctx, 'device.excursion', {
    about: excursionId,
    data: {
      ...{ deviceId: b.deviceId, bindingId, device: b.deviceName, container: b.container, at: run.beganAt },
      ...{ celsius: String(Number(worst)), low: b.low, high: b.high },
      goods: goods.slice(0, 10).map((g) => g.productName ?? g.code ?? ''),
    },
  })
}
