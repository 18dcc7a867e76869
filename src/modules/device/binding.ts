import { sql } from 'kysely'
import { profiles } from '../../industries/index.ts'
import { type Profile, profileAt } from '../../kernel/profile.ts'
import { civilDate } from '../../platform/civil.ts'
import type { CommandCtx } from '../../platform/command.ts'
import type { Input, Output } from '../../platform/endpoint.ts'
import { AppError, found } from '../../platform/errors.ts'
import { newId } from '../../platform/id.ts'
import { record } from '../../platform/journal.ts'
import { requireOperatorInForce } from '../registry/index.ts'
import { unscopedHistories } from '../trace/index.ts'
import { judgeBinding } from './excursion.ts'
import { lockDevice } from './register.ts'
import { aheadMinutes, goodsAtMost, narrowest, oldestDays, shortDecimal, usualGapMinutes } from './rules.ts'
import type * as api from './schema.ts'
import type { Binding, BoundGoods } from './schema.ts'
import { summarise } from './summary.ts'

/**
 * A device goes into a container or with goods of one's own, from a time that may have passed. Between what it should be
 * there comes from the label of the goods, by their profile; a given limit only narrows it.
 * @throws conflict `binding.overlaps`, `binding.goods_gone`, `device.is_off`, `operator.not_in_force`; invalid
 * `binding.nowhere`, `binding.time_wrong`, `binding.limits_crossed`; not_found `device.not_found`, `holding.not_found`
 */
export async function bindDevice(
  ctx: CommandCtx,
  { deviceId, container, holdingIds, from: given, ...limits }: Input<typeof api.bindDevice>,
): Promise<Output<typeof api.bindDevice>> {
  const { db, actor, now } = ctx
  const { partyId } = actor
  await requireOperatorInForce(db, partyId)
  await lockDevice(ctx, deviceId)
  if (!container && !holdingIds.length) throw new AppError('invalid', 'binding.nowhere')
  const from = timeOf(ctx, given)
  const earlier = await db
    .selectFrom('device.binding')
    .select(['container', 'fromAt', 'toAt'])
    .where('partyId', '=', partyId)
    .where('deviceId', '=', deviceId)
    .where((e) => e.or([e('toAt', 'is', null), e('toAt', '>', from)]))
    .executeTakeFirst()
  if (earlier) throw new AppError('conflict', 'binding.overlaps', { from: earlier.fromAt, to: earlier.toAt })
  const goods = await goodsToBind(ctx, holdingIds, from)
  const { low, high, maxGapMinutes } = await limitsOf(ctx, goods, limits)
  const bindingId = newId()
  const row = { partyId, bindingId, deviceId, container: container ?? null, low: low ?? null, high: high ?? null }
  await db
    .insertInto('device.binding')
    .values({
      ...{ ...row, maxGapMinutes, fromAt: from, boundBy: actor.accountId, boundAt: now },
      goods: JSON.stringify(goods),
    })
    .execute()
  await bound(ctx, bindingId, deviceId, goods)
  await lookBack(ctx, bindingId)
  record(ctx, 'device.bound', {
    about: bindingId,
    data: { deviceId, container: container ?? null, goods: goods.map((g) => g.holdingId) },
  })
  return requireBinding(ctx, bindingId)
}

/**
 * Goods go into and out of the container that the device is in. What comes in may narrow the limits; they stay as narrow
 * until the device is taken out, for nobody knows which of them a person gave.
 */
export async function changeBoundGoods(
  ctx: CommandCtx,
  { bindingId, add, remove, at }: Input<typeof api.changeBoundGoods>,
): Promise<Output<typeof api.changeBoundGoods>> {
  const binding = await lockOpen(ctx, bindingId)
  const time = timeOf(ctx, at)
  if (Date.parse(time) < Date.parse(binding.from)) throw new AppError('invalid', 'binding.time_wrong', { at: time })
  const left = new Set(remove)
  const inside = new Set(binding.goods.filter((g) => g.to === null).map((g) => g.holdingId))
  const strange = remove.find((id) => !inside.has(id))
  if (strange) throw new AppError('not_found', 'holding.not_found', { id: strange })
  const goods = binding.goods.map((g) =>
    g.to === null && left.has(g.holdingId) ? { ...g, to: later(time, g.from) } : g,
  )
  const fresh = await goodsToBind(
    ctx,
    add.filter((id) => !inside.has(id) || left.has(id)),
    time,
  )
  const all = [...goods, ...fresh]
  if (all.length > goodsAtMost) throw new AppError('conflict', 'binding.too_many', { most: goodsAtMost })
  await setGoods(ctx, bindingId, all)
  await unbound(
    ctx,
    bindingId,
    goods.filter((g) => left.has(g.holdingId)),
  )
  await bound(ctx, bindingId, binding.deviceId, fresh)
  const { low, high } = await limitsOf(
    ctx,
    all.filter((g) => g.to === null),
    { low: binding.low ?? undefined, high: binding.high ?? undefined },
  )
  await sql`update device.binding set low = ${low ?? null}, high = ${high ?? null}
    where party_id = ${ctx.actor.partyId} and binding_id = ${bindingId}`.execute(ctx.db)
  record(ctx, 'device.goodsChanged', { about: bindingId, data: { add, remove } })
  return requireBinding(ctx, bindingId)
}

/** The device is taken out; what it measured until then is told in an event. */
export async function endBinding(
  ctx: CommandCtx,
  { bindingId, at }: Input<typeof api.endBinding>,
): Promise<Output<typeof api.endBinding>> {
  const binding = await lockOpen(ctx, bindingId)
  const to = timeOf(ctx, at)
  if (Date.parse(to) < Date.parse(binding.from)) throw new AppError('invalid', 'binding.time_wrong', { at: to })
  await closeBinding(ctx, binding, to)
  await summarise(ctx, bindingId)
  record(ctx, 'device.unbound', { about: bindingId, data: { deviceId: binding.deviceId } })
  return requireBinding(ctx, bindingId)
}

/** Ends a binding and what was with it, without telling yet. The binding is locked. */
async function closeBinding(ctx: CommandCtx, binding: Binding, to: string): Promise<void> {
  const { partyId, bindingId } = binding
  const goods = binding.goods.map((g) => (g.to === null ? { ...g, to: later(to, g.from) } : g))
  await sql`update device.binding set to_at = ${to}::timestamptz, goods = ${JSON.stringify(goods)}::jsonb
    where party_id = ${partyId} and binding_id = ${bindingId}`.execute(ctx.db)
  await unbound(ctx, bindingId, goods, partyId)
}

/**
 * Goods that were with devices have arrived at their buyer: they are with the devices no more, and a device that was
 * with nothing else is free. What was measured on the way is told by the worker. Of the seller, whoever acts.
 */
export async function goodsArrived(
  ctx: CommandCtx,
  { partyId, homeId, itemId, at }: { partyId: string; homeId: string; itemId: string; at: string },
): Promise<void> {
  const { rows } = await sql<{ bindingId: string }>`
    select binding_id from device.bound
    where home_id = ${homeId} and item_id = ${itemId} and party_id = ${partyId} and to_at is null`.execute(ctx.db)
  for (const { bindingId } of rows) {
    const binding = await lockBinding(ctx, partyId, bindingId)
    if (!binding || binding.to !== null) continue
    const isArrived = (g: BoundGoods) => g.to === null && g.itemId === itemId && g.homeId === homeId
    const goods = binding.goods.map((g) => (isArrived(g) ? { ...g, to: later(at, g.from) } : g))
    if (binding.container === null && goods.every((g) => g.to !== null)) await closeBinding(ctx, binding, at)
    else {
      await setGoods(ctx, bindingId, goods, partyId)
      await unbound(
        ctx,
        bindingId,
        goods.filter((g) => g.itemId === itemId),
        partyId,
      )
    }
    await sql`update device.binding set due_at = ${ctx.now}::timestamptz
      where party_id = ${partyId} and binding_id = ${bindingId} and summarise_from is not null`.execute(ctx.db)
  }
}

const later = (a: string, b: string) => (Date.parse(a) >= Date.parse(b) ? a : b)

/** An instant of a person's, not ahead and not from before anything a logger kept. */
function timeOf({ now }: CommandCtx, given: string | undefined): string {
  if (given === undefined) return now
  const at = Date.parse(given)
  const [first, last] = [Date.parse(now) - oldestDays * 86_400_000, Date.parse(now) + aheadMinutes * 60_000]
  if (at < first || at > last) throw new AppError('invalid', 'binding.time_wrong', { at: given })
  return new Date(at).toISOString()
}

/** Own goods by their holdings. Those under way to a buyer are still the seller's. */
async function goodsToBind(ctx: CommandCtx, holdingIds: readonly string[], from: string): Promise<BoundGoods[]> {
  const ids = [...new Set(holdingIds)]
  if (!ids.length) return []
  const { rows } = await sql<Omit<BoundGoods, 'from' | 'to'> & { filled: boolean }>`
    select h.holding_id, h.home_id, h.item_id, h.code, h.product_name, h.sector, h.quantity, h.unit,
      exists (select 1 from trace.content c where c.party_id = h.party_id and c.holding_id = h.holding_id) as filled
    from trace.holding h
    where h.party_id = ${ctx.actor.partyId} and h.holding_id = any(${ids}::uuid[])`.execute(ctx.db)
  const known = new Map(rows.map((r) => [r.holdingId, r]))
  return ids.map((id) => {
    const { filled, ...goods } = found(known.get(id), 'holding', id)
    // an open crate has no quantity of its own
    if (Number(goods.quantity) === 0 && !filled)
      throw new AppError('conflict', 'binding.goods_gone', { code: goods.code ?? '' })
    return { ...goods, from, to: null }
  })
}

type Limits = { low?: string | undefined; high?: string | undefined }

/** What the labels of the goods say, and what was given, whichever is narrower; and how long the logger may be silent. */
async function limitsOf(ctx: CommandCtx, goods: readonly BoundGoods[], given: Limits) {
  const { partyId } = ctx.actor
  const keys = goods.map((g) => ({ partyId, holdingId: g.holdingId }))
  const today = civilDate(ctx.now)
  const labels: Limits[] = []
  const gaps: number[] = []
  for (const { profile, facts } of await unscopedHistories(ctx.db, keys, ctx.now)) {
    const sensing = profile === null ? undefined : profileAt(profiles, profile, today)?.sensing
    if (!sensing) continue
    gaps.push(sensing.maxGapMinutes)
    labels.push(labelOf(sensing, facts))
  }
  const limits = narrowest([given, ...labels])
  if (limits.low !== undefined && limits.high !== undefined && Number(limits.low) > Number(limits.high))
    throw new AppError('invalid', 'binding.limits_crossed', { low: limits.low, high: limits.high })
  return { ...limits, maxGapMinutes: Math.min(...(gaps.length ? gaps : [usualGapMinutes])) }
}

function labelOf(
  { low, high }: NonNullable<Profile['sensing']>,
  facts: readonly { values: Record<string, unknown> }[],
): Limits {
  const first = (key: string) =>
    facts
      .map((f) => f.values[key])
      .find((v): v is string => typeof v === 'string' && /^-?[0-9]{1,3}(\.[0-9]{1,3})?$/.test(v))
  return { low: first(low), high: first(high) }
}

/** Readings that were there before the binding was written down count from its beginning. */
async function lookBack(ctx: CommandCtx, bindingId: string): Promise<void> {
  const { partyId } = ctx.actor
  const { rows } = await sql<{ bad: boolean }>`
    with r as (
      select min(r.at) as first_at, max(r.at) as last_at,
        bool_or(r.celsius < b.low or r.celsius > b.high) as bad
      from device.binding b join device.reading r
        on r.party_id = b.party_id and r.device_id = b.device_id and r.at >= b.from_at
      where b.party_id = ${partyId} and b.binding_id = ${bindingId})
    update device.binding b set summarise_from = r.first_at, due_at = ${ctx.now}::timestamptz + interval '1 day',
      judge_from = case when r.bad then r.first_at end, judge_to = case when r.bad then r.last_at end
    from r where b.party_id = ${partyId} and b.binding_id = ${bindingId} and r.first_at is not null
    returning coalesce(r.bad, false) as bad`.execute(ctx.db)
  if (rows[0]?.bad) await judgeBinding(ctx, bindingId)
}

async function bound(ctx: CommandCtx, bindingId: string, deviceId: string, goods: readonly BoundGoods[]) {
  if (!goods.length) return
  const { partyId } = ctx.actor
  await ctx.db
    .insertInto('device.bound')
    .values(goods.map((g) => ({ homeId: g.homeId, itemId: g.itemId, partyId, bindingId, deviceId, fromAt: g.from })))
    .onConflict((c) => c.doNothing())
    .execute()
}

async function unbound(
  ctx: CommandCtx,
  bindingId: string,
  goods: readonly BoundGoods[],
  partyId = ctx.actor.partyId,
): Promise<void> {
  for (const g of goods)
    await sql`update device.bound set to_at = ${g.to}::timestamptz
      where home_id = ${g.homeId} and item_id = ${g.itemId} and party_id = ${partyId} and binding_id = ${bindingId}
        and to_at is null`.execute(ctx.db)
}

const setGoods = (ctx: CommandCtx, bindingId: string, goods: readonly BoundGoods[], partyId = ctx.actor.partyId) =>
  sql`update device.binding set goods = ${JSON.stringify(goods)}::jsonb
    where party_id = ${partyId} and binding_id = ${bindingId}`.execute(ctx.db)

async function lockBinding(ctx: CommandCtx, partyId: string, bindingId: string): Promise<Binding | undefined> {
  const { rows } = await sql<Binding>`
    select party_id, binding_id, device_id, container, from_at as "from", to_at as "to", low, high, max_gap_minutes, goods
    from device.binding where party_id = ${partyId} and binding_id = ${bindingId} for no key update`.execute(ctx.db)
  const [b] = rows
  return b && { ...b, low: shortDecimal(b.low), high: shortDecimal(b.high) }
}

async function lockOpen(ctx: CommandCtx, bindingId: string): Promise<Binding> {
  await requireOperatorInForce(ctx.db, ctx.actor.partyId)
  const binding = found(await lockBinding(ctx, ctx.actor.partyId, bindingId), 'binding', bindingId)
  if (binding.to !== null) throw new AppError('conflict', 'binding.ended', { to: binding.to })
  return binding
}

const requireBinding = async (ctx: CommandCtx, bindingId: string): Promise<Binding> =>
  found(await lockBinding(ctx, ctx.actor.partyId, bindingId), 'binding', bindingId)
