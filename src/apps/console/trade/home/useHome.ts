import type * as z from 'zod'
import { assetSectors } from '../../../../industries/sectors.ts'
import { listAssets } from '../../../../modules/asset/schema.ts'
import { getCompleteness } from '../../../../modules/production/record/schema.ts'
import { listRefusals } from '../../../../modules/production/refusal/schema.ts'
import { listTasks } from '../../../../modules/production/rule/schema.ts'
import { findOwnFiling } from '../../../../modules/registry/filing/schema.ts'
import { listHeldOfMine } from '../../../../modules/trace/hold/schema.ts'
import { listTransfers, type Transfer } from '../../../../modules/trade/transfer/schema.ts'
import type { Endpoint } from '../../../../platform/endpoint.ts'
import { useAsk } from '../../app/call.ts'
import { useMay, useSession } from '../../app/session.tsx'

/** How many of a kind the first page shows; the rest is one touch away. */
export const some = 5
/** So far back it looks for what went wrong and what was left out, in days. */
export const days = 30

/** The civil date in China, so many days ago: the records are kept by it. */
export const dayAgo = (ago: number, now = Date.now()): string =>
  new Date(now + 8 * 3_600_000 - ago * 86_400_000).toISOString().slice(0, 10)

/** Asked when this person may; else it stays without an answer. */
function useMine<E extends Endpoint>(e: E, input: z.input<E['input']>, wanted = true) {
  const may = useMay()
  return useAsk(e, input, { enabled: wanted && may(e) })
}

/** Everything the first page shows, as far as this person may see it. `ready` when all of it is answered. */
export function useHome() {
  const arrived = useMine(listTransfers, { direction: 'in', waiting: 'yes', limit: some })
  const unanswered = useMine(listTransfers, { direction: 'out', waiting: 'yes', limit: some })
  const sold = useMine(listTransfers, { direction: 'out', limit: 100 })
  const bought = useMine(listTransfers, { direction: 'in', limit: 20 })
  const held = useMine(listHeldOfMine, { limit: some })
  const own = useMine(findOwnFiling, {})
  const completeness = useMine(getCompleteness, { from: dayAgo(days), to: dayAgo(0) })
  const tasks = useMine(listTasks, { limit: some })
  const hasAssets = useSession().party?.sectors.some((s) => assetSectors.some((a) => a === s)) ?? false
  const assets = useMine(listAssets, { due: 'overdue', limit: 20 }, hasAssets)
  const refusals = useMine(listRefusals, { limit: some })
  const asked = [arrived, unanswered, sold, bought, held, own, completeness, tasks, assets, refusals]
  const filing = own.data?.filing
  return {
    // what may not be asked stays pending and idle
    ready: asked.every((q) => !q.isPending || q.fetchStatus !== 'fetching'),
    refusal: asked.find((q) => q.error)?.error,
    again: () => void Promise.all(asked.map((q) => q.error && q.refetch())),
    arrived: arrived.data,
    unanswered: unanswered.data,
    sold: sold.data,
    bought: bought.data?.items.filter((r) => r.state === 'received').slice(0, some) ?? [],
    held: held.data,
    filing: filing && ['draft', 'submitted', 'returned', 'rejected'].includes(filing.state) ? filing : undefined,
    incomplete: completeness.data ? completeness.data.records - completeness.data.complete : 0,
    tasks: tasks.data,
    overdueAssets: assets.data?.items.length ?? 0,
    cameBack: (sold.data?.items ?? [])
      .filter((r) => r.returned !== '0' && (r.answeredAt ?? '') >= dayAgo(days))
      .slice(0, some),
    refusals: refusals.data?.items.filter((r) => r.refusedAt >= dayAgo(days)) ?? [],
  }
}
export type HomeAnswers = ReturnType<typeof useHome>

export type Sold = { product: string; unit: string; quantity: string }
/** Sales since the first of the month that were neither withdrawn nor declared an error. */
export const soldSince = (items: readonly Transfer[], from: string): Transfer[] =>
  items.filter((r) => r.dispatchedAt >= from && r.state !== 'voided' && r.state !== 'withdrawn')
