import { createHash, randomBytes } from 'node:crypto'
import { add } from '../../../kernel/quantity.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import { carriedPiece } from '../hold/rules.ts'
import { available, type Refusal, refuseTaking, refuseTime } from '../rules.ts'
import { recordTime } from '../time.ts'
import { effectsOf, type PackedAll } from './effects.ts'
import { applyTouches, type Touch } from './fold.ts'
import { type HoldingKey, type Item, isForeign, keyOf, type Locked, textOf } from './holding.ts'
import { ensureHoldings, lockHoldings, type NewHolding, readMarks } from './lock.ts'
import { insertRows, type Row, type Rows, type RowTable } from './rows.ts'

export const eventKinds = [
  'produce',
  'purchase_in',
  'process',
  'merge',
  'split',
  'pack',
  'unpack',
  'dispatch',
  'receive',
  'return',
  'withdraw',
  'observe',
  'consume',
  'destroy',
  'error',
] as const
export type EventKind = (typeof eventKinds)[number]

export type Basis = NewHolding['basis']

/** What a command says of its event. `body` is kept as text and hashed; persons appear in it only as ids. */
export type EventInput = {
  kind: EventKind
  /** The profile's or CBV's word for it; the kind where none is given. */
  step?: string | undefined
  sector: string | null
  eventTime: string
  basis?: Basis
  place?: string | undefined
  disposition?: string | undefined
  counterpartId?: string | undefined
  transfer?: { partyId: string; transferId: string } | undefined
  voids?: string | undefined
  body: Record<string, unknown>
}

/** An event of this command; `place` and `disposition` are what it says of the holdings it moves. */
export type WorkEvent = {
  partyId: string
  eventId: string
  kind: EventKind
  step: string
  basis: Basis
  eventTime: string
  place: string | null
  disposition: string | null
}

export const refuse = ({ reason, details }: Refusal): never => {
  throw new AppError('conflict', reason, details)
}
const check = (refusal: Refusal | undefined) => refusal && refuse(refusal)

/**
 * One command's unit of work on holdings, in the order that keeps it right under concurrency (core.md §2):
 * `take` (make outputs, lock all, read marks) → rules → `event`, `touch`, `link` in memory → `flush` in few statements.
 */
export class Work {
  readonly ctx: CommandCtx
  readonly partyId: string
  /** Record time of everything this command writes; known after `take`. */
  recordedAt: string
  private readonly holdings = new Map<string, Locked>()
  private readonly touches = new Map<string, Touch>()
  private readonly rows: Rows = {}
  /** Events of this command with what their text says; the text is made when all they do is known. */
  private readonly events: { row: Omit<Row<'event'>, 'bodyHash'>; body: Record<string, unknown> }[] = []
  private readonly packedAll = new Map<string, PackedAll>()

  constructor(ctx: CommandCtx) {
    this.ctx = ctx
    this.partyId = ctx.actor.partyId
    this.recordedAt = ctx.now
  }

  add<T extends RowTable>(table: T, row: Row<T>): void {
    const list: Row<T>[] = (this.rows as { [K in T]?: Row<K>[] })[table] ?? []
    list.push(row)
    Object.assign(this.rows, { [table]: list })
  }

  /** Makes the output holdings, locks them and the inputs, then reads their marks. Once per command. */
  async take({ make = [], lock = [] }: { make?: NewHolding[]; lock?: HoldingKey[] }): Promise<void> {
    const { db, now } = this.ctx
    const fresh = await ensureHoldings(db, make, now)
    const keys = [...lock, ...make.map((m) => keyOf(m.partyId, m.item))]
    const locked = await lockHoldings(db, keys, fresh)
    const marks = await readMarks(db, keys)
    for (const h of locked) this.holdings.set(textOf(h), { ...h, marks: marks.get(textOf(h)) ?? [] })
    this.recordedAt = recordTime(
      now,
      locked.filter((h) => !h.fresh).map((h) => h.changedAt),
    )
  }

  /** @throws not_found `holding.not_found`, also for another party's holding that was not taken. */
  holding(key: HoldingKey): Locked {
    const h = this.holdings.get(textOf(key))
    if (!h) throw new AppError('not_found', 'holding.not_found', { id: key.holdingId })
    return h
  }

  /** Own holding by its id. */
  own(holdingId: string): Locked {
    return this.holding({ partyId: this.partyId, holdingId })
  }

  /** Refuses an event time before its inputs began or too far ahead (`event.before_input`, `event.in_future`). */
  checkTime(eventTime: string, inputs: readonly HoldingKey[]): void {
    check(
      refuseTime(
        eventTime,
        this.ctx.now,
        inputs.map((k) => this.holding(k).beganAt),
      ),
    )
  }

  /** Refuses what a hold stops (`batch.held`). A mark on one piece of a pack stops the pack, but not its other pieces. */
  checkHeld(key: HoldingKey, pieceId?: string): void {
    const { marks, code } = this.holding(key)
    const stopping = pieceId ? marks.filter((m) => !m.pieceId || m.pieceId === pieceId) : marks
    if (stopping.length) throw new AppError('conflict', 'batch.held', { code, holds: stopping.map((m) => m.holdId) })
  }

  /** Refuses to take more than is there and not reserved (`batch.not_enough`). */
  checkEnough(key: HoldingKey, quantity: string): void {
    check(refuseTaking(this.holding(key), quantity))
  }

  available(key: HoldingKey): string {
    return available(this.holding(key))
  }

  /** Adds an event with its body, its nonce, and a row for each party that may list it. After `take`. */
  event(input: EventInput): WorkEvent {
    const event: WorkEvent = {
      partyId: this.partyId,
      eventId: newId(),
      kind: input.kind,
      step: input.step ?? input.kind,
      basis: input.basis ?? 'own',
      eventTime: input.eventTime,
      place: input.place ?? null,
      disposition: input.disposition ?? null,
    }
    const { partyId, eventId, kind, step, eventTime, place, disposition } = event
    const { accountId, onBehalfOf } = this.ctx.actor
    const body = { v: 1, kind, step, partyId, eventTime, place, disposition, onBehalfOf, ...input.body }
    const row = {
      ...event,
      sector: input.sector,
      recordedAt: this.recordedAt,
      regime: 'governed',
      actor: accountId,
      externalId: null,
      counterpartId: input.counterpartId ?? null,
      transferParty: input.transfer?.partyId ?? null,
      transferId: input.transfer?.transferId ?? null,
      voids: input.voids ?? null,
    }
    this.events.push({ row, body })
    this.add('unsealed', { partyId, eventId })
    const viewers = new Set([partyId, input.counterpartId].filter((v) => v !== undefined && !isForeign(v)))
    for (const viewerId of viewers)
      this.add('eventFor', { viewerId: viewerId!, eventTime, eventId, partyId, kind, sector: input.sector })
    return event
  }

  /** A new item, its place in our code space, and what it is about. */
  addItem(item: Item, batch?: { homeId: string; itemId: string }): void {
    this.add('namespace', { key: `suyuan/1/${item.homeId}`, homeId: item.homeId, ownerId: item.homeId })
    this.add('item', {
      ...item,
      batchHome: batch?.homeId ?? null,
      batchId: batch?.itemId ?? null,
      makerId: this.partyId,
      createdAt: this.recordedAt,
    })
  }

  /**
   * An event changes a holding by `delta`, and what is reserved of it by `reserve`. Several changes by one event add
   * up. `says`: the event's place and disposition hold for this holding (not for the stock something was taken from).
   */
  touch(key: HoldingKey, delta: string, event: WorkEvent, { reserve = '0', says = true } = {}): void {
    const h = this.holding(key)
    h.quantity = add(h.quantity, delta)
    h.reserved = add(h.reserved, reserve)
    const id = `${event.eventId} ${textOf(key)}`
    const earlier = this.touches.get(id)
    this.touches.set(id, {
      partyId: key.partyId,
      holdingId: key.holdingId,
      event,
      delta: add(earlier?.delta ?? '0', delta),
      reserve: add(earlier?.reserve ?? '0', reserve),
      place: says ? event.place : (earlier?.place ?? null),
      disposition: says ? event.disposition : (earlier?.disposition ?? null),
    })
  }

  /**
   * Goods went from one holding to another. Written twice; open marks of the input go with them. A copied mark counts
   * as expanded only when this command made the output, which then has no outputs of its own yet: otherwise the job
   * must still walk on from it (core.md §5).
   */
  link(input: HoldingKey, output: HoldingKey, quantity: string | null, event: WorkEvent): void {
    const from = this.holding(input)
    const to = this.holding(output)
    const sameItem = from.homeId === to.homeId && from.itemId === to.itemId
    const row = {
      inParty: from.partyId,
      inHolding: from.holdingId,
      outParty: to.partyId,
      outHolding: to.holdingId,
      eventParty: event.partyId,
      eventId: event.eventId,
      step: event.step,
      sameItem,
      quantity,
      basis: event.basis,
      eventTime: event.eventTime,
      recordedAt: this.recordedAt,
    }
    this.add('linkF', row)
    this.add('linkB', row)
    for (const mark of from.marks) {
      const carried = carriedPiece(mark.pieceId, { sameItem, toItem: to.itemId })
      if (!carried) continue
      const { pieceId } = carried
      if (to.marks.some((m) => m.holdId === mark.holdId && (m.pieceId === null || m.pieceId === pieceId))) continue
      const copy = { ...mark, pieceId }
      to.marks.push(copy)
      this.add('held', {
        partyId: to.partyId,
        holdingId: to.holdingId,
        ...copy,
        expanded: to.fresh,
        placedAt: this.recordedAt,
      })
    }
  }

  /** One journal row for each hold that goes along with these goods: the job walks on from there and tells the holders. */
  private recordCarried(): void {
    const carried = new Map<string, { issuerId: string; partyIds: Set<string> }>()
    for (const r of this.rows.held ?? []) {
      const holdId = String(r.holdId)
      const to = carried.get(holdId) ?? { issuerId: String(r.holdParty), partyIds: new Set() }
      carried.set(holdId, to)
      to.partyIds.add(String(r.partyId))
    }
    for (const [holdId, { issuerId, partyIds }] of carried)
      record(this.ctx, 'hold.carried', { about: holdId, data: { issuerId, partyIds: [...partyIds] } })
  }

  /** Identifiers of an event, a thousand a row. */
  addList(event: WorkEvent, ids: readonly string[]): void {
    for (let chunk = 0; chunk * 1000 < ids.length; chunk++)
      this.add('eventList', {
        partyId: event.partyId,
        eventId: event.eventId,
        chunk,
        ids: ids.slice(chunk * 1000, chunk * 1000 + 1000).join('\n'),
      })
  }

  /** Says of an event what it put into packs or took out where those rows are written apart, for there are very many. */
  sayPacked(event: WorkEvent, all: PackedAll): void {
    this.packedAll.set(event.eventId, all)
  }

  /** The events and their texts, which say what each did: made last, hashed, and sealed later. */
  private addEvents(): void {
    const facts = new Map(this.events.map(({ row }) => [String(row.eventId), row]))
    const effects = effectsOf(facts, this.touches.values(), this.rows, this.packedAll)
    for (const { row, body } of this.events) {
      const text = JSON.stringify({ ...body, effects: effects.get(String(row.eventId)) })
      this.add('event', { ...row, bodyHash: createHash('sha256').update(text).digest() })
      this.add('eventBody', { partyId: row.partyId, eventId: row.eventId, nonce: randomBytes(32), body: text })
    }
  }

  /** Writes everything: the changed holdings, one statement a party, then all new rows in one statement. */
  async flush(): Promise<void> {
    for (const t of this.touches.values()) {
      const h = this.holding(t)
      const { partyId: eventParty, eventId, eventTime } = t.event
      const { partyId, holdingId, delta, place, disposition } = t
      this.add('holdingEvent', {
        partyId,
        holdingId,
        eventId,
        eventParty,
        delta,
        place,
        disposition,
        eventTime,
        recordedAt: this.recordedAt,
      })
      this.add('itemEvent', {
        homeId: h.homeId,
        itemId: h.itemId,
        eventTime,
        eventId,
        partyId,
        holdingId,
        eventParty,
      })
    }
    this.addEvents()
    await applyTouches(this.ctx.db, [...this.touches.values()], this.recordedAt)
    await insertRows(this.ctx.db, this.rows)
    this.recordCarried()
  }
}
