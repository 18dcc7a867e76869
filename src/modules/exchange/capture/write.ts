import { sql } from 'kysely'
import { arrayText } from '../../../platform/array.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { AppError } from '../../../platform/errors.ts'
import { type Captured, type CaptureEvent, captureEvents, refuseCapture } from '../../trace/index.ts'
import { companyPrefixes, indexRows, indexWrites, insertIndexRows } from '../query/index-rows.ts'
import { normalOf, type PreparedEvent, type StoredVocabulary } from './prepare.ts'

/** A prepared event that nothing speaks against, with its place in the document. */
export type Writable = PreparedEvent & { index: number; ready: NonNullable<PreparedEvent['ready']> }

const asCaptured = ({ ready }: Writable): CaptureEvent => ({
  event: { type: ready.normal.type },
  context: [],
  normal: normalOf(ready),
  hash: Buffer.from(ready.hash),
  body: ready.body,
})

/**
 * Writes events into the trace and into the index of queries, in one transaction. `late`: the index with the command's
 * last statement, where nothing is to be tried again without it.
 */
export async function writeEvents(
  ctx: CommandCtx,
  list: readonly Writable[],
  { late = false } = {},
): Promise<Captured[]> {
  const events = list.map(asCaptured)
  const captured = await captureEvents(ctx, events)
  const written = new Set<string>()
  const rows = captured.flatMap((c, i) => {
    if (c.known || written.has(c.eventId)) return []
    written.add(c.eventId)
    const { eventId, externalId, eventTime, recordTime, sector, viewers } = c
    const { normal, body } = events[i]!
    const prefixes = companyPrefixes(body!)
    return [
      { partyId: ctx.actor.partyId, eventId, externalId, eventTime, recordTime, sector, viewers, normal, prefixes },
    ]
  })
  if (late && ctx.late) ctx.late.push(...indexWrites(indexRows(rows)))
  else await insertIndexRows(ctx.db, indexRows(rows))
  return captured
}

/** Why an event cannot be written now although nothing is wrong with it. */
export function refusalOf(e: Writable, now: string): AppError | undefined {
  const refusal = refuseCapture(e.ready.normal, now)
  return refusal && new AppError('invalid', refusal.reason, refusal.details)
}

/** Transient faults are for the whole command to try again, not for the event to be blamed. */
const transient = /^(?:40001|40P01|08\w\w\w|57\w\w\w|53\w\w\w|55P03|XX000|25P0[34])$/
const isTransient = (err: unknown): boolean => {
  const { code } = err as { code?: string }
  // an error that no statement caused is a lost connection, unless it is one of ours
  return code === undefined ? /connection|terminat/i.test(String(err)) : transient.test(code)
}

export type Failed = { index: number; err: unknown }

/**
 * Writes what can be written: all at once, and where the database refuses, in halves until the events that it refuses
 * stand alone. Each try is a savepoint of the caller's transaction.
 */
export async function writeWhatGoes(ctx: CommandCtx, list: readonly Writable[]): Promise<Failed[]> {
  if (!list.length) return []
  const err = await tried(ctx, () => writeEvents(ctx, list))
  if (err === undefined) return []
  if (list.length === 1) return [{ index: list[0]!.index, err }]
  const half = Math.ceil(list.length / 2)
  return [...(await writeWhatGoes(ctx, list.slice(0, half))), ...(await writeWhatGoes(ctx, list.slice(half)))]
}

/** Runs `write` as if it had not been run when it fails; what it failed with. Transient faults are thrown. */
export async function tried(ctx: CommandCtx, write: () => Promise<unknown>): Promise<unknown> {
  const { length } = ctx.journal
  await sql`savepoint attempt`.execute(ctx.db)
  try {
    await write()
    await sql`release savepoint attempt`.execute(ctx.db)
    return undefined
  } catch (err) {
    if (isTransient(err)) throw err
    await sql`rollback to savepoint attempt`.execute(ctx.db)
    await sql`release savepoint attempt`.execute(ctx.db)
    ctx.journal.length = length
    return err ?? new Error('failed')
  }
}

/** Master data of a header: what this party said last of an element of a vocabulary. */
export async function storeVocabularies(
  tx: Tx,
  partyId: string,
  list: readonly StoredVocabulary[],
  now: string,
): Promise<void> {
  const elements = new Map(
    list.flatMap(({ type, elements: of }) => of.map((e) => [`${type} ${e.id}`, { type, ...e }] as const)),
  )
  const sorted = [...elements.keys()].sort().map((k) => elements.get(k)!)
  if (!sorted.length) return
  await sql`
    insert into exchange.vocabulary (party_id, type, id, attributes, children, updated_at)
    select ${partyId}::uuid, v.type, v.id, v.attributes::jsonb, v.children::text[], ${now}::timestamptz
    from unnest(${sorted.map((e) => e.type)}::text[], ${sorted.map((e) => e.id)}::text[],
      ${sorted.map((e) => e.attributes)}::text[],
      ${sorted.map((e) => arrayText(e.children, false))}::text[]) as v (type, id, attributes, children)
    on conflict (party_id, type, id) do update set attributes = excluded.attributes, children = excluded.children,
      updated_at = excluded.updated_at`.execute(tx)
}
