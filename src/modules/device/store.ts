import { sql } from 'kysely'
import { systemActor } from '../../platform/actor.ts'
import { type CommandDeps, runCommand } from '../../platform/command.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { judgeBinding } from './excursion.ts'
import type { Sender } from './register.ts'
import { isOutside, lateMinutes, type Reading, summaryHours } from './rules.ts'

export type Message = { sender: Pick<Sender, 'partyId' | 'deviceId'>; readings: readonly Reading[] }
export type Kept = { accepted: number; duplicates: number; differing: number }
type Deps = CommandDeps & { clock: () => string }

/**
 * Keeps the readings of many devices in a handful of statements: a reading that is there already stays as it was first
 * heard. What lies outside the limits of where a device is, is judged before this returns (excursion.ts); should the
 * process die in between, the worker does it. @returns what became of each device's readings.
 */
export async function keepReadings(deps: Deps, messages: readonly Message[]): Promise<Map<string, Kept>> {
  const now = deps.clock()
  const byDevice = joined(messages)
  const { kept, toJudge } = await again(deps.db, async (tx) => {
    const fresh = await insertReadings(tx, byDevice, now)
    const kept = new Map<string, Kept>()
    for (const m of byDevice) kept.set(m.sender.deviceId, await outcome(tx, m, fresh))
    await setSeen(tx, byDevice, now)
    return { kept, toJudge: await mark(tx, newOf(byDevice, fresh), now) }
  })
  for (const { partyId, bindingId } of toJudge)
    await runCommand(deps, { name: 'judgeDevice', actor: systemActor(partyId), now }, (ctx) =>
      judgeBinding(ctx, bindingId),
    )
  return kept
}

/** One message a device, in the order in which everybody locks them; each time once. */
function joined(messages: readonly Message[]): Message[] {
  const devices = new Map<string, { sender: Message['sender']; readings: Map<string, Reading> }>()
  for (const { sender, readings } of messages) {
    const known = devices.get(sender.deviceId) ?? { sender, readings: new Map() }
    for (const r of readings) if (!known.readings.has(r.at)) known.readings.set(r.at, r)
    devices.set(sender.deviceId, known)
  }
  return [...devices.values()]
    .filter((d) => d.readings.size)
    .map((d) => ({ sender: d.sender, readings: [...d.readings.values()].sort((a, b) => (a.at < b.at ? -1 : 1)) }))
    .sort((a, b) => (keyOf(a.sender) < keyOf(b.sender) ? -1 : 1))
}

const keyOf = (s: Message['sender']) => `${s.partyId} ${s.deviceId}`
const partiesOf = (messages: readonly Message[]) => [...new Set(messages.map((m) => m.sender.partyId))]

const transient = new Set(['40001', '40P01'])

/** In a transaction, which is begun again when it met another that changed the same devices in another order. */
async function again<T>(db: Db, write: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return await db.transaction().execute(write)
    } catch (err) {
      if (attempt >= 5 || !transient.has((err as { code?: string }).code ?? '')) throw err
      await new Promise((r) => setTimeout(r, attempt * 10 * Math.random()))
    }
}

/** @returns the instants that are new, by device. */
async function insertReadings(tx: Tx, messages: readonly Message[], now: string): Promise<Map<string, Set<number>>> {
  const rows = messages.flatMap(({ sender, readings }) => readings.map((r) => ({ ...sender, ...r })))
  const { rows: made } = await sql<{ deviceId: string; at: string }>`
    insert into device.reading (party_id, device_id, at, celsius, humidity, received_at)
    select r.*, ${now}::timestamptz
    from unnest(${rows.map((r) => r.partyId)}::uuid[], ${rows.map((r) => r.deviceId)}::uuid[],
      ${rows.map((r) => r.at)}::timestamptz[], ${rows.map((r) => r.celsius)}::numeric[],
      ${rows.map((r) => r.humidity)}::numeric[]) as r (party_id, device_id, at, celsius, humidity)
    on conflict (party_id, device_id, at) do nothing
    returning device_id, at`.execute(tx)
  const fresh = new Map<string, Set<number>>()
  for (const { deviceId, at } of made) fresh.set(deviceId, (fresh.get(deviceId) ?? new Set()).add(Date.parse(at)))
  return fresh
}

/** Readings known before, and those of them that say something else now. */
async function outcome(tx: Tx, { sender, readings }: Message, fresh: Map<string, Set<number>>): Promise<Kept> {
  const made = fresh.get(sender.deviceId) ?? new Set()
  const again = readings.filter((r) => !made.has(Date.parse(r.at)))
  if (!again.length) return { accepted: readings.length, duplicates: 0, differing: 0 }
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
    from unnest(${again.map((r) => r.at)}::timestamptz[], ${again.map((r) => r.celsius)}::numeric[],
      ${again.map((r) => r.humidity)}::numeric[]) as n (at, celsius, humidity)
      join device.reading r on r.at = n.at
    where r.party_id = ${sender.partyId} and r.device_id = ${sender.deviceId}
      and (r.celsius is distinct from n.celsius or r.humidity is distinct from n.humidity)`.execute(tx)
  return { accepted: readings.length - again.length, duplicates: again.length, differing: rows[0]!.count }
}

const newOf = (messages: readonly Message[], fresh: Map<string, Set<number>>): Message[] =>
  messages
    .map(({ sender, readings }) => ({
      sender,
      readings: readings.filter((r) => fresh.get(sender.deviceId)?.has(Date.parse(r.at))),
    }))
    .filter((m) => m.readings.length)

async function setSeen(tx: Tx, messages: readonly Message[], now: string): Promise<void> {
  const last = messages.map((m) => ({ ...m.sender, ...m.readings.at(-1)! }))
  await sql`update device.device d set seen_at = ${now}::timestamptz,
      last_celsius = case when n.at >= d.last_at or d.last_at is null then n.celsius else d.last_celsius end,
      last_humidity = case when n.at >= d.last_at or d.last_at is null then n.humidity else d.last_humidity end,
      last_at = greatest(d.last_at, n.at)
    from unnest(${last.map((r) => r.partyId)}::uuid[], ${last.map((r) => r.deviceId)}::uuid[],
      ${last.map((r) => r.at)}::timestamptz[], ${last.map((r) => r.celsius)}::numeric[],
      ${last.map((r) => r.humidity)}::numeric[]) as n (party_id, device_id, at, celsius, humidity)
    where d.party_id = n.party_id and d.device_id = n.device_id and d.party_id = any(${partiesOf(messages)}::uuid[])`.execute(
    tx,
  )
}

type Open = {
  partyId: string
  bindingId: string
  deviceId: string
  fromAt: string
  toAt: string | null
  low: string | null
  high: string | null
}

/** Notes at what the devices were with that there is something to tell, and outside the limits something to judge. */
async function mark(
  tx: Tx,
  messages: readonly Message[],
  now: string,
): Promise<{ partyId: string; bindingId: string }[]> {
  if (!messages.length) return []
  const { rows } = await sql<Open>`
    select b.party_id, b.binding_id, b.device_id, b.from_at, b.to_at, b.low, b.high
    from unnest(${messages.map((m) => m.sender.partyId)}::uuid[], ${messages.map((m) => m.sender.deviceId)}::uuid[],
      ${messages.map((m) => m.readings[0]!.at)}::timestamptz[],
      ${messages.map((m) => m.readings.at(-1)!.at)}::timestamptz[]) as n (party_id, device_id, first_at, last_at)
      join device.binding b on b.party_id = n.party_id and b.device_id = n.device_id
    where b.party_id = any(${partiesOf(messages)}::uuid[]) and b.from_at <= n.last_at
      and (b.to_at is null or b.to_at >= n.first_at)`.execute(tx)
  const readings = new Map(messages.map((m) => [m.sender.deviceId, m.readings]))
  const marked = rows.flatMap((b) => {
    const inside = (readings.get(b.deviceId) ?? []).filter((r) => isDuring(r.at, b))
    if (!inside.length) return []
    const bad = inside.filter((r) => r.celsius !== null && isOutside(r.celsius, b.low, b.high))
    const hours = b.toAt === null ? summaryHours : lateMinutes / 60
    return [{ ...b, from: inside[0]!.at, badFrom: bad[0]?.at ?? null, badTo: bad.at(-1)?.at ?? null, due: hours }]
  })
  if (!marked.length) return []
  const due = (hours: number) => new Date(Date.parse(now) + hours * 3_600_000).toISOString()
  await sql`update device.binding b set summarise_from = least(b.summarise_from, n.from_at),
      due_at = coalesce(b.due_at, n.due_at), judge_from = least(b.judge_from, n.bad_from),
      judge_to = greatest(b.judge_to, n.bad_to)
    from unnest(${marked.map((m) => m.partyId)}::uuid[], ${marked.map((m) => m.bindingId)}::uuid[],
      ${marked.map((m) => m.from)}::timestamptz[], ${marked.map((m) => due(m.due))}::timestamptz[],
      ${marked.map((m) => m.badFrom)}::timestamptz[], ${marked.map((m) => m.badTo)}::timestamptz[])
      as n (party_id, binding_id, from_at, due_at, bad_from, bad_to)
    where b.party_id = n.party_id and b.binding_id = n.binding_id
      and b.party_id = any(${partiesOf(messages)}::uuid[])`.execute(tx)
  return marked.filter((m) => m.badFrom !== null)
}

const isDuring = (at: string, b: Pick<Open, 'fromAt' | 'toAt'>) =>
  Date.parse(at) >= Date.parse(b.fromAt) && (b.toAt === null || Date.parse(at) <= Date.parse(b.toAt))

/** What a device sent and could not be kept: counted, and why, for who looks after it. */
export async function noteRefused(
  db: Db | Tx,
  { partyId, deviceId }: Message['sender'],
  { count, reason, text }: { count: number; reason: string; text: string },
  now: string,
): Promise<void> {
  await sql`update device.device set refused = refused + ${count}, last_error = ${reason},
      last_error_text = ${text.slice(0, 200)}, last_error_at = ${now}::timestamptz, seen_at = ${now}::timestamptz
    where party_id = ${partyId} and device_id = ${deviceId}`.execute(db)
}
