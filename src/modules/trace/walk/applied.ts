import type { Actor } from '../../../platform/actor.ts'
import type { Db } from '../../../platform/db.ts'
import type { HoldingKey } from '../work/holding.ts'
import { type Link, linkKey, type Walk, type Way } from './graph.ts'
import { type WalkOptions, walk } from './walk.ts'

/**
 * An input was used on what goods were harvested from (施用): a pesticide batch on the plot of a harvest. No link, so no
 * balance, no hold and no rule about the goods follows it; only a trace tells it. Both batches are of one party.
 */
export type Applied = {
  partyId: string
  /** The input, and the harvest. */
  inHolding: string
  outHolding: string
  /** The event of the use. */
  eventId: string
  step: string
  eventTime: string
}

/** Uses on what these goods came from (`back`), or harvests from what these inputs were used on (`forward`). */
export type AppliedSource = (
  db: Db,
  way: Way,
  goods: readonly HoldingKey[],
  asOf: string | undefined,
) => Promise<readonly Applied[]>

let source: AppliedSource | undefined

/** Who knows what was used where: the module that keeps the records of it. Called where the server is put together. */
export function setAppliedSource(s: AppliedSource): void {
  source = s
}

/** What a use has been to the other side: derived from two records, never stored, so that late and wrong ones are told right. */
const linkOf = (a: Applied): Link => ({
  inParty: a.partyId,
  inHolding: a.inHolding,
  outParty: a.partyId,
  outHolding: a.outHolding,
  eventId: a.eventId,
  step: a.step,
  sameItem: false,
  quantity: null,
  basis: 'own',
  eventTime: a.eventTime,
  applied: true,
})

/**
 * The walk, gone on through uses of inputs: from a harvest back to what was sprayed and to its maker, from a batch of
 * pesticide forward to what grew there. An agency follows all of them; an operator those of its own records, for what
 * others spray is between them and who supervises them.
 */
export async function withApplied(
  db: Db,
  actor: Actor,
  way: Way,
  found: Walk,
  starts: readonly HoldingKey[],
  options: WalkOptions,
): Promise<Walk> {
  if (!source) return found
  const holdings = new Map(found.holdings)
  const links = new Map(found.links.map((l) => [linkKey(l), l]))
  const stoppedAt = new Set(found.stoppedAt)
  let levels = found.levels
  const followed = (partyId: string) => actor.kind === 'agency' || partyId === actor.partyId
  let fresh = (options.depth === 1 ? [...starts] : [...holdings.values()]).filter((h) => followed(h.partyId))
  while (fresh.length) {
    const uses = (await source(db, way, fresh, options.asOf)).map(linkOf)
    levels++
    const next = new Map<string, Link>()
    for (const use of uses) {
      const [from, to] = way === 'back' ? [use.outHolding, use.inHolding] : [use.inHolding, use.outHolding]
      if (!holdings.has(to) && holdings.size >= options.most) {
        stoppedAt.add(from)
        continue
      }
      links.set(linkKey(use), use)
      if (holdings.has(to)) continue
      holdings.set(to, { partyId: use.inParty, holdingId: to })
      next.set(to, use)
    }
    if (!next.size || options.depth === 1) break
    const starts = [...next].map(([holdingId, use]) => ({
      partyId: use.inParty,
      holdingId,
      // what came into the input's batch later was not used there
      ...(way === 'back' ? { until: use.eventTime } : {}),
    }))
    const most = Math.max(options.most - holdings.size, 0) + starts.length
    const more = await walk(db, way, starts, { ...options, most })
    for (const l of more.links) links.set(linkKey(l), l)
    for (const id of more.stoppedAt) stoppedAt.add(id)
    levels += more.levels
    fresh = [...more.holdings.values()].filter(
      (h) => followed(h.partyId) && (next.has(h.holdingId) || !holdings.has(h.holdingId)),
    )
    for (const [id, h] of more.holdings) holdings.set(id, h)
  }
  return { holdings, links: [...links.values()], stoppedAt, levels }
}
