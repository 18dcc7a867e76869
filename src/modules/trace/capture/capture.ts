import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { bodyText } from '../../../kernel/epcis/body.ts'
import { hashUri } from '../../../kernel/epcis/hash.ts'
import type { EpcisEvent, NormalEvent } from '../../../kernel/epcis/model.ts'
import { compare } from '../../../kernel/quantity.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { newId, stableId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import { partiesByIdentifier } from '../../registry/index.ts'
import { needsMix, refuseTime, shares } from '../rules.ts'
import { isoOf, microsOf } from '../time.ts'
import type { ItemKey } from '../work/containment.ts'
import { foreignParty, type Item } from '../work/holding.ts'
import type { Row, Rows, RowTable } from '../work/rows.ts'
import { itemText, lockPacked, refoldContents } from './contents.ts'
import { type EventFacts, type FactTouch, factsOf, type Holder, namesIn, type Thing, unknown } from './facts.ts'
import { ensureItems, plainItem } from './items.ts'
import { findVoidable, reverseDeclared, type Voidable } from './void.ts'
import { type EventRef, type PlannedLink, type PlannedTouch, type Signal, writeDeclared, writeRows } from './write.ts'

/** An event of a document as the readers of the kernel give it. `hash`: its CBV hash, 32 bytes. */
export type CaptureEvent = {
  event: EpcisEvent
  context: unknown[]
  normal: NormalEvent
  hash: Buffer
  /** `bodyText` of the event, where it was written already: by a thread, from which numbers too long for JavaScript do not come. */
  body?: string
}

/** What became of an event. `known`: the same event had been captured before, and nothing was written. */
export type Captured = {
  eventId: string
  /** The eventID it is known by: its own, or the one assigned to it. */
  externalId: string
  eventTime: string
  recordTime: string
  sector: string | null
  /** Parties that may list it. */
  viewers: string[]
  known: boolean
  signals: Signal[]
}

/**
 * The eventID of an event that came without one: its CBV 2.0 hash as a URI (CBV §8.9), the one form of eventID that
 * whoever has the event can work out, so that the same event sent twice stays one event.
 */
export const hashId = (hash: Buffer): string => hashUri(hash.toString('hex'))

/** Why an event cannot be captured now: it lies more than five minutes ahead (`event.in_future`). */
export const refuseCapture = (normal: NormalEvent, now: string) => refuseTime(microsecond(normal.eventTime), now, [])

/** The instant as PostgreSQL keeps it: what is finer than a microsecond is cut off. */
function microsecond(iso: string): string {
  const [, whole = '', fraction = '', zone = ''] = /^(.*?\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/.exec(iso) ?? []
  return isoOf(microsOf(`${whole}.${fraction.slice(0, 6).padEnd(6, '0')}${zone}`))
}

/** An event on its way in. */
type Incoming = CaptureEvent & {
  eventId: string
  externalId: string
  ref: EventRef
  facts: EventFacts
  signals: Set<Signal>
  body: string
  bodyHash: Buffer
  declaration: boolean
  viewers: string[]
  counterpart: string | null
}

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

/** Puts the captures of one party in a row: an event and its correction, or its twin, then always see each other. */
async function lockCapturing(tx: Tx, partyId: string): Promise<void> {
  const lock = () => sql`select 1 from trace.capturing where party_id = ${partyId} for update`.execute(tx)
  if ((await lock()).rows.length) return
  await sql`insert into trace.capturing (party_id) values (${partyId}) on conflict do nothing`.execute(tx)
  await lock()
}

/** An event this party captured under an eventID that comes again. */
type Earlier = {
  eventId: string
  externalId: string
  kind: string
  bodyHash: Buffer
  eventHash: Buffer | null
  eventTime: string
  recordedAt: string
  sector: string | null
  voids: string | null
}

async function earlierEvents(
  tx: Tx,
  partyId: string,
  events: readonly CaptureEvent[],
): Promise<Map<string, Earlier[]>> {
  const ids = [...new Set(events.map((e) => e.normal.eventID ?? hashId(e.hash)))]
  const rows = await tx
    .selectFrom('trace.event')
    .select(['eventId', 'externalId', 'kind', 'bodyHash', 'eventHash', 'eventTime', 'recordedAt', 'sector', 'voids'])
    .where('partyId', '=', partyId)
    .where(sql<boolean>`external_id = any(${ids}::text[])`)
    .orderBy('recordedAt')
    .execute()
  return Map.groupBy(rows as Earlier[], (r) => r.externalId)
}

type Answer = { eventId: string; externalId: string; known?: Captured }

/** Tells events that are new from those that are known, within the document too. */
function sortOut(ctx: CommandCtx, events: readonly CaptureEvent[], earlier: Map<string, Earlier[]>) {
  const { partyId } = ctx.actor
  const incoming: Incoming[] = []
  const inDocument = new Map<string, Incoming[]>()
  const answers = events.map((e): Answer => {
    const externalId = e.normal.eventID ?? hashId(e.hash)
    const declaration = e.normal.errorDeclaration !== undefined
    const body = e.body ?? bodyText(e.event, e.context)
    const bodyHash = createHash('sha256').update(body).digest()
    const before = earlier.get(externalId) ?? []
    const twin = before.find((b) => isTwin(b, b.kind === 'error', { bodyHash, hash: e.hash, declaration }))
    if (twin)
      return {
        eventId: twin.eventId,
        externalId,
        known: {
          eventId: twin.eventId,
          externalId,
          eventTime: twin.eventTime,
          recordTime: twin.recordedAt,
          sector: twin.sector,
          viewers: [],
          known: true,
          signals: [],
        },
      }
    const here = inDocument.get(externalId) ?? []
    const same = here.find((b) =>
      isTwin({ bodyHash: b.bodyHash, eventHash: b.hash }, b.declaration, { bodyHash, hash: e.hash, declaration }),
    )
    if (same) return { eventId: same.eventId, externalId }
    const signals = new Set<Signal>()
    const others = [...before.map((b) => b.kind === 'error'), ...here.map((b) => b.declaration)]
    if (!declaration && others.some((isDeclaration) => !isDeclaration)) signals.add('event_id_reused')
    const n = e.normal
    const ref: EventRef = {
      partyId,
      eventId: newId(),
      eventTime: microsecond(n.eventTime),
      step: n.bizStep ?? (n.type === 'TransformationEvent' ? 'transforming' : (n.action ?? 'OBSERVE').toLowerCase()),
      place: n.bizLocation ?? n.readPoint ?? null,
      disposition: n.disposition ?? null,
    }
    const made = { ...e, eventId: ref.eventId, externalId, ref, signals, body, bodyHash, declaration } as Incoming
    incoming.push(made)
    inDocument.set(externalId, [...here, made])
    return { eventId: ref.eventId, externalId }
  })
  return { incoming, answers }
}

/** The same event again: the same text, or the same content by its hash, which leaves out error declarations. */
function isTwin(
  b: { bodyHash: Buffer; eventHash: Buffer | null },
  isDeclaration: boolean,
  e: { bodyHash: Buffer; hash: Buffer; declaration: boolean },
): boolean {
  if (b.bodyHash.equals(e.bodyHash)) return true
  return isDeclaration === e.declaration && !isDeclaration && (b.eventHash?.equals(e.hash) ?? false)
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

const resolve = (holder: Holder, item: Item) => (holder === unknown ? foreignParty(item.itemId) : holder)

type EventsPlan = { touches: PlannedTouch[]; links: PlannedLink[]; mixes: Item[] }

function planOf(events: readonly Incoming[], items: ReadonlyMap<string, Item>, capturing: string): EventsPlan {
  const plan: EventsPlan = { touches: [], links: [], mixes: [] }
  for (const e of events) {
    const isNode = (id: string) => items.get(id)!.kind !== 'asset'
    for (const t of e.facts.touches) if (isNode(t.item)) plan.touches.push(touchOf(e, t, items.get(t.item)!))
    for (const l of e.facts.links) {
      const item = items.get(l.from.item)!
      if (item.kind === 'asset') continue
      const { quantity } = l
      const from = { partyId: resolve(l.from.holder, item), item }
      const to = { partyId: resolve(l.to.holder, item), item }
      plan.links.push({ from, to, event: e.ref, quantity, basis: 'declared' })
    }
    if (e.facts.mix) transform(plan, e, items, capturing)
  }
  return plan
}

const touchOf = (e: Incoming, t: FactTouch, item: Item): PlannedTouch => ({
  partyId: resolve(t.holder, item),
  item,
  event: e.ref,
  // "all of it" by somebody's word changes no balance: nobody said how much
  delta: t.delta ?? '0',
  unit: e.facts.things.get(item.identifier)?.unit ?? item.unit,
  says: t.says,
})

/** Links from every input to every output of a process; through a mix where they would be too many or come in parts. */
function transform(plan: EventsPlan, e: Incoming, items: ReadonlyMap<string, Item>, capturing: string): void {
  const { mix } = e.facts
  const touches = new Map(e.facts.touches.map((t) => [`${t.says} ${t.item}`, t]))
  const ends = (ids: readonly string[], gives: boolean) =>
    ids.flatMap((id) => {
      const t = touches.get(`${gives} ${id}`)
      const item = items.get(id)!
      return t && item.kind !== 'asset'
        ? [{ partyId: resolve(t.holder, item), item, quantity: t.delta?.replace('-', '') ?? null }]
        : []
    })
  const inputs = ends(mix!.inputs, false)
  const outputs = ends(mix!.outputs, true)
  const link = (from: (typeof inputs)[number], to: (typeof inputs)[number], quantity: string | null) => {
    if (from.item.itemId === to.item.itemId && from.partyId === to.partyId) return
    plan.links.push({ from, to, event: e.ref, quantity, basis: 'declared' })
  }
  if (mix!.id === undefined && !needsMix(inputs.length, outputs.length)) {
    for (const i of inputs) {
      const parts = sharesOf(i.quantity, outputs)
      for (const [at, o] of outputs.entries()) link(i, o, parts?.[at] ?? null)
    }
    return
  }
  const identifier = `mix/${capturing}/${mix!.id ?? e.externalId}`
  const item = plainItem({ homeId: capturing, itemId: stableId(identifier), identifier, kind: 'mix', unit: 'piece' })
  plan.mixes.push(item)
  const middle = { partyId: capturing, item, quantity: null }
  plan.touches.push({ partyId: capturing, item, event: e.ref, delta: '0', unit: 'piece', says: false })
  for (const i of inputs) link(i, middle, i.quantity)
  for (const o of outputs) link(middle, o, o.quantity)
}

function sharesOf(
  quantity: string | null,
  outputs: readonly { item: Item; quantity: string | null }[],
): string[] | undefined {
  if (quantity === null) return undefined
  if (outputs.length === 1) return [quantity]
  const { unit } = outputs[0]?.item ?? {}
  const given = outputs.map((o) => o.quantity)
  if (given.some((q) => q === null || compare(q, '0') === 0) || outputs.some((o) => o.item.unit !== unit))
    return undefined
  return shares(quantity, given as string[])
}

async function ensureMixes(tx: Tx, mixes: readonly Item[], { now, capturing }: { now: string; capturing: string }) {
  const unique = [...new Map(mixes.map((m) => [m.itemId, m])).values()].sort((a, b) => (a.itemId < b.itemId ? -1 : 1))
  const item = unique.map((m) => ({ ...m, batchHome: null, batchId: null, makerId: capturing, createdAt: now }))
  if (item.length) await writeRows(tx, { item })
}

const keyOfItem = ({ homeId, itemId }: Item): ItemKey => ({ homeId, itemId })

function packingOf(events: readonly Incoming[], items: ReadonlyMap<string, Item>) {
  const packed = events.flatMap((e) => e.facts.packed)
  return {
    children: packed.map((p) => keyOfItem(items.get(p.child)!)),
    parents: packed.map((p) => keyOfItem(items.get(p.parent)!)),
    emptied: events.flatMap((e) => (e.facts.emptied === undefined ? [] : [keyOfItem(items.get(e.facts.emptied)!)])),
  }
}

function push<T extends RowTable>(rows: Rows, table: T, row: Row<T>): void {
  const list = ((rows as { [K in T]?: Row<K>[] })[table] ??= [])
  list.push(row)
}

type Around = {
  ctx: CommandCtx
  recordedAt: string
  sectors: ReadonlyMap<string, string | null>
  items: ReadonlyMap<string, Item>
  plan: EventsPlan
  targets: { byDeclaration: ReadonlyMap<string, readonly Voidable[]> }
}

function addEvents(
  rows: Rows,
  incoming: readonly Incoming[],
  { ctx, recordedAt, sectors, items, plan, targets }: Around,
) {
  const { partyId, accountId } = ctx.actor
  const sector = sectors.get(partyId) ?? null
  const touched = Map.groupBy(plan.touches, (t) => t.event.eventId)
  for (const e of incoming) {
    const { eventId, ref, viewers } = e
    const kind = e.declaration ? 'error' : 'capture'
    const parties = new Set(touched.get(eventId)?.map((t) => t.partyId))
    // of a declaration nothing was looked up: it says nothing of goods
    const homes = new Set(
      e.declaration
        ? []
        : [
            ...e.facts.packed.map((p) => items.get(p.child)!.homeId),
            ...(e.facts.emptied === undefined ? [] : [items.get(e.facts.emptied)!.homeId]),
          ],
    )
    push(rows, 'event', {
      ...ref,
      kind,
      sector,
      recordedAt,
      basis: 'declared',
      regime: 'declared',
      actor: accountId,
      externalId: e.externalId,
      bodyHash: e.bodyHash,
      counterpartId: e.counterpart,
      transferParty: null,
      transferId: null,
      voids: targets.byDeclaration.get(eventId)?.find((v) => !v.alreadyVoided)?.eventId ?? null,
      eventHash: e.hash,
      signals: e.signals.size ? [...e.signals].join(' ') : null,
      touchedParties: e.declaration ? null : [...parties].join(' '),
      touchedHomes: e.declaration || !homes.size ? null : [...homes].join(' '),
    })
    push(rows, 'eventBody', { partyId, eventId, nonce: randomBytes(32), body: e.body })
    push(rows, 'unsealed', { partyId, eventId })
    for (const viewerId of viewers)
      push(rows, 'eventFor', { viewerId, eventTime: ref.eventTime, eventId, partyId, kind, sector })
    // an asset is no node, yet what happens to a crate belongs to what is in it
    if (!e.declaration)
      for (const id of e.facts.things.keys()) {
        const item = items.get(id)!
        if (item.kind !== 'asset') continue
        const { homeId, itemId } = item
        const { eventTime } = ref
        push(rows, 'itemEvent', { homeId, itemId, eventTime, eventId, partyId, holdingId: null, eventParty: partyId })
      }
    addList(rows, e)
  }
}

/** Identifiers of a very long event, a thousand a row. */
function addList(rows: Rows, e: Incoming): void {
  const ids = [...e.facts.things.keys()]
  if (ids.length <= 1000) return
  for (let chunk = 0; chunk * 1000 < ids.length; chunk++)
    push(rows, 'eventList', {
      partyId: e.ref.partyId,
      eventId: e.eventId,
      chunk,
      ids: ids.slice(chunk * 1000, chunk * 1000 + 1000).join('\n'),
    })
}

function addPacking(
  rows: Rows,
  events: readonly Incoming[],
  items: ReadonlyMap<string, Item>,
  recordedAt: string,
): void {
  for (const { eventId, ref, facts } of events) {
    const fact = { eventId, eventParty: ref.partyId, eventTime: ref.eventTime, recordedAt }
    for (const p of facts.packed) {
      const child = items.get(p.child)!
      const parent = items.get(p.parent)!
      const to = { parentHome: parent.homeId, parentId: parent.itemId }
      push(rows, 'containmentEvent', {
        homeId: child.homeId,
        childId: child.itemId,
        ...to,
        ...fact,
        what: p.what,
        quantity: p.quantity,
      })
      push(rows, 'packChild', {
        homeId: parent.homeId,
        packId: parent.itemId,
        childHome: child.homeId,
        childId: child.itemId,
      })
    }
    if (facts.emptied === undefined) continue
    const { homeId, itemId } = items.get(facts.emptied)!
    push(rows, 'containmentEvent', {
      homeId,
      childId: itemId,
      parentHome: homeId,
      parentId: itemId,
      ...fact,
      what: 'out',
    })
  }
}

/**
 * Things that went to another holder: what was in them went along. Lots have nothing in them; they are noted beside a
 * pack, since what an event lists itself is not inferred from its pack.
 */
function addMoves(rows: Rows, events: readonly Incoming[], items: ReadonlyMap<string, Item>): void {
  for (const { eventId, ref, facts } of events) {
    if (facts.moves.every((m) => items.get(m.item)!.kind === 'batch')) continue
    for (const m of facts.moves) {
      const item = items.get(m.item)!
      push(rows, 'packMove', {
        partyId: ref.partyId,
        eventId,
        homeId: item.homeId,
        packId: item.itemId,
        eventTime: ref.eventTime,
        step: ref.step,
        inParty: resolve(m.in, item),
        outParty: resolve(m.out, item),
        inDelta: m.inDelta,
        outDelta: m.outDelta,
        link: m.link,
        voided: false,
      })
    }
  }
}
