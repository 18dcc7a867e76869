import { compare } from '../../../kernel/quantity.ts'
import type { Tx } from '../../../platform/db.ts'
import { stableId } from '../../../platform/id.ts'
import { needsMix, shares } from '../rules.ts'
import type { ItemKey } from '../work/containment.ts'
import { foreignParty, type Item } from '../work/holding.ts'
import { type FactTouch, type Holder, unknown } from './facts.ts'
import type { Incoming } from './incoming.ts'
import { plainItem } from './items.ts'
import { type PlannedLink, type PlannedTouch, writeRows } from './write.ts'

export const resolve = (holder: Holder, item: Item) => (holder === unknown ? foreignParty(item.itemId) : holder)

export type EventsPlan = { touches: PlannedTouch[]; links: PlannedLink[]; mixes: Item[] }

export function planOf(events: readonly Incoming[], items: ReadonlyMap<string, Item>, capturing: string): EventsPlan {
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

export async function ensureMixes(
  tx: Tx,
  mixes: readonly Item[],
  { now, capturing }: { now: string; capturing: string },
) {
  const unique = [...new Map(mixes.map((m) => [m.itemId, m])).values()].sort((a, b) => (a.itemId < b.itemId ? -1 : 1))
  const item = unique.map((m) => ({ ...m, batchHome: null, batchId: null, makerId: capturing, createdAt: now }))
  if (item.length) await writeRows(tx, { item })
}

const keyOfItem = ({ homeId, itemId }: Item): ItemKey => ({ homeId, itemId })

export function packingOf(events: readonly Incoming[], items: ReadonlyMap<string, Item>) {
  const packed = events.flatMap((e) => e.facts.packed)
  return {
    children: packed.map((p) => keyOfItem(items.get(p.child)!)),
    parents: packed.map((p) => keyOfItem(items.get(p.parent)!)),
    emptied: events.flatMap((e) => (e.facts.emptied === undefined ? [] : [keyOfItem(items.get(e.facts.emptied)!)])),
  }
}
