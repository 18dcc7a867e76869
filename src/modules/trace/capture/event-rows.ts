import { randomBytes } from 'node:crypto'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Item } from '../work/holding.ts'
import type { Row, Rows, RowTable } from '../work/rows.ts'
import type { Incoming } from './incoming.ts'
import { type EventsPlan, resolve } from './plan.ts'
import type { Voidable } from './void.ts'

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

export function addEvents(
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

export function addPacking(
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
export function addMoves(rows: Rows, events: readonly Incoming[], items: ReadonlyMap<string, Item>): void {
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
