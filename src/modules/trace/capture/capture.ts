import { sql } from 'kysely'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { stableId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import { partiesByIdentifier } from '../../registry/index.ts'
import type { Row } from '../work/rows.ts'
import { itemText, lockPacked, refoldContents } from './contents.ts'
import { addEvents, addMoves, addPacking } from './event-rows.ts'
import { factsOf, namesIn, type Thing, unknown } from './facts.ts'
import {
  type Captured,
  type CaptureEvent,
  type Earlier,
  earlierEvents,
  type Incoming,
  lockCapturing,
  sortOut,
} from './incoming.ts'
import { ensureItems } from './items.ts'
import { ensureMixes, packingOf, planOf } from './plan.ts'
import { findVoidable, reverseDeclared } from './void.ts'
import { writeDeclared, writeRows } from './write.ts'

/**
 * Writes the events a party captured into the trace, as a set, in the caller's transaction: declared regime, so nothing
 * is refused for balance. What was captured before is known by its eventID and content and writes nothing. Error
 * declarations take back this party's events with the same eventID, whichever came first (docs/domain/trace.md).
 * @returns one entry an event, in the order given
 */
export async function captureEvents(ctx: CommandCtx, events: readonly CaptureEvent[]): Promise<Captured[]> {
  if (!events.length) return []
  const { db } = ctx
  const { partyId } = ctx.actor
  await lockCapturing(db, partyId)
  const earlier = await earlierEvents(db, partyId, events)
  const { incoming, answers } = sortOut(ctx, events, earlier)
  if (incoming.length) await write(ctx, incoming, earlier)
  const byId = new Map(incoming.map((e) => [e.eventId, e]))
  return answers.map(({ eventId, externalId, known }) => {
    const e = byId.get(eventId)
    if (!e) return known!
    const { ref, viewers } = e
    const { recordTime, sector } = e as Incoming & { recordTime: string; sector: string | null }
    return {
      eventId,
      externalId,
      eventTime: ref.eventTime,
      recordTime,
      sector,
      viewers,
      known: false,
      signals: [...e.signals],
    }
  })
}

async function write(ctx: CommandCtx, incoming: Incoming[], earlier: Map<string, Earlier[]>): Promise<void> {
  const { db, now } = ctx
  const capturing = ctx.actor.partyId
  const { outside } = await readFacts(db, capturing, incoming)
  const sectors = await sectorsOf(db, incoming, capturing)

  // the declarations say nothing of goods: what they take back does
  const telling = incoming.filter((e) => !e.declaration)
  const things = new Map<string, Thing>()
  for (const e of telling) for (const [id, t] of e.facts.things) if (!things.has(id)) things.set(id, t)
  const made = new Set(
    telling.flatMap(({ normal: n, facts }) =>
      n.type === 'ObjectEvent' && n.action === 'ADD' ? [...facts.things.keys()] : [],
    ),
  )
  const likelyNew = made.size === things.size
  const items = await ensureItems(db, [...things.values()], { makerId: capturing, now, likelyNew })
  const plan = planOf(telling, items, capturing)
  const targets = await findVoidable(db, capturing, incoming, earlier)

  const packs = packingOf(telling, items)
  const children = await lockPacked(db, {
    children: [...packs.children, ...targets.children],
    packs: packs.parents,
    emptied: [...packs.emptied, ...targets.emptied],
  })
  await ensureMixes(db, plan.mixes, { now, capturing })
  const written = await writeDeclared(ctx, { ...plan, lock: targets.holdings, sectors })
  const { recordedAt, rows } = written

  for (const e of incoming) {
    for (const s of written.signals.get(e.eventId) ?? []) e.signals.add(s)
    if (e.facts.untraceable && !e.declaration) e.signals.add('untraceable')
    if (e.declaration && !targets.byDeclaration.get(e.eventId)?.length) e.signals.add('original_unknown')
  }
  const outputs = await targets.outputs()
  for (const [declaration, has] of outputs)
    if (has) incoming.find((e) => e.eventId === declaration)?.signals.add('has_outputs')
  addEvents(rows, incoming, { ctx, recordedAt, sectors, items, plan, targets })
  if (outside.length) rows.outsideParty = outside
  addPacking(rows, telling, items, recordedAt)
  addMoves(rows, telling, items)
  await writeRows(db, rows)

  const taken = await reverseDeclared(db, capturing, targets.voided, recordedAt)
  const changed = await refoldContents(db, [...children, ...taken])
  written.carried()
  const stale = [...targets.voided.map((v) => v.eventId), ...(rows.packMove ?? []).map((m) => String(m.eventId))]
  record(ctx, 'event.captured', {
    eventId: incoming[0]!.eventId,
    data: { count: incoming.length, moved: [...new Set(stale)], packs: [...new Set(changed.map(itemText))] },
  })
  for (const e of incoming) Object.assign(e, { recordTime: recordedAt, sector: sectors.get(capturing) ?? null })
}

/** Looks up the parties that events name and works out what each event says. */
async function readFacts(tx: Tx, capturing: string, incoming: Incoming[]): Promise<{ outside: Row<'outsideParty'>[] }> {
  const names = incoming.map((e) => namesIn(e.normal))
  const named = new Set(names.flatMap((n) => n.parties))
  const known = await partiesByIdentifier(tx, [...named, ...names.flatMap((n) => n.places)])
  const parties = {
    capturing,
    party: (identifier: string) => known.get(identifier) ?? stableId(identifier),
    place: (location: string) => known.get(location),
  }
  const registered = new Set([capturing, ...known.values()])
  for (const e of incoming) {
    e.facts = factsOf(e.normal, parties)
    const others = [...new Set(e.facts.parties)].filter((p) => p !== capturing && registered.has(p))
    e.counterpart = others[0] ?? null
    e.viewers = [capturing, ...others]
  }
  const outside = [...named]
    .filter((n) => !known.has(n))
    .sort()
    .map((identifier) => ({ partyId: stableId(identifier), identifier, name: null }))
  return { outside }
}

/** The sector new holdings of each party are listed under: the first of its own, else that of whoever captured it. */
async function sectorsOf(
  tx: Tx,
  incoming: readonly Incoming[],
  capturing: string,
): Promise<Map<string, string | null>> {
  const ids = [...new Set([capturing, ...incoming.flatMap((e) => e.facts.parties)])].filter((p) => p !== unknown)
  const own = await firstSectors(tx, ids)
  const fallback = own.get(capturing) ?? null
  return new Map(ids.map((id) => [id, own.get(id) ?? fallback]))
}

/** Sectors of parties, remembered for a moment: one party captures many events after another. */
const SECTORS_FOR = 5_000
const remembered = new Map<string, { sector: string | null; until: number }>()

async function firstSectors(tx: Tx, ids: readonly string[]): Promise<Map<string, string | null>> {
  const at = Date.now()
  if (remembered.size > 10_000) remembered.clear()
  const unknownNow = ids.filter((id) => (remembered.get(id)?.until ?? 0) <= at)
  if (unknownNow.length) {
    const { rows } = await sql<{ partyId: string; sectors: string[] }>`
      select party_id, sectors from identity.party where party_id = any(${unknownNow}::uuid[])`.execute(tx)
    for (const r of rows) remembered.set(r.partyId, { sector: r.sectors[0] ?? null, until: at + SECTORS_FOR })
  }
  return new Map(ids.flatMap((id) => (remembered.has(id) ? [[id, remembered.get(id)!.sector] as const] : [])))
}
